//! What the C interface calls.
//!
//! Not part of the interface: it may change in any release.

pub use crate::convert::refusal::Part;
pub use crate::frame::recent::Text;

use crate::convert::refusal::Refusal;
use crate::convert::wanted::Wanted;
use crate::convert::{self, BigIntegers};
use crate::entry::Entry;
use crate::error::Error;
use crate::frame::Frame;
use crate::from_value::{self, FromValue};
use crate::key::{AsKey, Key, KeyRef};
use crate::quote::Quoted;
use crate::source::definition::{self, Definition};
use crate::value::{Map, Value};

/// The key of the `position`-th source, a definition, and the value it is set to, or none where it is unset.
pub fn parts_of_definition(text: &str, position: u32) -> Result<(&str, Option<&str>), Error> {
    Ok(match definition::parse(text, position)? {
        Definition::Set(key, value) => (key.text, Some(value)),
        Definition::Unset(key) => (key.text, None),
    })
}

/// A look-up by a string that is not checked: what is not a key finds nothing.
pub fn find<'a>(frame: &'a Frame, key: &str) -> Option<&'a Entry> {
    frame.find(KeyRef::unchecked(key))
}

/// The same by a key that was checked and hashed before.
pub fn find_key<'a>(frame: &'a Frame, key: &Key) -> Option<&'a Entry> {
    frame.find(key.lookup())
}

/// Whether a string is a key; for what was not found, because what is found is one.
pub fn check_key(text: &str) -> Result<(), Error> {
    KeyRef::check(text)
}

/// The error of a required parameter that is not set.
pub fn missing(frame: &Frame, key: &Key) -> Error {
    frame.missing(key.lookup())
}

/// What an untyped string reads as; for a caller that asks again to learn why it is not more.
pub fn readings(text: &str) -> (Option<bool>, Option<i64>, Option<f64>) {
    convert::readings(text)
}

/// All of a parameter.
pub fn whole(entry: &Entry) -> Part<'_> {
    Part::whole(entry)
}

/// A value that lies at `place` in the parameter, or that was made of what does.
pub fn part<'a>(entry: &'a Entry, place: &'a str, value: &'a Value) -> Part<'a> {
    Part {
        entry,
        place,
        value,
    }
}

impl<'a> Part<'a> {
    pub fn value(self) -> &'a Value {
        self.value
    }

    pub fn read<T: FromValue>(self) -> Result<T, Error> {
        from_value::read(self)
    }

    /// Bytes that are set as such; a `Vec<u8>` of Rust reads more.
    pub fn bytes(self) -> Result<Value, Error> {
        convert::to_bytes(self.value)
            .map(|bytes| Value::Bytes(bytes.into()))
            .map_err(|refusal| refusal.error(self, &Wanted::Bytes))
    }

    /// Interpreted; `wide` leaves integers beyond 64 bits as an untyped string.
    pub fn interpret(self, wide: bool) -> Result<Value, Error> {
        convert::interpret(self.value, integers(wide))
            .map_err(|refusal| refusal.error(self, &Wanted::Anything))
    }

    /// A list with its elements as they are stored or spelled.
    pub fn elements(self) -> Result<Value, Error> {
        convert::to_list(self.value)
            .map(|items| Value::List(items.into_owned()))
            .map_err(|refusal| refusal.error(self, &Wanted::List))
    }

    /// A list with its elements interpreted.
    pub fn list(self, wide: bool) -> Result<Value, Error> {
        convert::to_list(self.value)
            .and_then(|items| convert::interpret(&Value::List(items.into_owned()), integers(wide)))
            .map_err(|refusal| refusal.error(self, &Wanted::List))
    }

    /// An int; an integer beyond 64 bits is left as an untyped string.
    pub fn int_wide(self) -> Result<Value, Error> {
        match (convert::to_int(self.value), self.value) {
            (Ok(int), _) => Ok(Value::Int(int)),
            (Err(Refusal::OutOfRange), Value::Text(text) | Value::Untyped(text))
                if convert::integer_spelled(self.value).is_some() =>
            {
                Ok(Value::Untyped(text.clone()))
            }
            (Err(refusal), _) => Err(refusal.error(self, &Wanted::INT)),
        }
    }

    /// The refusal as a type that only the host knows.
    pub fn refuse(self, wanted: &str) -> Error {
        Refusal::NotAccepted.error(self, &Wanted::by_host(wanted))
    }
}

fn integers(wide: bool) -> BigIntegers {
    if wide {
        BigIntegers::LeftUntyped
    } else {
        BigIntegers::AreText
    }
}

/// Whether a value counts as null where it may be absent.
pub fn is_null(value: &Value) -> bool {
    convert::is_null(value)
}

/// Whether a value is an object, or holds one.
pub fn holds_object(value: &Value) -> bool {
    matches!(value, Value::Object(_)) || value.inner().any(holds_object)
}

/// The same keys with other values, each made of the one that was there.
pub fn map_with_values(map: &Map, value: impl FnMut(&Value) -> Value) -> Value {
    Value::Map(map.with_values(value))
}

/// Where what an error is about came from, as its message says it.
pub fn provenance(error: &Error) -> Option<&str> {
    error.provenance()
}

/// The mapping of these entries, for a caller that has values already.
pub fn map(entries: Vec<(std::sync::Arc<str>, Value)>) -> Result<Value, Error> {
    Map::new(entries).map(Value::Map)
}

/// A key for a message about something that may be no key: quoted if it has to be, and cut.
pub fn shown(key: &str) -> String {
    if KeyRef::new(key).is_ok() && key.chars().count() <= 120 {
        key.to_owned()
    } else {
        Quoted(key).to_string()
    }
}
