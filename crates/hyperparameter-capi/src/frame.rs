//! Frames: made, read and freed.

use std::sync::Arc;

use hyperparameter::{Frame, Key, Value, for_capi as core};

use crate::abi::*;
use crate::failure::Failure;
use crate::guard::guard;
use crate::handle;
use crate::layer;
use crate::memory::{Out, reservable, utf8};
use crate::recent;
use crate::value::write::write_owned;
use crate::want::Want;

/// Gives a frame in which nothing is set.
///
/// - `frame`: the caller's; receives a handle that the caller frees once with `hp_frame_free`; may not be NULL.
///
/// Threads: any.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT` or `HP_NO_MEMORY`.
///
/// # Safety
/// `frame` is valid for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_empty(frame: *mut hp_handle) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let frame = caller.out("frame", frame)?;
            frame.write(handle::give_frame(Frame::empty())?);
            Ok(HP_OK)
        })
    }
}

/// Gives a child of a frame: everything of its parent, and `items` over it.
///
/// Items are applied from first to last, and later ones win; when one is bad, no frame is made.
/// An item that unsets a key hides it, and all below it, of earlier items and of the parent.
/// The parent is neither changed nor kept from being freed: a child needs its parent's handle no more.
/// The cost is that of the items, however many parameters the parent has; where a key is unset, all of them are looked at.
///
/// - `parent`: still the caller's.
/// - `items`: the caller's, with all that it points to; copied; may be NULL when `count` is 0.
/// - `limits`: the caller's; NULL for none.
/// - `frame`: the caller's; receives a handle that the caller frees once with `hp_frame_free`; may not be NULL.
///
/// Threads: any, also several at once with the same parent.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT`, `HP_BAD_TEXT`, `HP_TOO_LONG`, `HP_STALE_HANDLE`, `HP_INVALID_KEY`, `HP_DEFINITION`, `HP_LIMIT` (also for lists deeper than 128 or of too many elements) or `HP_NO_MEMORY`.
///
/// # Safety
/// `items` is valid for reads of `count` elements, and every pointer in them for reads of its length; `limits` is NULL or valid for one read; `frame` is valid for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_child(
    parent: hp_handle,
    items: *const hp_item,
    count: u64,
    limits: *const hp_limits,
    frame: *mut hp_handle,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let items = caller.items("items", items, count)?;
            let limits = layer::limits(caller.optional("limits", limits)?);
            let frame = caller.out("frame", frame)?;
            let parent = handle::frame(parent)?;
            let child = layer::child_of_items(caller, &parent, items, limits)?;
            frame.write(handle::give_frame(child)?);
            Ok(HP_OK)
        })
    }
}

/// Gives a child of a frame from a packed layer; for bindings, which write one flat buffer rather than structures.
///
/// The layer is a sequence of records, little-endian and without padding: `u8` tag, `u8` origin, `u32` position, `u32` length of the key, the key, and the payload.
/// The tag is the value's kind.
/// Payloads: null none; bool `u8`; int `i64`; float `f64`; text, bytes and untyped text `u64` length and bytes; list `u64` count and as many times `u8` tag and payload; mapping `u64` count and as many times `u64` length, key, `u8` tag and payload; object `i64` token, `u64` length and the name of its type.
/// Tag 16 is a definition: its key is the whole `key=value` or `~key` text, and there is no payload.
/// Tag 17 unsets its key, and has no payload.
///
/// - `layer`: the caller's; copied; may be NULL when `length` is 0.
/// - All else is as for `hp_frame_child`.
///
/// Threads: any, also several at once with the same parent.
/// Answers what `hp_frame_child` answers, and `HP_BAD_LAYER`.
///
/// # Safety
/// `layer` is valid for reads of `length` bytes; `limits` is NULL or valid for one read; `frame` is valid for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_child_packed(
    parent: hp_handle,
    layer: *const u8,
    length: u64,
    limits: *const hp_limits,
    frame: *mut hp_handle,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let layer = caller.bytes("layer", layer, length)?;
            let limits = layer::limits(caller.optional("limits", limits)?);
            let frame = caller.out("frame", frame)?;
            let parent = handle::frame(parent)?;
            let child = layer::child_of_packed(&parent, layer, limits)?;
            frame.write(handle::give_frame(child)?);
            Ok(HP_OK)
        })
    }
}

/// Reads a parameter that may be missing.
///
/// - `frame`: still the caller's.
/// - `key`: the caller's, UTF-8 without a terminating NUL; may not be NULL.
/// - `want`: what to read the value as, with `HP_WANT_NULLABLE` and `HP_WANT_WIDE` added as needed.
/// - `value`: the caller's; receives the value; may not be NULL.
///   Its `data` belongs to the frame, or, when `owner` is not 0, to the owner, which the caller frees once with `hp_value_free`.
///
/// Threads: any, also several at once with the same frame.
/// Answers `HP_OK`, `HP_ABSENT`, `HP_BAD_ARGUMENT`, `HP_BAD_TEXT`, `HP_TOO_LONG`, `HP_STALE_HANDLE`, `HP_INVALID_KEY`, `HP_CONVERSION`, `HP_LIMIT` (untyped lists deeper than 128 or of too many elements) or `HP_NO_MEMORY`.
///
/// # Safety
/// `key` is valid for reads of `key_length` bytes, `value` for one write.
/// What `data` points to is not written to, and not read after the handle it belongs to was freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_get(
    frame: hp_handle,
    key: *const u8,
    key_length: u64,
    want: i32,
    value: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let key = caller.key_bytes("key", key, key_length)?;
            let value = caller.out("value", value)?;
            if let Some(answer) = recent::by_text(frame, key, want) {
                if handle::is_frame(frame) {
                    return Ok(value.give(answer.value()));
                }
            }
            get_anew(frame, key, want, value)
        })
    }
}

/// Looks the parameter up, and remembers what can be.
#[inline(never)]
fn get_anew(
    frame: hp_handle,
    key: &[u8],
    want: i32,
    value: Out<'_, hp_value>,
) -> Result<hp_status, Failure> {
    let text = utf8("key", key)?;
    let wanted = Want::new(want)?;
    let found = handle::frame(frame)?;
    let entry = core::find(&found, text);
    if entry.is_none() {
        core::check_key(text)?;
    }
    let (status, answer) = wanted.answer(entry, value)?;
    if let Some(answer) = answer {
        recent::remember_text(frame, key, want, answer);
    }
    Ok(status)
}

/// Reads a parameter that has to be set; the message about a missing one suggests the nearest keys that are.
///
/// All arguments are as for `hp_frame_get`.
///
/// Threads: any, also several at once with the same frame.
/// Answers what `hp_frame_get` answers, with `HP_MISSING` for `HP_ABSENT`.
///
/// # Safety
/// As for `hp_frame_get`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_require(
    frame: hp_handle,
    key: *const u8,
    key_length: u64,
    want: i32,
    value: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let key = caller.key("key", key, key_length)?;
            let want = Want::new(want)?;
            let value = caller.out("value", value)?;
            let frame = handle::frame(frame)?;
            let Some(entry) = core::find(&frame, key) else {
                return Err(Failure::from(core::missing(&frame, &Key::new(key)?)));
            };
            want.write(entry, value)?;
            Ok(HP_OK)
        })
    }
}

/// Lists the full keys that are set at a path or below it, sorted.
///
/// - `frame`: still the caller's.
/// - `prefix`: the caller's, a path; the key that equals it is included; may be NULL when `prefix_length` is 0, which stands for all keys.
/// - `list`: the caller's; receives a list of text, whose `owner` the caller frees once with `hp_value_free`; may not be NULL.
///
/// Threads: any, also several at once with the same frame.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT`, `HP_BAD_TEXT`, `HP_TOO_LONG`, `HP_STALE_HANDLE`, `HP_INVALID_KEY` or `HP_NO_MEMORY`.
///
/// # Safety
/// `prefix` is valid for reads of `prefix_length` bytes, `list` for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_keys(
    frame: hp_handle,
    prefix: *const u8,
    prefix_length: u64,
    list: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let prefix = caller.prefix("prefix", prefix, prefix_length)?;
            let list = caller.out("list", list)?;
            let keys = handle::frame(frame)?.keys(prefix)?;
            reservable(keys.len().saturating_mul(size_of::<Value>()))?;
            let keys: Arc<[Value]> = keys
                .iter()
                .map(|key| Value::Text(key.as_str().into()))
                .collect();
            write_owned(Value::List(keys), list)?;
            Ok(HP_OK)
        })
    }
}

/// Frees a frame.
///
/// Children of the frame, values with an owner, and the baseline are not concerned: they live on.
///
/// - `frame`: a handle, the caller's until now.
///
/// Threads: any. Another thread that is reading through the handle at this moment finishes unharmed, but what it was given without an owner is gone.
/// Answers `HP_OK` or `HP_STALE_HANDLE`.
///
/// # Safety
/// `data` of values that were read from the frame without an owner is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_free(frame: hp_handle) -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe {
        guard(|_| {
            handle::free_frame(frame)?;
            Ok(HP_OK)
        })
    }
}
