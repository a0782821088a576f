//! A body of HTTP in its frame.

use std::pin::Pin;
use std::task::{Context as Wake, Poll};

use http_body::{Body, Frame as Part, SizeHint};

use crate::task::in_frame::InFrame;

impl<B: Body> Body for InFrame<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        wake: &mut Wake<'_>,
    ) -> Poll<Option<Result<Part<B::Data>, B::Error>>> {
        self.poll_inner(
            |body| body.poll_frame(wake),
            |answer| matches!(answer, Poll::Ready(None)),
        )
        .unwrap_or(Poll::Ready(None))
    }

    fn is_end_stream(&self) -> bool {
        self.look_at_inner(B::is_end_stream).unwrap_or(true)
    }

    fn size_hint(&self) -> SizeHint {
        self.look_at_inner(B::size_hint)
            .unwrap_or_else(|| SizeHint::with_exact(0))
    }
}
