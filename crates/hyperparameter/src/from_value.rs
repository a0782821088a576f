//! What a type does to be read as a parameter. The types that do are in [`types`](crate::types).

pub(crate) mod below;
pub(crate) mod default;
pub(crate) mod parse;
pub(crate) mod remembered;
mod type_name;

use std::borrow::Cow;

use crate::convert::refusal::Part;
use crate::error::Error;
use crate::frame::recent::Answer;
use crate::value::Value;

/// A type that a parameter can be read as.
///
/// The crate implements it for the types of the [table](crate#conversions); a program
/// derives it with [`Parameter`](derive@crate::Parameter), or implements it, mostly by
/// reading another type first. Conversions should lose nothing; what is refused is an
/// [`Error::custom`], to which the read adds the key, the value and where it came from.
///
/// ```
/// use hyperparameter::{Error, Frame, FromValue, Value};
///
/// #[derive(Debug, PartialEq)]
/// struct Port(u16);
///
/// impl FromValue for Port {
///     fn from_value(value: &Value) -> Result<Port, Error> {
///         match u16::from_value(value)? {
///             0 => Err(Error::custom("a port is not 0")),
///             port => Ok(Port(port)),
///         }
///     }
/// }
///
/// let frame = Frame::empty().child(["server.port=8080", "ports=[80, 0]"])?;
/// assert_eq!(frame.get::<Port>("server.port")?, Some(Port(8080)));
/// assert_eq!(
///     frame.get::<Vec<Port>>("ports").unwrap_err().to_string(),
///     r#"cannot read ports[1] as Port: "0" (from "ports=[80, 0]", item 2); a port is not 0"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// A type that is read should also be set: implement [`IntoValue`](crate::IntoValue) too.
pub trait FromValue: Sized {
    /// The value as this type.
    ///
    /// # Errors
    /// [`Error::custom`], or the error of another type's `from_value`, if the value cannot
    /// become this type without loss.
    fn from_value(value: &Value) -> Result<Self, Error>;

    /// What messages call this type; by default its name without its path.
    fn type_name() -> Cow<'static, str> {
        type_name::without_paths(std::any::type_name::<Self>()).into()
    }

    /// Whether parameters of this type are mostly numbers or bools, which are remembered.
    #[doc(hidden)]
    const IS_NUMBER: bool = false;

    /// Whether it is made of one parameter, or of those below a key.
    #[doc(hidden)]
    const SHAPE: Shape = Shape::Value;

    /// What was read before as this type; none where it is not one, or is missing.
    #[doc(hidden)]
    #[inline]
    fn from_answer(answer: Answer) -> Option<Self> {
        Self::from_value(&answer.value()?).ok()
    }

    /// What a field of this type is where nothing is set for it; none where something has to be.
    #[doc(hidden)]
    fn absent() -> Option<Self> {
        None
    }

    /// How a list of these is read; that of `u8` is bytes, too.
    #[doc(hidden)]
    #[inline(always)]
    fn vec_from_value(value: &Value) -> Result<Vec<Self>, Error> {
        crate::types::sequence::each(value)
    }

    #[doc(hidden)]
    fn vec_type_name() -> Cow<'static, str> {
        format!("list of {}", Self::type_name()).into()
    }
}

/// What a type is made of.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The value of one parameter.
    Value,
    /// All that is set below a key.
    Mapping,
    /// The same, of which each part may have a default.
    Fields,
}

/// A parameter, or a part of one, read as a `T`.
#[inline]
pub(crate) fn read<T: FromValue>(part: Part<'_>) -> Result<T, Error> {
    T::from_value(part.value).map_err(|error| refused::<T>(part, error))
}

#[cold]
fn refused<T: FromValue>(part: Part<'_>, error: Error) -> Error {
    error.of_part(part, Some(T::type_name()))
}
