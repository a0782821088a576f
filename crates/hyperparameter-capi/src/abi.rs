//! The types and numbers that cross the FFI boundary.
//!
//! Numbers are written out, grouped and never reused.
//! They are integer literals because a declaration parser without a preprocessor reads them too.

#![allow(non_camel_case_types)]

/// The version of this interface.
/// A caller compares it with `hp_abi_version()` and calls nothing else when they differ.
pub const HP_ABI_VERSION: u32 = 2;

/// The result of a function: `HP_OK`, `HP_ABSENT`, or one of the failures.
///
/// After a failure, and only then, `hp_error_message` returns a message.
pub type hp_status = i32;

/// A frame or a value that the library keeps for the caller.
///
/// A handle is a number, not an address: one that is stale, forged, freed twice or of the wrong type is refused with `HP_STALE_HANDLE`.
/// No handle is ever 0.
pub type hp_handle = u64;

/// Success; the outputs are written.
pub const HP_OK: hp_status = 0;
/// The parameter is not set. This is not a failure: there is no message, and the outputs are not written.
///
/// Functions that return a detail of the last failure return it if there is no such detail.
pub const HP_ABSENT: hp_status = 1;

/// A pointer is NULL or misaligned but must not be, or a number is not one of those allowed.
pub const HP_BAD_ARGUMENT: hp_status = 10;
/// A string is not UTF-8.
pub const HP_BAD_TEXT: hp_status = 11;
/// A length exceeds its maximum; nothing was read through its pointer.
pub const HP_TOO_LONG: hp_status = 12;
/// The handle is stale, forged, already freed, or of another type.
pub const HP_STALE_HANDLE: hp_status = 13;
/// A packed layer does not follow its format.
pub const HP_BAD_LAYER: hp_status = 14;

/// The string is not a valid key: non-empty segments without control characters, separated by dots.
pub const HP_INVALID_KEY: hp_status = 20;
/// A required parameter is not set.
pub const HP_MISSING: hp_status = 21;
/// The value cannot be converted to the wanted type without losing information.
pub const HP_CONVERSION: hp_status = 22;
/// A `key=value` definition is malformed.
pub const HP_DEFINITION: hp_status = 23;
/// A limit is exceeded; the message names it and its value.
pub const HP_LIMIT: hp_status = 24;
/// A scope was misused. No function of this version returns it; it is the number of the scope errors of other languages.
pub const HP_SCOPE: hp_status = 25;

/// The library has a defect and panicked; it stays usable.
pub const HP_PANIC: hp_status = 30;
/// An allocation of a size that the caller chose failed.
pub const HP_NO_MEMORY: hp_status = 31;

/// The maximum length of a key, in bytes.
pub const HP_MAX_KEY_BYTES: u32 = 1024;
/// How deep lists and mappings may nest.
pub const HP_MAX_LIST_DEPTH: u32 = 128;
/// The maximum number of list elements and mapping entries in one value, including those of nested lists and mappings.
pub const HP_MAX_LIST_ITEMS: u32 = 1000000;

/// Kind of a value: null.
pub const HP_NULL: i32 = 0;
/// Kind of a value: a truth value, in `integer` as 0 or 1.
pub const HP_BOOL: i32 = 1;
/// Kind of a value: a signed 64-bit integer, in `integer`.
pub const HP_INT: i32 = 2;
/// Kind of a value: a 64-bit float, in `number`.
pub const HP_FLOAT: i32 = 3;
/// Kind of a value: a string, in `data` and `length`.
pub const HP_TEXT: i32 = 4;
/// Kind of a value: bytes, in `data` and `length`.
pub const HP_BYTES: i32 = 5;
/// Kind of a value: a list of values.
pub const HP_LIST: i32 = 6;
/// Kind of a value: an untyped string, such as one from a command line, whose type each read decides.
pub const HP_UNTYPED: i32 = 7;
/// Kind of a value: an object of the host language, represented by a token and the name of its type.
pub const HP_OBJECT: i32 = 8;
/// Kind of a value: a mapping inside a list, from unique strings to values.
pub const HP_MAP: i32 = 9;
/// Kind of an item's value, never of one that is read: hides the key and all keys below it.
pub const HP_UNSET: i32 = 10;

/// Read the value exactly as it was set.
pub const HP_WANT_STORED: i32 = 0;
/// Read the value with untyped strings interpreted; a number that does not fit in 64 bits stays a string.
pub const HP_WANT_INTERPRETED: i32 = 1;
/// Read as `HP_BOOL`.
pub const HP_WANT_BOOL: i32 = 3;
/// Read as `HP_INT`.
pub const HP_WANT_INT: i32 = 4;
/// Read as `HP_FLOAT`.
pub const HP_WANT_FLOAT: i32 = 5;
/// Read as `HP_TEXT`.
pub const HP_WANT_TEXT: i32 = 6;
/// Read as `HP_BYTES`.
pub const HP_WANT_BYTES: i32 = 7;
/// Read as `HP_LIST`.
pub const HP_WANT_LIST: i32 = 8;
/// Read as `HP_LIST` without converting its elements: those without quotes in an untyped string are `HP_UNTYPED`.
///
/// For a caller that converts each element with `hp_convert`.
pub const HP_WANT_ELEMENTS: i32 = 9;
/// Flag of `want`, with any type but `HP_WANT_STORED`: null, and an untyped string that reads as null, is returned as `HP_NULL`.
pub const HP_WANT_NULLABLE: i32 = 256;
/// Flag of `want`, with `HP_WANT_INTERPRETED`, `HP_WANT_INT` and `HP_WANT_LIST`: an integer that does not fit in 64 bits, also inside a list, is returned as an `HP_UNTYPED` string.
/// It is for languages with larger integers.
pub const HP_WANT_WIDE: i32 = 512;

/// Flag of a definition that was read: its value reads as a bool.
pub const HP_READS_AS_BOOL: u32 = 1;
/// Flag of a definition that was read: its value reads as an int.
pub const HP_READS_AS_INT: u32 = 2;
/// Flag of a definition that was read: its value reads as a float.
pub const HP_READS_AS_FLOAT: u32 = 4;
/// Flag of a definition that was read: its value reads as the bool true.
pub const HP_IS_TRUE: u32 = 8;
/// Flag of a definition that was read: it is `~key`, and has no value.
pub const HP_IS_UNSET: u32 = 16;

/// Origin of a value: set in code.
pub const HP_FROM_CODE: i32 = 0;
/// Origin of a value: a keyword argument.
pub const HP_FROM_KEYWORD: i32 = 1;
/// Origin of a value: a mapping.
pub const HP_FROM_MAPPING: i32 = 2;
/// Origin of a value: an assignment.
pub const HP_ASSIGNED: i32 = 3;

/// Tag of a record of a packed layer: a definition.
pub const HP_PACKED_DEFINITION: i32 = 16;
/// Tag of a record of a packed layer: hides its key.
pub const HP_PACKED_UNSET: i32 = 17;

/// One value, as an input or an output.
///
/// | kind | fields |
/// |---|---|
/// | `HP_NULL` | none |
/// | `HP_BOOL`, `HP_INT` | `integer` |
/// | `HP_FLOAT` | `number` |
/// | `HP_TEXT`, `HP_UNTYPED`, `HP_BYTES` | `data`, `length` |
/// | `HP_LIST` as an output | `integer` and `length` are the count, `owner` is the argument for `hp_value_at` |
/// | `HP_LIST` as an input | `data` points to an array of `hp_value`, `length` is their count |
/// | `HP_MAP` | n entries as a list of 2n elements, in which keys (`HP_TEXT`) and values alternate |
/// | `HP_UNSET` | none |
/// | `HP_OBJECT` | `integer` is the token, `data` and `length` the name of the type |
///
/// In an output, fields that a kind does not use are 0.
/// If `owner` is 0, `data` belongs to the frame (or list) that was read and is valid as long as its handle.
/// Otherwise `data` belongs to `owner`, which the caller frees once with `hp_value_free`.
/// An input belongs to the caller and is copied; its `owner` is ignored, except in the value passed to `hp_convert` and `hp_frame_refuse`.
/// An object that another language in this process stored has no token here: its `integer` is 0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hp_value {
    /// One of the kinds.
    pub kind: i32,
    /// A bool, an int, an object's token or a list's count.
    pub integer: i64,
    /// A float.
    pub number: f64,
    /// A string, bytes, the name of an object's type, or the elements of a list that is an input.
    pub data: *const u8,
    /// The number of bytes; for a list, of values.
    pub length: u64,
    /// What to free with `hp_value_free`, or 0.
    pub owner: hp_handle,
}

/// One parameter of a layer, always an input: a key and its value, a key to hide (a value of kind `HP_UNSET`), or a definition, `key=value` or `~key`.
///
/// A value of kind `HP_MAP` sets the keys below the item's.
/// A definition has a NULL `key` and the whole string as a value of kind `HP_UNTYPED`; `position` is its index among the caller's sources, from 1, for error messages.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hp_item {
    /// The key, UTF-8, not terminated; NULL for a definition.
    pub key: *const u8,
    /// Length of the key in bytes, at most 1024; 0 for a definition.
    pub key_length: u64,
    /// The value.
    pub value: hp_value,
    /// The origin of the value; ignored for a definition.
    pub origin: i32,
    /// The index of a definition, from 1; ignored otherwise.
    pub position: u32,
}

/// Limits of a layer made from untrusted input; 0 means no limit.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hp_limits {
    /// The maximum number of items, including those that later ones replace.
    pub items: u64,
    /// The maximum number of bytes of keys, strings and bytes, plus 8 for each number and each list element.
    pub bytes: u64,
}

// The limits are those of the core.
const _: () = {
    assert!(HP_MAX_KEY_BYTES as usize == hyperparameter::MAX_KEY_BYTES);
    assert!(HP_MAX_LIST_DEPTH as usize == hyperparameter::MAX_LIST_DEPTH);
    assert!(HP_MAX_LIST_ITEMS as usize == hyperparameter::MAX_LIST_ITEMS);
};
