//! What Rust's own types add to the conversions that the vectors cover.

use std::collections::HashMap;
use std::panic::{RefUnwindSafe, UnwindSafe};

use hyperparameter::{ErrorKind, Frame, FrameBuilder, Value};

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
fn an_integer_beyond_64_bits_is_refused_by_name() {
    let refused = Frame::empty()
        .builder()
        .set("train.seed", u64::MAX)
        .unwrap_err();

    assert_eq!(refused.key(), Some("train.seed"));
    assert_eq!(
        refused.to_string(),
        "cannot set train.seed: 18446744073709551615 needs more than 64 bits signed; \
         set it as text, which reads back as any integer type"
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
            .contains("has no exact float")
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
