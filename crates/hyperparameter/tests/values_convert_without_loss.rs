//! What Rust's own types add to the conversions that the vectors cover.

use std::collections::HashMap;
use std::panic::{RefUnwindSafe, UnwindSafe};

use hyperparameter::{ErrorKind, Frame, FrameBuilder, Map, Value};

#[test]
fn text_reads_as_any_integer_that_its_type_holds() {
    let frame = Frame::empty()
        .child([
            "a=18446744073709551615",
            "b=-170141183460469231731687303715884105728",
        ])
        .unwrap();

    assert_eq!(frame.get::<u64>("a").unwrap(), Some(u64::MAX));
    assert_eq!(frame.get::<i128>("b").unwrap(), Some(i128::MIN));
    assert_eq!(
        frame.get::<u64>("b").unwrap_err().kind(),
        ErrorKind::Conversion
    );
    assert_eq!(
        frame.get::<i64>("a").unwrap_err().kind(),
        ErrorKind::Conversion
    );
}

#[test]
fn an_integer_beyond_64_bits_reads_back_exactly_as_every_type_that_holds_it() {
    let seed = 0xdead_beef_dead_beef_u64;
    let frame = Frame::empty()
        .builder()
        .set("seed", seed)
        .and_then(|builder| builder.set("all", [u128::MAX, 0]))
        .and_then(|builder| builder.set("least", i128::MIN))
        .unwrap()
        .build();

    assert_eq!(frame.get::<u64>("seed").unwrap(), Some(seed));
    assert_eq!(frame.get::<u128>("seed").unwrap(), Some(seed.into()));
    assert_eq!(frame.get::<i128>("seed").unwrap(), Some(seed.into()));
    assert_eq!(frame.get::<[u128; 2]>("all").unwrap(), Some([u128::MAX, 0]));
    assert_eq!(frame.get::<i128>("least").unwrap(), Some(i128::MIN));
    let refused = frame.get::<i64>("seed").unwrap_err();
    assert!(
        refused.to_string().starts_with(
            "cannot read seed as int: \"16045690984833335023\" is out of range (set in code)"
        ),
        "{refused}"
    );
}

#[test]
fn an_int_that_f32_does_not_hold_is_refused() {
    let frame = Frame::empty()
        .child([("a", 16_777_217), ("b", 16_777_216)])
        .unwrap();

    assert!(
        frame
            .get::<f32>("a")
            .unwrap_err()
            .to_string()
            .contains("cannot be represented exactly as a float")
    );
    assert_eq!(frame.get::<f32>("b").unwrap(), Some(16_777_216.0));
}

#[test]
fn an_empty_key_in_a_map_is_refused_at_any_depth() {
    let outer = HashMap::from([("", HashMap::from([("a", 1)]))]);
    let inner = HashMap::from([("a", HashMap::from([("", 1)]))]);

    assert_eq!(
        Frame::empty().child(outer).unwrap_err().kind(),
        ErrorKind::InvalidKey
    );
    assert_eq!(
        Frame::empty().child(inner).unwrap_err().kind(),
        ErrorKind::InvalidKey
    );
}

#[test]
fn frames_can_cross_catch_unwind() {
    fn holds<T: UnwindSafe + RefUnwindSafe>() {}

    holds::<Frame>();
    holds::<Value>();
    holds::<FrameBuilder>();
}

#[test]
fn an_element_that_does_not_fit_is_named_by_its_index() {
    let frame = Frame::empty()
        .child(["ids=[1, x]", "rows=[[1], [2, 300]]", "names=[null]"])
        .unwrap();

    let refused = frame.get::<Vec<i64>>("ids").unwrap_err();
    assert!(
        refused.to_string().starts_with(
            "cannot read ids[1] as int: \"x\" (from \"ids=[1, x]\", item 1); expected a"
        ),
        "{refused}"
    );
    assert_eq!(refused.key(), Some("ids"));
    assert_eq!(refused.value(), Some(&Value::untyped("x")));
    assert_eq!(refused.wanted(), Some("int"));
    let refused = frame.get::<Option<Vec<Vec<u8>>>>("rows").unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("cannot read rows[1][1] as u8: \"300\" is out of range"),
        "{refused}"
    );
    let refused = frame.get::<Vec<Vec<i8>>>("rows").unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("cannot read rows[1][1] as i8: \"300\" is out of range"),
        "{refused}"
    );
    assert_eq!(
        frame.get::<Vec<Option<String>>>("names").unwrap(),
        Some(vec![None])
    );
}

#[test]
fn untyped_null_is_none_toward_every_option() {
    let frame = Frame::empty().child(["a=null", "b=~", "c='null'"]).unwrap();

    assert_eq!(frame.get::<Option<String>>("a").unwrap(), Some(None));
    assert_eq!(frame.get::<Option<String>>("b").unwrap(), Some(None));
    assert_eq!(frame.get::<Option<i64>>("a").unwrap(), Some(None));
    assert_eq!(frame.get::<String>("a").unwrap(), Some("null".to_owned()));
    assert_eq!(
        frame.get::<Option<String>>("c").unwrap(),
        Some(Some("'null'".to_owned()))
    );
}

#[test]
fn a_number_that_cannot_be_held_is_the_text_as_written_where_no_kind_is_wanted() {
    for text in [
        "12e4567",
        "1e-400",
        "9223372036854775808",
        "0xffffffffffffffff",
    ] {
        let frame = Frame::empty()
            .child([format!("a={text}"), format!("b=[{text}]")])
            .unwrap();
        let text = Value::Text(text.into());

        assert_eq!(frame.get::<Value>("a").unwrap(), Some(text.clone()));
        assert_eq!(
            frame.get::<Value>("b").unwrap(),
            Some(Value::List([text].into()))
        );
        assert_eq!(
            frame.get::<i64>("a").unwrap_err().kind(),
            ErrorKind::Conversion
        );
    }
}

#[test]
fn mappings_in_lists_are_values_and_elsewhere_keys() {
    let map = |pairs: Vec<(&str, Value)>| Value::Map(Map::new(pairs).unwrap());
    let layer = map(vec![("", Value::Int(1)), ("b", Value::untyped("1e3"))]);
    let frame = Frame::empty()
        .builder()
        .set("layers", vec![layer.clone()])
        .and_then(|builder| builder.set("opt", map(vec![("lr", Value::Float(0.1))])))
        .unwrap()
        .build();

    let other_order = map(vec![("b", Value::Float(1000.0)), ("", Value::Int(1))]);
    assert_eq!(
        frame.get::<Vec<Value>>("layers").unwrap(),
        Some(vec![other_order])
    );
    assert_eq!(
        frame.value("layers").unwrap(),
        Some(Value::List([layer].into()))
    );
    assert_eq!(frame.get::<f64>("opt.lr").unwrap(), Some(0.1));
    assert!(!frame.contains("opt").unwrap());
    let twice = Map::new([("a", 1), ("a", 2)]).unwrap_err();
    assert_eq!(twice.kind(), ErrorKind::InvalidKey);
}

#[test]
fn a_structure_that_shares_its_parts_is_refused_by_its_count() {
    let mut list = Value::List([].into());
    for _ in 0..40 {
        list = Value::List([list.clone(), list].into());
    }
    let refused = Frame::empty().builder().set("a", list).unwrap_err();

    assert_eq!(refused.kind(), ErrorKind::Limit);
    assert_eq!(
        refused.to_string(),
        "cannot set a: it holds more than 1000000 elements, the limit"
    );
    let long = format!("a=[{}1]", "1,".repeat(1_000_000));
    let frame = Frame::empty().child([long]).unwrap();
    assert_eq!(
        frame.get::<Value>("a").unwrap_err().kind(),
        ErrorKind::Limit
    );
}

#[test]
fn bytes_are_read_from_lists_and_from_the_utf_8_of_other_strings() {
    let frame = Frame::empty()
        .child(["list=[0, 255]", "text=é", "open=[1"])
        .and_then(|frame| frame.child([("set", "[1]")]))
        .and_then(|frame| frame.child([("ints", vec![1, 2])]))
        .unwrap();
    let bytes = |key: &str| frame.get::<Vec<u8>>(key).unwrap().unwrap();

    assert_eq!(bytes("list"), [0, 255]);
    assert_eq!(bytes("text"), "é".as_bytes());
    assert_eq!(bytes("open"), b"[1");
    assert_eq!(bytes("set"), b"[1]");
    assert_eq!(bytes("ints"), [1, 2]);
    assert_eq!(frame.get::<[u8; 2]>("list").unwrap(), Some([0, 255]));
}

#[test]
fn an_element_that_is_no_byte_is_named_by_its_index() {
    let frame = Frame::empty().child(["a=[1, 300]", "b=[1, x]"]).unwrap();

    let refused = frame.get::<Vec<u8>>("a").unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("cannot read a[1] as u8: \"300\" is out of range"),
        "{refused}"
    );
    let refused = frame.get::<Vec<u8>>("b").unwrap_err();
    assert_eq!(refused.value(), Some(&Value::untyped("x")));
}

#[test]
fn a_mapping_that_shares_its_parts_is_refused_by_its_count() {
    let mut map = Map::new([("k", 1)]).unwrap();
    for _ in 0..40 {
        map = Map::new([("a", map.clone()), ("b", map)]).unwrap();
    }
    let refused = Frame::empty().builder().set("m", map).unwrap_err();

    assert_eq!(refused.kind(), ErrorKind::Limit);
    assert_eq!(
        refused.to_string(),
        "too many overrides: a mapping sets more than 1000000 parameters, the limit"
    );
}

#[test]
fn a_mapping_sets_keys_of_any_depth_on_a_small_stack() {
    let deep = || {
        let mut map = Map::new([("k", 1)]).unwrap();
        for _ in 0..100 {
            map = Map::new([("k", map)]).unwrap();
        }
        let key = format!("a{}", ".k".repeat(101));
        let frame = Frame::empty().builder().set("a", map).unwrap().build();
        frame.get::<i64>(&key).unwrap()
    };
    let thread = std::thread::Builder::new().stack_size(128 * 1024);

    assert_eq!(thread.spawn(deep).unwrap().join().unwrap(), Some(1));
}

/// Whatever the Rust type, a message says what would be right.
#[test]
fn a_refusal_advises_what_to_write_instead() {
    fn message<T: hyperparameter::FromValue>() -> String {
        let frame = Frame::empty().builder().set("a", "x").unwrap().build();
        match frame.get::<T>("a") {
            Ok(_) => panic!("it is refused"),
            Err(refused) => refused.to_string(),
        }
    }
    let cases = [
        (
            message::<i32>(),
            "cannot read a as i32: \"x\" (set in code); expected an integer in the range of i32, an integral float, or a string such as 64 or 1e3",
        ),
        (
            message::<u64>(),
            "cannot read a as u64: \"x\" (set in code); expected an integer in the range of u64, an integral float, or a string such as 64 or 1e3",
        ),
        (
            message::<f32>(),
            "cannot read a as f32: \"x\" (set in code); expected a float in the range of f32, an int that it can represent exactly, or a string such as 5e-4",
        ),
        (
            message::<Vec<i64>>(),
            "cannot read a as list of int: \"x\" (set in code); expected a list, or an untyped string such as [1, 2]",
        ),
    ];
    for (message, expected) in cases {
        assert_eq!(message, expected);
    }
}
