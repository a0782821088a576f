//! The baseline: the frame that threads start from, one for the whole process and for every language in it.

use hyperparameter::for_capi as core;

use crate::abi::*;
use crate::guard::guard;
use crate::handle;

/// Makes a frame the baseline, at once and whole.
///
/// Who has already taken the earlier baseline keeps it.
///
/// - `frame`: still the caller's; the baseline lives on when it is freed.
///
/// Threads: any, also several at once: the latest wins.
/// Answers `HP_OK` or `HP_STALE_HANDLE`.
///
/// # Safety
/// Nothing is asked of the caller.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_baseline_publish(frame: hp_handle) -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe {
        guard(|_| {
            let frame = handle::frame(frame)?.clone();
            core::publish(frame);
            Ok(HP_OK)
        })
    }
}

/// Gives the baseline: the latest frame that was published, or an empty one.
///
/// - `frame`: the caller's; receives a handle that the caller frees once with `hp_frame_free`; may not be NULL.
///
/// Threads: any.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT` or `HP_NO_MEMORY`.
///
/// # Safety
/// `frame` is valid for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_baseline_frame(frame: *mut hp_handle) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let frame = caller.out("frame", frame)?;
            frame.write(handle::give_frame(core::baseline())?);
            Ok(HP_OK)
        })
    }
}
