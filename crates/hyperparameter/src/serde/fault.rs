//! What serde says is wrong, before it is known of which parameter.

use std::fmt;

use ::serde::de::{Expected, Unexpected};

use crate::error::Error;
use crate::from_value::derived::one_of;

/// What is wrong. Whoever reads the value adds the key, the value and where it came from.
#[derive(Debug)]
pub(crate) enum Fault {
    Error(Error),
    /// A field of a struct has no value.
    Missing(&'static str),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Error(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Error(error) => error.fmt(f),
            Fault::Missing(field) => write!(f, "{field} is not set"),
        }
    }
}

impl std::error::Error for Fault {}

impl ::serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Error::custom(message).into()
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Fault {
        Error::custom(format_args!("expected {expected}")).into()
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Fault {
        Error::custom(format_args!("expected {expected}")).into()
    }

    fn unknown_variant(name: &str, names: &'static [&'static str]) -> Fault {
        Error::custom(one_of(names, name)).into()
    }

    fn unknown_field(name: &str, names: &'static [&'static str]) -> Fault {
        let advice = one_of(names, name);
        Error::custom(format_args!("there is no field {name}; {advice}")).into()
    }

    fn missing_field(field: &'static str) -> Fault {
        Fault::Missing(field)
    }
}

impl ::serde::ser::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Error::custom(message).into()
    }
}
