//! A carried closure runs in the frame of whoever carried it, on whichever thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use hyperparameter::{Frame, assign, carry, current, enter, with_frame};
use rayon::prelude::*;

fn frame(value: i64) -> Frame {
    Frame::empty().child([("n", value)]).unwrap()
}

fn seen() -> Option<i64> {
    current().get("n").unwrap()
}

#[test]
fn it_runs_in_the_frame_of_the_call_and_leaves_it() {
    let carried = with_frame(frame(1), || carry(seen));

    let _other = enter(frame(2));

    assert_eq!(carried(), Some(1));
    assert_eq!(seen(), Some(2));
}

#[test]
fn a_panic_leaves_the_frame_too() {
    let carried = with_frame(frame(1), || carry(|| panic!("stop")));

    assert!(catch_unwind(AssertUnwindSafe(carried)).is_err());
    assert_eq!(seen(), None);
}

#[test]
fn what_it_assigns_ends_with_it() {
    let carried = with_frame(frame(1), || {
        carry(|| {
            assign("n", 5).unwrap();
            seen()
        })
    });

    assert_eq!(carried(), Some(5));
    assert_eq!(seen(), None);
}

#[test]
fn one_that_never_runs_is_dropped_in_its_frame() {
    struct Witness<'a>(&'a std::cell::Cell<Option<i64>>);
    impl Drop for Witness<'_> {
        fn drop(&mut self) {
            self.0.set(seen());
        }
    }
    let dropped = std::cell::Cell::new(None);
    let witness = Witness(&dropped);

    drop(with_frame(frame(1), || carry(move || drop(witness))));

    assert_eq!(dropped.get(), Some(1));
    assert_eq!(seen(), None);
}

#[test]
fn it_is_send_where_the_closure_is() {
    fn sent<T: Send>(it: T) -> T {
        it
    }

    assert_eq!(sent(carry(|| 1))(), 1);
}

#[test]
fn threads() {
    let (carried, plain) = with_frame(frame(1), || {
        (std::thread::spawn(carry(seen)), std::thread::spawn(seen))
    });

    assert_eq!(
        (carried.join().unwrap(), plain.join().unwrap()),
        (Some(1), None)
    );
}

#[test]
fn scoped_threads() {
    let own = String::from("borrowed");

    let answers = with_frame(frame(1), || {
        std::thread::scope(|scope| {
            let carried = scope.spawn(carry(|| (own.len(), seen())));
            let plain = scope.spawn(seen);
            (carried.join().unwrap(), plain.join().unwrap())
        })
    });

    assert_eq!(answers, ((8, Some(1)), None));
}

#[test]
fn threads_of_crossbeam() {
    let answers = with_frame(frame(1), || {
        crossbeam::thread::scope(|scope| {
            let job = carry(seen);
            let carried = scope.spawn(|_| job());
            let plain = scope.spawn(|_| seen());
            (carried.join().unwrap(), plain.join().unwrap())
        })
    });

    assert_eq!(answers.unwrap(), (Some(1), None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocking_jobs_of_tokio() {
    let jobs: Vec<_> = (0..200)
        .map(|n| {
            with_frame(frame(n), || {
                (
                    tokio::task::spawn_blocking(carry(seen)),
                    tokio::task::spawn_blocking(seen),
                )
            })
        })
        .collect();

    for (n, (carried, plain)) in jobs.into_iter().enumerate() {
        assert_eq!(carried.await.unwrap(), Some(n as i64));
        assert_eq!(plain.await.unwrap(), None);
    }
}

/// Two threads, so that jobs wait for each other and are stolen.
fn pool() -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .build()
        .unwrap()
}

#[test]
fn jobs_of_rayon() {
    let pool = pool();
    let (answer, answers) = channel();
    for n in 0..200 {
        let answer = answer.clone();
        with_frame(frame(n), || {
            pool.spawn(carry(move || answer.send((n, seen())).unwrap()));
        });
    }
    drop(answer);

    let answers: Vec<_> = answers.iter().collect();

    assert_eq!(answers.len(), 200);
    assert!(
        answers.iter().all(|(n, seen)| *seen == Some(*n)),
        "{answers:?}"
    );
}

#[test]
fn both_sides_of_a_join_of_rayon_however_deep() {
    /// Each side reads what its own parent set, while the thread that waits runs other jobs.
    fn sum(depth: u32) -> i64 {
        let own = seen().unwrap();
        if depth == 0 {
            return own;
        }
        let side = |n| with_frame(frame(n), || carry(move || sum(depth - 1)));
        let (left, right) = rayon::join(side(2 * own), side(2 * own + 1));
        assert_eq!(seen(), Some(own), "after waiting");
        left + right
    }

    let total = pool().install(carry_of(1, || sum(10)));

    assert_eq!(total, (1024..2048).sum());
}

fn carry_of<R>(n: i64, closure: impl FnOnce() -> R) -> impl FnOnce() -> R {
    with_frame(frame(n), || carry(closure))
}

#[test]
fn jobs_in_a_scope_of_rayon() {
    let right = AtomicUsize::new(0);

    pool().scope(|scope| {
        for n in 0..200 {
            let right = &right;
            let job = carry_of(n, move || {
                if seen() == Some(n) {
                    right.fetch_add(1, Ordering::Relaxed);
                }
            });
            scope.spawn(|_| job());
        }
    });

    assert_eq!(right.into_inner(), 200);
}

#[test]
fn items_of_a_parallel_iterator_of_rayon() {
    let answers: Vec<_> = pool().install(|| {
        (0..50i64)
            .into_par_iter()
            .flat_map(|n| {
                let of_this = frame(n);
                (0..50)
                    .into_par_iter()
                    .map(move |_| with_frame(of_this.clone(), || (n, seen())))
            })
            .collect()
    });

    assert_eq!(answers.len(), 2500);
    assert!(answers.iter().all(|(n, seen)| *seen == Some(*n)));
}
