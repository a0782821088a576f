//! A future in its frame.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Wake, Poll};

use crate::task::in_frame::InFrame;

impl<F: Future> Future for InFrame<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, wake: &mut Wake<'_>) -> Poll<F::Output> {
        self.poll_inner(|future| future.poll(wake), Poll::is_ready)
            .expect("a future is not polled after it was ready")
    }
}
