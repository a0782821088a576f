//! What can be asked for after a failure.

use crate::abi::*;
use crate::failure::{Report, with_last};
use crate::guard::guard;
use crate::memory::{Buffer, Out};
use crate::value::write::write_owned;

/// Copies the message of this thread's last failure.
///
/// A success does not clear the message, so ask only after a failure.
/// The message is UTF-8 without a terminating NUL.
/// Call it with capacity 0 to learn the length, or with a buffer of some hundred bytes to have it at once.
///
/// - `buffer`: the caller's; written, at most `capacity` bytes; may be NULL when `capacity` is 0.
///   A message that does not fit is cut after a whole character, and the up to three bytes left over are set to 0.
/// - `length`: the caller's; receives the length of the whole message; may not be NULL.
///
/// Threads: any; each has its own message.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT` or `HP_TOO_LONG` (a capacity that no buffer has).
///
/// # Safety
/// `buffer` is valid for writes of `capacity` bytes, `length` for one write.
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
/// - All arguments are as for `hp_error_message`.
///
/// Threads: any; each has its own failure.
/// Answers `HP_OK`, `HP_ABSENT` when it is about no key, or about a text that is none; `HP_BAD_ARGUMENT` or `HP_TOO_LONG`.
///
/// # Safety
/// As for `hp_error_message`.
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
/// - All arguments are as for `hp_error_message`.
///
/// Threads: any; each has its own failure.
/// Answers `HP_OK`, `HP_ABSENT` when there is no such value, `HP_BAD_ARGUMENT` or `HP_TOO_LONG`.
///
/// # Safety
/// As for `hp_error_message`.
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
/// - All arguments are as for `hp_error_message`.
///
/// Threads: any; each has its own failure.
/// Answers `HP_OK`, `HP_ABSENT` when nothing was to be read, `HP_BAD_ARGUMENT` or `HP_TOO_LONG`.
///
/// # Safety
/// As for `hp_error_message`.
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

/// Gives what this thread's last failure refused: the value that could not be read, the text that is no key, the definition that is malformed.
///
/// An object in it is known by its token and the name of its type; nothing here keeps it from being released.
/// All else is kept until this thread fails again or ends.
///
/// - `value`: the caller's; receives the value; may not be NULL.
///   When its `owner` is not 0, the caller frees that once with `hp_value_free`.
///
/// Threads: any; each has its own failure.
/// Answers `HP_OK`, `HP_ABSENT` when it is about no value, `HP_BAD_ARGUMENT` or `HP_NO_MEMORY`.
///
/// # Safety
/// `value` is valid for one write.
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
