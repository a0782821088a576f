//! The frame of a stream belongs to the stream, not to whoever polls it.
#![cfg(feature = "stream")]

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use futures_util::stream::{FusedStream, Stream, StreamExt, iter, poll_fn};
use hyperparameter::{Frame, FrameExt, assign, current, enter};

fn frame(value: i64) -> Frame {
    Frame::empty().child([("n", value)]).unwrap()
}

fn seen() -> Option<i64> {
    current().get("n").unwrap()
}

fn next<S: Stream>(stream: Pin<&mut S>) -> Poll<Option<S::Item>> {
    stream.poll_next(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn each_item_is_made_in_the_frame() {
    let mut stream = pin!(iter(0..2).map(|at| (at, seen())).in_frame(frame(1)));

    assert_eq!(next(stream.as_mut()), Poll::Ready(Some((0, Some(1)))));
    assert_eq!(seen(), None);
    let _other = enter(frame(2));

    assert_eq!(next(stream.as_mut()), Poll::Ready(Some((1, Some(1)))));
    assert_eq!(seen(), Some(2));
}

#[test]
fn the_current_frame_is_the_one_at_the_call() {
    let scope = enter(frame(1));
    let mut stream = pin!(poll_fn(|_| Poll::Ready(Some(seen()))).in_current_frame());
    drop(scope);

    assert_eq!(next(stream.as_mut()), Poll::Ready(Some(Some(1))));
}

#[test]
fn what_a_stream_assigns_stays_with_it_from_item_to_item() {
    let mut stream = pin!(
        poll_fn(|_| {
            let before = seen();
            assign("n", before.unwrap() + 1).unwrap();
            Poll::Ready(Some(before))
        })
        .in_frame(frame(1))
    );

    assert_eq!(next(stream.as_mut()), Poll::Ready(Some(Some(1))));
    assert_eq!(seen(), None);
    assert_eq!(next(stream.as_mut()), Poll::Ready(Some(Some(2))));
}

/// A stream of `left` items whose answers, and whose end, are those of the current frame.
struct Witness {
    left: usize,
    dropped: Arc<Mutex<Vec<Option<i64>>>>,
}

impl Stream for Witness {
    type Item = i64;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<i64>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        Poll::Ready(seen())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (seen().unwrap() as usize, None)
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.dropped.lock().unwrap().push(seen());
    }
}

#[test]
fn a_stream_that_has_ended_is_dropped_in_its_frame_and_stays_ended() {
    let dropped = Arc::new(Mutex::new(vec![]));
    let witness = Witness {
        left: 1,
        dropped: dropped.clone(),
    };
    let mut stream = pin!(witness.in_frame(frame(7)));

    assert_eq!(stream.size_hint(), (7, None));
    assert_eq!(next(stream.as_mut()), Poll::Ready(Some(7)));
    assert!(!stream.is_terminated());
    assert_eq!(*dropped.lock().unwrap(), []);

    assert_eq!(next(stream.as_mut()), Poll::Ready(None));
    assert_eq!(*dropped.lock().unwrap(), [Some(7)]);
    assert!(stream.is_terminated());
    assert_eq!(next(stream.as_mut()), Poll::Ready(None));
    assert_eq!(stream.size_hint(), (0, Some(0)));
}

#[test]
fn a_stream_that_is_given_up_is_dropped_in_its_frame() {
    let dropped = Arc::new(Mutex::new(vec![]));
    let witness = Witness {
        left: 1,
        dropped: dropped.clone(),
    };
    let stream = Box::pin(witness.in_frame(frame(1)));

    drop(stream);

    assert_eq!(*dropped.lock().unwrap(), [Some(1)]);
    assert_eq!(seen(), None);
}

#[test]
fn a_panicking_stream_gives_the_thread_its_frame_back() {
    let mut stream = pin!(poll_fn(|_| -> Poll<Option<()>> { panic!("stop") }).in_frame(frame(1)));

    let polled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| next(stream.as_mut())));

    assert!(polled.is_err());
    assert_eq!(seen(), None);
}
