//! One setting of a frame: a key, its value, and where that came from.

use std::fmt;

use crate::key::Key;
use crate::origin::Origin;
use crate::quote::QuotedPair;
use crate::value::Value;

/// One setting of a frame: a key, its value exactly as set, and where that came from.
///
/// ```
/// use hyperparameter::{Frame, Origin, Value};
///
/// let frame = Frame::empty().child(["train.lr=5e-4"])?;
/// let entry = frame.entry("train.lr")?.unwrap();
///
/// assert_eq!(entry.key().as_str(), "train.lr");
/// assert_eq!(entry.value(), &Value::untyped("5e-4"));
/// assert_eq!(entry.origin(), &Origin::Definition(1));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) key: Key,
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

impl Entry {
    /// The full key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The value, exactly as it was set.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Where the value came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where it stands among others: by hash, and by the string among equal hashes.
    pub(crate) fn place(&self) -> (u64, &str) {
        (self.key.hash(), self.key.as_str())
    }

    /// The origin as a message says it: `from "train.lr=fast", item 3`.
    pub(crate) fn provenance(&self) -> impl fmt::Display + '_ {
        Provenance(self)
    }
}

struct Provenance<'a>(&'a Entry);

impl fmt::Display for Provenance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.origin, &self.0.value) {
            (Origin::Definition(item), Value::Untyped(text)) => {
                let key = format!("{}=", self.0.key);
                write!(f, "from {}, item {item}", QuotedPair(&key, text))
            }
            (origin, _) => origin.fmt(f),
        }
    }
}
