//! Gathers the overrides of one scope, all or nothing.

use std::collections::{BTreeSet, HashMap};

use crate::define::{self, Definition};
use crate::entry::Entry;
use crate::error::{Error, ErrorKind};
use crate::frame::Frame;
use crate::key::{AsKey, Key, KeyRef};
use crate::origin::Origin;
use crate::quote::Quoted;
use crate::source::Source;
use crate::trie::place;
use crate::value::{MAX_LIST_ITEMS, Map, Value};
use crate::write::{IntoValue, check_size};

/// The overrides of one scope: what they hide of the frame below, and what they set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    pub(crate) unset: Vec<Key>,
    /// Sorted by place, each key once.
    pub(crate) entries: Vec<Entry>,
}

impl Layer {
    /// The one override of a key; of a mapping, those of the keys below.
    pub(crate) fn setting(key: Key, value: impl IntoValue, origin: Origin) -> Result<Layer, Error> {
        let value = value
            .into_value()
            .map_err(|error| error.of_value(key.as_str()))?;
        if let Value::Map(map) = &value {
            let below = Frame::empty()
                .builder()
                .set_below(key.as_str(), map, origin)?;
            return Ok(below.into_layer());
        }
        Ok(Layer {
            unset: Vec::new(),
            entries: vec![entry(key, value, origin)?],
        })
    }

    pub(crate) fn unsetting(key: Key) -> Layer {
        Layer {
            unset: vec![key],
            entries: Vec::new(),
        }
    }
}

/// Keys that are unset, and since when: what came before is hidden.
pub(crate) struct Unset<'a> {
    since: HashMap<&'a str, usize>,
    /// How long they are: other beginnings of a key, which may have many, are not looked up.
    lengths: BTreeSet<usize>,
}

impl<'a> Unset<'a> {
    pub(crate) fn of(keys: &'a [Key]) -> Unset<'a> {
        Unset::since(keys.iter().map(|key| (key, usize::MAX)))
    }

    /// Of several times for a key, the last one counts.
    fn since(keys: impl Iterator<Item = (&'a Key, usize)>) -> Unset<'a> {
        let since: HashMap<&str, usize> = keys.map(|(key, since)| (key.as_str(), since)).collect();
        let lengths = since.keys().map(|key| key.len()).collect();
        Unset { since, lengths }
    }

    /// Whether a key of the frame below is unset, or lies below one that is.
    pub(crate) fn hides(&self, key: &str) -> bool {
        self.hides_at(key, 0)
    }

    fn hides_at(&self, key: &str, place: usize) -> bool {
        self.lengths.iter().any(|length| {
            let ends = matches!(key.as_bytes().get(*length), None | Some(b'.'));
            let path = key.get(..*length).filter(|_| ends);
            path.and_then(|path| self.since.get(path))
                .is_some_and(|since| place < *since)
        })
    }
}

/// Builds a child of a frame; later overrides win over earlier ones.
///
/// Each step takes the builder and gives it back, or an error: a builder with a
/// bad item is gone, and nothing of it takes effect.
///
/// ```
/// use hyperparameter::Frame;
///
/// let frame = Frame::empty()
///     .builder()
///     .set("train.lr", 1e-3)?
///     .define("train.lr=5e-4")?
///     .build();
/// assert_eq!(frame.get::<f64>("train.lr")?, Some(5e-4));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` makes a frame of it"]
pub struct FrameBuilder {
    base: Frame,
    entries: Vec<Entry>,
    /// What is hidden of the base, and of the entries that came before: so many.
    unset: Vec<(Key, usize)>,
    sources: u32,
    limits: Limits,
    bytes: usize,
}

/// How much one layer of overrides may hold; for overrides that strangers send.
///
/// ```
/// use hyperparameter::{ErrorKind, Frame, Limits};
///
/// let limits = Limits::NONE.items(2).bytes(4096);
/// let refused = Frame::empty().builder().limits(limits).add_source(["a=1", "b=2", "c=3"]);
/// assert_eq!(refused.unwrap_err().kind(), ErrorKind::Limit);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most overrides, counted before later ones replace earlier ones.
    pub items: usize,
    /// The most bytes of keys and values together.
    pub bytes: usize,
}

impl Limits {
    /// No limits, as it is without a call to [`FrameBuilder::limits`].
    pub const NONE: Limits = Limits {
        items: usize::MAX,
        bytes: usize::MAX,
    };

    /// At most so many overrides, counted before later ones replace earlier ones.
    pub const fn items(self, items: usize) -> Limits {
        Limits { items, ..self }
    }

    /// At most so many bytes of keys and values together.
    pub const fn bytes(self, bytes: usize) -> Limits {
        Limits { bytes, ..self }
    }
}

impl FrameBuilder {
    pub(crate) fn over(base: Frame) -> FrameBuilder {
        FrameBuilder {
            base,
            entries: Vec::new(),
            unset: Vec::new(),
            sources: 0,
            limits: Limits::NONE,
            bytes: 0,
        }
    }

    /// Refuses overrides beyond `limits` from here on.
    pub fn limits(mut self, limits: Limits) -> FrameBuilder {
        self.limits = limits;
        self
    }

    /// Overrides one parameter.
    ///
    /// # Errors
    /// An invalid key, a value that cannot be stored exactly, or a limit.
    pub fn set(self, key: impl AsKey, value: impl IntoValue) -> Result<FrameBuilder, Error> {
        self.set_from(key, value, Origin::Code)
    }

    /// Overrides one parameter and says where the value came from.
    ///
    /// # Errors
    /// As [`set`](FrameBuilder::set).
    pub fn set_from(
        self,
        key: impl AsKey,
        value: impl IntoValue,
        origin: Origin,
    ) -> Result<FrameBuilder, Error> {
        let key = key.to_key()?;
        let value = value
            .into_value()
            .map_err(|error| error.of_value(key.as_str()))?;
        if let Value::Map(map) = &value {
            return self.set_below(key.as_str(), map, origin);
        }
        let entry = entry(key, value, origin)?;
        self.push(entry)
    }

    /// A mapping that is not inside a list stands for the keys below `path`. Mappings in
    /// mappings need no more of the stack.
    fn set_below(mut self, path: &str, map: &Map, origin: Origin) -> Result<FrameBuilder, Error> {
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
                value => self = self.set_from(path, value, origin)?,
            }
        }
        Ok(self)
    }

    /// Hides a parameter and all below it: what was set earlier here, and in the
    /// frames below. What is set later is seen.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let base = Frame::empty().child(["opt.name=adam", "opt.lr=0.1", "seed=1"])?;
    /// let frame = base.builder().unset("opt")?.set("opt.lr", 0.5)?.build();
    /// assert_eq!(frame.get::<String>("opt.name")?, None);
    /// assert_eq!(frame.get::<f64>("opt.lr")?, Some(0.5));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    ///
    /// It costs a look at all that is set.
    ///
    /// # Errors
    /// An invalid key, or a limit.
    pub fn unset(mut self, key: impl AsKey) -> Result<FrameBuilder, Error> {
        let key = key.to_key()?;
        self.count(key.as_str().len())?;
        self.unset.push((key, self.entries.len()));
        Ok(self)
    }

    /// Overrides one parameter by a `key=value` text, whose value is untyped, or
    /// unsets one by `~key`.
    ///
    /// # Errors
    /// [`ErrorKind::Definition`], quoting the text and its place among the
    /// sources, if it is neither, or the key is invalid or was hardly meant, as in
    /// `--lr=1`; a limit.
    pub fn define(mut self, text: &str) -> Result<FrameBuilder, Error> {
        self.sources += 1;
        let position = self.sources;
        self.define_at(text, position)
    }

    /// As [`define`](FrameBuilder::define), with a place among the sources that
    /// the caller has counted, from 1.
    ///
    /// # Errors
    /// As [`define`](FrameBuilder::define).
    pub fn define_at(self, text: &str, position: u32) -> Result<FrameBuilder, Error> {
        match define::parse(text, position)? {
            Definition::Set(key, value) => self.push(Entry {
                key: key.to_key(),
                value: Value::untyped(value),
                origin: Origin::Definition(position),
            }),
            Definition::Unset(key) => self.unset(key.to_key()),
        }
    }

    /// Adds everything a source holds.
    ///
    /// # Errors
    /// What its first bad item is.
    pub fn add_source(self, source: impl Source) -> Result<FrameBuilder, Error> {
        source.add_to(self)
    }

    /// The child with these overrides.
    pub fn build(self) -> Frame {
        let base = self.base.clone();
        base.under(self.into_layer())
    }

    /// The overrides sorted by place, each key once.
    pub(crate) fn into_layer(self) -> Layer {
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
            entries.sort_by(|a, b| place(a).cmp(&place(b)));
            entries.reverse();
            entries.dedup_by(|earlier, later| earlier.key == later.key);
            entries.reverse();
        }
        Layer {
            unset: self.unset.into_iter().map(|(key, _)| key).collect(),
            entries,
        }
    }

    pub(crate) fn push(mut self, entry: Entry) -> Result<FrameBuilder, Error> {
        self.count(entry.key.as_str().len() + entry.value.payload_bytes())?;
        self.entries.push(entry);
        Ok(self)
    }

    /// One more item of so many bytes.
    fn count(&mut self, bytes: usize) -> Result<(), Error> {
        if self.entries.len() + self.unset.len() >= self.limits.items {
            return Err(over("items", self.limits.items));
        }
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.limits.bytes {
            return Err(over("bytes", self.limits.bytes));
        }
        Ok(())
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

/// A checked override.
fn entry(key: Key, value: Value, origin: Origin) -> Result<Entry, Error> {
    if let Value::List(_) = value {
        check_size(key.as_str(), &value)?;
    }
    Ok(Entry { key, value, origin })
}

#[cold]
fn over(what: &str, limit: usize) -> Error {
    Error::new(
        ErrorKind::Limit,
        format!("too many overrides: more than {limit} {what}, the limit"),
    )
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
