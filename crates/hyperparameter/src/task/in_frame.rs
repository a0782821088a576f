//! What is polled, and the frame in which it is.

use std::fmt;
use std::pin::Pin;

use pin_project_lite::pin_project;

use crate::context::{self, Context};
use crate::frame::Frame;

pin_project! {
    /// A future, stream or body with a frame of its own; made by
    /// [`FrameExt`](crate::FrameExt).
    ///
    /// What it assigns stays in it, from poll to poll. Once it has ended, and when this is
    /// dropped before, what it holds is dropped in its frame.
    #[must_use = "it does nothing unless polled"]
    pub struct InFrame<T> {
        // `None` only while the context is the thread's, that is during a poll,
        // and before the first one where the frame is still to be taken.
        context: Option<Context>,
        // `None` once it has ended.
        #[pin]
        inner: Option<T>,
    }

    impl<T> PinnedDrop for InFrame<T> {
        // What it still holds is dropped where it lived: in its frame.
        fn drop(this: Pin<&mut Self>) {
            if this.inner.is_some() {
                let mut this = this.project();
                let _inside = Inside::enter(this.context);
                this.inner.set(None);
            }
        }
    }
}

impl<T> InFrame<T> {
    pub(super) fn new(frame: Frame, inner: T) -> InFrame<T> {
        InFrame {
            context: Some(Context::of_future(frame)),
            inner: Some(inner),
        }
    }

    pub(super) fn in_own(inner: T) -> InFrame<T> {
        InFrame {
            context: None,
            inner: Some(inner),
        }
    }

    /// What `poll` answers, in the frame; `None` where the inner one has ended. It is let go
    /// of, in the frame too, if the answer is the `last`.
    pub(super) fn poll_inner<A>(
        self: Pin<&mut Self>,
        poll: impl FnOnce(Pin<&mut T>) -> A,
        last: impl FnOnce(&A) -> bool,
    ) -> Option<A> {
        let mut this = self.project();
        let inner = this.inner.as_mut().as_pin_mut()?;
        let _inside = Inside::enter(this.context);
        let answer = poll(inner);
        if last(&answer) {
            this.inner.set(None);
        }
        Some(answer)
    }

    #[cfg(feature = "stream")]
    pub(super) fn has_ended(&self) -> bool {
        self.inner.is_none()
    }

    /// What `look` says about the inner one, in the frame; `None` where that has ended.
    #[cfg(any(feature = "stream", feature = "http-body"))]
    pub(super) fn look_at_inner<A>(&self, look: impl FnOnce(&T) -> A) -> Option<A> {
        let inner = self.inner.as_ref()?;
        Some(match &self.context {
            Some(context) => crate::context::scope::with_frame(context.frame(), || look(inner)),
            None => look(inner),
        })
    }
}

impl<T: fmt::Debug> fmt::Debug for InFrame<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InFrame").field(&self.inner).finish()
    }
}

/// While it lives, the context of what is polled is the thread's; a panic ends it too.
struct Inside<'a> {
    own: &'a mut Option<Context>,
    thread: Option<Context>,
}

impl<'a> Inside<'a> {
    fn enter(own: &'a mut Option<Context>) -> Inside<'a> {
        let entered = own
            .take()
            .unwrap_or_else(|| Context::of_future(context::current()));
        let thread = Some(context::exchange(entered));
        Inside { own, thread }
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        *self.own = self.thread.take().map(context::exchange);
    }
}
