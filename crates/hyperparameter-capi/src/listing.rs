//! Lists the keys of a frame in one string, for hosts in which one call per key would be slow.

use std::sync::Arc;

use hyperparameter::Value;

use crate::abi::*;
use crate::guard::guard;
use crate::handle;
use crate::memory::reservable;
use crate::value::write::write_owned;

/// Lists the full keys that are set at or below a path, sorted, in one string.
///
/// Keys are separated by line feeds, which no key contains; without keys the string is empty.
/// It takes one call for any number of keys, for hosts whose calls are slow.
///
/// - `prefix`: a path; the key that equals it is included; an empty one selects all keys.
/// - `text`: receives a string, whose `owner` the caller frees once with `hp_value_free`.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
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
