//! Strings of every owner, characters and paths.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::convert;
use crate::convert::wanted::Wanted;
use crate::error::Error;
use crate::frame::recent::Answer;
use crate::from_value::FromValue;
use crate::into_value::IntoValue;
use crate::types::sequence::{Plain, each_plain};
use crate::value::Value;

impl FromValue for String {
    const IS_PLAIN: bool = true;
    #[inline]
    fn from_value(value: &Value) -> Result<String, Error> {
        match value {
            Value::Text(text) | Value::Untyped(text) => Ok(String::from(&**text)),
            _ => spelled(value),
        }
    }
    #[inline]
    fn from_answer(answer: Answer) -> Option<String> {
        Self::plain(&answer.value()?)
    }
    fn type_name() -> Cow<'static, str> {
        Wanted::Text.to_string().into()
    }
    #[inline(always)]
    fn vec_from_value(value: &Value) -> Result<Vec<String>, Error> {
        each_plain(value)
    }
}

impl Plain for String {
    #[inline]
    fn plain(value: &Value) -> Option<String> {
        match value {
            Value::Text(text) | Value::Untyped(text) => Some(String::from(&**text)),
            _ => spelled(value).ok(),
        }
    }
}

/// What is no string, as it is spelled.
#[cold]
fn spelled(value: &Value) -> Result<String, Error> {
    convert::to_text(value)
        .map(Cow::into_owned)
        .map_err(|refusal| Error::refused(refusal, value, &Wanted::Text))
}

impl FromValue for Arc<str> {
    const IS_PLAIN: bool = true;
    fn from_value(value: &Value) -> Result<Arc<str>, Error> {
        match value {
            Value::Text(text) | Value::Untyped(text) => Ok(text.clone()),
            _ => spelled(value).map(Into::into),
        }
    }
    fn type_name() -> Cow<'static, str> {
        String::type_name()
    }
}

macro_rules! made_of_a_string {
    ($($name:ty)*) => { $(
        impl FromValue for $name {
            fn from_value(value: &Value) -> Result<$name, Error> {
                String::from_value(value).map(Into::into)
            }
            fn type_name() -> Cow<'static, str> {
                String::type_name()
            }
        }
    )* };
}

made_of_a_string!(Box<str> Cow<'static, str>);

impl FromValue for PathBuf {
    fn from_value(value: &Value) -> Result<PathBuf, Error> {
        String::from_value(value).map(Into::into)
    }
    fn type_name() -> Cow<'static, str> {
        "path".into()
    }
}

impl FromValue for char {
    fn from_value(value: &Value) -> Result<char, Error> {
        if let Value::Text(text) | Value::Untyped(text) = value {
            let mut chars = text.chars();
            if let (Some(only), None) = (chars.next(), chars.next()) {
                return Ok(only);
            }
        }
        Err(Error::custom("expected a string of one character"))
    }
}

set_as_they_are!(
    char,
    &str,
    String,
    &String,
    Cow<'_, str>,
    Box<str>,
    Arc<str>
);

impl IntoValue for &Path {
    /// # Errors
    /// A path that is no valid Unicode: a string could not hold it.
    fn into_value(self) -> Result<Value, Error> {
        match self.to_str() {
            Some(text) => Ok(Value::Text(text.into())),
            None => Err(Error::custom(format_args!(
                "the path {self:?} is not valid Unicode, as a string has to be"
            ))),
        }
    }
}

impl IntoValue for PathBuf {
    fn into_value(self) -> Result<Value, Error> {
        self.as_path().into_value()
    }
}

impl IntoValue for &PathBuf {
    fn into_value(self) -> Result<Value, Error> {
        self.as_path().into_value()
    }
}
