//! How a value is spelled in messages, and in full for who debugs.

use std::fmt;

use crate::quote::Quoted;
use crate::value::Value;

/// The canonical spelling of a value (CONV 5), as messages quote it: a long string is cut,
/// and so are lists and mappings, which would be long in two directions.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self, 0, f)
    }
}

fn show(value: &Value, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const SHOWN: usize = 8;
    const SHOWN_DEPTH: usize = 2;
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Int(value) => write!(f, "{value}"),
        Value::Float(value) => f.write_str(&float_text(*value)),
        Value::Text(text) | Value::Untyped(text) => write!(f, "{}", Quoted(text)),
        Value::Bytes(bytes) => {
            f.write_str("b\"")?;
            for byte in bytes.iter().take(4 * SHOWN) {
                write!(f, "{}", byte.escape_ascii())?;
            }
            f.write_str(if bytes.len() > 4 * SHOWN {
                "\"…"
            } else {
                "\""
            })
        }
        Value::List(items) if depth == SHOWN_DEPTH && !items.is_empty() => f.write_str("[…]"),
        Value::List(items) => {
            f.write_str("[")?;
            for (at, item) in items.iter().take(SHOWN).enumerate() {
                f.write_str(if at > 0 { ", " } else { "" })?;
                show(item, depth + 1, f)?;
            }
            f.write_str(if items.len() > SHOWN { ", …]" } else { "]" })
        }
        Value::Map(map) if depth == SHOWN_DEPTH && !map.entries().is_empty() => f.write_str("{…}"),
        Value::Map(map) => {
            f.write_str("{")?;
            for (at, (key, value)) in map.entries().iter().take(SHOWN).enumerate() {
                let comma = if at > 0 { ", " } else { "" };
                write!(f, "{comma}{}: ", Quoted(key))?;
                show(value, depth + 1, f)?;
            }
            let more = map.entries().len() > SHOWN;
            f.write_str(if more { ", …}" } else { "}" })
        }
        Value::Object(object) => write!(f, "an object of type {}", object.type_name()),
    }
}

/// In full, and as a literal would be written: `[64, "relu", untyped "1e-3"]`.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => fmt::Debug::fmt(text, f),
            Value::Untyped(text) => write!(f, "untyped {text:?}"),
            Value::Bytes(bytes) => write!(f, "b\"{}\"", bytes.escape_ascii()),
            Value::List(items) => f.debug_list().entries(&**items).finish(),
            Value::Map(map) => fmt::Debug::fmt(map, f),
            Value::Object(object) => fmt::Debug::fmt(object, f),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => show(self, 0, f),
        }
    }
}

/// The shortest spelling that reads back as the same float.
pub(crate) fn float_text(value: f64) -> String {
    if value.is_nan() {
        "nan".into() // Rust writes `NaN`
    } else {
        format!("{value:?}")
    }
}
