//! A value whose last user goes may read and change parameters while it is
//! dropped: no deadlock, no borrow panic, also while the thread is torn down.

use std::sync::mpsc::{Sender, channel};

use hyperparameter::{Frame, Object, current, enter};

/// Reads and opens a scope when it is dropped, and reports what it saw.
struct Meddler(Sender<(Option<i64>, Option<i64>)>);

impl Drop for Meddler {
    fn drop(&mut self) {
        let before = current().get("n").unwrap();
        let _scope = enter(current().child([("n", 9)]).unwrap());
        // The receiver may be gone when a test has failed already.
        let _ = self.0.send((before, current().get("n").unwrap()));
    }
}

fn holding(report: Sender<(Option<i64>, Option<i64>)>) -> Frame {
    current()
        .child([("meddler", Object::new("Meddler", Meddler(report)))])
        .unwrap()
}

#[test]
fn a_destructor_at_scope_exit_sees_the_outer_scope() {
    let (report, reported) = channel();
    let _outer = enter(current().child([("n", 1)]).unwrap());

    drop(enter(holding(report)));

    assert_eq!(reported.recv().unwrap(), (Some(1), Some(9)));
    assert_eq!(current().get::<i64>("n").unwrap(), Some(1));
}

#[test]
fn a_destructor_at_thread_exit_does_no_harm() {
    let (report, reported) = channel();

    std::thread::spawn(move || std::mem::forget(enter(holding(report))))
        .join()
        .unwrap();

    // The thread's own frame is gone by then; only that it ran to its end counts.
    assert!(reported.recv().is_ok());
}

#[test]
fn a_destructor_may_leave_scopes_while_a_block_overrides_in_them() {
    use hyperparameter::{Object, ScopeGuard, enter, with_params};

    thread_local!(static INNER: std::cell::RefCell<Vec<ScopeGuard>> = const { std::cell::RefCell::new(Vec::new()) });
    struct Leaves;
    impl Drop for Leaves {
        fn drop(&mut self) {
            let mut inner = INNER.take();
            while inner.pop().is_some() {}
        }
    }

    let seen = with_params! {
        set a = Object::new("Leaves", Leaves);
        let open = |pairs| INNER.with_borrow_mut(|inner| inner.push(enter(current().child(pairs).unwrap())));
        open(vec![("a", 1)]);
        open(vec![("b", 1)]);
        set a = 2;
        (current().get::<i64>("a").unwrap(), current().get::<i64>("b").unwrap())
    };

    assert_eq!(seen, (Some(2), None));
}
