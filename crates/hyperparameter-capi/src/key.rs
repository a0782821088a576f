//! Prepared keys, for frequent reads.

use hyperparameter::Key;
use hyperparameter::for_capi as core;

use crate::abi::*;
use crate::failure::Failure;
use crate::guard::guard;
use crate::handle;
use crate::memory::Out;
use crate::recent;
use crate::want::Want;

/// Prepares a key for `hp_frame_get_key`: checks and hashes it once.
///
/// - `prepared`: receives a handle, which the caller frees with `hp_key_free`; it works with every frame.
///
/// Returns `HP_INVALID_KEY` when it is not a valid key.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_key_new(
    key: *const u8,
    key_length: u64,
    prepared: *mut hp_handle,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let key = caller.key("key", key, key_length)?;
            let prepared = caller.out("prepared", prepared)?;
            prepared.write(handle::give_key(Key::new(key)?)?);
            Ok(HP_OK)
        })
    }
}

/// Reads an optional parameter by a prepared key; like `hp_frame_get`, but faster.
///
/// - `key`: a handle of `hp_key_new`.
/// - `want`, `value`: as for `hp_frame_get`.
///
/// Returns what `hp_frame_get` returns.
///
/// # Safety
/// As for `hp_frame_get`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_get_key(
    frame: hp_handle,
    key: hp_handle,
    want: i32,
    value: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let value = caller.out("value", value)?;
            if let Some(answer) = recent::by_key(frame, key, want) {
                return Ok(value.give(answer.value()));
            }
            get_anew(frame, key, want, value)
        })
    }
}

/// Looks the parameter up, and caches the result if it is a number or absent.
#[inline(never)]
fn get_anew(
    frame: hp_handle,
    key: hp_handle,
    want: i32,
    value: Out<'_, hp_value>,
) -> Result<hp_status, Failure> {
    let wanted = Want::new(want)?;
    let found = handle::frame(frame)?;
    let prepared = handle::key(key)?;
    let (status, answer) = wanted.answer(core::find_key(&found, &prepared), value)?;
    if let Some(answer) = answer {
        recent::remember_key(frame, key, want, answer);
    }
    Ok(status)
}

/// Frees a prepared key.
///
/// # Safety
/// There are no requirements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_key_free(prepared: hp_handle) -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe {
        guard(|_| {
            handle::free_key(prepared)?;
            Ok(HP_OK)
        })
    }
}
