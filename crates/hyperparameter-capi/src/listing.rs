//! Keys of a frame in one text, for hosts to which a call for each key would be dear.

use std::sync::Arc;

use hyperparameter::Value;

use crate::abi::*;
use crate::guard::guard;
use crate::handle;
use crate::memory::reservable;
use crate::value::write_owned;

/// Lists the full keys that are set at a path or below it, sorted, as one text of lines.
///
/// Keys are joined by line feeds, which no key has in it; there is none at the end, and no key makes an empty text.
/// For hosts whose calls are dear: it is one, however many keys there are.
///
/// - `frame`: still the caller's.
/// - `prefix`: the caller's, a path; the key that equals it is included; may be NULL when `prefix_length` is 0, which stands for all keys.
/// - `text`: the caller's; receives a text, whose `owner` the caller frees once with `hp_value_free`; may not be NULL.
///
/// Threads: any, also several at once with the same frame.
/// Answers `HP_OK`, `HP_BAD_ARGUMENT`, `HP_BAD_TEXT`, `HP_TOO_LONG`, `HP_STALE_HANDLE`, `HP_INVALID_KEY` or `HP_NO_MEMORY`.
///
/// # Safety
/// `prefix` is valid for reads of `prefix_length` bytes, `text` for one write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_frame_keys_joined(
    frame: hp_handle,
    prefix: *const u8,
    prefix_length: u64,
    text: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let prefix = caller.prefix("prefix", prefix, prefix_length)?;
            let text = caller.out("text", text)?;
            let keys = handle::frame(frame)?.keys(prefix)?;
            let length = keys.iter().map(|key| key.as_str().len() + 1).sum();
            reservable(length)?;
            let mut joined = String::with_capacity(length);
            for (at, key) in keys.iter().enumerate() {
                if at > 0 {
                    joined.push('\n');
                }
                joined.push_str(key.as_str());
            }
            reservable(length)?;
            write_owned(Value::Text(Arc::from(joined)), text)?;
            Ok(HP_OK)
        })
    }
}
