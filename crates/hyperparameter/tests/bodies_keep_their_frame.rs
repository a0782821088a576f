//! The frame of a body of HTTP belongs to the body, not to the connection that polls it.
#![cfg(feature = "http-body")]

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::{Body, Frame as Part, SizeHint};
use hyperparameter::{Frame, FrameExt, current, enter};

fn frame(value: i64) -> Frame {
    Frame::empty().child([("n", value)]).unwrap()
}

fn seen() -> Option<i64> {
    current().get("n").unwrap()
}

/// A body of `left` parts, which says in everything what it sees.
struct Witness {
    left: usize,
    dropped: Arc<Mutex<Vec<Option<i64>>>>,
}

impl Body for Witness {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Part<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        Poll::Ready(Some(Ok(Part::data(Bytes::from(format!("{:?}", seen()))))))
    }

    fn is_end_stream(&self) -> bool {
        seen() == Some(9)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(seen().unwrap() as u64)
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.dropped.lock().unwrap().push(seen());
    }
}

fn witness(left: usize) -> (Witness, Arc<Mutex<Vec<Option<i64>>>>) {
    let dropped = Arc::new(Mutex::new(vec![]));
    let witness = Witness {
        left,
        dropped: dropped.clone(),
    };
    (witness, dropped)
}

fn next(body: Pin<&mut impl Body<Data = Bytes, Error = Infallible>>) -> Option<String> {
    match body.poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(part) => part.map(|part| {
            let data = part.unwrap().into_data().unwrap();
            String::from_utf8(data.to_vec()).unwrap()
        }),
        Poll::Pending => panic!("always ready"),
    }
}

#[test]
fn each_part_is_made_in_the_frame() {
    let (witness, _) = witness(2);
    let mut body = pin!(witness.in_frame(frame(1)));

    assert_eq!(next(body.as_mut()).as_deref(), Some("Some(1)"));
    assert_eq!(seen(), None);
    let _other = enter(frame(2));

    assert_eq!(next(body.as_mut()).as_deref(), Some("Some(1)"));
    assert_eq!(seen(), Some(2));
}

#[test]
fn what_a_body_says_of_itself_is_said_in_the_frame() {
    let (eight, nine) = (witness(1).0, witness(1).0);

    let eight = eight.in_frame(frame(8));
    let nine = nine.in_frame(frame(9));

    assert_eq!(
        (eight.is_end_stream(), eight.size_hint().exact()),
        (false, Some(8))
    );
    assert_eq!(
        (nine.is_end_stream(), nine.size_hint().exact()),
        (true, Some(9))
    );
}

#[test]
fn a_body_that_has_ended_is_dropped_in_its_frame_and_stays_ended() {
    let (witness, dropped) = witness(0);
    let mut body = pin!(witness.in_frame(frame(1)));

    assert!(!body.is_end_stream());
    assert_eq!(next(body.as_mut()), None);

    assert_eq!(*dropped.lock().unwrap(), [Some(1)]);
    assert_eq!(next(body.as_mut()), None);
    assert!(body.is_end_stream());
    assert_eq!(body.size_hint().exact(), Some(0));
}

#[test]
fn a_body_that_is_given_up_is_dropped_in_its_frame() {
    let (witness, dropped) = witness(1);

    drop(witness.in_frame(frame(1)));

    assert_eq!(*dropped.lock().unwrap(), [Some(1)]);
    assert_eq!(seen(), None);
}
