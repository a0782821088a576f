//! The baseline: the frame that threads start from, one for the whole process and for every language in it.

use hyperparameter::for_capi as core;

use crate::abi::*;
use crate::guard::guard;
use crate::handle;

/// Makes a frame the baseline, which threads start from: at once and whole.
///
/// A thread that has already taken the earlier baseline keeps it.
/// Of several threads that publish at once, the last wins.
/// The baseline lives on when `frame` is freed.
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

/// Gives the baseline: the frame that was published last, or an empty one.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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
