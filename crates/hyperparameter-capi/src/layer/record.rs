//! One override, as both forms of a layer give it.

use hyperparameter::{Origin, Value};

use crate::abi::*;
use crate::failure::Failure;

/// One override, as both forms give it.
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

/// The origin of that number.
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
