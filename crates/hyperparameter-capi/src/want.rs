//! `want`: the type that a caller reads a parameter as.

use hyperparameter::for_capi::{self as core, Part};
use hyperparameter::{Entry, Value};

use crate::abi::*;
use crate::failure::Failure;
use crate::memory::{Out, reservable};
use crate::recent::Answer;
use crate::value::write::{NOTHING, content, write_borrowed, write_owned};

/// A `want` that was checked: a type and the two flags.
#[derive(Clone, Copy)]
pub(crate) struct Want {
    kind: i32,
    nullable: bool,
    wide: bool,
}

/// The memory for converting a string, as a multiple of its size: an element of a flow
/// list may have only two bytes.
const TEXT_FACTOR: usize = 64;

impl Want {
    #[inline]
    pub(crate) fn new(number: i32) -> Result<Want, Failure> {
        let kind = number & !(HP_WANT_NULLABLE | HP_WANT_WIDE);
        match kind {
            HP_WANT_STORED | HP_WANT_INTERPRETED | HP_WANT_BOOL | HP_WANT_INT | HP_WANT_FLOAT
            | HP_WANT_TEXT | HP_WANT_BYTES | HP_WANT_LIST | HP_WANT_ELEMENTS => Ok(Want {
                kind,
                nullable: number & HP_WANT_NULLABLE != 0,
                wide: number & HP_WANT_WIDE != 0,
            }),
            _ => Err(Failure::new(
                HP_BAD_ARGUMENT,
                format!("\"want\" is {number}, not one of the HP_WANT_.. types"),
            )),
        }
    }

    /// Writes the value that was found, if any, and returns what can be cached of it.
    pub(crate) fn answer(
        self,
        found: Option<&Entry>,
        out: Out<'_, hp_value>,
    ) -> Result<(hp_status, Option<Answer>), Failure> {
        let Some(entry) = found else {
            return Ok((HP_ABSENT, Some(Answer::ABSENT)));
        };
        let mut read = NOTHING;
        self.write(entry, Out::own(&mut read))?;
        out.write(read);
        Ok((HP_OK, Answer::of(&read)))
    }

    /// Writes an entry as the wanted type. A value that the frame stores as that type is not copied.
    #[inline]
    pub(crate) fn write(self, entry: &Entry, out: Out<'_, hp_value>) -> Result<(), Failure> {
        match (self.kind, entry.value()) {
            (HP_WANT_STORED, value)
            | (
                HP_WANT_INTERPRETED,
                value @ (Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_)),
            )
            | (
                HP_WANT_INTERPRETED,
                value @ (Value::Text(_) | Value::Bytes(_) | Value::Object(_)),
            )
            | (HP_WANT_BOOL, value @ Value::Bool(_))
            | (HP_WANT_INT, value @ Value::Int(_))
            | (HP_WANT_FLOAT, value @ Value::Float(_))
            | (HP_WANT_TEXT, value @ Value::Text(_))
            | (HP_WANT_BYTES, value @ Value::Bytes(_)) => write_borrowed(value, out),
            (HP_WANT_TEXT, Value::Untyped(text)) if !self.nullable => {
                out.write(content(HP_TEXT, text.as_bytes()));
                Ok(())
            }
            _ => self.convert(core::whole(entry), out),
        }
    }

    #[inline(never)]
    fn convert(self, part: Part<'_>, out: Out<'_, hp_value>) -> Result<(), Failure> {
        let read = self.read(part)?;
        match (&read, part.value()) {
            // It stays an untyped string: the frame's own is used.
            (
                Value::Text(text) | Value::Untyped(text),
                Value::Untyped(spelled) | Value::Text(spelled),
            ) if text == spelled => {
                let is_untyped = matches!(read, Value::Untyped(_));
                let kind = if is_untyped { HP_UNTYPED } else { HP_TEXT };
                out.write(content(kind, spelled.as_bytes()));
                Ok(())
            }
            _ => write_owned(read, out),
        }
    }

    /// A value as the wanted type.
    pub(crate) fn read(self, part: Part<'_>) -> Result<Value, Failure> {
        let value = part.value();
        if self.kind == HP_WANT_STORED {
            return Ok(value.clone());
        }
        if self.nullable && core::is_null(value) {
            return Ok(Value::Null);
        }
        if let Value::Text(text) | Value::Untyped(text) = value {
            // Numbers are parsed in copies, and elements of a list take more memory than their spelling.
            reservable(text.len().saturating_mul(TEXT_FACTOR))?;
        }
        Ok(match self.kind {
            HP_WANT_INTERPRETED => part.interpret(self.wide)?,
            HP_WANT_BOOL => Value::Bool(part.read()?),
            HP_WANT_INT if self.wide => part.int_wide()?,
            HP_WANT_INT => Value::Int(part.read()?),
            HP_WANT_FLOAT => Value::Float(part.read()?),
            HP_WANT_TEXT => Value::Text(part.read::<String>()?.into()),
            HP_WANT_BYTES => part.bytes()?,
            HP_WANT_ELEMENTS => part.elements()?,
            _ => part.list(self.wide)?,
        })
    }
}
