//! A step of a builder takes effect as a whole or not at all; the builder is never lost.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hyperparameter::{
    Error, ErrorKind, Frame, FrameBuilder, IntoValue, Limits, Map, Origin, Source, Value,
};

/// What cannot be set.
struct Refused;

impl IntoValue for Refused {
    fn into_value(self) -> Result<Value, Error> {
        Err(Error::custom("it cannot be set"))
    }
}

/// What the builder would make now.
fn keys(builder: &FrameBuilder) -> Vec<String> {
    let frame = builder.build();
    frame.iter().map(|(key, _)| key.to_string()).collect()
}

#[test]
fn a_step_that_is_refused_leaves_the_steps_before_and_after_it() {
    let mut builder = Frame::empty().builder();

    builder.set("a", 1).unwrap();
    assert!(builder.set("b..c", 2).is_err());
    assert!(builder.set("d", Refused).is_err());
    assert!(builder.define("e").is_err());
    assert!(builder.unset("").is_err());
    builder.set("f", 3).unwrap();

    assert_eq!(keys(&builder), ["a", "f"]);
}

#[test]
fn a_source_with_a_bad_setting_in_its_middle_adds_nothing() {
    let mut builder = Frame::empty().builder();
    builder.set("a", 1).unwrap();

    assert!(
        builder
            .add_source(["a=2", "~a", "b=1", "bad", "c=1"])
            .is_err()
    );
    assert!(builder.add_source([("b", 1), ("b..c", 2)]).is_err());
    let nested = BTreeMap::from([("b", BTreeMap::from([("c", 1), ("=", 2)]))]);
    assert!(builder.add_source(nested).is_err());

    assert_eq!(keys(&builder), ["a"]);
    assert_eq!(builder.build().get::<i64>("a").unwrap(), Some(1));
}

#[test]
fn a_mapping_with_a_bad_key_in_its_middle_adds_nothing() {
    let mut builder = Frame::empty().builder();
    let map = Map::new([("b", Value::Int(1)), ("=", Value::Int(2))]).unwrap();

    let refused = builder.set("a", map).unwrap_err();

    assert_eq!(refused.kind(), ErrorKind::InvalidKey);
    assert!(builder.build().is_empty());
}

/// A source of the program that hides, sets, and then fails or panics.
struct Broken(fn() -> Result<(), Error>);

impl Source for Broken {
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        builder.limits(Limits::NONE.items(100));
        builder.unset("a")?.set("b", 1)?;
        (self.0)()
    }
}

#[test]
fn a_source_of_the_program_that_fails_adds_nothing() {
    let mut builder = Frame::empty().builder();
    builder.set("a", 1).unwrap();

    assert!(
        builder
            .add_source(Broken(|| Frame::empty().require("x").map(|_: i64| ())))
            .is_err()
    );
    let panics = Broken(|| panic!("in the middle"));
    assert!(catch_unwind(AssertUnwindSafe(|| builder.add_source(panics).is_ok())).is_err());
    assert_eq!(keys(&builder), ["a"]);

    builder.add_source(Broken(|| Ok(()))).unwrap();
    assert_eq!(keys(&builder), ["b"]);
}

#[test]
fn what_is_refused_does_not_count_against_a_limit() {
    let mut builder = Frame::empty().builder();
    builder.limits(Limits::NONE.items(2).bytes(40));

    assert!(builder.set("a", "x".repeat(100)).is_err());
    assert!(builder.add_source([("a", 1), ("b", 2), ("c", 3)]).is_err());
    builder.add_source([("a", 1), ("b", 2)]).unwrap();

    let refused = builder.set("c", 3).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Limit);
    assert_eq!(keys(&builder), ["a", "b"]);
}

#[test]
fn definitions_keep_their_places_when_one_before_them_is_refused() {
    let mut builder = Frame::empty().builder();

    assert!(builder.define("bad").is_err());
    assert!(builder.add_source("worse").is_err());
    builder.define("a=1").unwrap();

    let frame = builder.build();
    assert_eq!(frame.origin("a").unwrap(), Some(&Origin::Definition(3)));
}

#[test]
fn a_builder_that_has_built_goes_on_from_there() {
    let base = Frame::empty().child([("a", 1), ("b", 2)]).unwrap();
    let mut builder = base.builder();

    let first = builder.set("a", 2).unwrap().build();
    let again = builder.build();
    let second = builder.unset("b").unwrap().set("c", 3).unwrap().build();

    assert_eq!(first, again);
    assert_eq!(first.len(), 2);
    assert_eq!(keys(&builder), ["a", "c"]);
    assert_eq!(Frame::from(builder), second);
}

#[test]
fn a_source_hides_what_was_set_before_it_and_not_what_comes_after() {
    let mut builder = Frame::empty().builder();
    builder.set("a", 1).unwrap().set("b", 1).unwrap();

    builder.add_source(["~a", "a.x=1"]).unwrap();
    builder.set("a.y", 2).unwrap();

    assert_eq!(keys(&builder), ["a.x", "a.y", "b"]);
}

#[test]
fn steps_chain_from_a_builder_that_is_a_temporary() {
    fn frame() -> Result<Frame, Error> {
        let frame = Frame::empty()
            .builder()
            .limits(Limits::NONE)
            .set("a", 1)?
            .define("b=2")?
            .add_source([("c", 3)])?
            .unset("b")?
            .build();
        Ok(frame)
    }

    assert_eq!(frame().unwrap().len(), 2);
}
