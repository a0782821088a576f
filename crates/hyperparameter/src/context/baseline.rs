//! The baseline: the frame that threads start from.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::context::isolation;
use crate::frame::Frame;

/// The latest one that was published; swapped whole and without a lock.
static BASELINE: ArcSwapOption<Frame> = ArcSwapOption::const_empty();

/// The frame that a thread starting now would begin with.
pub fn baseline() -> Frame {
    let baseline = match isolation::own() {
        Some(own) => own.load(),
        None => BASELINE.load(),
    };
    baseline.as_deref().cloned().unwrap_or_default()
}

/// Makes `frame` the baseline.
pub fn publish(frame: Frame) {
    let frame = Some(Arc::new(frame));
    match isolation::own() {
        Some(own) => own.store(frame),
        None => BASELINE.store(frame),
    }
}
