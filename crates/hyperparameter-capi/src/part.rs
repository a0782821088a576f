//! Parts of parameters, which a host converts one by one, or refuses by its own rules.

use hyperparameter::{Entry, Frame, Key, for_capi as core};

use crate::abi::*;
use crate::failure::Failure;
use crate::guard::guard;
use crate::handle;
use crate::memory::{reservable, utf8};
use crate::value::read;
use crate::value::write::write_owned;
use crate::want::Want;

/// Converts a value that is part of a parameter, or that the host derived from one, by the rules of `hp_frame_get`.
///
/// A binding that reads a list as elements of one type reads it as `HP_WANT_ELEMENTS`, and converts each element.
/// An error names the part: `cannot read ids[1] as int: "x" (from "ids=[1, x]", item 1); ...`.
///
/// - `frame`, `key`: the parameter; errors name its origin.
/// - `place`: the position of the value in it, a string such as `[1]`.
/// - `value`: an input, and everything that it points to.
///   A value that was read, for example by `hp_value_at`, may be passed unchanged: if its `owner` is not 0, that owner's value is used, so it must not have been freed.
///   Passing an object stores its token again, so `hp_objects_released` will return it once more.
/// - `want`: as for `hp_frame_get`.
/// - `converted`: may be `value`.
///
/// Returns `HP_MISSING` for a parameter that is not set, `HP_INVALID_KEY`, `HP_CONVERSION` or `HP_LIMIT`.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_convert(
    frame: hp_handle,
    key: *const u8,
    key_length: u64,
    place: *const u8,
    place_length: u64,
    value: *const hp_value,
    want: i32,
    converted: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let key = caller.key("key", key, key_length)?;
            let place = quotable("place", caller.bytes("place", place, place_length)?)?;
            let value = caller.required("value", value)?;
            let want = Want::new(want)?;
            let converted = caller.out("converted", converted)?;
            let frame = handle::frame(frame)?;
            let entry = set(&frame, key)?;
            let value = read::part(caller, &value)?;
            write_owned(want.read(core::part(entry, place, &value))?, converted)?;
            Ok(HP_OK)
        })
    }
}

/// Reports that a parameter, or a part of one, cannot be read as a type that only the caller's language has.
///
/// A binding calls this when an enumeration, a path or another type of its own rejects a value, so that the message has the usual form: `cannot read train.mode as Mode: "fast" (from a mapping)`.
///
/// - `frame`, `key`, `place`: as for `hp_convert`.
/// - `value`: the part that is refused, as for `hp_convert`; NULL for the parameter's own value.
/// - `wanted`: the name of the type.
///
/// Never returns `HP_OK`: `HP_CONVERSION` on success, `HP_MISSING` for a parameter that is not set, `HP_INVALID_KEY` or `HP_LIMIT`.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_refuse(
    frame: hp_handle,
    key: *const u8,
    key_length: u64,
    place: *const u8,
    place_length: u64,
    value: *const hp_value,
    wanted: *const u8,
    wanted_length: u64,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let key = caller.key("key", key, key_length)?;
            let place = quotable("place", caller.bytes("place", place, place_length)?)?;
            let value = caller.optional("value", value)?;
            let wanted = quotable("wanted", caller.bytes("wanted", wanted, wanted_length)?)?;
            let frame = handle::frame(frame)?;
            let entry = set(&frame, key)?;
            let refused = match value {
                None => core::part(entry, place, entry.value()).refuse(wanted),
                Some(value) => {
                    let value = read::part(caller, &value)?;
                    core::part(entry, place, &value).refuse(wanted)
                }
            };
            Err(Failure::from(refused))
        })
    }
}

/// A string that is part of a message, and is copied with it.
fn quotable<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    const COPIES: usize = 8;
    reservable(bytes.len().saturating_mul(COPIES))?;
    utf8(name, bytes)
}

/// The parameter, which must be set.
fn set<'a>(frame: &'a Frame, key: &str) -> Result<&'a Entry, Failure> {
    match core::find(frame, key) {
        Some(entry) => Ok(entry),
        None => Err(Failure::from(core::missing(frame, &Key::new(key)?))),
    }
}
