//! What the message about a missing parameter says of those that are set.
//!
//! All keys are looked at, as long as there are not more than [`LOOKED_AT`]. Among more, each of
//! which costs a few cache lines, the rest is asked for what the key may have been meant as: all
//! that is one edit away, and the same name under a shorter path. So the message about a million
//! keys takes as long as that about ten thousand.

use crate::frame::nearest::{nearest, one_edit_away, shorter_paths};
use crate::frame::trie::Trie;
use crate::key::KeyRef;
use crate::quote::Quoted;

/// How many keys are looked at, which takes a few milliseconds.
const LOOKED_AT: usize = 10_000;

/// What is set below `wanted`, or near it; nothing, or with a `; ` before it.
pub(crate) fn advice(trie: &Trie, wanted: &str) -> String {
    let mut keys = trie.some(LOOKED_AT);
    if keys.len() == LOOKED_AT {
        let guesses = one_edit_away(wanted)
            .into_iter()
            .chain(shorter_paths(wanted));
        let set = |guess: String| {
            let guess = KeyRef::new(&guess).ok()?;
            trie.locate(guess).map(|(entry, _)| entry.key.as_str())
        };
        keys.extend(guesses.filter_map(set));
        keys.sort_unstable();
        keys.dedup();
    }
    let mut advice = String::new();
    let (below, others): (Vec<&str>, Vec<&str>) = keys
        .into_iter()
        .partition(|set| is_at_or_below(set, wanted));
    if let Some(below) = below.iter().min() {
        advice += &format!("; {} is set below it", Quoted(below));
    }
    let suggested = nearest(wanted, &others);
    for (at, name) in suggested.iter().enumerate() {
        advice += if at == 0 { "; did you mean " } else { " or " };
        advice += &Quoted(name).to_string();
    }
    if !suggested.is_empty() {
        advice.push('?');
    }
    advice
}

pub(crate) fn is_at_or_below(key: &str, prefix: &str) -> bool {
    match key.strip_prefix(prefix) {
        Some(rest) => prefix.is_empty() || rest.is_empty() || rest.starts_with('.'),
        None => false,
    }
}
