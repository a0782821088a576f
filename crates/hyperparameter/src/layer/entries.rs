//! The settings of one layer: mostly one, which then needs no memory of its own.

use crate::entry::Entry;

/// The settings of one layer, sorted by [`Entry::place`], each key once.
#[derive(Clone, Debug)]
pub(crate) enum Entries {
    One(Entry),
    Several(Vec<Entry>),
}

impl Entries {
    pub(crate) fn as_slice(&self) -> &[Entry] {
        match self {
            Entries::One(entry) => std::slice::from_ref(entry),
            Entries::Several(entries) => entries,
        }
    }
}

impl Entries {
    /// Adds one, if there are then not more than `most`: takes it, and leaves what had its key.
    pub(crate) fn insert(&mut self, entry: &mut Option<Entry>, most: usize) -> bool {
        let Some(new) = entry else {
            return false;
        };
        let place = new.place();
        match self
            .as_slice()
            .binary_search_by(|own| own.place().cmp(&place))
        {
            Ok(at) => {
                let own = match self {
                    Entries::One(own) => own,
                    Entries::Several(entries) => &mut entries[at],
                };
                std::mem::swap(own, new);
            }
            Err(_) if self.as_slice().len() >= most => return false,
            Err(at) => entry
                .take()
                .into_iter()
                .for_each(|new| self.several().insert(at, new)),
        }
        true
    }

    /// The entries as such that may become more.
    fn several(&mut self) -> &mut Vec<Entry> {
        if let Entries::One(_) = self {
            let one = std::mem::replace(self, Entries::Several(Vec::with_capacity(4)));
            if let (Entries::Several(entries), Entries::One(one)) = (&mut *self, one) {
                entries.push(one);
            }
        }
        match self {
            Entries::Several(entries) => entries,
            Entries::One(_) => unreachable!("they have become several"),
        }
    }
}

impl Default for Entries {
    fn default() -> Entries {
        Entries::Several(Vec::new())
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
                Entries::Several(entries)
            }
        }
    }
}
