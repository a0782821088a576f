//! What `unset` and `~key` hide: a key, and all below it.

use std::collections::{BTreeSet, HashMap};

use crate::key::Key;

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
    pub(crate) fn since(keys: impl Iterator<Item = (&'a Key, usize)>) -> Unset<'a> {
        let since: HashMap<&str, usize> = keys.map(|(key, since)| (key.as_str(), since)).collect();
        let lengths = since.keys().map(|key| key.len()).collect();
        Unset { since, lengths }
    }

    /// Whether a key of the frame below is unset, or lies below one that is.
    pub(crate) fn hides(&self, key: &str) -> bool {
        self.hides_at(key, 0)
    }

    pub(crate) fn hides_at(&self, key: &str, place: usize) -> bool {
        self.lengths.iter().any(|length| {
            let ends = matches!(key.as_bytes().get(*length), None | Some(b'.'));
            let path = key.get(..*length).filter(|_| ends);
            path.and_then(|path| self.since.get(path))
                .is_some_and(|since| place < *since)
        })
    }
}
