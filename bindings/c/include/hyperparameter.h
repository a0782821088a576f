/*
 * hyperparameter: scoped parameters behind handles and status codes, for C99 and C++.
 *
 * Generated from crates/hyperparameter-capi by bindings/generate; change it there.
 *
 * A frame is an immutable map from keys to values. A child frame is its parent with some keys overridden or hidden; these overrides are a layer.
 *
 * Conventions, which hold for every function and are not repeated there:
 *
 * - Status. A function returns a status. HP_OK: done. HP_ABSENT: there is no result; this is not a failure. From 10 on: a failure.
 *   After a failure, and only then, hp_error_message returns this thread's error message.
 * - Outputs are the last arguments. They are written on HP_OK only, and may not be NULL, except a buffer with a capacity of 0.
 * - Inputs belong to the caller. The library reads them during the call only, and copies what it keeps.
 * - Pointers must be valid during the call: aligned, and pointing to as many elements as the length, count or capacity beside them says; a pointer with none of these beside it points to a single element.
 *   A pointer may be NULL if its length or count is 0, or where the function says so. The pointer to a key may not be NULL, except that of an hp_item which is a definition.
 * - Strings are UTF-8, with a length in bytes; a terminating NUL is neither needed nor written.
 * - Handles are numbers. The caller owns each handle that a function writes, and frees it once, with the hp_..._free of its type; no other function takes ownership.
 *   A handle that is stale, forged, freed twice or of another type is refused. A handle may be freed while another thread uses it: that call completes normally.
 * - Values that are read: when `owner` is 0, `data` belongs to the frame or list that was read, and is valid for as long as its handle is;
 *   else it belongs to `owner`, which the caller frees once with hp_value_free. The caller must not write to `data`, nor use it after that handle was freed.
 * - Threads. Any thread may call any function at any time, also concurrently with the same handles, and so may a forked child. There are no callbacks and no locks.
 * - Failures that any function may return: HP_BAD_ARGUMENT, HP_BAD_TEXT, HP_TOO_LONG and HP_STALE_HANDLE for invalid arguments, HP_NO_MEMORY if an allocation of a size that the caller chose fails, and HP_PANIC for a defect in the library.
 *   Others are listed with the function. When a small allocation fails, the process ends.
 */

#ifndef HYPERPARAMETER_H
#define HYPERPARAMETER_H

#include <stdint.h>

/**
 * The version of this interface.
 * A caller compares it with `hp_abi_version()` and calls nothing else when they differ.
 */
#define HP_ABI_VERSION 2

/**
 * The maximum length of a key, in bytes.
 */
#define HP_MAX_KEY_BYTES 1024

/**
 * How deep lists and mappings may nest.
 */
#define HP_MAX_LIST_DEPTH 128

/**
 * The maximum number of list elements and mapping entries in one value, including those of nested lists and mappings.
 */
#define HP_MAX_LIST_ITEMS 1000000

/**
 * Kind of a value: null.
 */
#define HP_NULL 0

/**
 * Kind of a value: a truth value, in `integer` as 0 or 1.
 */
#define HP_BOOL 1

/**
 * Kind of a value: a signed 64-bit integer, in `integer`.
 */
#define HP_INT 2

/**
 * Kind of a value: a 64-bit float, in `number`.
 */
#define HP_FLOAT 3

/**
 * Kind of a value: a string, in `data` and `length`.
 */
#define HP_TEXT 4

/**
 * Kind of a value: bytes, in `data` and `length`.
 */
#define HP_BYTES 5

/**
 * Kind of a value: a list of values.
 */
#define HP_LIST 6

/**
 * Kind of a value: an untyped string, such as one from a command line, whose type each read decides.
 */
#define HP_UNTYPED 7

/**
 * Kind of a value: an object of the host language, represented by a token and the name of its type.
 */
#define HP_OBJECT 8

/**
 * Kind of a value: a mapping inside a list, from unique strings to values.
 */
#define HP_MAP 9

/**
 * Kind of an item's value, never of one that is read: hides the key and all keys below it.
 */
#define HP_UNSET 10

/**
 * Read the value exactly as it was set.
 */
#define HP_WANT_STORED 0

/**
 * Read the value with untyped strings interpreted; a number that does not fit in 64 bits stays a string.
 */
#define HP_WANT_INTERPRETED 1

/**
 * Read as `HP_BOOL`.
 */
#define HP_WANT_BOOL 3

/**
 * Read as `HP_INT`.
 */
#define HP_WANT_INT 4

/**
 * Read as `HP_FLOAT`.
 */
#define HP_WANT_FLOAT 5

/**
 * Read as `HP_TEXT`.
 */
#define HP_WANT_TEXT 6

/**
 * Read as `HP_BYTES`.
 */
#define HP_WANT_BYTES 7

/**
 * Read as `HP_LIST`.
 */
#define HP_WANT_LIST 8

/**
 * Read as `HP_LIST` without converting its elements: those without quotes in an untyped string are `HP_UNTYPED`.
 *
 * For a caller that converts each element with `hp_convert`.
 */
#define HP_WANT_ELEMENTS 9

/**
 * Flag of `want`, with any type but `HP_WANT_STORED`: null, and an untyped string that reads as null, is returned as `HP_NULL`.
 */
#define HP_WANT_NULLABLE 256

/**
 * Flag of `want`, with `HP_WANT_INTERPRETED`, `HP_WANT_INT` and `HP_WANT_LIST`: an integer that does not fit in 64 bits, also inside a list, is returned as an `HP_UNTYPED` string.
 * It is for languages with larger integers.
 */
#define HP_WANT_WIDE 512

/**
 * Flag of a definition that was read: its value reads as a bool.
 */
#define HP_READS_AS_BOOL 1

/**
 * Flag of a definition that was read: its value reads as an int.
 */
#define HP_READS_AS_INT 2

/**
 * Flag of a definition that was read: its value reads as a float.
 */
#define HP_READS_AS_FLOAT 4

/**
 * Flag of a definition that was read: its value reads as the bool true.
 */
#define HP_IS_TRUE 8

/**
 * Flag of a definition that was read: it is `~key`, and has no value.
 */
#define HP_IS_UNSET 16

/**
 * Origin of a value: set in code.
 */
#define HP_FROM_CODE 0

/**
 * Origin of a value: a keyword argument.
 */
#define HP_FROM_KEYWORD 1

/**
 * Origin of a value: a mapping.
 */
#define HP_FROM_MAPPING 2

/**
 * Origin of a value: an assignment.
 */
#define HP_ASSIGNED 3

/**
 * Tag of a record of a packed layer: a definition.
 */
#define HP_PACKED_DEFINITION 16

/**
 * Tag of a record of a packed layer: hides its key.
 */
#define HP_PACKED_UNSET 17

/**
 * The result of a function: `HP_OK`, `HP_ABSENT`, or one of the failures.
 *
 * After a failure, and only then, `hp_error_message` returns a message.
 */
typedef int32_t hp_status;

/**
 * A frame or a value that the library keeps for the caller.
 *
 * A handle is a number, not an address: one that is stale, forged, freed twice or of the wrong type is refused with `HP_STALE_HANDLE`.
 * No handle is ever 0.
 */
typedef uint64_t hp_handle;

/**
 * One value, as an input or an output.
 *
 * | kind | fields |
 * |---|---|
 * | `HP_NULL` | none |
 * | `HP_BOOL`, `HP_INT` | `integer` |
 * | `HP_FLOAT` | `number` |
 * | `HP_TEXT`, `HP_UNTYPED`, `HP_BYTES` | `data`, `length` |
 * | `HP_LIST` as an output | `integer` and `length` are the count, `owner` is the argument for `hp_value_at` |
 * | `HP_LIST` as an input | `data` points to an array of `hp_value`, `length` is their count |
 * | `HP_MAP` | n entries as a list of 2n elements, in which keys (`HP_TEXT`) and values alternate |
 * | `HP_UNSET` | none |
 * | `HP_OBJECT` | `integer` is the token, `data` and `length` the name of the type |
 *
 * In an output, fields that a kind does not use are 0.
 * If `owner` is 0, `data` belongs to the frame (or list) that was read and is valid as long as its handle.
 * Otherwise `data` belongs to `owner`, which the caller frees once with `hp_value_free`.
 * An input belongs to the caller and is copied; its `owner` is ignored, except in the value passed to `hp_convert` and `hp_frame_refuse`.
 * An object that another language in this process stored has no token here: its `integer` is 0.
 */
typedef struct hp_value {
    /**
     * One of the kinds.
     */
    int32_t kind;
    /**
     * A bool, an int, an object's token or a list's count.
     */
    int64_t integer;
    /**
     * A float.
     */
    double number;
    /**
     * A string, bytes, the name of an object's type, or the elements of a list that is an input.
     */
    const uint8_t *data;
    /**
     * The number of bytes; for a list, of values.
     */
    uint64_t length;
    /**
     * What to free with `hp_value_free`, or 0.
     */
    hp_handle owner;
} hp_value;

/**
 * One parameter of a layer, always an input: a key and its value, a key to hide (a value of kind `HP_UNSET`), or a definition, `key=value` or `~key`.
 *
 * A value of kind `HP_MAP` sets the keys below the item's.
 * A definition has a NULL `key` and the whole string as a value of kind `HP_UNTYPED`; `position` is its index among the caller's sources, from 1, for error messages.
 */
typedef struct hp_item {
    /**
     * The key, UTF-8, not terminated; NULL for a definition.
     */
    const uint8_t *key;
    /**
     * Length of the key in bytes, at most 1024; 0 for a definition.
     */
    uint64_t key_length;
    /**
     * The value.
     */
    struct hp_value value;
    /**
     * The origin of the value; ignored for a definition.
     */
    int32_t origin;
    /**
     * The index of a definition, from 1; ignored otherwise.
     */
    uint32_t position;
} hp_item;

/**
 * Limits of a layer made from untrusted input; 0 means no limit.
 */
typedef struct hp_limits {
    /**
     * The maximum number of items, including those that later ones replace.
     */
    uint64_t items;
    /**
     * The maximum number of bytes of keys, strings and bytes, plus 8 for each number and each list element.
     */
    uint64_t bytes;
} hp_limits;

/**
 * Success; the outputs are written.
 */
#define HP_OK 0

/**
 * The parameter is not set. This is not a failure: there is no message, and the outputs are not written.
 *
 * Functions that return a detail of the last failure return it if there is no such detail.
 */
#define HP_ABSENT 1

/**
 * A pointer is NULL or misaligned but must not be, or a number is not one of those allowed.
 */
#define HP_BAD_ARGUMENT 10

/**
 * A string is not UTF-8.
 */
#define HP_BAD_TEXT 11

/**
 * A length exceeds its maximum; nothing was read through its pointer.
 */
#define HP_TOO_LONG 12

/**
 * The handle is stale, forged, already freed, or of another type.
 */
#define HP_STALE_HANDLE 13

/**
 * A packed layer does not follow its format.
 */
#define HP_BAD_LAYER 14

/**
 * The string is not a valid key: non-empty segments without control characters, separated by dots.
 */
#define HP_INVALID_KEY 20

/**
 * A required parameter is not set.
 */
#define HP_MISSING 21

/**
 * The value cannot be converted to the wanted type without losing information.
 */
#define HP_CONVERSION 22

/**
 * A `key=value` definition is malformed.
 */
#define HP_DEFINITION 23

/**
 * A limit is exceeded; the message names it and its value.
 */
#define HP_LIMIT 24

/**
 * A scope was misused. No function of this version returns it; it is the number of the scope errors of other languages.
 */
#define HP_SCOPE 25

/**
 * The library has a defect and panicked; it stays usable.
 */
#define HP_PANIC 30

/**
 * An allocation of a size that the caller chose failed.
 */
#define HP_NO_MEMORY 31

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes a frame the baseline, the frame that new threads start from; the change is atomic.
 *
 * A thread that has already taken the previous baseline keeps it.
 * If several threads publish at once, the last one takes effect.
 * The baseline stays valid when `frame` is freed.
 */
hp_status hp_baseline_publish(hp_handle frame);

/**
 * Returns the baseline: the frame that was published last, or an empty one.
 */
hp_status hp_baseline_frame(hp_handle *frame);

/**
 * Parses definitions, `key=value` and `~key`: returns the offsets of keys and values, and the values as numbers.
 *
 * It does not create a frame; `hp_frame_child_packed` can create one from the same strings later.
 * A malformed definition fails as it does there.
 *
 * For each definition the output receives a record of 32 bytes, little-endian and without padding: `u32` where the key begins in the string, `u32` where it ends, `u32` where the value begins, all in bytes; `u32` flags; `i64` the value as an int; `f64` the value as a float.
 * Flags: `HP_READS_AS_BOOL`, `HP_READS_AS_INT`, `HP_READS_AS_FLOAT`, `HP_IS_TRUE`, and `HP_IS_UNSET` for `~key`, whose key begins after the tilde, and whose value is empty and begins at the end of the string.
 * If a value does not read as one of these, `hp_frame_get` reports why.
 *
 * - `texts`: a `u32` length of each string, little-endian, as many as `count`, and then the strings.
 * - `records`: receives the records.
 * - `capacity`: bytes of `records`; at least 32 for each definition.
 *
 * Returns `HP_BAD_LAYER` when the lengths do not add up, or `HP_DEFINITION`.
 */
hp_status hp_definitions_read(const uint8_t *texts,
                              uint64_t length,
                              uint64_t count,
                              uint8_t *records,
                              uint64_t capacity);

/**
 * Copies the message of this thread's last failure.
 *
 * A success does not clear the message, so call this only after a failure.
 * Call it with capacity 0 to get the length, or with a buffer of some hundred bytes to get most messages in one call.
 *
 * - `buffer`: receives at most `capacity` bytes.
 *   A message that does not fit is truncated after a whole character, and the up to three remaining bytes are set to 0.
 * - `length`: receives the length of the whole message.
 */
hp_status hp_error_message(uint8_t *buffer, uint64_t capacity, uint64_t *length);

/**
 * Copies the key that this thread's last failure is about.
 *
 * Arguments as for `hp_error_message`.
 *
 * Returns `HP_ABSENT` when it is not about a key, or about a string that is not a valid key.
 */
hp_status hp_error_key(uint8_t *buffer, uint64_t capacity, uint64_t *length);

/**
 * Copies the origin of the value that this thread's last failure is about, as the message has it: `from "train.lr=fast", item 3`.
 *
 * Arguments as for `hp_error_message`.
 *
 * Returns `HP_ABSENT` when there is no such value.
 */
hp_status hp_error_origin(uint8_t *buffer,
                          uint64_t capacity,
                          uint64_t *length);

/**
 * Copies the type that this thread's last failure could not read a value as, as the message has it: `int`.
 *
 * Arguments as for `hp_error_message`.
 *
 * Returns `HP_ABSENT` when the failure was not about reading a value.
 */
hp_status hp_error_wanted(uint8_t *buffer, uint64_t capacity, uint64_t *length);

/**
 * Returns the input that this thread's last failure refused: the value that could not be read, the string that is not a valid key, or the malformed definition.
 *
 * An object in it is represented by its token and the name of its type, and may have been released already.
 * Free its `owner` with `hp_value_free`, as after any read; until then it is valid, also after later failures.
 *
 * Returns `HP_ABSENT` when it is not about a value.
 */
hp_status hp_error_value(struct hp_value *value);

/**
 * Returns a frame in which nothing is set.
 */
hp_status hp_frame_empty(hp_handle *frame);

/**
 * Returns a child of a frame, in which `items` override the parent's parameters.
 *
 * Items are applied from first to last, and later ones take precedence; if one is invalid, no frame is created.
 * An item of kind `HP_UNSET` hides its key, and all keys below it, in earlier items and in the parent.
 * The parent's handle may be freed while the child is in use.
 * The cost is linear in the number of items and independent of the size of the parent, unless a key is hidden: then the parent's keys are searched, too.
 *
 * - `items`: `count` items, and everything that they point to.
 * - `limits`: NULL for none.
 *
 * Returns `HP_INVALID_KEY`, `HP_DEFINITION` or `HP_LIMIT` (one of `limits`; or a value that nests too deep or has too many elements).
 */
hp_status hp_frame_child(hp_handle parent,
                         const struct hp_item *items,
                         uint64_t count,
                         const struct hp_limits *limits,
                         hp_handle *frame);

/**
 * Returns a child of a frame from a packed layer, for bindings that write one flat buffer rather than structures.
 *
 * The layer is a sequence of records, little-endian and without padding: `u8` tag, `u8` origin, `u32` position, `u32` length of the key, the key, and the payload.
 * The tag is the value's kind.
 * Payloads: null none; bool `u8`; int `i64`; float `f64`; string, bytes and untyped `u64` length and bytes; list `u64` count and as many times `u8` tag and payload; mapping `u64` count and as many times `u64` length, key, `u8` tag and payload; object `i64` token, `u64` length and the name of its type.
 * Tag 16 is a definition: its key is the whole `key=value` or `~key` string, and there is no payload.
 * Tag 17 hides its key, and has no payload.
 *
 * Otherwise it works like `hp_frame_child`.
 *
 * Returns `HP_BAD_LAYER` for a layer that does not follow this format; else as `hp_frame_child`.
 */
hp_status hp_frame_child_packed(hp_handle parent,
                                const uint8_t *layer,
                                uint64_t length,
                                const struct hp_limits *limits,
                                hp_handle *frame);

/**
 * Reads an optional parameter.
 *
 * - `want`: what to read the value as, with `HP_WANT_NULLABLE` and `HP_WANT_WIDE` added as needed.
 *
 * Returns `HP_ABSENT` when it is not set; `HP_INVALID_KEY`, `HP_CONVERSION` or `HP_LIMIT` (an untyped list that nests too deep or has too many elements).
 */
hp_status hp_frame_get(hp_handle frame,
                       const uint8_t *key,
                       uint64_t key_length,
                       int32_t want,
                       struct hp_value *value);

/**
 * Reads a required parameter; the message for a missing one suggests similar keys that are set.
 *
 * Arguments as for `hp_frame_get`.
 *
 * Returns `HP_MISSING` when it is not set; else as `hp_frame_get`.
 */
hp_status hp_frame_require(hp_handle frame,
                           const uint8_t *key,
                           uint64_t key_length,
                           int32_t want,
                           struct hp_value *value);

/**
 * Lists the full keys that are set at or below a path, sorted.
 *
 * - `prefix`: a path; the key that equals it is included. An empty one selects all keys.
 * - `list`: receives a list of strings, with an owner.
 *
 * Returns `HP_INVALID_KEY` for a prefix that is neither empty nor a key.
 */
hp_status hp_frame_keys(hp_handle frame, const uint8_t *prefix, uint64_t prefix_length, struct hp_value *list);

/**
 * Frees a frame.
 *
 * Its children, values with an owner, and the baseline stay valid.
 * After the call, the caller must not use `data` of values that were read from the frame without an owner.
 */
hp_status hp_frame_free(hp_handle frame);

/**
 * Prepares a key for `hp_frame_get_key`: checks and hashes it once.
 *
 * - `prepared`: receives a handle, which the caller frees with `hp_key_free`; it works with every frame.
 *
 * Returns `HP_INVALID_KEY` when it is not a valid key.
 */
hp_status hp_key_new(const uint8_t *key, uint64_t key_length, hp_handle *prepared);

/**
 * Reads an optional parameter by a prepared key; like `hp_frame_get`, but faster.
 *
 * - `key`: a handle of `hp_key_new`.
 * - `want`, `value`: as for `hp_frame_get`.
 *
 * Returns what `hp_frame_get` returns.
 */
hp_status hp_frame_get_key(hp_handle frame, hp_handle key, int32_t want, struct hp_value *value);

/**
 * Frees a prepared key.
 */
hp_status hp_key_free(hp_handle prepared);

/**
 * Returns the version of the interface that the library was built with.
 *
 * A caller compares it with its own `HP_ABI_VERSION` before it calls anything else.
 */
uint32_t hp_abi_version(void);

/**
 * Returns the version of the library, such as `0.1.0`.
 *
 * - `text`, `length`: receive a static string, which is never freed.
 */
hp_status hp_version(const uint8_t **text, uint64_t *length);

/**
 * Lists the full keys that are set at or below a path, sorted, in one string.
 *
 * Keys are separated by line feeds, which no key contains; without keys the string is empty.
 * It takes one call for any number of keys, for hosts whose calls are slow.
 *
 * - `prefix`: a path; the key that equals it is included; an empty one selects all keys.
 * - `text`: receives a string, whose `owner` the caller frees once with `hp_value_free`.
 */
hp_status hp_frame_keys_joined(hp_handle frame, const uint8_t *prefix, uint64_t prefix_length, struct hp_value *text);

/**
 * Claims the tokens of objects for the caller, once in a process.
 *
 * Tokens have a meaning only for the host that created them, and a process has one list of released tokens.
 * A host that stores objects calls this first; a second host in the same process (another copy of a binding, another interpreter) is refused, and should refuse to load.
 *
 * - `releases`: 1 for a host that calls `hp_objects_released`; 0 for one that manages the lifetime of its objects itself: then released tokens are not collected.
 *
 * Returns `HP_BAD_ARGUMENT` when the tokens are claimed already, or `releases` is neither 0 nor 1.
 */
hp_status hp_objects_claim(int32_t releases);

/**
 * Returns the tokens of objects that no frame and no value refers to any more, and removes them from the list.
 *
 * Call it again while `count` equals `capacity`: the other tokens are still in the list, in no particular order.
 * A token is returned exactly once for each time it was stored; if two threads call this at once, each token is returned to one of them.
 *
 * - `tokens`: receives the tokens, at most `capacity`.
 * - `count`: receives how many there are.
 */
hp_status hp_objects_released(uint64_t *tokens,
                              uint64_t capacity,
                              uint64_t *count);

/**
 * Converts a value that is part of a parameter, or that the host derived from one, by the rules of `hp_frame_get`.
 *
 * A binding that reads a list as elements of one type reads it as `HP_WANT_ELEMENTS`, and converts each element.
 * An error names the part: `cannot read ids[1] as int: "x" (from "ids=[1, x]", item 1); ...`.
 *
 * - `frame`, `key`: the parameter; errors name its origin.
 * - `place`: the position of the value in it, a string such as `[1]`.
 * - `value`: an input, and everything that it points to.
 *   A value that was read, for example by `hp_value_at`, may be passed unchanged: if its `owner` is not 0, that owner's value is used, so it must not have been freed.
 *   Passing an object stores its token again, so `hp_objects_released` will return it once more.
 * - `want`: as for `hp_frame_get`.
 * - `converted`: may be `value`.
 *
 * Returns `HP_MISSING` for a parameter that is not set, `HP_INVALID_KEY`, `HP_CONVERSION` or `HP_LIMIT`.
 */
hp_status hp_convert(hp_handle frame,
                     const uint8_t *key,
                     uint64_t key_length,
                     const uint8_t *place,
                     uint64_t place_length,
                     const struct hp_value *value,
                     int32_t want,
                     struct hp_value *converted);

/**
 * Reports that a parameter, or a part of one, cannot be read as a type that only the caller's language has.
 *
 * A binding calls this when an enumeration, a path or another type of its own rejects a value, so that the message has the usual form: `cannot read train.mode as Mode: "fast" (from a mapping)`.
 *
 * - `frame`, `key`, `place`: as for `hp_convert`.
 * - `value`: the part that is refused, as for `hp_convert`; NULL for the parameter's own value.
 * - `wanted`: the name of the type.
 *
 * Never returns `HP_OK`: `HP_CONVERSION` on success, `HP_MISSING` for a parameter that is not set, `HP_INVALID_KEY` or `HP_LIMIT`.
 */
hp_status hp_frame_refuse(hp_handle frame,
                          const uint8_t *key,
                          uint64_t key_length,
                          const uint8_t *place,
                          uint64_t place_length,
                          const struct hp_value *value,
                          const uint8_t *wanted,
                          uint64_t wanted_length);

/**
 * Panics, to test that a panic does not cross the FFI boundary.
 *
 * For the tests of bindings: each checks that the call returns the status and prints nothing, and that the library stays usable.
 *
 * Returns `HP_PANIC`.
 */
hp_status hp_test_panic(void);

/**
 * Returns one element of a list, or one key or value of a mapping.
 *
 * - `list`: the `owner` of a value of kind `HP_LIST` or `HP_MAP`.
 * - `index`: from 0 to the list's count, exclusive.
 * - `element`: its `data` belongs to the list's owner; an element that is itself a list or mapping has an `owner` of its own.
 *
 * Returns `HP_BAD_ARGUMENT` also for an index beyond the list, and for a value that is not a list.
 */
hp_status hp_value_at(hp_handle list,
                      uint64_t index,
                      struct hp_value *element);

/**
 * Frees the `owner` of a value.
 *
 * 0 is allowed and frees nothing, so `hp_value_free(value.owner)` is correct after every read.
 * After the call, the caller must not use `data` of the value, nor of elements of the list.
 */
hp_status hp_value_free(hp_handle value);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* HYPERPARAMETER_H */
