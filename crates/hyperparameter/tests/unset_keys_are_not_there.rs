//! An unset key, and all below it, is as if nobody had set it, until it is set again.

use hyperparameter::{ErrorKind, Frame, Limits, current, enter};

fn listed(frame: &Frame) -> Vec<String> {
    let keys = frame.keys("").expect("no prefix is fine");
    keys.iter().map(|key| key.as_str().to_owned()).collect()
}

fn base() -> Frame {
    let pairs = [("a", 1), ("a.b", 2), ("a.b.c", 3), ("ab", 4), ("z", 5)];
    Frame::empty().child(pairs).expect("the keys are keys")
}

#[test]
fn an_unset_key_hides_itself_and_what_lies_below_and_nothing_else() {
    let base = base();
    let frame = base.builder().unset("a.b").unwrap().build();

    assert_eq!(listed(&frame), ["a", "ab", "z"]);
    assert!(!frame.contains("a.b").unwrap());
    assert_eq!(frame.get::<i64>("a.b.c").unwrap(), None);
    let missing = frame.require::<i64>("a.b").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Missing);
    assert_eq!(listed(&base), ["a", "a.b", "a.b.c", "ab", "z"]);
}

#[test]
fn what_is_set_later_is_seen_and_what_was_set_earlier_is_not() {
    let frame = base()
        .child(["a.x=1", "a.b=6", "~a", "a.b=7", "~nothing", "a.b.d=8"])
        .unwrap();

    assert_eq!(listed(&frame), ["a.b", "a.b.d", "ab", "z"]);
    assert_eq!(frame.get::<i64>("a.b").unwrap(), Some(7));
}

#[test]
fn a_child_may_set_what_its_parent_unset_and_the_last_unset_counts() {
    let unset = base().child(["~a"]).unwrap();
    let set = unset.child(["a.b=7"]).unwrap();
    let again = set.child(["~a.b", "a=2"]).unwrap();

    assert_eq!(set.get::<i64>("a.b").unwrap(), Some(7));
    assert_eq!(set.get::<i64>("a").unwrap(), None);
    assert_eq!(listed(&again), ["a", "ab", "z"]);
    assert_eq!(listed(&unset), ["ab", "z"]);
}

/// Frames with and without a trie below, deep and flat, agree with a map that forgets.
#[test]
fn unsetting_agrees_with_a_map_at_every_depth_and_size() {
    use std::collections::BTreeMap;
    let mut state = 7_u64;
    let mut below = |most: u64| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) % most
    };
    for _ in 0..40 {
        let mut frame = Frame::empty();
        let mut model = BTreeMap::new();
        for step in 0..30_i64 {
            let mut builder = frame.builder();
            for _ in 0..=below(12) {
                let mut key = format!("k{}", below(4));
                for _ in 0..below(3) {
                    key += &format!(".k{}", below(4));
                }
                if below(4) == 0 {
                    builder.unset(&key).unwrap();
                    model.retain(|other: &String, _| {
                        *other != key && !other.starts_with(&format!("{key}."))
                    });
                } else {
                    builder.set(&key, step).unwrap();
                    model.insert(key, step);
                }
            }
            frame = builder.build();

            let expected: Vec<&String> = model.keys().collect();
            assert_eq!(listed(&frame).iter().collect::<Vec<_>>(), expected);
            for (key, value) in &model {
                assert_eq!(frame.get::<i64>(key).unwrap(), Some(*value), "{key}");
            }
        }
    }
}

#[test]
fn an_unset_key_is_a_key_and_an_item() {
    let refused = Frame::empty().builder().unset("a..b").unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidKey);
    let mut limited = Frame::empty().builder();
    limited.limits(Limits::NONE.items(1));
    let refused = limited.add_source(["~a", "~b"]).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Limit);
}

#[test]
fn an_assignment_over_an_unset_key_sets_it() {
    let _outer = enter(base());
    let inner = enter(current().child(["~a"]).unwrap());
    hyperparameter::assign("a.b", 9).unwrap();

    assert_eq!(listed(&current()), ["a.b", "ab", "z"]);
    drop(inner);
    assert_eq!(current().get::<i64>("a.b").unwrap(), Some(2));
}

/// Looking each of their beginnings up took many seconds.
#[test]
fn keys_of_many_segments_are_looked_at_once() {
    let keys = (0..10_000).map(|n| (format!("{}{n}", "a.".repeat(500)), 1));
    let base = Frame::empty().child(keys.collect::<Vec<_>>()).unwrap();
    base.keys("").unwrap();
    let before = std::time::Instant::now();

    let frame = base.child(["~z"]).unwrap();

    assert!(before.elapsed().as_secs() < 1, "{:?}", before.elapsed());
    assert!(frame.contains(format!("{}7", "a.".repeat(500))).unwrap());
}
