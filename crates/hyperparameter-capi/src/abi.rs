//! The types and numbers that cross the FFI boundary.
//!
//! Numbers are written out, grouped and never reused.
//! They are integer literals because a declaration parser without a preprocessor reads them too.

#![allow(non_camel_case_types)]

/// The version of this interface.
/// A caller compares it with `hp_abi_version()` and goes no further when they differ.
pub const HP_ABI_VERSION: u32 = 2;

/// What a function returns: `HP_OK`, `HP_ABSENT`, or one of the failures.
///
/// After a failure, and only then, `hp_error_message` has a message.
pub type hp_status = i32;

/// A frame or a value that the library keeps for the caller.
///
/// A handle is a number, not an address: one that is stale, forged, freed twice or of the wrong type is refused with `HP_STALE_HANDLE`.
/// No handle is ever 0.
pub type hp_handle = u64;

/// Done; the outputs are written.
pub const HP_OK: hp_status = 0;
/// The parameter is not set. That is no failure: there is no message, and the outputs are untouched.
///
/// Functions that ask for a fact of the last failure return it where there is no such fact.
pub const HP_ABSENT: hp_status = 1;

/// A pointer is NULL or misaligned where it may not be, or a number has no meaning here.
pub const HP_BAD_ARGUMENT: hp_status = 10;
/// A string is not UTF-8.
pub const HP_BAD_TEXT: hp_status = 11;
/// A length is beyond what is possible; nothing was read through the pointer beside it.
pub const HP_TOO_LONG: hp_status = 12;
/// The handle is stale, forged, already freed, or of another type.
pub const HP_STALE_HANDLE: hp_status = 13;
/// A packed layer does not follow its format.
pub const HP_BAD_LAYER: hp_status = 14;

/// The string is not a key: dotted, non-empty segments without control characters.
pub const HP_INVALID_KEY: hp_status = 20;
/// A required parameter is not set.
pub const HP_MISSING: hp_status = 21;
/// The value cannot be read as what is wanted without loss.
pub const HP_CONVERSION: hp_status = 22;
/// A `key=value` definition is malformed.
pub const HP_DEFINITION: hp_status = 23;
/// A limit is exceeded; the message names it and its value.
pub const HP_LIMIT: hp_status = 24;
/// A scope was misused.
pub const HP_SCOPE: hp_status = 25;

/// A defect inside the library was contained; the library stays usable.
pub const HP_PANIC: hp_status = 30;
/// Allocation failed for something of a size that the caller chose.
pub const HP_NO_MEMORY: hp_status = 31;

/// The longest key, in bytes.
pub const HP_MAX_KEY_BYTES: u32 = 1024;
/// How deep lists and mappings may nest.
pub const HP_MAX_LIST_DEPTH: u32 = 128;
/// How many elements of lists and entries of mappings one value may hold, those of inner lists and mappings counted too.
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
/// Kind of a value: an untyped string, as from a command line: it is interpreted when it is read.
pub const HP_UNTYPED: i32 = 7;
/// Kind of a value: an object of the host language, known here by its token and the name of its type.
pub const HP_OBJECT: i32 = 8;
/// Kind of a value: a mapping inside a list, from strings to values, each key once.
pub const HP_MAP: i32 = 9;
/// Kind of an item's value, never of one that is read: the key, and all below it, is unset.
pub const HP_UNSET: i32 = 10;

/// Read the value exactly as it was set.
pub const HP_WANT_STORED: i32 = 0;
/// Read the value with untyped strings interpreted; one that spells a number beyond 64 bits stays a string.
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
/// Read as `HP_LIST`, its elements as they are stored or spelled: those without quotes in an untyped string are `HP_UNTYPED`.
///
/// For a caller that converts each element with `hp_convert`.
pub const HP_WANT_ELEMENTS: i32 = 9;
/// Added to a want: null, and an untyped string that spells null, is returned as `HP_NULL`, whatever is wanted but the value as it was set.
pub const HP_WANT_NULLABLE: i32 = 256;
/// Added to a want: an integer beyond 64 bits, also inside a list, is returned as `HP_UNTYPED` with its spelling.
/// It changes the wants interpreted, int and list; for languages that have such integers.
pub const HP_WANT_WIDE: i32 = 512;

/// Flag of a definition that was read: its value reads as a bool.
pub const HP_READS_AS_BOOL: u32 = 1;
/// Flag of a definition that was read: its value reads as an int.
pub const HP_READS_AS_INT: u32 = 2;
/// Flag of a definition that was read: its value reads as a float.
pub const HP_READS_AS_FLOAT: u32 = 4;
/// Flag of a definition that was read: the bool that its value reads as is true.
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
/// Tag of a record of a packed layer: its key is unset.
pub const HP_PACKED_UNSET: i32 = 17;

/// One value, on its way in or out.
///
/// | kind | fields |
/// |---|---|
/// | `HP_NULL` | none |
/// | `HP_BOOL`, `HP_INT` | `integer` |
/// | `HP_FLOAT` | `number` |
/// | `HP_TEXT`, `HP_UNTYPED`, `HP_BYTES` | `data`, `length` |
/// | `HP_LIST` on its way out | `integer` and `length` are the count, `owner` is what `hp_value_at` takes |
/// | `HP_LIST` on its way in | `data` points to an array of `hp_value`, `length` is their count |
/// | `HP_MAP` | as a list of twice as many elements, keys (`HP_TEXT`) and values in turn |
/// | `HP_UNSET` | none |
/// | `HP_OBJECT` | `integer` is the token, `data` and `length` the name of the type |
///
/// On its way out, fields that a kind does not use are 0.
/// When `owner` is 0, `data` belongs to the frame (or list) that was read and is valid for as long as its handle is.
/// Otherwise `data` belongs to `owner`, which the caller frees once with `hp_value_free`.
/// On its way in, everything belongs to the caller and is copied; `owner` is ignored, but for the whole value that `hp_convert` and `hp_frame_refuse` are given.
/// An object without a token here, which another language in this process put there, has `integer` 0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hp_value {
    /// One of the kinds.
    pub kind: i32,
    /// A bool, an int, an object's token or a list's count.
    pub integer: i64,
    /// A float.
    pub number: f64,
    /// A string, bytes, the name of an object's type or the elements of a list on its way in.
    pub data: *const u8,
    /// How many bytes (of a list: values) there are.
    pub length: u64,
    /// What to free with `hp_value_free`, or 0.
    pub owner: hp_handle,
}

/// One parameter of a layer, always on its way in: a key and its value, a key that is unset (a value of kind `HP_UNSET`), or a definition, `key=value` or `~key`.
///
/// A value of kind `HP_MAP` sets the keys below the item's.
/// A definition has a NULL `key` and the whole string as a value of kind `HP_UNTYPED`; `position` is its place among the caller's sources, counted from 1, for messages.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hp_item {
    /// The key, UTF-8, not terminated; NULL for a definition.
    pub key: *const u8,
    /// Length of the key in bytes, at most 1024; 0 for a definition.
    pub key_length: u64,
    /// The value.
    pub value: hp_value,
    /// Where the value comes from, one of the origins; ignored for a definition.
    pub origin: i32,
    /// Place of a definition, from 1; ignored otherwise.
    pub position: u32,
}

/// What a layer may at most hold; 0 is no limit.
///
/// For layers made of untrusted input.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hp_limits {
    /// How many items, counted before later ones replace earlier ones.
    pub items: u64,
    /// How many bytes of keys, strings and bytes, with 8 for each number and each element of a list.
    pub bytes: u64,
}

// The limits are those of the core.
const _: () = {
    assert!(HP_MAX_KEY_BYTES as usize == hyperparameter::MAX_KEY_BYTES);
    assert!(HP_MAX_LIST_DEPTH as usize == hyperparameter::MAX_LIST_DEPTH);
    assert!(HP_MAX_LIST_ITEMS as usize == hyperparameter::MAX_LIST_ITEMS);
};
