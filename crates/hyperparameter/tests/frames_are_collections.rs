//! A frame is a collection: it is walked in order, compared, made of pairs, and cut at a key.

use std::collections::BTreeMap;

use hyperparameter::{ErrorKind, Frame, Key, Map, Object, Origin, Value};
use proptest::prelude::*;

fn pairs(frame: &Frame) -> Vec<(String, Value)> {
    let pairs = frame.iter();
    pairs
        .map(|(key, value)| (key.to_string(), value.clone()))
        .collect()
}

#[test]
fn parameters_come_in_the_order_of_their_keys_whichever_layer_set_them() {
    let frame = Frame::empty()
        .child([("c", 1), ("a.b", 2)])
        .unwrap()
        .child([("b", 3), ("c", 4)])
        .unwrap();

    let keys: Vec<&str> = frame.iter().map(|(key, _)| key.as_str()).collect();
    let backwards: Vec<&Value> = frame.iter().rev().map(|(_, value)| value).collect();

    assert_eq!(keys, ["a.b", "b", "c"]);
    assert_eq!(backwards, [&Value::Int(4), &Value::Int(3), &Value::Int(2)]);
    assert_eq!(frame.iter().len(), 3);
}

#[test]
fn a_loop_over_a_frame_borrows_what_it_sees() {
    let frame = Frame::empty().child([("a", "x")]).unwrap();
    let mut seen: Vec<(&Key, &Value)> = Vec::new();

    for pair in &frame {
        seen.push(pair);
    }

    assert_eq!(seen[0].0, &Key::literal("a"));
}

#[test]
fn a_frame_whose_parameters_are_all_hidden_is_empty() {
    let set = Frame::empty().child([("a", 1), ("a.b", 2)]).unwrap();
    let hidden = set.builder().unset("a").unwrap().build();

    assert!(!set.is_empty());
    assert_eq!(set.len(), 2);
    assert!(hidden.is_empty());
    assert_eq!(hidden.len(), 0);
    assert!(hidden.iter().next().is_none());
}

#[test]
fn a_subtree_has_what_lies_below_a_key_with_its_origins() {
    let frame = Frame::empty()
        .child(["server=x", "server.port=80", "serverless.port=1"])
        .unwrap();

    let server = frame.subtree("server").unwrap();

    assert_eq!(
        pairs(&server),
        [("port".to_owned(), Value::untyped("80"))],
        "neither `server` itself nor `serverless` is below it"
    );
    assert_eq!(server.origin("port").unwrap(), Some(&Origin::Definition(2)));
}

#[test]
fn a_subtree_of_many_parameters_has_them_all() {
    let many: Vec<(String, i64)> = (0..1000).map(|n| (format!("a.k{n}"), n)).collect();
    let frame = Frame::empty().child(&many).unwrap();

    let below = frame.subtree("a").unwrap();

    assert_eq!(below.len(), 1000);
    assert_eq!(below.get::<i64>("k999").unwrap(), Some(999));
}

#[test]
fn the_subtree_of_the_empty_prefix_is_the_frame() {
    let frame = Frame::empty().child([("a", 1)]).unwrap();

    assert_eq!(frame.subtree("").unwrap(), frame);
}

#[test]
fn a_subtree_at_no_key_or_of_what_becomes_no_key_is_refused() {
    let frame = Frame::empty().child([("a. b", 1)]).unwrap();

    for prefix in ["a..b", ".", "a"] {
        let refused = frame.subtree(prefix).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidKey, "{prefix}");
    }
    assert!(Frame::empty().subtree("a").unwrap().is_empty());
}

#[test]
fn frames_are_equal_by_keys_and_values_and_not_by_origin() {
    let defined = Frame::empty().child(["a=1"]).unwrap();
    let set = Frame::empty().child([("a", Value::untyped("1"))]).unwrap();

    assert_ne!(defined.origin("a").unwrap(), set.origin("a").unwrap());
    assert_eq!(defined, set);
}

#[test]
fn frames_differ_where_a_value_a_key_or_the_type_of_a_value_does() {
    let frame = Frame::empty().child([("a", 1)]).unwrap();
    let others = [
        Frame::empty(),
        Frame::empty().child([("a", 2)]).unwrap(),
        Frame::empty().child([("b", 1)]).unwrap(),
        Frame::empty().child([("a", 1), ("b", 1)]).unwrap(),
        Frame::empty().child([("a", 1.0)]).unwrap(),
        Frame::empty().child(["a=1"]).unwrap(),
    ];

    for other in others {
        assert_ne!(frame, other);
        assert_ne!(other, frame);
    }
}

#[test]
fn objects_are_equal_to_themselves_and_nan_to_nothing() {
    let object = Object::new("Model", ());
    let holds = |object: Object| Frame::empty().child([("m", object)]).unwrap();
    let nan = Frame::empty().child([("x", f64::NAN)]).unwrap();

    assert_eq!(holds(object.clone()), holds(object.clone()));
    assert_ne!(holds(object), holds(Object::new("Model", ())));
    assert_ne!(nan, nan.clone());
}

#[test]
fn pairs_are_collected_with_the_last_of_equal_keys() {
    let key = |text: &str| text.parse::<Key>().unwrap();

    let mut frame: Frame = [(key("a"), 1.into()), (key("a"), Value::from("x"))]
        .into_iter()
        .collect();
    let before = frame.clone();
    frame.extend([(key("b"), Value::Null)]);

    assert_eq!(before, Frame::empty().child([("a", "x")]).unwrap());
    assert_eq!(frame.len(), 2);
    assert_eq!(frame.origin("a").unwrap(), Some(&Origin::Code));
}

#[test]
fn a_mapping_that_is_collected_stands_for_the_keys_below() {
    let map = Map::new([("x", 1), ("y", 2)]).unwrap();

    let frame: Frame = [(Key::literal("a"), Value::from(map))]
        .into_iter()
        .collect();

    assert_eq!(frame.get::<i64>("a.y").unwrap(), Some(2));
}

#[test]
#[should_panic(expected = "invalid key")]
fn a_mapping_with_a_string_that_is_no_key_cannot_be_collected() {
    let map = Map::new([("=", 1)]).unwrap();

    let _: Frame = [(Key::literal("a"), Value::from(map))]
        .into_iter()
        .collect();
}

#[test]
fn a_frame_is_shown_as_a_map() {
    let frame = Frame::empty()
        .child([
            ("b", Value::from(0.5)),
            ("a", vec![Value::Null, "x".into()].into()),
        ])
        .unwrap()
        .child(["c=5e-4"])
        .unwrap();

    assert_eq!(
        format!("{frame:?}"),
        r#"{"a": [null, "x"], "b": 0.5, "c": untyped "5e-4"}"#
    );
    assert_eq!(format!("{:?}", Frame::empty()), "{}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_frame_is_walked_like_a_sorted_map_and_equal_to_what_is_made_of_its_pairs(
        layers in prop::collection::vec(
            prop::collection::vec(("[a-d](\\.[a-d]){0,2}", any::<i64>()), 0..14),
            0..8,
        )
    ) {
        let mut frame = Frame::empty();
        let mut model = BTreeMap::new();
        for layer in layers {
            frame = frame.child(layer.clone()).unwrap();
            model.extend(layer.into_iter().map(|(key, value)| (key, Value::Int(value))));
        }

        prop_assert_eq!(pairs(&frame), model.into_iter().collect::<Vec<_>>());
        let again: Frame = frame.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        prop_assert_eq!(again.len(), frame.len());
        prop_assert_eq!(again, frame);
    }
}
