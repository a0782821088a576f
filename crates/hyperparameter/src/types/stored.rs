//! What the store itself holds: values as they are, objects and mappings.

use std::borrow::Cow;

use crate::convert::wanted::Wanted;
use crate::convert::{self, BigIntegers};
use crate::error::Error;
use crate::from_value::FromValue;
use crate::into_value::IntoValue;
use crate::value::object::Object;
use crate::value::{Map, Value};

impl FromValue for Value {
    const IS_PLAIN: bool = true;
    fn from_value(value: &Value) -> Result<Value, Error> {
        convert::interpret(value, BigIntegers::AreText)
            .map_err(|refusal| Error::refused(refusal, value, &Wanted::Anything))
    }
    fn type_name() -> Cow<'static, str> {
        Wanted::Anything.to_string().into()
    }
}

impl FromValue for Object {
    fn from_value(value: &Value) -> Result<Object, Error> {
        match value {
            Value::Object(object) => Ok(object.clone()),
            _ => Err(Error::custom("expected an object of the program")),
        }
    }
    fn type_name() -> Cow<'static, str> {
        "object".into()
    }
}

set_as_they_are!(Value, &Value, Object, Map, &Map);
