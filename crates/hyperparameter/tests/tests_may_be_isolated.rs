//! What a test publishes in an isolation, no other test sees.

use std::panic::catch_unwind;
use std::thread;

use hyperparameter::testing::isolated;
use hyperparameter::{Frame, base, current, enter, frozen, with_params};

fn seed() -> i64 {
    with_params! { get seed = seed or 0; seed }
}

/// What a thread that starts now sees of the program's baseline.
fn elsewhere() -> i64 {
    thread::spawn(seed).join().unwrap()
}

#[test]
fn what_is_published_inside_is_seen_by_threads_that_join_and_by_no_other() {
    let (joined, other) = isolated(|isolation| {
        with_params! { set seed = 7; frozen(); };
        let joined = thread::scope(|scope| {
            let thread = scope.spawn(|| {
                isolation.join();
                seed()
            });
            thread.join().unwrap()
        });
        (joined, elsewhere())
    });

    assert_eq!((7, 0), (joined, other));
    assert_eq!((0, 0), (seed(), elsewhere()));
}

#[test]
fn two_isolations_have_nothing_of_each_other() {
    let other = isolated(|_| {
        base(Frame::empty().child(["seed=1"]).unwrap()).unwrap();
        isolated(|_| {
            let before = seed();
            base(Frame::empty().child(["seed=2"]).unwrap()).unwrap();
            before
        }) * 10
            + seed()
    });

    assert_eq!(1, other);
}

#[test]
fn what_is_current_outside_is_not_seen_inside() {
    with_params! {
        set seed = 3;
        assert_eq!(0, isolated(|_| seed()));
        assert_eq!(3, seed());
    }
}

#[test]
fn what_a_test_borrows_and_returns_may_be_its_own() {
    let text = String::from("a=1");

    let key = isolated(|_| {
        current()
            .child([text.as_str()])
            .unwrap()
            .keys("")
            .unwrap()
            .remove(0)
    });

    assert_eq!("a", key.as_str());
}

#[test]
fn a_panic_is_passed_on() {
    let caught = catch_unwind(|| isolated(|_| std::panic::resume_unwind(Box::new(seed()))));

    assert_eq!(Some(&0), caught.unwrap_err().downcast_ref::<i64>());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_async_test_runs_a_runtime_inside() {
    let seen = isolated(|isolation| {
        base(Frame::empty().child(["seed=9"]).unwrap()).unwrap();
        let isolation = isolation.clone();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .on_thread_start(move || isolation.join())
            .build()
            .unwrap();
        runtime.block_on(async { tokio::spawn(async { seed() }).await.unwrap() })
    });

    assert_eq!((9, 0), (seen, seed()));
}

#[test]
fn joining_with_a_scope_open_is_refused() {
    let refused = isolated(|isolation| {
        let _scope = enter(Frame::empty());
        catch_unwind(std::panic::AssertUnwindSafe(|| isolation.join())).is_err()
    });

    assert!(refused);
}
