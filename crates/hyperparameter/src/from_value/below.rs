//! Types that are made of all that is set below a key: maps, and structs of named fields.
//!
//! With `server.host` and `server.tls.cert` set, a read of `server` is given the mapping
//! `{host: .., tls: {cert: ..}}`, as if it stood in a list.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::convert::refusal::Part;
use crate::entry::Entry;
use crate::error::Error;
use crate::error::custom::Read;
use crate::error::unplaced::{Place, Step};
use crate::frame::Frame;
use crate::from_value::{self, FromValue};
use crate::key::{AsKey, KeyRef};
use crate::value::{Map, Value};

/// What is set at and below a key.
#[derive(Default)]
pub(crate) struct Node<'a> {
    pub(crate) entry: Option<&'a Entry>,
    pub(crate) below: BTreeMap<&'a str, Node<'a>>,
}

impl Frame {
    /// All that is set below `key`, read as a `T`; the parameter itself where it alone is set.
    /// All keys are looked at.
    #[inline(never)]
    pub(crate) fn get_below<T: FromValue>(&self, key: &impl AsKey) -> Result<Option<T>, Error> {
        key.check()?;
        let key = key.text();
        let mut root = Node::default();
        self.for_each(|entry| root.add(key, entry));
        match root {
            Node { entry: None, below } if below.is_empty() => Ok(None),
            Node {
                entry: Some(entry),
                below,
            } if below.is_empty() => from_value::read(Part::whole(entry)).map(Some),
            _ => match root.value() {
                Ok(value) => self.read_below(key, &value).map(Some),
                Err(error) => {
                    let own = root.entry.map_or(&Value::Null, Entry::value);
                    Err(self.refused_below::<T>(key, own, error))
                }
            },
        }
    }

    /// The type that has a default for each of its fields, of which none is set.
    #[cold]
    pub(crate) fn get_fields<T: FromValue>(&self, key: &impl AsKey) -> Result<T, Error> {
        key.check()?;
        let nothing = Map::new::<Arc<str>, Value>([]).map(Value::Map)?;
        self.read_below(key.text(), &nothing)
    }

    fn read_below<T: FromValue>(&self, key: &str, value: &Value) -> Result<T, Error> {
        T::from_value(value).map_err(|error| self.refused_below::<T>(key, value, error))
    }

    /// What lies below may be a parameter of its own, which the error is about then.
    #[cold]
    fn refused_below<T: FromValue>(&self, key: &str, value: &Value, error: Error) -> Error {
        let mut path = key.to_owned();
        let mut inner = error.steps();
        let mut entry = self.find(KeyRef::unchecked(&path));
        while let (None, Some((Step::Key(name), rest))) = (entry, inner.split_last()) {
            path = format!("{path}.{name}");
            inner = rest;
            entry = self.find(KeyRef::unchecked(&path));
        }
        let read = Read {
            key: Some(&path),
            place: Place(inner).to_string(),
            origin: entry.map(|entry| entry.origin.clone()),
            provenance: entry.map(|entry| entry.provenance().to_string()),
        };
        error.placed(value, Some(T::type_name()), read)
    }
}

impl<'a> Node<'a> {
    /// Adds an entry that is set as `key` or below it; all are below the empty key.
    pub(crate) fn add(&mut self, key: &str, entry: &'a Entry) {
        let Some(rest) = entry.key.as_str().strip_prefix(key) else {
            return;
        };
        let mut node = self;
        let path = if key.is_empty() {
            Some(rest)
        } else {
            rest.strip_prefix('.')
        };
        match path {
            Some(path) => {
                for segment in path.split('.') {
                    node = node.below.entry(segment).or_default();
                }
            }
            None if rest.is_empty() => {}
            None => return,
        }
        node.entry = Some(entry);
    }

    /// Whether nothing is set.
    #[cfg(feature = "serde")]
    pub(crate) fn is_empty(&self) -> bool {
        self.entry.is_none() && self.below.is_empty()
    }

    /// The mapping of what is below; an entry with more below it would have to be both.
    pub(crate) fn value(&self) -> Result<Value, Error> {
        let Some(entry) = self.entry else {
            let below = self.below.iter().map(|(name, node)| {
                let name: Arc<str> = (*name).into();
                let value = node.value();
                let value = value.map_err(|error| error.at_step(Step::Key(name.clone())))?;
                Ok((name, value))
            });
            let below: Result<Vec<(Arc<str>, Value)>, Error> = below.collect();
            return Map::new(below?).map(Value::Map);
        };
        match self.below.keys().next() {
            None => Ok(entry.value.clone()),
            Some(name) => Err(Error::unfit(
                &entry.value,
                "a mapping",
                "",
                format!("{}.{name} is set below it; unset one of the two", entry.key),
            )),
        }
    }
}
