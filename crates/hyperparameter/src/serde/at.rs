//! What is read, and what errors say of it.
//!
//! ```text
//! server.port=8080      ->  At::Keys at "server"  ->  At::Keys at "server.port"
//! layers=[{width: 64}]  ->  At::Part "layers"     ->  "layers[0]"  ->  "layers[0].width"
//! ```

use std::borrow::Cow;

use ::serde::Deserializer;
use ::serde::de::DeserializeSeed;

use crate::convert::refusal::Part;
use crate::entry::Entry;
use crate::error::Error;
use crate::error::custom::Read;
use crate::frame::Frame;
use crate::from_value::below::Node;
use crate::from_value::type_name;
use crate::key::KeyRef;
use crate::serde::fault::Fault;
use crate::value::Value;

/// What is read.
#[derive(Clone)]
pub(crate) enum At<'a> {
    /// What is set at and below a key; the empty key is above all others.
    Keys {
        frame: &'a Frame,
        key: String,
        node: &'a Node<'a>,
    },
    /// What a parameter holds, or a part of it.
    Part {
        entry: &'a Entry,
        place: String,
        value: Value,
    },
}

impl<'a> At<'a> {
    /// The value here as `seed` makes it; what is wrong is said of the value here.
    pub(crate) fn read<S>(&self, seed: S) -> Result<S::Value, Fault>
    where
        S: DeserializeSeed<'a>,
        Self: Deserializer<'a, Error = Fault>,
    {
        seed.deserialize(self.clone()).map_err(|fault| {
            let error = match fault {
                Fault::Error(error) => error,
                Fault::Missing(field) => return self.missing(field).into(),
            };
            let name = type_name::without_paths(std::any::type_name::<S::Value>());
            let name = error.wanted().is_none().then(|| name.into());
            self.place(error, name).into()
        })
    }

    /// The value here: what is set as the key, or the mapping of what is set below it.
    ///
    /// # Errors
    /// Nothing is set, or both.
    pub(crate) fn value(&self) -> Result<Value, Error> {
        match self {
            At::Part { value, .. } => Ok(value.clone()),
            At::Keys { frame, key, node } if node.is_empty() => {
                Err(frame.missing(KeyRef::unchecked(key)))
            }
            At::Keys { node, .. } => {
                let own = node.entry.map_or(&Value::Null, Entry::value);
                node.value().map_err(|error| {
                    let wanted = error.wanted().map(|wanted| wanted.to_owned().into());
                    self.place_value(own, error, wanted)
                })
            }
        }
    }

    /// The value here, unless it is a mapping of what is set below, or nothing.
    pub(crate) fn own(&self) -> Result<Option<Value>, Error> {
        match self {
            At::Keys { node, .. } if node.entry.is_none() => Ok(None),
            _ => self.value().map(Some),
        }
    }

    /// Whether nothing is set here.
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, At::Keys { node, .. } if node.is_empty())
    }

    /// The error with key, value and origin, unless it has them.
    #[cold]
    pub(crate) fn place(&self, error: Error, type_name: Option<Cow<'static, str>>) -> Error {
        let value = self.value().unwrap_or(Value::Null);
        self.place_value(&value, error, type_name)
    }

    #[cold]
    fn place_value(
        &self,
        value: &Value,
        error: Error,
        type_name: Option<Cow<'static, str>>,
    ) -> Error {
        match self {
            At::Part { entry, place, .. } => {
                let part = Part {
                    entry,
                    place,
                    value,
                };
                error.of_part(part, type_name)
            }
            At::Keys {
                node: Node {
                    entry: Some(entry), ..
                },
                ..
            } => error.of_part(Part::whole(entry), type_name),
            At::Keys { key, .. } => {
                let read = Read {
                    key: (!key.is_empty()).then_some(key),
                    place: String::new(),
                    origin: None,
                    provenance: None,
                };
                error.placed(value, type_name, read)
            }
        }
    }

    /// The error of a struct here without a value for `field`.
    #[cold]
    pub(crate) fn missing(&self, field: &'static str) -> Error {
        match self {
            At::Keys { frame, key, .. } if key.is_empty() => {
                frame.missing(KeyRef::unchecked(field))
            }
            At::Keys { frame, key, .. } => {
                frame.missing(KeyRef::unchecked(&format!("{key}.{field}")))
            }
            At::Part { value, .. } => {
                self.place(Error::lacks(value, "a mapping".into(), field), None)
            }
        }
    }

    /// The same parameter, further inside.
    pub(crate) fn inside(&self, step: impl std::fmt::Display, value: Value) -> At<'a> {
        match self {
            At::Part { entry, place, .. } => At::Part {
                entry,
                place: format!("{place}{step}"),
                value,
            },
            At::Keys {
                node: Node {
                    entry: Some(entry), ..
                },
                ..
            } => At::Part {
                entry,
                place: step.to_string(),
                value,
            },
            At::Keys { .. } => unreachable!("what is set below a key is read by its own key"),
        }
    }
}
