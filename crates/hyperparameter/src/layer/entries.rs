//! The settings of one layer: mostly one, which then needs no memory of its own.

use crate::entry::Entry;

/// The settings of one layer, sorted by [`Entry::place`], each key once.
#[derive(Clone, Debug)]
pub(crate) enum Entries {
    One(Entry),
    Several(Box<[Entry]>),
}

impl Entries {
    pub(crate) fn as_slice(&self) -> &[Entry] {
        match self {
            Entries::One(entry) => std::slice::from_ref(entry),
            Entries::Several(entries) => entries,
        }
    }
}

impl Default for Entries {
    fn default() -> Entries {
        Entries::Several(Box::default())
    }
}

impl From<Vec<Entry>> for Entries {
    #[inline]
    fn from(mut entries: Vec<Entry>) -> Entries {
        match entries.pop() {
            Some(only) if entries.is_empty() => Entries::One(only),
            last => {
                entries.extend(last);
                entries.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
                Entries::Several(entries.into())
            }
        }
    }
}
