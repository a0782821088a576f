//! One override: the record that keeps a value's key and origin beside it.

use std::fmt;

use crate::key::Key;
use crate::origin::Origin;
use crate::quote::QuotedPair;
use crate::value::Value;

/// One override: a key, its value exactly as set, and where it came from.
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
    pub fn origin(&self) -> Origin {
        self.origin
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
        match (self.0.origin, &self.0.value) {
            (Origin::Code, _) => f.write_str("set in code"),
            (Origin::Keyword, _) => f.write_str("from a keyword"),
            (Origin::Mapping, _) => f.write_str("from a mapping"),
            (Origin::Assigned, _) => f.write_str("assigned"),
            (Origin::Definition(item), Value::Untyped(text)) => {
                let key = format!("{}=", self.0.key);
                write!(f, "from {}, item {item}", QuotedPair(&key, text))
            }
            (Origin::Definition(item), _) => write!(f, "from item {item}"),
        }
    }
}
