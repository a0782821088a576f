//! Futures that keep their frame, whichever thread polls them.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Wake, Poll};

use pin_project_lite::pin_project;

use crate::context::{self, Context};
use crate::frame::Frame;

pin_project! {
    /// A future with a frame of its own; made by [`in_frame`].
    #[must_use = "futures do nothing unless polled"]
    pub struct InFrame<F> {
        // `None` only while the context is the thread's, that is during a poll,
        // and before the first one where the frame is still to be taken.
        context: Option<Context>,
        #[pin]
        future: Option<F>,
    }

    impl<F> PinnedDrop for InFrame<F> {
        // What the future still holds is dropped where it lived: in its frame.
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            if this.future.is_some() {
                let _inside = Inside::enter(this.context);
                this.future.set(None);
            }
        }
    }
}

/// Gives `future` the frame `frame`: each poll runs in it, and between polls it
/// is on no thread.
///
/// This is how overrides follow work into a spawned task; nothing else makes
/// them.
///
/// ```
/// use hyperparameter::{current, task, with_params};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let job = with_params! {
///     set job.retries = 5;
///     tokio::spawn(task::in_frame(current(), async {
///         with_params! { get retries = job.retries or 3; retries }
///     }))
/// };
/// assert_eq!(job.await.unwrap(), 5);
/// # }
/// ```
pub fn in_frame<F: Future>(frame: Frame, future: F) -> InFrame<F> {
    InFrame {
        context: Some(Context::of_future(frame)),
        future: Some(future),
    }
}

/// As [`in_frame`], with the frame that is current at the first poll.
pub(crate) fn in_own_frame<F: Future>(future: F) -> InFrame<F> {
    InFrame {
        context: None,
        future: Some(future),
    }
}

impl<F: Future> Future for InFrame<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, wake: &mut Wake<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let Some(future) = this.future.as_mut().as_pin_mut() else {
            panic!("polled after it was ready");
        };
        let inside = Inside::enter(this.context);
        let answer = future.poll(wake);
        if answer.is_ready() {
            this.future.set(None);
        }
        drop(inside);
        answer
    }
}

/// While it lives, the future's context is the thread's; a panic ends it too.
struct Inside<'a> {
    future: &'a mut Option<Context>,
    thread: Option<Context>,
}

impl<'a> Inside<'a> {
    fn enter(future: &'a mut Option<Context>) -> Inside<'a> {
        let own = future
            .take()
            .unwrap_or_else(|| Context::of_future(context::current()));
        let thread = Some(context::exchange(own));
        Inside { future, thread }
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        *self.future = self.thread.take().map(context::exchange);
    }
}
