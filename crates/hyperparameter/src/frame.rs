//! The immutable map from key to value that everything else is made of.
//!
//! A frame is its own few overrides over the frame below it, at most
//! [`MAX_LEVELS`](level::MAX_LEVELS) such levels over a shared [`Trie`]. When a child would be one
//! level too many, its parent's levels are folded into the trie, once, and kept:
//!
//! ```text
//! child:  {lr: 0.1}  over  {batch: 64}  over  {seed: 1}  over  trie of 100,000
//! ```
//!
//! | operation | cost |
//! |---|---|
//! | read | at most `MAX_LEVELS` small scans, then one walk of the trie |
//! | child | its own overrides; never how many parameters exist |
//! | child that unsets | all that is set |
//! | clone | one reference count |
//! | keys | all that is set |

pub(crate) mod builder;
pub(crate) mod iter;
pub(crate) mod level;
pub(crate) mod location;
pub(crate) mod missing;
pub(crate) mod nearest;
pub(crate) mod recent;
pub(crate) mod trie;

use std::sync::Arc;

use crate::convert::refusal::Part;
use crate::entry::Entry;
use crate::error::{Error, ErrorKind, Facts};
use crate::frame::level::Level;
use crate::frame::missing::is_at_or_below;
use crate::frame::recent::Answer;
use crate::from_value::default::DefaultValue;
use crate::from_value::{self, FromValue, Shape};
use crate::key::{AsKey, Key, KeyRef};
use crate::layer::entries::Entries;
use crate::layer::{Layer, LayerBuilder};
use crate::origin::Origin;
use crate::quote::Quoted;
use crate::source::unset::Unset;
use crate::value::Value;

/// The number of all frames in which nothing is set.
const EMPTY: u64 = u64::MAX;

/// An immutable map from key to value.
///
/// A child shares everything with its parent except its own settings, so a frame
/// can be read from any thread, kept for as long as one likes, and never
/// changes under its reader.
///
/// ```
/// use hyperparameter::Frame;
///
/// let base = Frame::empty().builder().set("train.lr", 0.1)?.set("train.steps", 500)?.build();
/// let tuned = base.child(["train.lr=5e-4"])?;
///
/// assert_eq!(tuned.get::<f64>("train.lr")?, Some(5e-4));
/// assert_eq!(tuned.get::<i64>("train.steps")?, Some(500));
/// assert_eq!(base.get::<f64>("train.lr")?, Some(0.1));
/// assert_eq!(base.get::<f64>("train.momentum")?, None);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Frame(Option<Arc<Level>>);

impl Frame {
    /// The frame in which nothing is set.
    pub const fn empty() -> Frame {
        Frame(None)
    }

    /// The parameter read as a `T`; `None` if it is not set.
    ///
    /// # Errors
    /// [`ErrorKind::Conversion`] if the value cannot become a `T` without loss,
    /// [`ErrorKind::InvalidKey`] if `key` is a string and not a key.
    pub fn get<T: FromValue>(&self, key: impl AsKey) -> Result<Option<T>, Error> {
        if T::SHAPE != Shape::Value {
            return self.get_below(&key);
        }
        if !T::IS_NUMBER {
            return self.get_held(&key);
        }
        match known(self.id(), &key) {
            Some(known) => Ok(known),
            None => self.get_anew(&key),
        }
    }

    /// The parameter read as the type of `default`; `default` if it is not set.
    ///
    /// # Errors
    /// As [`get`](Frame::get).
    pub fn get_or<D: DefaultValue>(&self, key: impl AsKey, default: D) -> Result<D::Read, Error> {
        Ok(self.get(key)?.unwrap_or_else(|| default.into_read()))
    }

    /// The parameter read as a `T`.
    ///
    /// # Errors
    /// As [`get`](Frame::get), and [`ErrorKind::Missing`], with the nearest keys
    /// that are set, if it is not set.
    pub fn require<T: FromValue>(&self, key: impl AsKey) -> Result<T, Error> {
        match self.get(&key)? {
            Some(value) => Ok(value),
            None if T::SHAPE == Shape::Fields => self.get_fields(&key),
            None => Err(self.missing(key.lookup())),
        }
    }

    /// The value exactly as it was set; an untyped string stays untyped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is a string and not a key.
    pub fn value(&self, key: impl AsKey) -> Result<Option<Value>, Error> {
        Ok(self.entry(key)?.map(|entry| entry.value.clone()))
    }

    /// Where the value came from.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is a string and not a key.
    ///
    /// ```
    /// use hyperparameter::{Frame, Origin};
    ///
    /// let frame = Frame::empty().child(["seed=1", "lr=0.1"])?;
    /// assert_eq!(frame.origin("lr")?, Some(&Origin::Definition(2)));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn origin(&self, key: impl AsKey) -> Result<Option<&Origin>, Error> {
        Ok(self.entry(key)?.map(Entry::origin))
    }

    /// Key, value and origin together, borrowed from this frame.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is a string and not a key.
    pub fn entry(&self, key: impl AsKey) -> Result<Option<&Entry>, Error> {
        match self.find(key.lookup()) {
            None => key.check().map(|()| None),
            found => Ok(found),
        }
    }

    /// Whether the parameter is set, be it to null.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is a string and not a key.
    pub fn contains(&self, key: impl AsKey) -> Result<bool, Error> {
        Ok(self.entry(key)?.is_some())
    }

    /// The full keys that are `prefix` or lie below it, sorted; all of them for
    /// an empty prefix.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `prefix` is neither empty nor a key.
    pub fn keys(&self, prefix: &str) -> Result<Vec<Key>, Error> {
        if !prefix.is_empty() {
            KeyRef::new(prefix)?;
        }
        let mut keys = Vec::new();
        self.for_each(|entry| {
            if is_at_or_below(entry.key.as_str(), prefix) {
                keys.push(entry.key.clone());
            }
        });
        keys.sort_unstable();
        Ok(keys)
    }

    /// How many parameters are set. It costs a look at all of them.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let frame = Frame::empty().child(["a=1", "b=2"])?.child(["a=3"])?;
    /// assert_eq!(frame.len(), 2);
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn len(&self) -> usize {
        let mut count = 0;
        self.for_each(|_| count += 1);
        count
    }

    /// Whether no parameter is set.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// assert!(Frame::empty().is_empty());
    /// assert!(!Frame::empty().child(["a=1"])?.is_empty());
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.as_deref().is_none_or(Level::is_empty)
    }

    /// The parameters below `prefix`, in a frame of their own, by what follows the prefix;
    /// all of this frame for an empty prefix. Values keep where they came from. What is
    /// set as `prefix` itself has no name there and is left out.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `prefix` is neither empty nor a key, or if what follows
    /// it is no key, as ` b` of `a. b`.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let frame = Frame::empty().child(["server.port=80", "server.tls.cert=a.pem", "seed=1"])?;
    /// let server = frame.subtree("server")?;
    ///
    /// assert_eq!(server.get::<u16>("port")?, Some(80));
    /// assert_eq!(server.keys("")?.len(), 2);
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn subtree(&self, prefix: &str) -> Result<Frame, Error> {
        if prefix.is_empty() {
            return Ok(self.clone());
        }
        KeyRef::check(prefix)?;
        let mut below = LayerBuilder::default();
        for entry in self.entries() {
            let rest = entry.key.as_str().strip_prefix(prefix);
            if let Some(key) = rest.and_then(|rest| rest.strip_prefix('.')) {
                let key = Key::new(key)?;
                below.push(Entry {
                    key,
                    ..entry.clone()
                })?;
            }
        }
        Ok(Frame::empty().under(below.build()))
    }

    /// All that is set, in no particular order.
    pub(crate) fn entries(&self) -> Vec<&Entry> {
        let mut entries = Vec::new();
        self.for_each(|entry| entries.push(entry));
        entries
    }

    /// The parameter, looked up and remembered; `key` is asked whether it is one.
    #[inline(never)]
    pub(crate) fn get_anew<T: FromValue>(&self, key: &impl AsKey) -> Result<Option<T>, Error> {
        let name = key.lookup();
        let found = self.0.as_deref().and_then(|level| level.locate(name));
        if found.is_none() {
            key.check()?;
        }
        recent::remember(self.id(), name, key.as_literal(), found);
        found.map(|(entry, _)| read(entry)).transpose()
    }

    /// The parameter, by what is remembered of where it lies, if it is.
    #[inline(never)]
    pub(crate) fn get_held<T: FromValue>(&self, key: &impl AsKey) -> Result<Option<T>, Error> {
        let known = recent::find(self.id(), key, |answer| {
            match (answer, answer.location(), self.0.as_deref()) {
                (Answer::Missing, ..) => Some(Ok(None)),
                (_, Some(location), Some(level)) => {
                    let found = level.at(location, key);
                    debug_assert!(found.is_some_and(|entry| entry.key.as_str() == key.text()));
                    Some(found.map(read).transpose())
                }
                _ => T::from_answer(answer).map(|value| Ok(Some(value))),
            }
        });
        known.unwrap_or_else(|| self.get_anew(key))
    }

    /// A number that no other frame has.
    #[inline]
    pub(crate) fn id(&self) -> u64 {
        self.0.as_deref().map_or(EMPTY, |level| level.id)
    }

    /// What is set as `key`; nothing where that is no key, for only keys are stored.
    #[inline]
    pub(crate) fn find(&self, key: KeyRef<'_>) -> Option<&Entry> {
        self.0.as_deref()?.find(key)
    }

    /// This frame with `layer` over it.
    pub(crate) fn under(&self, layer: Layer) -> Frame {
        if layer.unset.is_empty() {
            self.overridden_by(layer.entries)
        } else {
            self.without(&Unset::of(&layer.unset))
                .overridden_by(layer.entries)
        }
    }

    /// This frame without what is hidden of it. All that is set is looked at: a hash
    /// does not tell what lies below a key.
    fn without(&self, unset: &Unset<'_>) -> Frame {
        let mut hidden = Vec::new();
        self.for_each(|entry| {
            if unset.hides(entry.key.as_str()) {
                hidden.push(entry.key.lookup());
            }
        });
        match &self.0 {
            Some(level) if !hidden.is_empty() => {
                Frame(Some(Arc::new(Level::from(level.folded().without(hidden)))))
            }
            _ => self.clone(),
        }
    }

    /// This frame with `entries` over it, which have no key twice.
    fn overridden_by(&self, entries: Entries) -> Frame {
        if entries.as_slice().is_empty() {
            return self.clone();
        }
        Frame(Some(Arc::new(Level::over(self.0.as_ref(), entries))))
    }

    /// Overrides one parameter here, in place of making a child: takes the entry, and leaves what
    /// had its key. Gives back the frame that this one was, if it is another one now. The caller
    /// drops both where code of the user may run.
    pub(crate) fn insert(&mut self, entry: &mut Option<Entry>) -> Frame {
        if let Some(level) = self.0.as_mut().and_then(Arc::get_mut) {
            if level.insert(entry) {
                return Frame::empty();
            }
        }
        let child = self.overridden_by(entry.take().map_or_else(Entries::default, Entries::One));
        std::mem::replace(self, child)
    }

    pub(crate) fn for_each<'a>(&'a self, visit: impl FnMut(&'a Entry)) {
        if let Some(level) = &self.0 {
            level.folded().for_each(visit);
        }
    }

    #[cold]
    pub(crate) fn missing(&self, key: KeyRef<'_>) -> Error {
        let (frame, wanted) = (self.clone(), key.text.to_owned());
        let facts = Facts {
            key: Some(key.text.into()),
            more: Some(Arc::new(move || match &frame.0 {
                Some(level) => missing::advice(level.folded(), &wanted),
                None => String::new(),
            })),
            ..Facts::default()
        };
        let message = format!("no parameter {} is set", Quoted(key.text));
        Error::with(ErrorKind::Missing, message, facts)
    }
}

/// Whether both set the same keys to equal values. Where the values came from does not
/// count, and neither do the children that led here.
///
/// Values are equal as [`Value`] says: a string of a command line is not equal to the
/// number that it spells, an object only to itself, and NaN to nothing, so that a frame
/// with NaN in it is not equal to itself.
///
/// ```
/// use hyperparameter::Frame;
///
/// let a = Frame::empty().child([("lr", 0.1), ("decay", 0.5)])?;
/// let b = Frame::empty().child([("decay", 0.5)])?.child([("lr", 0.2)])?;
/// assert_ne!(a, b);
/// assert_eq!(a, b.child([("lr", 0.1)])?);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
impl PartialEq for Frame {
    fn eq(&self, other: &Frame) -> bool {
        let entries = self.entries();
        let has_equal = |ours: &&Entry| {
            let theirs = other.find(ours.key.lookup());
            theirs.is_some_and(|theirs| theirs.value == ours.value)
        };
        entries.len() == other.len() && entries.iter().all(has_equal)
    }
}

/// As a map, sorted by key.
impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// What the frame of this number is known to have, or not to have; none where only the frame
/// has it, or has what the message of an error says.
#[inline(always)]
pub(crate) fn known<T: FromValue>(frame: u64, key: &impl AsKey) -> Option<Option<T>> {
    recent::find(frame, key, |answer| match answer {
        Answer::Missing => Some(None),
        answer => T::from_answer(answer).map(Some),
    })
}

#[inline]
fn read<T: FromValue>(entry: &Entry) -> Result<T, Error> {
    from_value::read(Part::whole(entry))
}
