//! A stream in its frame.

use std::pin::Pin;
use std::task::{Context as Wake, Poll};

use futures_core::stream::{FusedStream, Stream};

use crate::task::in_frame::InFrame;

impl<S: Stream> Stream for InFrame<S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, wake: &mut Wake<'_>) -> Poll<Option<S::Item>> {
        self.poll_inner(
            |stream| stream.poll_next(wake),
            |answer| matches!(answer, Poll::Ready(None)),
        )
        .unwrap_or(Poll::Ready(None))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.look_at_inner(S::size_hint).unwrap_or((0, Some(0)))
    }
}

impl<S: Stream> FusedStream for InFrame<S> {
    fn is_terminated(&self) -> bool {
        self.has_ended()
    }
}
