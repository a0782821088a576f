//! The overrides of one scope, gathered all or nothing.

pub(crate) mod entries;
pub(crate) mod limits;

use crate::entry::Entry;
use crate::error::{Error, ErrorKind};
use crate::into_value::{IntoValue, check_size};
use crate::key::{AsKey, Key, KeyRef};
use crate::layer::entries::Entries;
use crate::layer::limits::{Limits, beyond};
use crate::origin::Origin;
use crate::quote::Quoted;
use crate::source::definition::{self, Definition};
use crate::source::unset::Unset;
use crate::value::{MAX_LIST_ITEMS, Map, Value};

/// The overrides of one scope: what they hide of the frame below, and what they set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    pub(crate) unset: Vec<Key>,
    pub(crate) entries: Entries,
}

impl Layer {
    /// The one override of a key; of a mapping, those of the keys below.
    pub(crate) fn setting(key: Key, value: impl IntoValue, origin: Origin) -> Result<Layer, Error> {
        let value = stored(&key, value)?;
        if let Value::Map(map) = &value {
            let mut layer = LayerBuilder::default();
            layer.set_below(key.as_str(), map, &origin)?;
            return Ok(layer.build());
        }
        Ok(Layer {
            unset: Vec::new(),
            entries: Entries::One(entry(key, value, origin)?),
        })
    }

    pub(crate) fn unsetting(key: Key) -> Layer {
        Layer {
            unset: vec![key],
            entries: Entries::default(),
        }
    }
}

/// Overrides as they come, later ones over earlier ones. What is refused leaves it as it was.
#[derive(Clone, Debug)]
pub(crate) struct LayerBuilder {
    entries: Vec<Entry>,
    /// What is hidden of the frame below, and of the entries that came before: so many.
    unset: Vec<(Key, usize)>,
    sources: u32,
    pub(crate) limits: Limits,
    /// What counts against the limits.
    items: usize,
    bytes: usize,
}

impl Default for LayerBuilder {
    fn default() -> LayerBuilder {
        LayerBuilder {
            entries: Vec::new(),
            unset: Vec::new(),
            sources: 0,
            limits: Limits::NONE,
            items: 0,
            bytes: 0,
        }
    }
}

impl LayerBuilder {
    pub(crate) fn set(
        &mut self,
        key: impl AsKey,
        value: impl IntoValue,
        origin: Origin,
    ) -> Result<(), Error> {
        let key = key.to_key()?;
        let value = stored(&key, value)?;
        if let Value::Map(map) = &value {
            let mut step = self.step();
            step.set_below(key.as_str(), map, &origin)?;
            self.append(step);
            return Ok(());
        }
        self.push(entry(key, value, origin)?)
    }

    /// An empty builder for overrides that come next, all or none: it is appended, or dropped.
    pub(crate) fn step(&self) -> LayerBuilder {
        LayerBuilder {
            entries: Vec::new(),
            unset: Vec::new(),
            ..*self
        }
    }

    /// Adds what a [`step`](LayerBuilder::step) holds.
    pub(crate) fn append(&mut self, step: LayerBuilder) {
        let before = self.entries.len();
        let unset = step.unset.into_iter();
        self.unset
            .extend(unset.map(|(key, since)| (key, before + since)));
        self.entries.extend(step.entries);
        (self.items, self.bytes) = (step.items, step.bytes);
    }

    /// Counts the definitions of a step, whether it is appended or not: later ones keep
    /// their places.
    pub(crate) fn count_sources_of(&mut self, step: &LayerBuilder) {
        self.sources = step.sources;
    }

    /// Says of all overrides where they came from.
    pub(crate) fn set_origin(&mut self, origin: &Origin) {
        for entry in &mut self.entries {
            entry.origin = origin.clone();
        }
    }

    /// A mapping that is not inside a list stands for the keys below `path`. Mappings in
    /// mappings need no more of the stack.
    fn set_below(&mut self, path: &str, map: &Map, origin: &Origin) -> Result<(), Error> {
        check_count(map)?;
        let mut open = vec![(path.to_owned(), map.entries().iter())];
        while let Some((path, entries)) = open.last_mut() {
            let Some((key, value)) = entries.next() else {
                open.pop();
                continue;
            };
            let path = join(path, key)?;
            match value {
                Value::Map(inner) => {
                    KeyRef::check(&path)?;
                    open.push((path, inner.entries().iter()));
                }
                value => self.set(path, value, origin.clone())?,
            }
        }
        Ok(())
    }

    pub(crate) fn unset(&mut self, key: impl AsKey) -> Result<(), Error> {
        let key = key.to_key()?;
        self.count(key.as_str().len())?;
        self.unset.push((key, self.entries.len()));
        Ok(())
    }

    /// A definition that is the next of the sources.
    pub(crate) fn define(&mut self, text: &str) -> Result<(), Error> {
        self.sources += 1;
        self.define_at(text, self.sources)
    }

    /// A definition with a place that the caller has counted.
    pub(crate) fn define_at(&mut self, text: &str, position: u32) -> Result<(), Error> {
        match definition::parse(text, position)? {
            Definition::Set(key, value) => self.push(Entry {
                key: key.to_key(),
                value: Value::untyped(value),
                origin: Origin::Definition(position),
            }),
            Definition::Unset(key) => self.unset(key.to_key()),
        }
    }

    pub(crate) fn push(&mut self, entry: Entry) -> Result<(), Error> {
        self.count(entry.key.as_str().len() + entry.value.payload_bytes())?;
        self.entries.push(entry);
        Ok(())
    }

    /// One more item of so many bytes.
    fn count(&mut self, bytes: usize) -> Result<(), Error> {
        if self.items >= self.limits.items {
            return Err(beyond("items", self.limits.items));
        }
        let bytes = self.bytes.saturating_add(bytes);
        if bytes > self.limits.bytes {
            return Err(beyond("bytes", self.limits.bytes));
        }
        self.items += 1;
        self.bytes = bytes;
        Ok(())
    }

    /// The overrides sorted by place, each key once.
    #[inline]
    pub(crate) fn build(self) -> Layer {
        let mut entries = self.entries;
        if !self.unset.is_empty() {
            let unset = Unset::since(self.unset.iter().map(|(key, since)| (key, *since)));
            let mut place = 0;
            entries.retain(|entry| {
                place += 1;
                !unset.hides_at(entry.key.as_str(), place - 1)
            });
        }
        if entries.len() > 1 {
            // Stable, so that among equal keys the last one set comes last and is kept.
            entries.sort_by(|a, b| a.place().cmp(&b.place()));
            entries.reverse();
            entries.dedup_by(|earlier, later| earlier.key == later.key);
            entries.reverse();
        }
        Layer {
            unset: self.unset.into_iter().map(|(key, _)| key).collect(),
            entries: entries.into(),
        }
    }
}

/// A key inside a mapping is joined to its parent's; the builder checks the whole.
pub(crate) fn join(path: &str, key: &str) -> Result<String, Error> {
    if key.is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidKey,
            format!(
                "invalid key \"\" below {}: a key has at least one segment",
                Quoted(path)
            ),
        ));
    }
    Ok(format!("{path}.{key}"))
}

/// The value to store under `key`.
fn stored(key: &Key, value: impl IntoValue) -> Result<Value, Error> {
    value
        .into_value()
        .map_err(|error| error.of_value(key.as_str()))
}

/// A checked override.
fn entry(key: Key, value: Value, origin: Origin) -> Result<Entry, Error> {
    if let Value::List(_) = value {
        check_size(key.as_str(), &value)?;
    }
    Ok(Entry { key, value, origin })
}

/// Refuses a mapping that sets too many parameters: one that shares its parts may be
/// small and yet set more than there is memory for.
fn check_count(map: &Map) -> Result<(), Error> {
    let mut left = MAX_LIST_ITEMS;
    let mut open = vec![map.entries().iter()];
    while let Some(entries) = open.last_mut() {
        match entries.next() {
            None => drop(open.pop()),
            Some((_, Value::Map(inner))) if !inner.entries().is_empty() => {
                open.push(inner.entries().iter());
            }
            Some(_) => left = left.checked_sub(1).ok_or_else(too_many)?,
        }
    }
    Ok(())
}

#[cold]
fn too_many() -> Error {
    Error::new(
        ErrorKind::Limit,
        format!(
            "too many overrides: a mapping sets more than {MAX_LIST_ITEMS} parameters, the limit"
        ),
    )
}
