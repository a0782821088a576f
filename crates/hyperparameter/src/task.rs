//! Futures, streams and bodies that keep their frame, whichever thread polls them.
//!
//! A spawned task starts from what is current on the thread that polls it, and a stream or a
//! body is polled by whoever consumes it, long after the scope in which it was made. Give each
//! of them its frame:
//!
//! ```
//! use hyperparameter::{FrameExt, with_params};
//!
//! async fn retries() -> i64 {
//!     with_params! { get retries = job.retries or 3; retries }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let (alone, along) = with_params! {
//!     set job.retries = 5;
//!     (tokio::spawn(retries()), tokio::spawn(retries().in_current_frame()))
//! };
//! assert_eq!((alone.await.unwrap(), along.await.unwrap()), (3, 5));
//! # }
//! ```
//!
//! Closures for other threads are carried by [`carry`](crate::carry).

#[cfg(feature = "http-body")]
mod body;
mod future;
mod in_frame;
#[cfg(feature = "stream")]
mod stream;

pub use crate::task::in_frame::InFrame;

use crate::context::current;
use crate::frame::Frame;

/// Gives a future, a stream or a body a frame: each poll of it runs in that frame, and between
/// polls no thread sees the frame.
///
/// Implemented for every type; [`InFrame`] is a future where the type is one, a stream with
/// the feature `stream`, and an `http_body::Body` with the feature `http-body`.
///
/// A scope that is opened inside does not reach what leaves it: give a stream that is made in
/// a block of [`with_params!`](crate::with_params) its frame there.
///
/// ```
/// use hyperparameter::{Frame, FrameExt, current};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), hyperparameter::Error> {
/// let frame = Frame::empty().child(["job.retries=5"])?;
/// let job = tokio::spawn(async { current().get_or("job.retries", 3) }.in_frame(frame));
/// assert_eq!(job.await.unwrap()?, 5);
/// # Ok(())
/// # }
/// ```
pub trait FrameExt: Sized {
    /// Polls this in `frame`, and drops it there.
    fn in_frame(self, frame: Frame) -> InFrame<Self> {
        InFrame::new(frame, self)
    }

    /// As [`in_frame`](FrameExt::in_frame), with the frame that is current at this call.
    fn in_current_frame(self) -> InFrame<Self> {
        self.in_frame(current())
    }
}

impl<T> FrameExt for T {}

/// As [`FrameExt::in_frame`], for those who would rather call a function.
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
pub fn in_frame<T>(frame: Frame, inner: T) -> InFrame<T> {
    inner.in_frame(frame)
}

/// As [`FrameExt::in_current_frame`], for those who would rather call a function.
///
/// ```
/// use hyperparameter::{task, with_params};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let job = with_params! {
///     set job.retries = 5;
///     tokio::spawn(task::in_current_frame(async {
///         with_params! { get retries = job.retries or 3; retries }
///     }))
/// };
/// assert_eq!(job.await.unwrap(), 5);
/// # }
/// ```
pub fn in_current_frame<T>(inner: T) -> InFrame<T> {
    inner.in_current_frame()
}

/// A future in the frame that is current at its first poll.
pub(crate) fn in_own_frame<F: Future>(future: F) -> InFrame<F> {
    InFrame::in_own(future)
}
