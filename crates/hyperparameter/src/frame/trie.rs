//! A persistent hash trie of overrides.
//!
//! Thirty-two ways a level, by the hash from its most significant bits down, so
//! that entries sorted by hash fall into the branches in order. Worked example:
//! with hashes `00000 10000 …` and `00000 00001 …` the root has one branch at 0,
//! and that branch has leaves at 16 and at 1. Joining new entries shares every
//! branch they do not touch.
//!
//! Entries whose 64 bits of hash are all equal share a bucket sorted by the string, so
//! that even keys made to collide cost a binary search, not a walk.

use std::sync::Arc;

use crate::entry::Entry;
use crate::key::{AsKey, KeyRef};

const BITS: u32 = 5;
const HASH_BITS: u32 = u64::BITS;

/// An immutable map from key to entry; cloning shares it.
#[derive(Clone, Default)]
pub(crate) struct Trie {
    root: Option<Slot>,
}

#[derive(Clone)]
enum Slot {
    Leaf(Arc<Entry>),
    Branch {
        bitmap: u32,
        children: Arc<[Slot]>,
    },
    /// Two or more entries with the same hash, sorted by the string.
    Bucket(Arc<[Arc<Entry>]>),
}

impl Trie {
    /// The entry of `key`, and the path to it, of [`BITS`] for each branch.
    #[inline]
    pub(crate) fn locate(&self, key: KeyRef<'_>) -> Option<(&Entry, u64)> {
        let mut slot = self.root.as_ref()?;
        let (mut depth, mut path) = (0, 0);
        loop {
            match slot {
                Slot::Leaf(entry) => return is_at(entry, key).then_some((entry, path)),
                Slot::Branch { bitmap, children } => {
                    let way = digit(key.hash, depth);
                    let bit = 1 << way;
                    let index = if *bitmap == u32::MAX {
                        // As near the root of a large trie; counting bits costs more.
                        way
                    } else if bitmap & bit == 0 {
                        return None;
                    } else {
                        (bitmap & (bit - 1)).count_ones()
                    };
                    // The branch of the last four bits of a hash has no more than sixteen
                    // children, so that the whole path fits.
                    path |= u64::from(index) << depth;
                    slot = &children[index as usize];
                    depth += BITS;
                }
                Slot::Bucket(entries) => {
                    return in_bucket(entries, key).map(|entry| (entry, path));
                }
            }
        }
    }

    /// The entry of `key` at the end of `path`, which was found for it.
    #[inline]
    pub(crate) fn at(&self, mut path: u64, key: &impl AsKey) -> Option<&Entry> {
        let mut slot = self.root.as_ref()?;
        loop {
            match slot {
                Slot::Leaf(entry) => return Some(entry),
                Slot::Branch { children, .. } => {
                    slot = children.get(path as usize % (1 << BITS))?;
                    path >>= BITS;
                }
                Slot::Bucket(entries) => return in_bucket(entries, key.lookup()),
            }
        }
    }

    /// This trie with `entries` added, each in place of what had its key.
    ///
    /// `entries` are sorted by [`Entry::place`] and no two have the same key.
    pub(crate) fn with(&self, entries: &[Arc<Entry>]) -> Trie {
        debug_assert!(entries.is_sorted_by(|a, b| a.place() < b.place()));
        Trie {
            root: join(self.root.as_ref(), entries, 0),
        }
    }

    /// This trie without the entries of `keys`.
    pub(crate) fn without(&self, mut keys: Vec<KeyRef<'_>>) -> Trie {
        keys.sort_unstable_by(|a, b| (a.hash, a.text).cmp(&(b.hash, b.text)));
        Trie {
            root: self
                .root
                .as_ref()
                .and_then(|root| leave_out(root, &keys, 0)),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Calls `visit` with every entry, in no particular order.
    pub(crate) fn for_each<'a>(&'a self, mut visit: impl FnMut(&'a Entry)) {
        // Its depth is at most 13 levels, yet a stack of our own needs no recursive closure.
        let mut waiting: Vec<&Slot> = self.root.iter().collect();
        while let Some(slot) = waiting.pop() {
            match slot {
                Slot::Leaf(entry) => visit(entry),
                Slot::Branch { children, .. } => waiting.extend(children.iter()),
                Slot::Bucket(entries) => entries.iter().for_each(|entry| visit(entry)),
            }
        }
    }
}

#[cold]
fn in_bucket<'a>(entries: &'a [Arc<Entry>], key: KeyRef<'_>) -> Option<&'a Entry> {
    let at = entries.binary_search_by(|entry| entry.key.as_str().cmp(key.text));
    let entry = &*entries[at.ok()?];
    is_at(entry, key).then_some(entry)
}

fn is_at(entry: &Entry, key: KeyRef<'_>) -> bool {
    entry.key.hash() == key.hash && entry.key.as_str() == key.text
}

/// The branch a hash takes at `depth` bits from the top.
fn digit(hash: u64, depth: u32) -> u32 {
    ((hash << depth) >> (HASH_BITS - BITS)) as u32
}

fn join(slot: Option<&Slot>, entries: &[Arc<Entry>], depth: u32) -> Option<Slot> {
    match (slot, entries) {
        (slot, []) => slot.cloned(),
        (None, [only]) => Some(Slot::Leaf(only.clone())),
        (None, _) if depth >= HASH_BITS => Some(Slot::Bucket(entries.into())),
        (None, _) => Some(branch(0, &[], entries, depth)),
        (Some(Slot::Leaf(old)), _) => join_old(std::slice::from_ref(old), entries, depth),
        (Some(Slot::Bucket(old)), _) => join_old(old, entries, depth),
        (Some(Slot::Branch { bitmap, children }), _) => {
            Some(branch(*bitmap, children, entries, depth))
        }
    }
}

/// Entries that already stand here, with the new ones in place of their namesakes.
fn join_old(old: &[Arc<Entry>], new: &[Arc<Entry>], depth: u32) -> Option<Slot> {
    let mut all = Vec::with_capacity(old.len() + new.len());
    let mut newer = new.iter().peekable();
    for kept in old {
        while let Some(entry) = newer.next_if(|entry| entry.place() < kept.place()) {
            all.push(entry.clone());
        }
        if newer.peek().is_none_or(|entry| entry.key != kept.key) {
            all.push(kept.clone());
        }
    }
    all.extend(newer.cloned());
    join(None, &all, depth)
}

fn branch(bitmap: u32, children: &[Slot], entries: &[Arc<Entry>], depth: u32) -> Slot {
    let mut touched = bitmap;
    for entry in entries {
        touched |= 1 << digit(entry.key.hash(), depth);
    }
    let mut joined = Vec::with_capacity(touched.count_ones() as usize);
    let mut left = entries;
    let mut old = children.iter();
    for way in (0..1 << BITS).filter(|way| touched & (1 << way) != 0) {
        let here = left.partition_point(|entry| digit(entry.key.hash(), depth) <= way);
        let (mine, rest) = left.split_at(here);
        left = rest;
        let below = if bitmap & (1 << way) != 0 {
            old.next()
        } else {
            None
        };
        joined.extend(join(below, mine, depth + BITS));
    }
    Slot::Branch {
        bitmap: touched,
        children: joined.into(),
    }
}

/// What is left of `slot` without `keys`, which are sorted as entries are and share its path.
fn leave_out(slot: &Slot, keys: &[KeyRef<'_>], depth: u32) -> Option<Slot> {
    let stays = |entry: &&Arc<Entry>| {
        let found = keys.binary_search_by(|key| (key.hash, key.text).cmp(&entry.place()));
        found.is_err()
    };
    match slot {
        slot if keys.is_empty() => Some(slot.clone()),
        Slot::Leaf(entry) => stays(&entry).then(|| slot.clone()),
        Slot::Bucket(entries) => {
            let left: Vec<Arc<Entry>> = entries.iter().filter(stays).cloned().collect();
            join(None, &left, depth)
        }
        Slot::Branch { bitmap, children } => {
            let mut left = Vec::with_capacity(children.len());
            let mut kept = 0;
            let mut rest = keys;
            let ways = (0..1 << BITS).filter(|way| bitmap & (1 << way) != 0);
            for (way, child) in ways.zip(children.iter()) {
                let before = rest.partition_point(|key| digit(key.hash, depth) < way);
                let (_, from) = rest.split_at(before);
                let here = from.partition_point(|key| digit(key.hash, depth) == way);
                let (mine, after) = from.split_at(here);
                rest = after;
                if let Some(child) = leave_out(child, mine, depth + BITS) {
                    left.push(child);
                    kept |= 1 << way;
                }
            }
            match left.as_slice() {
                [] => None,
                [only @ Slot::Leaf(_)] => Some(only.clone()),
                _ => Some(Slot::Branch {
                    bitmap: kept,
                    children: left.into(),
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;
    use crate::origin::Origin;
    use crate::value::Value;

    fn entries(keys: &[(&str, u64)], value: i64) -> Vec<Arc<Entry>> {
        let mut entries: Vec<Arc<Entry>> = keys
            .iter()
            .map(|&(text, hash)| {
                Arc::new(Entry {
                    key: Key::with_hash(text, hash),
                    value: Value::Int(value),
                    origin: Origin::Code,
                })
            })
            .collect();
        entries.sort_by(|a, b| a.place().cmp(&b.place()));
        entries
    }

    fn found(trie: &Trie, text: &str, hash: u64) -> Option<Value> {
        let (entry, path) = trie.locate(KeyRef { text, hash })?;
        let key = Key::with_hash(text, hash);
        let there = trie.at(path, &key).map(|entry| entry.key.as_str());
        assert_eq!(there, Some(text));
        Some(entry.value.clone())
    }

    #[test]
    fn keys_with_one_hash_stay_apart_whether_they_come_together_or_one_by_one() {
        let hash = 0x0123_4567_89ab_cdef;
        let together = Trie::default().with(&entries(&[("a", hash), ("b", hash), ("c", hash)], 1));
        let one_by_one = ["c", "a", "b"].iter().fold(Trie::default(), |trie, text| {
            trie.with(&entries(&[(*text, hash)], 1))
        });

        for trie in [together, one_by_one] {
            let trie = trie.with(&entries(&[("b", hash)], 2));
            assert_eq!(found(&trie, "a", hash), Some(Value::Int(1)));
            assert_eq!(found(&trie, "b", hash), Some(Value::Int(2)));
            assert_eq!(found(&trie, "c", hash), Some(Value::Int(1)));
            assert_eq!(found(&trie, "d", hash), None);
        }
    }

    #[test]
    fn keys_that_differ_in_the_last_bit_of_the_hash_only_are_found() {
        let (even, odd) = (0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff);
        let trie = Trie::default()
            .with(&entries(&[("a", even)], 1))
            .with(&entries(&[("b", odd)], 2));

        assert_eq!(found(&trie, "a", even), Some(Value::Int(1)));
        assert_eq!(found(&trie, "b", odd), Some(Value::Int(2)));
        assert_eq!(found(&trie, "a", odd), None);
    }

    #[test]
    fn what_is_left_out_is_gone_and_all_else_is_as_it_was() {
        // Hashes that share paths of every length, buckets included.
        let keys: Vec<(String, u64)> = (0..4000u64)
            .map(|n| {
                (
                    format!("k{n}"),
                    (n % 700).wrapping_mul(0x9e37_79b9_7f4a_7c15) << (n % 3 * 20),
                )
            })
            .collect();
        let pairs: Vec<(&str, u64)> = keys.iter().map(|(text, hash)| (&**text, *hash)).collect();
        let trie = Trie::default().with(&entries(&pairs, 1));
        for every in [1, 2, 3, 50, 4000] {
            let gone = |at: usize| at % every == 0;
            let out: Vec<KeyRef<'_>> = (0..keys.len())
                .filter(|at| gone(*at))
                .map(|at| KeyRef {
                    text: pairs[at].0,
                    hash: pairs[at].1,
                })
                .collect();
            let left = trie.without(out);

            for (at, (text, hash)) in pairs.iter().enumerate() {
                assert_eq!(found(&left, text, *hash).is_none(), gone(at), "{text}");
            }
            let again = left.with(&entries(&pairs, 2));
            let all = pairs
                .iter()
                .all(|(text, hash)| found(&again, text, *hash) == Some(Value::Int(2)));
            assert!(all, "every {every}");
        }
    }

    #[test]
    fn a_bucket_is_joined_by_a_key_beside_it() {
        let hash = 0xaaaa_0000_0000_0000;
        let trie = Trie::default()
            .with(&entries(&[("a", hash), ("b", hash)], 1))
            .with(&entries(&[("near", hash + 1)], 2));

        assert_eq!(found(&trie, "b", hash), Some(Value::Int(1)));
        assert_eq!(found(&trie, "near", hash + 1), Some(Value::Int(2)));
    }
}
