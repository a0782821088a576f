//! Details of this thread's last failure.

use crate::abi::*;
use crate::failure::{Report, with_last};
use crate::guard::guard;
use crate::memory::{Buffer, Out};
use crate::value::write::write_owned;

/// Copies the message of this thread's last failure.
///
/// A success does not clear the message, so call this only after a failure.
/// Call it with capacity 0 to get the length, or with a buffer of some hundred bytes to get most messages in one call.
///
/// - `buffer`: receives at most `capacity` bytes.
///   A message that does not fit is truncated after a whole character, and the up to three remaining bytes are set to 0.
/// - `length`: receives the length of the whole message.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_error_message(
    buffer: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let buffer = caller.buffer("buffer", buffer, capacity)?;
            let length = caller.out("length", length)?;
            Ok(give(buffer, length, |last| Some(&last.message)))
        })
    }
}

/// Copies the key that this thread's last failure is about.
///
/// Arguments as for `hp_error_message`.
///
/// Returns `HP_ABSENT` when it is not about a key, or about a string that is not a valid key.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_error_key(
    buffer: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let buffer = caller.buffer("buffer", buffer, capacity)?;
            let length = caller.out("length", length)?;
            Ok(give(buffer, length, |last| last.key.as_deref()))
        })
    }
}

/// Copies the origin of the value that this thread's last failure is about, as the message has it: `from "train.lr=fast", item 3`.
///
/// Arguments as for `hp_error_message`.
///
/// Returns `HP_ABSENT` when there is no such value.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_error_origin(
    buffer: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let buffer = caller.buffer("buffer", buffer, capacity)?;
            let length = caller.out("length", length)?;
            Ok(give(buffer, length, |last| last.origin.as_deref()))
        })
    }
}

/// Copies the type that this thread's last failure could not read a value as, as the message has it: `int`.
///
/// Arguments as for `hp_error_message`.
///
/// Returns `HP_ABSENT` when the failure was not about reading a value.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_error_wanted(
    buffer: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let buffer = caller.buffer("buffer", buffer, capacity)?;
            let length = caller.out("length", length)?;
            Ok(give(buffer, length, |last| last.wanted.as_deref()))
        })
    }
}

/// Returns the input that this thread's last failure refused: the value that could not be read, the string that is not a valid key, or the malformed definition.
///
/// An object in it is represented by its token and the name of its type, and may have been released already.
/// Free its `owner` with `hp_value_free`, as after any read; until then it is valid, also after later failures.
///
/// Returns `HP_ABSENT` when it is not about a value.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_error_value(value: *mut hp_value) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let out = caller.out("value", value)?;
            let Some(refused) = with_last(|last| last.value.clone()) else {
                return Ok(HP_ABSENT);
            };
            write_owned(refused, out)?;
            Ok(HP_OK)
        })
    }
}

/// Copies a string of this thread's last report, if it has one.
fn give(
    buffer: Buffer<'_, u8>,
    length: Out<'_, u64>,
    text: impl Fn(&Report) -> Option<&str>,
) -> hp_status {
    let copy = |text: &str| {
        let mut cut = text.len().min(buffer.capacity());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        buffer.copy_from(&text.as_bytes()[..cut]);
        if cut < text.len() {
            buffer.fill_after(cut, 0);
        }
        text.len() as u64
    };
    match with_last(|last| text(last).map(copy)) {
        Some(whole) => {
            length.write(whole);
            HP_OK
        }
        None => HP_ABSENT,
    }
}
