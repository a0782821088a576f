//! `get`, `set`, `params` and `frozen` stay names like others, and every name may be a segment.

#![deny(warnings)]

use std::collections::{BTreeMap, HashMap, HashSet};

use hyperparameter::{current, frozen, with_params};

#[test]
fn keywords_are_segments_of_keys() {
    let seen = with_params! {
        set type = 1;
        set match.if.type = 2;
        set self.or.fn = 3;
        set r#loop.as = 4;
        set await.true.r#in = 5;
        set set.get.params = 6;
        set get = 7;
        set or = 8;
        get a = type or 0;
        get b = match.if.type or 0;
        get c = self.or.fn or 0;
        get d = loop.as or 0;
        get e = await.true.in or 0;
        get f = set.get.params or 0;
        get g = get or 0;
        get h = or or 0;
        get r#type = params.or or 9;
        [a, b, c, d, e, f, g, h, r#type]
    };

    assert_eq!([1, 2, 3, 4, 5, 6, 7, 8, 9], seen);
}

#[test]
fn a_raw_identifier_is_the_key_without_its_mark() {
    let keys = with_params! {
        set r#type.r#x = 1;
        current().keys("type")
    };

    assert_eq!("type.x", keys.unwrap()[0].as_str());
}

#[test]
fn names_of_other_alphabets_are_segments() {
    let n = with_params! {
        set 训练.学习率 = 1;
        get n = 训练.学习率 or 0;
        n
    };

    assert_eq!(1, n);
}

#[test]
fn functions_of_these_names_can_be_called() {
    fn get(n: i64) -> i64 {
        n
    }
    fn set(n: i64) -> i64 {
        n
    }
    fn params(n: i64) -> i64 {
        n
    }
    let sum = with_params! {
        get (1);
        set (2);
        params (3);
        params(4);
        get(1) + set(2) + params(3)
    };

    assert_eq!(6, sum);
}

#[test]
fn variables_of_these_names_can_be_used() {
    let mut get = 1;
    let mut set = HashSet::new();
    let mut params = vec![1, 2];
    let total = with_params! {
        get = -get;
        get += 4;
        set.insert(5);
        set .insert(6);
        params.push(3);
        params [0] = 10;
        params[1] += 1;
        let frozen = params.len();
        get as usize + frozen
    };
    let masked = with_params! {
        let params = 6;
        params & 2
    };

    assert_eq!(6, total);
    assert_eq!(2, set.len());
    assert_eq!(vec![10, 3, 3], params);
    assert_eq!(2, masked);
}

#[test]
fn a_variable_may_be_read_into_each_of_these_names() {
    let sum = with_params! {
        get get = a or 1;
        get set = b or 2;
        get params = c or 3;
        get frozen = d or 4;
        get + set + params + frozen
    };

    assert_eq!(10, sum);
}

#[test]
fn methods_and_fields_of_these_names_can_be_used() {
    struct Frozen {
        get: i64,
        params: HashMap<&'static str, i64>,
    }
    impl Frozen {
        fn set(&mut self, n: i64) {
            self.get = n;
        }
    }
    let mut it = Frozen {
        get: 0,
        params: HashMap::from([("a", 1)]),
    };
    with_params! {
        it.set(3);
        it.params.get("a");
        if let Some(n) = it.params.get("a") {
            it.params.insert("b", *n);
        }
        let Frozen { get, params } = &it;
        assert_eq!((3, 2), (*get, params.len()));
    }
}

#[test]
fn these_names_are_left_alone_in_nested_blocks_too() {
    let set = std::cell::RefCell::new([0; 3]);
    let n = with_params! {
        get limit = loops.limit or 3usize;
        for get in 0..limit {
            let mut set = set.borrow_mut();
            set[get] = get;
        }
        let matched = match limit {
            get if get > 100 => get,
            params if params == 3 => params + 1,
            set => set,
        };
        let params = |set: usize| set + matched;
        params(1)
    };

    assert_eq!(5, n);
    assert_eq!([0, 1, 2], *set.borrow());
}

#[test]
fn params_takes_any_source() {
    let map = BTreeMap::from([("a.b", 1)]);
    let owned: Vec<String> = vec!["c=2".to_owned()];
    let seen = with_params! {
        params &map;
        params owned;
        params ["d=3", "e=4"];
        params "f=5";
        params [("g", 6)];
        params HashMap::from([("h", 0)]);
        params if map.is_empty() { "h=0" } else { "h=7" };
        get a = a.b or 0;
        get c = c or 0;
        get d = d or 0;
        get e = e or 0;
        get f = f or 0;
        get g = g or 0;
        get h = h or 0;
        [a, c, d, e, f, g, h]
    };

    assert_eq!([1, 2, 3, 4, 5, 6, 7], seen);
}

#[test]
fn other_macros_may_hand_on_names_keys_and_values() {
    macro_rules! read {
        ($name:ident, $($segment:ident).+, $default:expr) => {
            with_params! { get $name = $($segment).+ or $default; $name }
        };
    }
    macro_rules! within {
        ($key:expr, $value:expr, $layer:expr, $body:block) => {
            with_params! { set [$key] = $value; params $layer; $body }
        };
    }
    let seen = within!("a.b", 1, ["c=2"], {
        read!(x, a.b, 0) + read!(x, c, 0) + read!(x, d, 4)
    });

    assert_eq!(7, seen);
}

#[test]
fn a_fragment_that_is_a_number_is_an_i64() {
    macro_rules! read {
        ($default:expr) => {
            with_params! { get x = a.b or $default; x }
        };
    }
    let seen: i64 = read!(3_000_000_000);

    assert_eq!(3_000_000_000, seen);
}

#[test]
fn frozen_is_an_ordinary_function() {
    with_params! {
        set names.seed = 42;
        frozen();
    }
    let seed = std::thread::spawn(|| with_params! { get seed = names.seed or 0; seed });

    assert_eq!(42, seed.join().unwrap());
}

#[test]
fn unset_is_a_name_like_others_too() {
    fn unset(n: i64) -> i64 {
        n
    }
    let read = with_params! {
        unset (1);
        set unset.unset = 3;
        unset unset.unset;
        get unset = unset.unset or unset(4);
        unset
    };
    let mut unset = vec![1];
    let first = with_params! {
        set first.type.unset = 2;
        unset first.type;
        unset.push(5);
        unset[0] += 1;
        get first = first.type.unset or unset[0];
        first
    };

    assert_eq!((4, 2), (read, first));
    assert_eq!(vec![2, 5], unset);
}
