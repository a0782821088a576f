//! A frame is a map: whatever layers it was built from, it answers like a plain
//! map to which the same overrides were applied one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyperparameter::{Frame, Key, Object, Origin, Value};
use proptest::prelude::*;

fn key() -> impl Strategy<Value = String> {
    // Few names, so that layers override each other.
    prop::collection::vec(0u8..12, 1..3).prop_map(|path| {
        path.iter()
            .map(|n| format!("k{n}"))
            .collect::<Vec<_>>()
            .join(".")
    })
}

fn layer() -> impl Strategy<Value = Vec<(String, i64)>> {
    prop_oneof![
        8 => prop::collection::vec((key(), any::<i64>()), 0..4),
        1 => prop::collection::vec((key(), any::<i64>()), 9..60),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn layers_answer_like_one_map(layers in prop::collection::vec(layer(), 0..24)) {
        let mut frame = Frame::empty();
        let mut model = BTreeMap::new();
        let mut history = vec![];

        for layer in layers {
            frame = frame.child(layer.clone()).unwrap();
            model.extend(layer);
            history.push((frame.clone(), model.clone()));
        }

        // Also the frames on the way, which share their parts with the later ones.
        for (frame, model) in history {
            let keys: Vec<String> = frame.keys("").unwrap().iter().map(Key::to_string).collect();
            prop_assert_eq!(&keys, &model.keys().cloned().collect::<Vec<_>>());
            for (key, value) in &model {
                prop_assert_eq!(frame.value(key).unwrap(), Some(Value::Int(*value)));
            }
            prop_assert_eq!(frame.value("absent").unwrap(), None);
        }
    }
}

#[test]
fn a_hundred_thousand_keys_in_one_layer_are_all_found() {
    let pairs: Vec<(String, i64)> = (0..100_000)
        .map(|n| (format!("group{}.key{n}", n % 100), n))
        .collect();
    let frame = Frame::empty().child(&pairs).unwrap();

    assert_eq!(frame.keys("").unwrap().len(), pairs.len());
    assert_eq!(frame.keys("group7").unwrap().len(), 1_000);
    for (key, value) in &pairs {
        assert_eq!(frame.get::<i64>(key).unwrap(), Some(*value));
    }
}

#[test]
fn the_last_of_equal_keys_in_a_layer_wins() {
    let frame = Frame::empty()
        .child([("a", 1), ("b", 2), ("a", 3)])
        .unwrap();

    assert_eq!(frame.get::<i64>("a").unwrap(), Some(3));
    assert_eq!(frame.keys("").unwrap().len(), 2);
}

#[test]
fn a_layer_with_a_bad_item_makes_no_frame() {
    let refused = Frame::empty()
        .child(["good=1", "bad", "also=2"])
        .unwrap_err();

    assert_eq!(
        refused.to_string(),
        r#"bad definition "bad", item 2: it has no "="; write key=value"#
    );
}

#[test]
fn a_missing_key_is_told_by_what_is_set_below_it_and_then_by_what_looks_alike() {
    let frame = Frame::empty()
        .child([("train.x.y", 1), ("train.xx", 2), ("seed", 3)])
        .unwrap();

    let missing = frame.require::<i64>("train.x").unwrap_err();

    assert_eq!(
        missing.to_string(),
        r#"no parameter "train.x" is set; "train.x.y" is set below it; did you mean "train.xx"?"#
    );
}

#[test]
fn a_prefix_is_a_path_and_not_a_text() {
    let frame = Frame::empty()
        .child([("train", 1), ("train.lr", 2), ("trainer.lr", 3)])
        .unwrap();

    let keys: Vec<String> = frame
        .keys("train")
        .unwrap()
        .iter()
        .map(Key::to_string)
        .collect();

    assert_eq!(keys, ["train", "train.lr"]);
}

#[test]
fn a_frame_is_a_source_whose_values_keep_their_origin() {
    let overlay = Frame::empty().child(["a=1"]).unwrap();
    let frame = Frame::empty()
        .child([("a", 0), ("b", 2)])
        .unwrap()
        .child(&overlay)
        .unwrap();

    assert_eq!(frame.get::<i64>("a").unwrap(), Some(1));
    assert_eq!(frame.origin("a").unwrap(), Some(&Origin::Definition(1)));
    assert_eq!(frame.get::<i64>("b").unwrap(), Some(2));
}

#[test]
fn a_value_that_is_overridden_where_it_was_set_is_let_go() {
    let object = Object::new("Model", ());
    let base = Frame::empty().child([("b", 1)]).unwrap();
    let holder = Arc::new(());
    let set = base
        .child([("a", Object::new("Model", holder.clone()))])
        .unwrap();

    let over = set.child([("a", object.clone())]).unwrap();
    drop(set);

    assert_eq!(Arc::strong_count(&holder), 1);
    assert_eq!(over.value("a").unwrap(), Some(Value::Object(object)));
    assert_eq!(over.get::<i64>("b").unwrap(), Some(1));
}
