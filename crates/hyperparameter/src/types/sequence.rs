//! Lists: vectors, slices and arrays.

use std::borrow::Cow;

use crate::error::Error;
use crate::frame::recent::Answer;
use crate::from_value::{FromValue, each, inside, remembered};
use crate::into_value::IntoValue;
use crate::value::Value;

/// A type of which lists are read at once: without the error of an element, which is made for the
/// one that is refused alone.
pub(crate) trait Plain: FromValue + Default + Clone + 'static {
    /// What `from_value` returns, without its error.
    fn plain(value: &Value) -> Option<Self>;

    /// All of a list of values that are of this type as they are stored, if all are.
    #[inline(always)]
    fn all_stored(_: &[Value]) -> Option<Vec<Self>> {
        None
    }
}

/// Each element, into one allocation whose room is not asked for at each; what a string spells
/// is remembered.
#[inline(always)]
pub(crate) fn each_plain<T: Plain>(value: &Value) -> Result<Vec<T>, Error> {
    match value {
        Value::List(items) => match T::all_stored(items) {
            Some(read) => Ok(read),
            None => filled(items),
        },
        _ => spelled(value),
    }
}

#[inline(never)]
fn spelled<T: Plain>(value: &Value) -> Result<Vec<T>, Error> {
    match value {
        Value::Untyped(text) => remembered::list(text, || each(value)),
        _ => each(value),
    }
}

#[inline(always)]
fn filled<T: Plain>(items: &[Value]) -> Result<Vec<T>, Error> {
    let mut whole = true;
    let mut read = Vec::with_capacity(items.len());
    read.extend(items.iter().map(|item| {
        T::plain(item).unwrap_or_else(|| {
            whole = false;
            T::default()
        })
    }));
    if whole {
        Ok(read)
    } else {
        Err(first_refused::<T>(items))
    }
}

/// Looked for once more, so that the list above is read without counting.
#[cold]
fn first_refused<T: FromValue>(items: &[Value]) -> Error {
    let refused = items.iter().enumerate().find_map(|(at, item)| {
        let error = T::from_value(item).err()?;
        Some(inside::<T>(at, item, error))
    });
    refused.unwrap_or_else(|| Error::custom("an element was refused"))
}

impl<T: FromValue> FromValue for Vec<T> {
    const IS_PLAIN: bool = T::IS_PLAIN;
    #[inline(always)]
    fn from_value(value: &Value) -> Result<Vec<T>, Error> {
        T::vec_from_value(value)
    }
    /// No answer is a list.
    #[inline]
    fn from_answer(_: Answer) -> Option<Vec<T>> {
        None
    }
    fn type_name() -> Cow<'static, str> {
        T::vec_type_name()
    }
}

impl<T: FromValue, const N: usize> FromValue for [T; N] {
    const IS_PLAIN: bool = T::IS_PLAIN;
    fn from_value(value: &Value) -> Result<[T; N], Error> {
        T::vec_from_value(value)?
            .try_into()
            .map_err(|read: Vec<T>| {
                Error::unfit(
                    value,
                    Self::type_name(),
                    format!(" has {}", counted(read.len())),
                    format!("expected {}", counted(N)),
                )
            })
    }
    fn type_name() -> Cow<'static, str> {
        format!("[{}; {N}]", T::type_name()).into()
    }
}

pub(crate) fn counted(elements: usize) -> String {
    match elements {
        1 => "1 element".into(),
        count => format!("{count} elements"),
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self)
    }
}

impl<T: IntoValue, const N: usize> IntoValue for [T; N] {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.into())
    }
}

impl<T: IntoValue + Clone> IntoValue for &[T] {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.to_vec())
    }
}

impl<T: IntoValue + Clone> IntoValue for &Vec<T> {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.clone())
    }
}

impl<T: IntoValue + Clone, const N: usize> IntoValue for &[T; N] {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.to_vec())
    }
}
