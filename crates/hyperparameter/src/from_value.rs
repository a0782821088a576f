//! What a type does to be read as a parameter. The types that do are in [`types`](crate::types).

pub(crate) mod below;
pub(crate) mod default;
pub(crate) mod derived;
pub(crate) mod parse;
pub(crate) mod remembered;
pub(crate) mod type_name;

use std::borrow::Cow;
use std::sync::Arc;

use crate::convert;
use crate::convert::refusal::Part;
use crate::convert::wanted::Wanted;
use crate::error::Error;
use crate::error::unplaced::Step;
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
/// struct Even(i64);
///
/// impl FromValue for Even {
///     fn from_value(value: &Value) -> Result<Even, Error> {
///         let number = i64::from_value(value)?;
///         let even = (number % 2 == 0).then_some(Even(number));
///         even.ok_or_else(|| Error::custom("expected an even number"))
///     }
/// }
///
/// let frame = Frame::empty().child(["batch=64", "sizes=[2, 3]"])?;
/// assert_eq!(frame.get::<Even>("batch")?, Some(Even(64)));
/// assert_eq!(
///     frame.get::<Vec<Even>>("sizes").unwrap_err().to_string(),
///     r#"cannot read sizes[1] as Even: "3" (from "sizes=[2, 3]", item 2); expected an even number"#
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// A type that is read should also be set: implement [`IntoValue`](crate::IntoValue) too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a parameter can be read as",
    note = "derive `hyperparameter::Parameter`, implement `FromValue`, or, if it implements `FromStr`, write `get x: T = a.b parse or ..` or `frame.parse(key)`"
)]
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

    /// Whether reading it runs no code outside of this crate: other code may itself read and set
    /// parameters, so it runs while the thread's context is not borrowed.
    #[doc(hidden)]
    const IS_PLAIN: bool = false;

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
        each(value)
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

/// A value that is no parameter, read as a `T`.
pub(crate) fn read_value<T: FromValue>(value: &Value) -> Result<T, Error> {
    T::from_value(value).map_err(|error| error.of_value_alone(value, T::type_name()))
}

#[cold]
fn refused<T: FromValue>(part: Part<'_>, error: Error) -> Error {
    error.of_part(part, Some(T::type_name()))
}

/// The elements of a list, or of the list that an untyped string spells.
pub(crate) fn elements(value: &Value) -> Result<Cow<'_, Arc<[Value]>>, Error> {
    convert::to_list(value).map_err(|refusal| Error::refused(refusal, value, &Wanted::List))
}

/// Each element, of whatever type.
#[inline(never)]
pub(crate) fn each<T: FromValue>(value: &Value) -> Result<Vec<T>, Error> {
    let items = elements(value)?;
    let mut read = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        read.push(T::from_value(item).map_err(|error| inside::<T>(at, item, error))?);
    }
    Ok(read)
}

#[cold]
pub(crate) fn inside<T: FromValue>(at: usize, item: &Value, error: Error) -> Error {
    error.inside(Step::Index(at), item, T::type_name())
}
