//! What can be asked for after a failure.

use crate::abi::*;
use crate::failure::{Report, with_last};
use crate::guard::guard;
use crate::memory::{Buffer, Out};
use crate::value::write::write_owned;

/// Copies the message of this thread's last failure.
///
/// A success does not clear the message, so ask only after a failure.
/// Call it with capacity 0 to learn the length, or with a buffer of some hundred bytes to have it at once.
///
/// - `buffer`: receives at most `capacity` bytes.
///   A message that does not fit is cut after a whole character, and the up to three bytes left over are set to 0.
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
/// Returns `HP_ABSENT` when it is about no key, or about a string that is not a key.
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

/// Copies where the value that this thread's last failure is about came from, in the words of the message: `from "train.lr=fast", item 3`.
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

/// Copies what the value that this thread's last failure is about was to be read as, in the words of the message: `int`.
///
/// Arguments as for `hp_error_message`.
///
/// Returns `HP_ABSENT` when nothing was to be read.
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

/// Gives what this thread's last failure refused: the value that could not be read, the string that is not a key, the definition that is malformed.
///
/// An object in it is known by its token and the name of its type; nothing here keeps it from being released.
/// All else is kept until this thread fails again or ends.
///
/// Returns `HP_ABSENT` when it is about no value.
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

/// Copies a text of this thread's last report, if it has it.
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
