//! The Rust types that a value holds without loss.

use std::borrow::Cow;
use std::sync::Arc;

use crate::value::object::Object;
use crate::value::{Map, Value};

macro_rules! from {
    ($($from:ty => |$value:ident| $into:expr;)*) => { $(
        impl From<$from> for Value {
            #[inline]
            fn from($value: $from) -> Value {
                $into
            }
        }
    )* };
}

from! {
    bool => |v| Value::Bool(v);
    i8 => |v| Value::Int(v.into());
    i16 => |v| Value::Int(v.into());
    i32 => |v| Value::Int(v.into());
    i64 => |v| Value::Int(v);
    u8 => |v| Value::Int(v.into());
    u16 => |v| Value::Int(v.into());
    u32 => |v| Value::Int(v.into());
    f32 => |v| Value::Float(v.into());
    f64 => |v| Value::Float(v);
    char => |v| Value::Text(v.to_string().into());
    &str => |v| Value::Text(v.into());
    String => |v| Value::Text(v.into());
    &String => |v| Value::Text(v.as_str().into());
    Cow<'_, str> => |v| Value::Text(v.into());
    Box<str> => |v| Value::Text(v.into());
    Arc<str> => |v| Value::Text(v);
    Vec<u8> => |v| Value::Bytes(v.into());
    &[u8] => |v| Value::Bytes(v.into());
    Arc<[u8]> => |v| Value::Bytes(v);
    Vec<Value> => |v| Value::List(v.into());
    Arc<[Value]> => |v| Value::List(v);
    Map => |v| Value::Map(v);
    &Map => |v| Value::Map(v.clone());
    &Value => |v| v.clone();
    Object => |v| Value::Object(v);
}

/// `None` is null.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, T::into)
    }
}

/// A list.
impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Value {
        Value::List(items.into_iter().map(T::into).collect())
    }
}
