//! One override, the common result of reading both forms of a layer.

use hyperparameter::{Origin, Value};

use crate::abi::*;
use crate::failure::Failure;

/// One override of a layer.
pub(crate) enum Record<'a> {
    Set {
        key: &'a str,
        value: Value,
        origin: Origin,
    },
    Unset {
        key: &'a str,
    },
    Define {
        text: &'a str,
        position: u32,
    },
}

/// The origin with this number.
pub(crate) fn origin(number: i32) -> Result<Origin, Failure> {
    match number {
        HP_FROM_CODE => Ok(Origin::Code),
        HP_FROM_KEYWORD => Ok(Origin::Keyword),
        HP_FROM_MAPPING => Ok(Origin::Mapping),
        HP_ASSIGNED => Ok(Origin::Assigned),
        other => Err(Failure::new(
            HP_BAD_ARGUMENT,
            format!("{other} is not an origin"),
        )),
    }
}
