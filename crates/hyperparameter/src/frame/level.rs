//! One level of a frame: a few overrides over the levels below it, and a trie under all.

use std::sync::Arc;

use once_cell::race::OnceBox;

use crate::entry::Entry;
use crate::frame::location::Location;
use crate::frame::trie::Trie;
use crate::key::{AsKey, KeyRef};
use crate::layer::entries::Entries;
use crate::unique::unique;

/// How many levels of overrides a read may pass before it reaches the trie.
pub(crate) const MAX_LEVELS: u32 = 4;

/// More overrides than this in one layer go to the trie at once: a scan would
/// cost more than a walk.
const MAX_SCANNED: usize = 8;

pub(crate) struct Level {
    /// A number that no other level has.
    pub(crate) id: u64,
    own: Entries,
    below: Below,
    /// How many levels a read may pass from here, this one included.
    height: u32,
    /// All of this level and those below as one trie, once a grandchild has needed it.
    folded: OnceBox<Trie>,
}

#[derive(Clone)]
enum Below {
    Level(Arc<Level>),
    Trie(Trie),
}

impl Level {
    /// A level of `entries`, of which there is at least one and which have no key
    /// twice, over those below.
    pub(crate) fn over(below: Option<&Arc<Level>>, entries: Entries) -> Level {
        let own = match entries {
            Entries::Several(many) if many.len() > MAX_SCANNED => {
                let many: Vec<Arc<Entry>> = many.into_iter().map(Arc::new).collect();
                return Level::from(match below {
                    Some(below) => below.folded().with(&many),
                    None => Trie::default().with(&many),
                });
            }
            few => few,
        };
        let (below, height) = match below.map(|below| not_covered_by(own.as_slice(), below)) {
            None => (Below::Trie(Trie::default()), 1),
            Some(Below::Level(level)) if level.height < MAX_LEVELS => {
                let height = level.height + 1;
                (Below::Level(level), height)
            }
            Some(Below::Level(level)) => (Below::Trie(level.folded().clone()), 1),
            Some(trie) => (trie, 1),
        };
        Level {
            id: unique(),
            own,
            below,
            height,
            folded: OnceBox::new(),
        }
    }

    pub(crate) fn find(&self, key: KeyRef<'_>) -> Option<&Entry> {
        self.locate(key).map(|(entry, _)| entry)
    }

    /// The entry of `key`, and where in the frame of this level it lies.
    #[inline]
    pub(crate) fn locate(&self, key: KeyRef<'_>) -> Option<(&Entry, Location)> {
        let (mut current, mut level) = (self, 0);
        loop {
            if let Some((entry, index)) = scan(&current.own, key) {
                return Some((entry, Location::Own { level, index }));
            }
            match &current.below {
                Below::Level(below) => current = below,
                Below::Trie(trie) => {
                    let (entry, path) = trie.locate(key)?;
                    return Some((entry, Location::Trie { path }));
                }
            }
            level += 1;
        }
    }

    /// The entry of `key` at `location`, where it was found in the frame of this level.
    #[inline]
    pub(crate) fn at(&self, location: Location, key: &impl AsKey) -> Option<&Entry> {
        let mut current = self;
        match location {
            Location::Own { level, index } => {
                for _ in 0..level {
                    match &current.below {
                        Below::Level(below) => current = below,
                        Below::Trie(_) => return None,
                    }
                }
                current.own.as_slice().get(usize::from(index))
            }
            Location::Trie { path } => loop {
                match &current.below {
                    Below::Level(below) => current = below,
                    Below::Trie(trie) => return trie.at(path, key),
                }
            },
        }
    }

    /// Whether nothing is set here or below.
    pub(crate) fn is_empty(&self) -> bool {
        let below_is_empty = match &self.below {
            Below::Level(below) => below.is_empty(),
            Below::Trie(trie) => trie.is_empty(),
        };
        self.own.as_slice().is_empty() && below_is_empty
    }

    /// This level and all below it as one trie; folded at most once, without a lock.
    pub(crate) fn folded(&self) -> &Trie {
        if let (Entries::Several(own), Below::Trie(trie)) = (&self.own, &self.below) {
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
            own.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
            let own: Vec<Arc<Entry>> = own.into_iter().cloned().map(Arc::new).collect();
            Box::new(trie.with(&own))
        })
    }
}

/// What lies below a level of the overrides `over`, without levels that nobody
/// would see any more: a value that is assigned over and over is let go.
fn not_covered_by(over: &[Entry], below: &Arc<Level>) -> Below {
    let mut below = Below::Level(below.clone());
    loop {
        let next = match &below {
            Below::Level(level) if is_covered_by(&level.own, over) => level.below.clone(),
            _ => return below,
        };
        below = next;
    }
}

impl From<Trie> for Level {
    fn from(trie: Trie) -> Level {
        Level {
            id: unique(),
            own: Entries::default(),
            below: Below::Trie(trie),
            height: 1,
            folded: OnceBox::new(),
        }
    }
}

/// The entry of `key` and its index, of which there are at most [`MAX_SCANNED`].
#[inline]
fn scan<'a>(own: &'a Entries, key: KeyRef<'_>) -> Option<(&'a Entry, u8)> {
    (0..)
        .zip(own.as_slice())
        .find(|(_, entry)| entry.key.hash() == key.hash && entry.key.as_str() == key.text)
        .map(|(index, entry)| (entry, index))
}

fn is_covered_by(own: &Entries, over: &[Entry]) -> bool {
    let own = own.as_slice();
    !own.is_empty()
        && own.len() <= over.len()
        && own
            .iter()
            .all(|entry| over.iter().any(|newer| newer.key == entry.key))
}
