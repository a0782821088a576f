//! The baseline: the frame that threads start from.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::frame::Frame;

/// The latest one that was published; swapped whole and without a lock.
static BASELINE: ArcSwapOption<Frame> = ArcSwapOption::const_empty();

/// The frame that a thread starting now would begin with.
pub fn baseline() -> Frame {
    BASELINE.load().as_deref().cloned().unwrap_or_default()
}

/// Makes `frame` the baseline.
pub fn publish(frame: Frame) {
    BASELINE.store(Some(Arc::new(frame)));
}
