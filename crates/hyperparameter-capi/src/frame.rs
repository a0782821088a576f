//! Creates, reads and frees frames.

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

/// Returns a frame in which nothing is set.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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

/// Returns a child of a frame, in which `items` override the parent's parameters.
///
/// Items are applied from first to last, and later ones take precedence; if one is invalid, no frame is created.
/// An item of kind `HP_UNSET` hides its key, and all keys below it, in earlier items and in the parent.
/// The parent's handle may be freed while the child is in use.
/// The cost is linear in the number of items and independent of the size of the parent, unless a key is hidden: then the parent's keys are searched, too.
///
/// - `items`: `count` items, and everything that they point to.
/// - `limits`: NULL for none.
///
/// Returns `HP_INVALID_KEY`, `HP_DEFINITION` or `HP_LIMIT` (one of `limits`; or a value that nests too deep or has too many elements).
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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

/// Returns a child of a frame from a packed layer, for bindings that write one flat buffer rather than structures.
///
/// The layer is a sequence of records, little-endian and without padding: `u8` tag, `u8` origin, `u32` position, `u32` length of the key, the key, and the payload.
/// The tag is the value's kind.
/// Payloads: null none; bool `u8`; int `i64`; float `f64`; string, bytes and untyped `u64` length and bytes; list `u64` count and as many times `u8` tag and payload; mapping `u64` count and as many times `u64` length, key, `u8` tag and payload; object `i64` token, `u64` length and the name of its type.
/// Tag 16 is a definition: its key is the whole `key=value` or `~key` string, and there is no payload.
/// Tag 17 hides its key, and has no payload.
///
/// Otherwise it works like `hp_frame_child`.
///
/// Returns `HP_BAD_LAYER` for a layer that does not follow this format; else as `hp_frame_child`.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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

/// Reads an optional parameter.
///
/// - `want`: what to read the value as, with `HP_WANT_NULLABLE` and `HP_WANT_WIDE` added as needed.
///
/// Returns `HP_ABSENT` when it is not set; `HP_INVALID_KEY`, `HP_CONVERSION` or `HP_LIMIT` (an untyped list that nests too deep or has too many elements).
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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

/// Reads a required parameter; the message for a missing one suggests similar keys that are set.
///
/// Arguments as for `hp_frame_get`.
///
/// Returns `HP_MISSING` when it is not set; else as `hp_frame_get`.
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

/// Lists the full keys that are set at or below a path, sorted.
///
/// - `prefix`: a path; the key that equals it is included. An empty one selects all keys.
/// - `list`: receives a list of strings, with an owner.
///
/// Returns `HP_INVALID_KEY` for a prefix that is neither empty nor a key.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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
/// Its children, values with an owner, and the baseline stay valid.
/// After the call, the caller must not use `data` of values that were read from the frame without an owner.
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
