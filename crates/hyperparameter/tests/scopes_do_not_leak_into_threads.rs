//! A thread starts from the baseline and from nothing else.
//!
//! The baseline belongs to the process, so what publishes one stands in a single
//! test here, and each of these files is a process of its own.

use std::sync::mpsc::channel;
use std::thread::spawn;

use hyperparameter::{Frame, baseline, current, enter, frozen, publish_baseline};

fn seen(key: &str) -> Option<i64> {
    current().get(key).unwrap()
}

#[test]
fn a_thread_starts_from_the_baseline_as_it_was_at_its_first_use() {
    let scope = enter(current().child([("seed", 1)]).unwrap());
    assert_eq!(
        spawn(|| seen("seed")).join().unwrap(),
        None,
        "scopes are not inherited"
    );

    frozen();
    drop(scope);
    assert_eq!(
        spawn(|| seen("seed")).join().unwrap(),
        Some(1),
        "leaving does not take it back"
    );
    assert_eq!(seen("seed"), None, "the publisher keeps its own frame");

    let (started, wait_for_start) = channel();
    let (go_on, wait_to_go_on) = channel::<()>();
    let early = spawn(move || {
        let before = seen("seed");
        started.send(()).unwrap();
        wait_to_go_on.recv().unwrap();
        (before, seen("seed"), seen("extra"))
    });
    wait_for_start.recv().unwrap();
    let scope = enter(current().child([("extra", 2)]).unwrap());
    frozen();
    drop(scope);
    go_on.send(()).unwrap();

    assert_eq!(
        early.join().unwrap(),
        (Some(1), Some(1), None),
        "a started thread keeps its own"
    );
    assert_eq!(
        spawn(|| (seen("seed"), seen("extra"))).join().unwrap(),
        (None, Some(2)),
        "publishing replaces the baseline as a whole"
    );

    let frame = Frame::empty().child([("seed", 7)]).unwrap();
    publish_baseline(frame.clone());

    assert_eq!(baseline(), frame);
    assert_eq!(spawn(|| seen("seed")).join().unwrap(), Some(7));
    assert_eq!(seen("seed"), None, "the publisher keeps its own frame");
    let scope = enter(current().child([("seed", 8)]).unwrap());
    frozen();
    drop(scope);
    assert_eq!(baseline().get::<i64>("seed").unwrap(), Some(8));
}
