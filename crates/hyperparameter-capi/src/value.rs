//! Values that were read: accesses their elements and frees them.

pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod write;

use hyperparameter::Value;

use crate::abi::*;
use crate::failure::Failure;
use crate::guard::guard;
use crate::handle;
use crate::value::write::{content, write_borrowed};

/// Returns one element of a list, or one key or value of a mapping.
///
/// - `list`: the `owner` of a value of kind `HP_LIST` or `HP_MAP`.
/// - `index`: from 0 to the list's count, exclusive.
/// - `element`: its `data` belongs to the list's owner; an element that is itself a list or mapping has an `owner` of its own.
///
/// Returns `HP_BAD_ARGUMENT` also for an index beyond the list, and for a value that is not a list.
///
/// # Safety
/// Pointers are valid as the conventions of the header say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_value_at(
    list: hp_handle,
    index: u64,
    element: *mut hp_value,
) -> hp_status {
    // SAFETY: the caller of this function makes the promises of its section "Safety".
    unsafe {
        guard(|caller| {
            let element = caller.out("element", element)?;
            let value = handle::value(list)?;
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            match &*value {
                Value::List(elements) => match elements.get(index) {
                    Some(found) => write_borrowed(found, element)?,
                    None => return Err(beyond(index, "list", elements.len())),
                },
                Value::Map(map) => match map.entries().get(index / 2) {
                    Some((key, _)) if index % 2 == 0 => {
                        element.write(content(HP_TEXT, key.as_bytes()));
                    }
                    Some((_, found)) => write_borrowed(found, element)?,
                    None => return Err(beyond(index, "map", 2 * map.entries().len())),
                },
                other => {
                    return Err(Failure::new(
                        HP_BAD_ARGUMENT,
                        format!(
                            "{list:#x} is the handle of a {}, not of a list or map",
                            other.kind()
                        ),
                    ));
                }
            }
            Ok(HP_OK)
        })
    }
}

#[cold]
fn beyond(index: usize, what: &str, count: usize) -> Failure {
    Failure::new(
        HP_BAD_ARGUMENT,
        format!("the index {index} is beyond a {what} of {count}"),
    )
}

/// Frees the `owner` of a value.
///
/// 0 is allowed and frees nothing, so `hp_value_free(value.owner)` is correct after every read.
/// After the call, the caller must not use `data` of the value, nor of elements of the list.
///
/// # Safety
/// `data` of the value, and of elements of the list, is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hp_value_free(value: hp_handle) -> hp_status {
    // SAFETY: the body reads and writes nothing through pointers.
    unsafe {
        guard(|_| {
            if value != 0 {
                handle::free_value(value)?;
            }
            Ok(HP_OK)
        })
    }
}
