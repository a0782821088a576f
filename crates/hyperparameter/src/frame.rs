//! The immutable map from key to value that everything else is made of.
//!
//! A frame is its own few overrides over the frame below it, at most
//! [`MAX_LEVELS`] such levels over a shared [`Trie`]. When a child would be one
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

use std::sync::Arc;

use once_cell::race::OnceBox;

use crate::entry::Entry;
use crate::error::{Error, ErrorKind};
use crate::key::{AsKey, Key, KeyRef};
use crate::layer::{FrameBuilder, Layer, Unset};
use crate::origin::Origin;
use crate::quote::Quoted;
use crate::read::{self, DefaultValue, FromValue};
use crate::refusal::Part;
use crate::source::Source;
use crate::trie::{Trie, place};
use crate::value::Value;

/// How many levels of overrides a read may pass before it reaches the trie.
const MAX_LEVELS: u32 = 4;

/// More overrides than this in one layer go to the trie at once: a scan would
/// cost more than a walk.
const MAX_SCANNED: usize = 8;

/// An immutable map from key to value.
///
/// A child shares everything with its parent except its overrides, so a frame
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

struct Level {
    own: Own,
    below: Below,
    /// How many levels a read may pass from here, this one included.
    height: u32,
    /// All of this frame as one trie, once a grandchild has needed it.
    folded: OnceBox<Trie>,
}

/// The overrides of one level, sorted by [`place`].
enum Own {
    One(Entry),
    Several(Box<[Entry]>),
}

#[derive(Clone)]
enum Below {
    Level(Arc<Level>),
    Trie(Trie),
}

impl Frame {
    /// The frame in which nothing is set.
    pub const fn empty() -> Frame {
        Frame(None)
    }

    /// Starts a child of this frame, override by override.
    pub fn builder(&self) -> FrameBuilder {
        FrameBuilder::over(self.clone())
    }

    /// A child of this frame with the overrides of `source`; all of them or, if
    /// one is bad, none.
    ///
    /// # Errors
    /// What the source's first bad item is: an invalid key, a bad definition, a
    /// value that cannot be stored exactly.
    pub fn child(&self, source: impl Source) -> Result<Frame, Error> {
        Ok(self.builder().add_source(source)?.build())
    }

    /// The parameter read as a `T`; `None` if it is not set.
    ///
    /// # Errors
    /// [`ErrorKind::Conversion`] if the value cannot become a `T` without loss,
    /// [`ErrorKind::InvalidKey`] if `key` is text and not a key.
    pub fn get<T: FromValue>(&self, key: impl AsKey) -> Result<Option<T>, Error> {
        match self.find(key.as_key()?) {
            None => Ok(None),
            Some(entry) => read(entry).map(Some),
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
        let key = key.as_key()?;
        match self.find(key) {
            Some(entry) => read(entry),
            None => Err(self.missing(key)),
        }
    }

    /// The value exactly as it was set; untyped text stays untyped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is text and not a key.
    pub fn value(&self, key: impl AsKey) -> Result<Option<Value>, Error> {
        Ok(self.entry(key)?.map(|entry| entry.value.clone()))
    }

    /// Where the value came from.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is text and not a key.
    pub fn origin(&self, key: impl AsKey) -> Result<Option<Origin>, Error> {
        Ok(self.entry(key)?.map(Entry::origin))
    }

    /// Key, value and origin together, borrowed from this frame.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is text and not a key.
    pub fn entry(&self, key: impl AsKey) -> Result<Option<&Entry>, Error> {
        Ok(self.find(key.as_key()?))
    }

    /// Whether the parameter is set, be it to null.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if `key` is text and not a key.
    pub fn contains(&self, key: impl AsKey) -> Result<bool, Error> {
        Ok(self.find(key.as_key()?).is_some())
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
        self.folded().for_each(|entry| {
            if is_at_or_below(entry.key.as_str(), prefix) {
                keys.push(entry.key.clone());
            }
        });
        keys.sort_unstable();
        Ok(keys)
    }

    /// Every override that is in effect, in no particular order.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        self.folded().for_each(|entry| entries.push(entry.clone()));
        entries
    }

    pub(crate) fn find(&self, key: KeyRef<'_>) -> Option<&Entry> {
        let mut level = self.0.as_deref()?;
        loop {
            if let Some(entry) = level.own.find(key) {
                return Some(entry);
            }
            match &level.below {
                Below::Level(below) => level = below,
                Below::Trie(trie) => return trie.find(key),
            }
        }
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
        let trie = self.folded();
        let mut hidden = Vec::new();
        trie.for_each(|entry| {
            if unset.hides(entry.key.as_str()) {
                hidden.push(entry.key.as_ref());
            }
        });
        if hidden.is_empty() {
            return self.clone();
        }
        Frame::from(trie.without(hidden))
    }

    /// This frame with `entries` over it, which are sorted and have no key twice.
    fn overridden_by(&self, entries: Vec<Entry>) -> Frame {
        let own = match entries.len() {
            0 => return self.clone(),
            1..=MAX_SCANNED => Own::from(entries),
            _ => {
                let entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
                return Frame::from(self.folded().with(&entries));
            }
        };
        let (below, height) = match self.not_covered_by(own.as_slice()) {
            None => (Below::Trie(Trie::default()), 1),
            Some(Below::Level(level)) if level.height < MAX_LEVELS => {
                let height = level.height + 1;
                (Below::Level(level), height)
            }
            Some(Below::Level(level)) => (Below::Trie(level.folded().clone()), 1),
            Some(trie) => (trie, 1),
        };
        Frame(Some(Arc::new(Level {
            own,
            below,
            height,
            folded: OnceBox::new(),
        })))
    }

    /// What lies below a level of the overrides `over`, without levels that nobody
    /// would see any more: a value that is assigned over and over is let go.
    fn not_covered_by(&self, over: &[Entry]) -> Option<Below> {
        let mut below = Below::Level(self.0.clone()?);
        loop {
            let next = match &below {
                Below::Level(level) if level.own.is_covered_by(over) => level.below.clone(),
                _ => return Some(below),
            };
            below = next;
        }
    }

    fn folded(&self) -> Trie {
        self.0
            .as_deref()
            .map_or_else(Trie::default, |level| level.folded().clone())
    }

    #[cold]
    pub(crate) fn missing(&self, key: KeyRef<'_>) -> Error {
        let trie = self.folded();
        let mut keys = Vec::new();
        trie.for_each(|entry| keys.push(entry.key.as_str()));
        let nearest = crate::nearest::nearest(key.text, &keys);
        let mut message = format!("no parameter {} is set", Quoted(key.text));
        for (at, name) in nearest.iter().enumerate() {
            message += if at == 0 { "; did you mean " } else { " or " };
            message += &Quoted(name).to_string();
        }
        if !nearest.is_empty() {
            message.push('?');
        }
        let below = keys.iter().filter(|set| is_at_or_below(set, key.text));
        if let Some(below) = below.min() {
            message += &format!("; {} is set below it", Quoted(below));
        }
        Error::about(ErrorKind::Missing, key.text, message)
    }
}

impl From<Trie> for Frame {
    fn from(trie: Trie) -> Frame {
        Frame(Some(Arc::new(Level {
            own: Own::Several(Box::default()),
            below: Below::Trie(trie),
            height: 1,
            folded: OnceBox::new(),
        })))
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut map = f.debug_map();
        for key in self.keys("").unwrap_or_default() {
            map.entry(&key.as_str(), &self.find(key.as_ref()).map(Entry::value));
        }
        map.finish()
    }
}

impl Level {
    /// This level and all below it as one trie; folded at most once, without a lock.
    fn folded(&self) -> &Trie {
        if let (Own::Several(own), Below::Trie(trie)) = (&self.own, &self.below) {
            if own.is_empty() {
                return trie;
            }
        }
        self.folded.get_or_init(|| {
            // In one go: what lies between is a trie that nobody may ever ask for.
            let mut own: Vec<&Entry> = self.own.as_slice().iter().collect();
            let mut below = &self.below;
            let trie = loop {
                match below {
                    Below::Trie(trie) => break trie,
                    Below::Level(level) => {
                        if let Some(trie) = level.folded.get() {
                            break trie;
                        }
                        for entry in level.own.as_slice() {
                            if own.iter().all(|newer| newer.key != entry.key) {
                                own.push(entry);
                            }
                        }
                        below = &level.below;
                    }
                }
            };
            own.sort_unstable_by(|a, b| place(a).cmp(&place(b)));
            let own: Vec<Arc<Entry>> = own.into_iter().cloned().map(Arc::new).collect();
            Box::new(trie.with(&own))
        })
    }
}

impl Own {
    fn as_slice(&self) -> &[Entry] {
        match self {
            Own::One(entry) => std::slice::from_ref(entry),
            Own::Several(entries) => entries,
        }
    }

    fn is_covered_by(&self, over: &[Entry]) -> bool {
        let own = self.as_slice();
        !own.is_empty()
            && own.len() <= over.len()
            && own
                .iter()
                .all(|entry| over.iter().any(|newer| newer.key == entry.key))
    }

    #[inline]
    fn find(&self, key: KeyRef<'_>) -> Option<&Entry> {
        self.as_slice()
            .iter()
            .find(|entry| entry.key.hash() == key.hash && entry.key.as_str() == key.text)
    }
}

impl From<Vec<Entry>> for Own {
    fn from(mut entries: Vec<Entry>) -> Own {
        if entries.len() == 1 {
            Own::One(entries.remove(0))
        } else {
            entries.sort_unstable_by(|a, b| place(a).cmp(&place(b)));
            Own::Several(entries.into())
        }
    }
}

pub(crate) fn read<T: FromValue>(entry: &Entry) -> Result<T, Error> {
    read::read(Part::whole(entry))
}

fn is_at_or_below(key: &str, prefix: &str) -> bool {
    match key.strip_prefix(prefix) {
        Some(rest) => prefix.is_empty() || rest.is_empty() || rest.starts_with('.'),
        None => false,
    }
}
