//! The baseline: the frame that threads start from, one for the whole process and for every language in it.

use crate::abi::*;
use crate::guard::guard;
use crate::handle;

/// Makes a frame the baseline, the frame that new threads start from; the change is atomic.
///
/// A thread that has already taken the previous baseline keeps it.
/// If several threads publish at once, the last one takes effect.
/// The baseline stays valid when `frame` is freed.
///
/// # Safety
/// There are no requirements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_baseline_publish(frame: hp_handle) -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe {
        guard(|_| {
            let frame = handle::frame(frame)?.clone();
            hyperparameter::publish_baseline(frame);
            Ok(HP_OK)
        })
    }
}

/// Returns the baseline: the frame that was published last, or an empty one.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_baseline_frame(frame: *mut hp_handle) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let frame = caller.out("frame", frame)?;
            frame.write(handle::give_frame(hyperparameter::baseline())?);
            Ok(HP_OK)
        })
    }
}
