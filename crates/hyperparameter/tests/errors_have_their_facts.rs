//! What a message is made of can be asked for: nobody has to take a message apart.

use std::error::Error as _;

use hyperparameter::{Error, ErrorKind, Frame, IntoValue, Value};

#[test]
fn an_element_that_is_refused_is_told_with_its_place() {
    let frame = Frame::empty().child([("sizes", [1, 2, 700])]).unwrap();

    let refused = frame.get::<Vec<i8>>("sizes").unwrap_err();

    assert_eq!(refused.key(), Some("sizes"));
    assert_eq!(refused.index(), Some("[2]"));
    assert_eq!(refused.value(), Some(&Value::Int(700)));
    assert_eq!(refused.wanted(), Some("i8"));
}

#[test]
fn the_place_of_an_element_of_a_list_in_a_list_is_the_way_to_it() {
    let frame = Frame::empty().child(["grid=[[1, 2], [3, x]]"]).unwrap();

    let refused = frame.get::<Vec<Vec<i64>>>("grid").unwrap_err();

    assert_eq!(refused.index(), Some("[1][1]"));
    assert_eq!(refused.value(), Some(&Value::untyped("x")));
}

#[test]
fn a_whole_parameter_that_is_refused_has_no_place() {
    let frame = Frame::empty().child(["lr=fast"]).unwrap();

    assert_eq!(frame.get::<f64>("lr").unwrap_err().index(), None);
    assert_eq!(frame.get::<Vec<f64>>("lr").unwrap_err().index(), None);
}

#[test]
fn an_error_that_no_other_error_led_to_has_no_source() {
    let missing = Frame::empty().require::<f64>("lr").unwrap_err();

    assert_eq!(missing.kind(), ErrorKind::Missing);
    assert!(missing.source().is_none());
}

/// What some elements cannot be set to, and why.
struct Small(u64);

impl IntoValue for Small {
    fn into_value(self) -> Result<Value, Error> {
        u8::try_from(Value::Int(self.0 as i64)).map(Value::from)
    }
}

#[test]
fn an_element_that_cannot_be_set_is_told_with_its_place() {
    let rows = vec![vec![Small(1)], vec![Small(2), Small(300)]];

    let refused = Frame::empty().builder().set("rows", rows).unwrap_err();

    assert_eq!(refused.key(), Some("rows"));
    assert_eq!(refused.index(), Some("[1][1]"));
    assert!(
        refused.to_string().starts_with("cannot set rows[1][1]: "),
        "{refused}"
    );
}
