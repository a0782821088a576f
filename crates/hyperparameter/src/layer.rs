//! Gathers the overrides of one scope, all or nothing.

use crate::define::define;
use crate::error::{Error, ErrorKind};
use crate::frame::Frame;
use crate::key::{AsKey, Key};
use crate::origin::{Entry, Origin};
use crate::source::Source;
use crate::trie::place;
use crate::value::Value;
use crate::write::{IntoValue, check_depth};

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
        let entry = entry(key.to_key()?, value, origin)?;
        self.push(entry)
    }

    /// Overrides one parameter by a `key=value` text; the value is untyped.
    ///
    /// # Errors
    /// [`ErrorKind::Definition`], quoting the text and its place among the
    /// sources, if there is no `=` or the key is invalid; a limit.
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
        self.push(define(text, position)?)
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
    pub(crate) fn into_layer(self) -> Vec<Entry> {
        let mut entries = self.entries;
        if entries.len() > 1 {
            // Stable, so that among equal keys the last one set comes last and is kept.
            entries.sort_by(|a, b| place(a).cmp(&place(b)));
            entries.reverse();
            entries.dedup_by(|earlier, later| earlier.key == later.key);
            entries.reverse();
        }
        entries
    }

    pub(crate) fn push(mut self, entry: Entry) -> Result<FrameBuilder, Error> {
        if self.entries.len() >= self.limits.items {
            return Err(over("items", self.limits.items));
        }
        let size = entry.key.as_str().len() + entry.value.payload_bytes();
        self.bytes = self.bytes.saturating_add(size);
        if self.bytes > self.limits.bytes {
            return Err(over("bytes", self.limits.bytes));
        }
        self.entries.push(entry);
        Ok(self)
    }
}

/// A checked override.
pub(crate) fn entry(key: Key, value: impl IntoValue, origin: Origin) -> Result<Entry, Error> {
    let value = value
        .into_value()
        .map_err(|error| error.of_value(key.as_str()))?;
    if let Value::List(_) = value {
        check_depth(key.as_str(), &value)?;
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
