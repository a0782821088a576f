//! What `get` reads, and of which type.

#![deny(warnings)]

use hyperparameter::{Error, ErrorKind, with_params};

#[test]
fn a_missing_parameter_is_its_default() {
    let (lr, batch) = with_params! {
        get lr = train.lr or 0.001;
        get batch = train.batch_size or 32;
        (lr, batch)
    };

    assert_eq!(0.001, lr);
    assert_eq!(32, batch);
}

#[test]
fn a_set_parameter_wins_over_the_default() {
    let lr = with_params! {
        set train.lr = 0.5;
        get lr = train.lr or 0.001;
        lr
    };

    assert_eq!(0.5, lr);
}

/// The type of a value, without a conversion that could hide another one.
fn type_of<T>(_: &T) -> &'static str {
    std::any::type_name::<T>()
}

#[test]
fn an_unsuffixed_integer_default_is_an_i64() {
    with_params! {
        get plain = a or 1;
        get negative = a or -1;
        get enclosed = a or (-(1));
        get grouped = a or 3_000_000_000;
        get hexadecimal = a or 0xff;
        get computed = a or 64 * 1024 * 1024 * 1024;
        get chosen = a or if plain == 1 { 5_000_000_000 } else { 2 };
        get matched = a or match plain { 1 => 10, _ => return };

        assert_eq!("i64", type_of(&plain));
        assert_eq!("i64", type_of(&negative));
        assert_eq!("i64", type_of(&enclosed));
        assert_eq!("i64", type_of(&grouped));
        assert_eq!("i64", type_of(&hexadecimal));
        assert_eq!(64 << 30, computed);
        assert_eq!(5_000_000_000, chosen);
        assert_eq!("i64", type_of(&matched));
    }
}

#[test]
fn an_unsuffixed_float_default_is_an_f64() {
    with_params! {
        get plain = a or 0.001;
        get exponent = a or -1e-3;
        get bare = a or 1.;
        get computed = a or 1.0 / 3.0;

        assert_eq!(0.001_f64.sqrt(), plain.sqrt());
        assert_eq!("f64", type_of(&exponent));
        assert_eq!("f64", type_of(&bare));
        assert_eq!("f64", type_of(&computed));
    }
}

#[test]
fn a_default_decides_the_type() {
    with_params! {
        get suffixed = a or 1u8;
        get text = a or "fast";
        get owned = a or String::from("fast");
        get flag = a or true;
        get bytes = a or b"xy";
        get list = a or vec![1.5, 2.5];
        get single = a or 1f32;

        assert_eq!("u8", type_of(&suffixed));
        assert_eq!("fast".to_owned(), text);
        assert_eq!("fast".to_owned(), owned);
        assert!(flag);
        assert_eq!(b"xy".to_vec(), bytes);
        assert_eq!(vec![1.5, 2.5], list);
        assert_eq!("f32", type_of(&single));
    }
}

#[test]
fn an_annotation_decides_the_type() {
    with_params! {
        set n = 7;
        set ids = vec![1, 2];
        get small: u8 = n or 3;
        get absent: Option<i32> = m or None;
        get text: String = name or "fast";
        get bytes: Vec<u8> = raw or b"xy";
        get list: Vec<u16> = ids or Vec::new();
        get float: f32 = n or 1.0;
        get spaceless:Vec<u16>= ids or Vec::new();

        assert_eq!("u8", type_of(&small));
        assert_eq!(7, small);
        assert_eq!(None, absent);
        assert_eq!("fast", text);
        assert_eq!(b"xy".to_vec(), bytes);
        assert_eq!(vec![1, 2], list);
        assert_eq!(7.0, float);
        assert_eq!(list, spaceless);
    }
}

#[test]
fn a_required_parameter_is_read_as_its_type() {
    let (n, text) = with_params! {
        set worker.count = 4;
        set worker.name = "w";
        get n: usize = worker.count;
        get text: String = worker.name;
        (n, text)
    };

    assert_eq!(4, n);
    assert_eq!("w", text);
}

#[test]
#[should_panic(expected = "no parameter \"train.nowhere\" is set")]
fn a_missing_required_parameter_panics() {
    with_params! {
        get _n: i64 = train.nowhere;
    }
}

#[test]
#[should_panic(expected = "cannot read train.lr as float")]
fn a_failed_conversion_panics() {
    with_params! {
        set train.lr = "fast";
        get _lr = train.lr or 0.1;
    }
}

#[test]
#[should_panic(expected = "invalid key \"a..b\"")]
fn an_invalid_computed_key_panics() {
    with_params! {
        get _x = ["a..b"] or 0.1;
    }
}

#[test]
fn a_panic_is_the_message_of_the_error_at_the_line_of_the_directive() {
    use std::sync::{Arc, Mutex};
    let seen = Arc::new(Mutex::new(None));
    let hook = seen.clone();
    let this = std::thread::current().id();
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == this {
            *hook.lock().unwrap() = Some(info.location().unwrap().line());
        } else {
            previous(info);
        }
    }));
    let line_of_the_read = line!() + 4;
    let result = std::panic::catch_unwind(|| {
        with_params! {
            set train.lr = "fast";
            get _lr = train.lr or 0.1;
        }
    });
    drop(std::panic::take_hook());
    let error = with_params! {
        set train.lr = "fast";
        hyperparameter::current().get::<f64>("train.lr").unwrap_err()
    };

    assert_eq!(
        Some(&error.to_string()),
        result.unwrap_err().downcast_ref::<String>()
    );
    assert_eq!(Some(line_of_the_read), *seen.lock().unwrap());
}

#[test]
fn try_returns_the_error() {
    fn missing() -> Result<i64, Error> {
        with_params! {
            try get n: i64 = not.set;
            Ok(n)
        }
    }
    fn unconvertible() -> Result<f64, Box<dyn std::error::Error>> {
        with_params! {
            try set train.lr = "fast";
            try get lr = train.lr or 0.5;
            Ok(lr)
        }
    }
    fn bad_key(key: &str) -> Result<i64, Error> {
        with_params! {
            try set [key] = 1;
            try get n = [key] or 2;
            Ok(n)
        }
    }
    fn bad_source() -> Result<(), Error> {
        with_params! {
            try params ["a=1", "b"];
        }
        Ok(())
    }

    assert_eq!(ErrorKind::Missing, missing().unwrap_err().kind());
    assert!(
        unconvertible()
            .unwrap_err()
            .to_string()
            .starts_with("cannot read train.lr as float")
    );
    assert_eq!(ErrorKind::InvalidKey, bad_key("").unwrap_err().kind());
    assert_eq!(1, bad_key("fine").unwrap());
    assert_eq!(ErrorKind::Definition, bad_source().unwrap_err().kind());
}

#[test]
fn a_default_is_evaluated_only_when_the_parameter_is_missing() {
    let mut evaluated = 0;
    with_params! {
        set there = 1;
        get _there = there or { evaluated += 1; 2 };
        get _missing = missing or { evaluated += 1; 3 };
    }

    assert_eq!(1, evaluated);
}

#[test]
fn a_default_may_read_and_set_parameters_and_leave_the_function() {
    fn inner(fail: bool) -> Result<i64, String> {
        let n = with_params! {
            get n = not.set or with_params! {
                set base = 20;
                get base = base or 1;
                base + 1
            };
            get m: i64 = not.set or if fail { return Ok(-1) } else { Err("no default".to_owned())? };
            n + m
        };
        Ok(n)
    }

    assert_eq!(Ok(-1), inner(true));
    assert_eq!(Err("no default".to_owned()), inner(false));
}

#[test]
fn a_computed_key_is_any_expression() {
    let name = String::from("cls");
    let key = hyperparameter::Key::new("task.seg.lr").unwrap();
    let (one, other, third) = with_params! {
        set [format!("task.{name}.lr")] = 0.25;
        set [&key] = 0.5;
        get one = [format!("task.{name}.lr")] or 0.0;
        get other: f64 = [&key];
        get third = ["task.0.lr"] or 3;
        (one, other, third)
    };

    assert_eq!((0.25, 0.5, 3), (one, other, third));
}

#[test]
fn what_a_computed_key_borrows_is_given_back_before_the_default() {
    let names = std::sync::Mutex::new(vec!["a.b".to_owned()]);
    let n = with_params! {
        get n = [names.lock().unwrap()[0].as_str()] or names.lock().unwrap().len();
        n
    };

    assert_eq!(1, n);
}

#[test]
fn a_later_get_may_shadow_an_earlier_one() {
    let lr = with_params! {
        get lr = train.lr or 1;
        set train.lr = lr + 1;
        get lr = train.lr or 0;
        let lr = lr * 10;
        lr + 1
    };

    assert_eq!(21, lr);
}

#[test]
fn reads_work_in_generic_functions_and_closures() {
    fn read<T: hyperparameter::FromValue + hyperparameter::DefaultValue<Read = T>>(
        default: T,
    ) -> T {
        with_params! { get value = some.value or default; value }
    }
    let doubled = |n: i64| with_params! { get factor = factor or 2; n * factor };

    assert_eq!(5, read(5));
    assert_eq!("x", read("x".to_owned()));
    assert_eq!(8, doubled(4));
}
