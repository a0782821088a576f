//! A layer as an array of `hp_item`, for programs in C.

use crate::abi::*;
use crate::failure::Failure;
use crate::layer::budget::Budget;
use crate::layer::record::{Record, origin};
use crate::memory::{Caller, reservable, utf8};
use crate::value::read::read;

/// Reads one item.
pub(crate) fn record<'a>(
    caller: &'a Caller,
    item: &hp_item,
    budget: Budget,
) -> Result<Record<'a>, Failure> {
    let value = &item.value;
    if item.key.is_null() {
        if value.kind != HP_UNTYPED {
            return Err(Failure::new(
                HP_BAD_ARGUMENT,
                format!(
                    "the pointer \"key\" is NULL, which is for definitions of kind {HP_UNTYPED}, beside a value of kind {}",
                    value.kind
                ),
            ));
        }
        budget.covers(value.length)?;
        let bytes = caller.bytes("a definition", value.data, value.length)?;
        reservable(bytes.len())?;
        let text = utf8("a definition", bytes)?;
        return Ok(Record::Define {
            text,
            position: item.position,
        });
    }
    let key = caller.key("key", item.key, item.key_length)?;
    let origin = origin(item.origin)?;
    if value.kind == HP_UNSET {
        return Ok(Record::Unset { key });
    }
    let value = read(caller, value, budget).map_err(|failure| failure.of_value(key))?;
    Ok(Record::Set { key, value, origin })
}
