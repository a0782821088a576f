//! Writes values that are outputs.

use std::ptr;

use hyperparameter::Value;

use crate::abi::*;
use crate::failure::Failure;
use crate::handle;
use crate::memory::Out;
use crate::object::token;

/// Null, with all fields 0.
pub(crate) const NOTHING: hp_value = hp_value {
    kind: HP_NULL,
    integer: 0,
    number: 0.0,
    data: ptr::null(),
    length: 0,
    owner: 0,
};

/// Writes a value that a handle of the caller keeps alive. Only a list needs a handle of its own.
#[inline]
pub(crate) fn write_borrowed(value: &Value, out: Out<'_, hp_value>) -> Result<(), Failure> {
    match value {
        Value::List(_) | Value::Map(_) => write_list(value, out),
        _ => {
            out.write(described(value));
            Ok(())
        }
    }
}

/// Writes a value that was created for this read: one that owns memory gets an owner.
pub(crate) fn write_owned(value: Value, out: Out<'_, hp_value>) -> Result<(), Failure> {
    match &value {
        Value::List(_) | Value::Map(_) => write_list(&value, out),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            out.write(described(&value));
            Ok(())
        }
        // The other values have their content behind a counted pointer, so it does not move when the value moves into the table.
        _ => {
            let mut description = described(&value);
            description.owner = handle::give_value(value)?;
            out.write(description);
            Ok(())
        }
    }
}

fn write_list(value: &Value, out: Out<'_, hp_value>) -> Result<(), Failure> {
    let mut description = described(value);
    // Shared, not copied.
    description.owner = handle::give_value(value.clone())?;
    out.write(description);
    Ok(())
}

fn counted(kind: i32, count: usize) -> hp_value {
    hp_value {
        kind,
        integer: count as i64,
        length: count as u64,
        ..NOTHING
    }
}

/// Everything but the owner.
#[inline]
fn described(value: &Value) -> hp_value {
    match value {
        Value::Null => NOTHING,
        Value::Bool(value) => hp_value {
            kind: HP_BOOL,
            integer: i64::from(*value),
            ..NOTHING
        },
        Value::Int(value) => hp_value {
            kind: HP_INT,
            integer: *value,
            ..NOTHING
        },
        Value::Float(value) => hp_value {
            kind: HP_FLOAT,
            number: *value,
            ..NOTHING
        },
        Value::Text(text) => content(HP_TEXT, text.as_bytes()),
        Value::Untyped(text) => content(HP_UNTYPED, text.as_bytes()),
        Value::Bytes(bytes) => content(HP_BYTES, bytes),
        Value::List(elements) => counted(HP_LIST, elements.len()),
        Value::Map(map) => counted(HP_MAP, 2 * map.entries().len()),
        Value::Object(object) => hp_value {
            integer: token::token(object),
            ..content(HP_OBJECT, object.type_name().as_bytes())
        },
        // The crates have one version: a new kind of value gets its number together with this.
        other => unreachable!("the C interface has no number for {} values", other.kind()),
    }
}

/// A string or bytes by address and length.
#[inline]
pub(crate) fn content(kind: i32, bytes: &[u8]) -> hp_value {
    hp_value {
        kind,
        data: bytes.as_ptr(),
        length: bytes.len() as u64,
        ..NOTHING
    }
}
