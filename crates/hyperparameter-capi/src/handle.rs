//! Handles: numbers that represent the frames, values and keys of a caller.

pub(crate) mod slots;
pub(crate) mod table;

use hyperparameter::{Frame, Key, Value};

use crate::abi::*;
use crate::failure::Failure;
use crate::handle::table::{Known, Table, Use};

static FRAMES: Table<Frame> = Table::new(1);
static VALUES: Table<Value> = Table::new(2);
static KEYS: Table<Key> = Table::new(3);

/// Moves a frame into the table and returns a new handle.
pub(crate) fn give_frame(frame: Frame) -> Result<hp_handle, Failure> {
    FRAMES.insert(frame)
}

/// Borrows the frame behind a handle.
#[inline]
pub(crate) fn frame(handle: hp_handle) -> Result<Use<'static, Frame>, Failure> {
    FRAMES.get(handle).ok_or_else(|| stale("frame", handle))
}

/// The handle of a frame, for frequent checks.
pub(crate) fn known_frame(handle: hp_handle) -> Option<Known<'static>> {
    FRAMES.known(handle)
}

/// Frees a frame's handle.
pub(crate) fn free_frame(handle: hp_handle) -> Result<(), Failure> {
    FRAMES.free(handle).ok_or_else(|| stale("frame", handle))
}

/// Moves a value into the table and returns a new handle.
pub(crate) fn give_value(value: Value) -> Result<hp_handle, Failure> {
    VALUES.insert(value)
}

/// Borrows the value behind a handle.
pub(crate) fn value(handle: hp_handle) -> Result<Use<'static, Value>, Failure> {
    VALUES.get(handle).ok_or_else(|| stale("value", handle))
}

/// Frees a value's handle.
pub(crate) fn free_value(handle: hp_handle) -> Result<(), Failure> {
    VALUES.free(handle).ok_or_else(|| stale("value", handle))
}

/// Moves a key into the table and returns a new handle.
pub(crate) fn give_key(key: Key) -> Result<hp_handle, Failure> {
    KEYS.insert(key)
}

/// Borrows the key behind a handle.
pub(crate) fn key(handle: hp_handle) -> Result<Use<'static, Key>, Failure> {
    KEYS.get(handle).ok_or_else(|| stale("key", handle))
}

/// The handle of a key, for frequent checks.
pub(crate) fn known_key(handle: hp_handle) -> Option<Known<'static>> {
    KEYS.known(handle)
}

/// Frees a key's handle.
pub(crate) fn free_key(handle: hp_handle) -> Result<(), Failure> {
    KEYS.free(handle).ok_or_else(|| stale("key", handle))
}

#[cold]
fn stale(what: &str, handle: hp_handle) -> Failure {
    Failure::new(
        HP_STALE_HANDLE,
        format!("{handle:#x} is not the handle of a {what}, or it was freed"),
    )
}
