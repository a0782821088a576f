//! A value is made of a Rust value, and becomes one, without a frame around it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use hyperparameter::{ErrorKind, Key, Map, Object, Value};

#[test]
fn a_value_is_made_of_every_type_that_it_holds_without_loss() {
    let object = Object::new("Model", ());
    let map = Map::new([("a", 1)]).unwrap();
    let made = [
        (Value::from(true), Value::Bool(true)),
        (Value::from(-1_i8), Value::Int(-1)),
        (Value::from(u8::MAX), Value::Int(255)),
        (Value::from(u32::MAX), Value::Int(4_294_967_295)),
        (Value::from(i64::MIN), Value::Int(i64::MIN)),
        (Value::from(0.5_f32), Value::Float(0.5)),
        (Value::from('x'), Value::Text("x".into())),
        (Value::from("x"), Value::Text("x".into())),
        (Value::from("x".to_owned()), Value::Text("x".into())),
        (Value::from(Arc::<str>::from("x")), Value::Text("x".into())),
        (Value::from(vec![1_u8]), Value::Bytes([1].into())),
        (Value::from(None::<i64>), Value::Null),
        (Value::from(Some("x")), Value::Text("x".into())),
        (Value::from(map.clone()), Value::Map(map)),
        (Value::from(object.clone()), Value::Object(object)),
        (
            [1, 2].into_iter().collect(),
            Value::List([Value::Int(1), Value::Int(2)].into()),
        ),
    ];

    for (value, expected) in made {
        assert_eq!(value, expected);
    }
}

#[test]
fn a_value_becomes_the_types_that_a_parameter_is_read_as() {
    assert_eq!(f64::try_from(Value::from(2)).unwrap(), 2.0);
    assert_eq!(u16::try_from(&Value::untyped("1e3")).unwrap(), 1000);
    assert_eq!(String::try_from(Value::from(true)).unwrap(), "true");
    assert_eq!(Option::<i64>::try_from(Value::Null).unwrap(), None);
    let text: Result<Vec<String>, _> = Value::untyped("[a, b]").try_into();
    assert_eq!(text.unwrap(), ["a", "b"]);
}

#[test]
fn a_value_that_does_not_become_a_type_is_told_without_a_key() {
    let refused = f64::try_from(Value::from("fast")).unwrap_err();
    let element = Vec::<i8>::try_from(Value::from_iter([1, 700])).unwrap_err();

    assert_eq!(refused.kind(), ErrorKind::Conversion);
    assert!(
        refused
            .to_string()
            .starts_with(r#"cannot read value as float: "fast"; expected a float"#),
        "{refused}"
    );
    assert_eq!((refused.key(), refused.origin()), (None, None));
    assert_eq!(element.index(), Some("[1]"));
    assert!(
        element
            .to_string()
            .starts_with("cannot read value[1] as i8: 700 is out of range"),
        "{element}"
    );
}

#[test]
fn a_value_is_shown_in_full_like_a_literal() {
    let map = Map::new([("a b", Value::Null)]).unwrap();
    let shown = [
        (Value::Null, "null"),
        (Value::from(1), "1"),
        (Value::from(1.0), "1.0"),
        (Value::from(f64::NAN), "nan"),
        (Value::from("a\"b"), r#""a\"b""#),
        (Value::untyped("1e-3"), r#"untyped "1e-3""#),
        (Value::from(&b"a\xff"[..]), r#"b"a\xff""#),
        (Value::from(map), r#"{"a b": null}"#),
        (Value::from(Object::new("Model", ())), "Object(Model)"),
    ];

    for (value, expected) in shown {
        assert_eq!(format!("{value:?}"), expected);
    }
    let long = Value::from_iter(0..1000);
    assert!(format!("{long:?}").ends_with(" 998, 999]"));
}

#[test]
fn a_map_by_key_is_asked_by_string() {
    let key: Key = "train.lr".parse().unwrap();
    let hashed = HashMap::from([(key.clone(), 1)]);
    let sorted = BTreeMap::from([(key.clone(), 1)]);

    assert_eq!(hashed.get("train.lr"), Some(&1));
    assert_eq!(sorted.get("train.lr"), Some(&1));
    assert_eq!(AsRef::<str>::as_ref(&key), "train.lr");
    assert!("train..lr".parse::<Key>().is_err());
}
