//! The baseline: the frame that threads start from.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::frame::Frame;

/// The latest one that was published; swapped whole and without a lock.
static BASELINE: ArcSwapOption<Frame> = ArcSwapOption::const_empty();

/// The frame that was published last, which a thread that starts now begins with; empty
/// if none was.
///
/// ```
/// use hyperparameter::{Frame, baseline, publish_baseline};
///
/// publish_baseline(Frame::empty().child(["global.seed=42"])?);
/// assert_eq!(baseline().get::<i64>("global.seed")?, Some(42));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn baseline() -> Frame {
    BASELINE.load().as_deref().cloned().unwrap_or_default()
}

/// Publishes `frame` as the baseline that threads start from, in place of the one before.
///
/// Threads that have used parameters keep what they have, and the calling thread is one of
/// them in most programs: [`base`](crate::base) changes it, too. [`frozen`](crate::frozen) publishes the
/// current frame.
///
/// ```
/// use hyperparameter::{Frame, current, publish_baseline};
///
/// publish_baseline(Frame::empty().child(["global.seed=42"])?);
/// let there = std::thread::spawn(|| current().get::<i64>("global.seed"));
/// assert_eq!(there.join().unwrap()?, Some(42));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn publish_baseline(frame: Frame) {
    BASELINE.store(Some(Arc::new(frame)));
}
