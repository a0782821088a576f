//! Leaving a scope, by any way and in any order, restores what was before it.

use std::panic::catch_unwind;

use hyperparameter::{ErrorKind, Frame, ScopeGuard, assign, current, enter, with_frame};

fn scope(key: &str, value: i64) -> ScopeGuard {
    enter(current().child([(key, value)]).unwrap())
}

fn seen(key: &str) -> Option<i64> {
    current().get(key).unwrap()
}

#[test]
fn a_scope_ends_with_its_guard() {
    let guard = scope("a", 1);
    assert_eq!(seen("a"), Some(1));

    drop(guard);

    assert_eq!(seen("a"), None);
}

#[test]
fn a_panic_leaves_the_scope() {
    let panicked =
        catch_unwind(|| with_frame(Frame::empty().child([("a", 1)]).unwrap(), || panic!("stop")));

    assert!(panicked.is_err());
    assert_eq!(seen("a"), None);
}

#[test]
fn leaving_a_scope_ends_what_was_opened_inside_and_says_so() {
    let outer = scope("a", 1);
    let inner = scope("b", 2);
    let innermost = scope("c", 3);

    let reported = outer.leave().unwrap_err();
    assert_eq!(reported.kind(), ErrorKind::Scope);
    assert!(
        reported
            .to_string()
            .contains("while 2 inner scopes were still open"),
        "{reported}"
    );
    assert_eq!((seen("a"), seen("b"), seen("c")), (None, None, None));

    let after = scope("d", 4);
    innermost.leave().expect("it has ended already");
    drop(inner);
    assert_eq!(seen("d"), Some(4));
    after.leave().unwrap();
}

#[test]
fn what_is_current_after_a_scope_is_exactly_what_was_before() {
    let outer = scope("a", 1);
    let middle = scope("a", 2);
    let _suspended = scope("a", 3);

    drop(middle);
    assert_eq!(seen("a"), Some(1));
    outer.leave().expect("nothing is open inside any more");
    assert_eq!(seen("a"), None);
}

#[test]
fn a_block_whose_scope_has_ended_overrides_nothing() {
    let outer = std::cell::Cell::new(Some(scope("a", 1)));
    let refused = (|| {
        hyperparameter::with_params! {
            set b = 1;
            drop(outer.take());
            try set b = 2;
            try unset b;
            Ok::<(), hyperparameter::Error>(())
        }
    })();

    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Scope);
    assert_eq!((seen("a"), seen("b")), (None, None));
}

#[test]
fn guards_dropped_in_every_order_restore_the_beginning() {
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut guards = [
            Some(scope("a", 1)),
            Some(scope("b", 2)),
            Some(scope("c", 3)),
        ];
        for at in order {
            drop(guards[at].take());
        }

        assert_eq!(current().keys("").unwrap(), [], "{order:?}");
    }
}

#[test]
fn an_assignment_ends_with_its_scope_and_leaves_the_outer_one_alone() {
    let _outer = scope("a", 1);
    {
        let _inner = scope("b", 2);
        assign("a", 10).unwrap();
        assert_eq!(seen("a"), Some(10));
    }

    assert_eq!(seen("a"), Some(1));
}

#[test]
fn an_assignment_without_a_scope_is_refused_in_every_thread() {
    let of_a_name = |name: &str| std::thread::Builder::new().name(name.into());
    for name in ["main", "worker"] {
        let thread = of_a_name(name).spawn(|| assign("job.id", 7).unwrap_err());
        let refused = thread.unwrap().join().unwrap();

        assert_eq!(refused.kind(), ErrorKind::Scope);
        assert_eq!(refused.key(), Some("job.id"));
    }
}

#[test]
fn a_million_scopes_nest_on_a_small_stack() {
    let nested = || {
        let mut guards = Vec::new();
        for depth in 0..1_000_000i64 {
            guards.push(scope("depth", depth));
        }
        let deepest = seen("depth");
        while guards.pop().is_some() {}
        (deepest, seen("depth"))
    };

    let thread = std::thread::Builder::new().stack_size(256 * 1024);
    let answer = thread.spawn(nested).unwrap().join().unwrap();

    assert_eq!(answer, (Some(999_999), None));
}

#[test]
fn a_chain_of_a_million_frames_is_read_and_dropped_on_a_small_stack() {
    let chained = || {
        let mut frame = Frame::empty().child([("first", 1)]).unwrap();
        for n in 0..1_000_000i64 {
            frame = frame.child([("n", n)]).unwrap();
        }
        frame.get::<i64>("first").unwrap()
    };

    let thread = std::thread::Builder::new().stack_size(256 * 1024);

    assert_eq!(thread.spawn(chained).unwrap().join().unwrap(), Some(1));
}

#[test]
fn a_guard_that_was_moved_into_another_context_says_that_it_is_not_open_there() {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    let outer = scope("a", 1);
    let moved = scope("b", 2);
    let mut future = pin!(hyperparameter::task::in_frame(Frame::empty(), async move {
        moved.leave()
    }));
    let polled =
        std::future::Future::poll(future.as_mut(), &mut Context::from_waker(Waker::noop()));

    let Poll::Ready(Err(refused)) = polled else {
        panic!("{polled:?}")
    };
    assert_eq!(refused.kind(), ErrorKind::Scope);
    drop(outer);
}
