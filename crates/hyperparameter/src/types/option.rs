//! Values that may be null.

use std::borrow::Cow;

use crate::convert;
use crate::error::Error;
use crate::from_value::{FromValue, Shape};
use crate::into_value::IntoValue;
use crate::value::Value;

impl<T: FromValue> FromValue for Option<T> {
    const IS_NUMBER: bool = T::IS_NUMBER;
    const IS_PLAIN: bool = T::IS_PLAIN;
    const SHAPE: Shape = T::SHAPE;
    fn from_value(value: &Value) -> Result<Option<T>, Error> {
        if convert::is_null(value) {
            return Ok(None);
        }
        T::from_value(value).map(Some)
    }
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }
    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Result<Value, Error> {
        self.map_or(Ok(Value::Null), T::into_value)
    }
}
