//! The frame of a future belongs to the future, not to the thread that polls it.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use hyperparameter::{Frame, FrameExt, assign, current, enter, task, task::in_frame, with_frame};

fn frame(value: i64) -> Frame {
    Frame::empty().child([("n", value)]).unwrap()
}

fn seen() -> Option<i64> {
    current().get("n").unwrap()
}

/// Pending once, so that the caller runs in between.
async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|_| {
        if std::mem::replace(&mut paused, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

#[test]
fn between_polls_the_thread_has_its_own_frame() {
    let mut future = pin!(in_frame(frame(1), async {
        let first = seen();
        pause().await;
        (first, seen())
    }));
    let mut wake = Context::from_waker(Waker::noop());

    assert!(future.as_mut().poll(&mut wake).is_pending());
    assert_eq!(seen(), None);
    let _other = enter(frame(2));
    let answer = future.as_mut().poll(&mut wake);

    assert_eq!(answer, Poll::Ready((Some(1), Some(1))));
    assert_eq!(seen(), Some(2));
}

#[test]
fn what_a_future_assigns_stays_with_it_over_an_await() {
    let mut future = pin!(in_frame(frame(1), async {
        assign("n", 5).unwrap();
        pause().await;
        seen()
    }));
    let mut wake = Context::from_waker(Waker::noop());

    assert!(future.as_mut().poll(&mut wake).is_pending());
    assert_eq!(seen(), None);

    assert_eq!(future.as_mut().poll(&mut wake), Poll::Ready(Some(5)));
}

#[test]
fn the_current_frame_is_the_one_at_the_call_and_not_at_the_first_poll() {
    let (by_method, by_function) = with_frame(frame(1), || {
        (
            async { seen() }.in_current_frame(),
            task::in_current_frame(async { seen() }),
        )
    });
    let mut wake = Context::from_waker(Waker::noop());

    let _other = enter(frame(2));

    assert_eq!(pin!(by_method).poll(&mut wake), Poll::Ready(Some(1)));
    assert_eq!(pin!(by_function).poll(&mut wake), Poll::Ready(Some(1)));
}

#[test]
fn a_future_in_a_future_has_the_inner_frame() {
    let mut future = pin!(
        async {
            let inside = async { seen() }.in_frame(frame(2)).await;
            (inside, seen())
        }
        .in_frame(frame(1))
    );
    let mut wake = Context::from_waker(Waker::noop());

    assert_eq!(
        future.as_mut().poll(&mut wake),
        Poll::Ready((Some(2), Some(1)))
    );
}

/// Notes the frame in which it is dropped.
struct Witness(Arc<Mutex<Vec<Option<i64>>>>);

impl Drop for Witness {
    fn drop(&mut self) {
        self.0.lock().unwrap().push(seen());
    }
}

#[test]
fn what_a_finished_future_held_is_dropped_in_its_frame_at_once() {
    struct Ready(Witness);
    impl Future for Ready {
        type Output = ();
        fn poll(self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
            assert_eq!(self.0.0.lock().unwrap().len(), 0);
            Poll::Ready(())
        }
    }
    let witnessed = Arc::new(Mutex::new(vec![]));
    let mut future = pin!(Ready(Witness(witnessed.clone())).in_frame(frame(1)));

    let answer = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));

    assert!(answer.is_ready());
    assert_eq!(*witnessed.lock().unwrap(), [Some(1)]);
}

#[test]
fn what_a_dropped_future_held_is_dropped_in_its_frame() {
    let witnessed = Arc::new(Mutex::new(vec![]));
    let witness = Witness(witnessed.clone());

    let mut future = Box::pin(in_frame(frame(1), async move {
        let _witness = witness;
        pause().await;
    }));
    let mut wake = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut wake).is_pending());
    drop(future);

    assert_eq!(*witnessed.lock().unwrap(), [Some(1)]);
    assert_eq!(seen(), None);
}

#[test]
fn a_panicking_poll_gives_the_thread_its_frame_back() {
    let mut future = Box::pin(in_frame(frame(1), async { panic!("stop") }));
    let mut wake = Context::from_waker(Waker::noop());

    let polled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Poll<()> = future.as_mut().poll(&mut wake);
    }));

    assert!(polled.is_err());
    assert_eq!(seen(), None);
}
