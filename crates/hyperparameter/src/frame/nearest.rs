//! Which keys that are set a missing one may have been meant as.
//!
//! Comparing two keys letter by letter costs the product of their lengths. So all
//! keys are first asked how alike they can be at most, by their length and by the
//! letters that only one of the two has, in whatever order; and only the most
//! promising are compared.

/// How many are suggested.
const SUGGESTED: usize = 3;

/// Similarity, from 0 to 1, below which a suggestion would only puzzle.
const SIMILAR: f64 = 0.7;

/// Longer keys are not compared, whoever chose them.
const COMPARED_BYTES: usize = 128;

/// How many keys are compared letter by letter.
const COMPARED: usize = 32;

/// A key that may have been meant.
struct Candidate<'a> {
    alike: f64,
    /// How many bytes at both ends are the same; of keys that are equally alike, more is better.
    shared: usize,
    key: &'a str,
}

/// What was looked for, with what each key is compared to.
struct Sought<'a> {
    text: &'a str,
    letters: usize,
    /// The last segment.
    name: &'a str,
}

/// The keys most like `wanted`, best first.
pub(crate) fn nearest<'a>(wanted: &str, keys: &[&'a str]) -> Vec<&'a str> {
    let sought = Sought {
        text: wanted,
        letters: wanted.chars().count(),
        name: wanted.rfind('.').map_or(wanted, |dot| &wanted[dot + 1..]),
    };
    let promising = keys.iter().filter_map(|key| sought.promise(key));
    let mut found = best(promising.collect(), COMPARED);
    for Candidate { alike, key, .. } in &mut found {
        let compared = if sought.is_long(key) {
            0.0
        } else {
            strsim::normalized_damerau_levenshtein(wanted, key)
        };
        *alike = if sought.has_same_name(key) {
            compared.max(SIMILAR)
        } else {
            compared
        };
    }
    found.retain(|candidate| candidate.alike >= SIMILAR);
    let found = best(found, SUGGESTED);
    found.into_iter().map(|candidate| candidate.key).collect()
}

/// All keys that one edit makes of `wanted`: a letter that is left out, put in or another one,
/// or two neighbours exchanged.
pub(crate) fn one_edit_away(wanted: &str) -> Vec<String> {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789_.";
    if wanted.len() > COMPARED_BYTES {
        return Vec::new();
    }
    let mut edited = Vec::new();
    for (at, letter) in wanted.char_indices() {
        let (before, after) = (&wanted[..at], &wanted[at + letter.len_utf8()..]);
        edited.push(format!("{before}{after}"));
        if let Some(next) = after.chars().next() {
            let rest = &after[next.len_utf8()..];
            edited.push(format!("{before}{next}{letter}{rest}"));
        }
        for new in LETTERS.iter().copied().map(char::from) {
            edited.push(format!("{before}{new}{after}"));
            edited.push(format!("{before}{new}{letter}{after}"));
        }
    }
    let at_the_end = LETTERS
        .iter()
        .map(|new| format!("{wanted}{}", char::from(*new)));
    edited.extend(at_the_end);
    edited
}

/// `wanted` without each of the segments before its last one, and without the first few.
pub(crate) fn shorter_paths(wanted: &str) -> Vec<String> {
    let segments: Vec<&str> = wanted.split('.').collect();
    let mut paths = Vec::new();
    for at in 0..segments.len() - 1 {
        let mut shorter = segments.clone();
        shorter.remove(at);
        paths.push(shorter.join("."));
        paths.push(segments[at + 1..].join("."));
    }
    paths
}

/// The first few, best first.
fn best(mut found: Vec<Candidate<'_>>, most: usize) -> Vec<Candidate<'_>> {
    let order = |a: &Candidate<'_>, b: &Candidate<'_>| {
        let alike = b.alike.total_cmp(&a.alike);
        alike.then(b.shared.cmp(&a.shared)).then(a.key.cmp(b.key))
    };
    if found.len() > most {
        found.select_nth_unstable_by(most, order);
        found.truncate(most);
    }
    found.sort_unstable_by(order);
    found
}

impl Sought<'_> {
    /// A key with how alike it is at most, if that is enough.
    fn promise<'a>(&self, key: &'a str) -> Option<Candidate<'a>> {
        let has_same_name = self.has_same_name(key);
        if self.is_long(key) {
            // Of a thousand bytes each, a few thousand keys would take milliseconds.
            let same = |pair: &(u8, u8)| pair.0 == pair.1;
            let pairs = self.text.bytes().zip(key.bytes()).take(COMPARED_BYTES);
            return has_same_name.then(|| Candidate {
                alike: SIMILAR,
                shared: pairs.take_while(same).count(),
                key,
            });
        }
        let of_key = key.chars().count();
        let (short, long) = (self.letters.min(of_key), self.letters.max(of_key));
        // Lengths this far apart cannot be similar, whatever the letters.
        let hopeless = (short as f64) < SIMILAR * long as f64;
        if hopeless && !has_same_name {
            return None;
        }
        let (first, last) = same_ends(self.text, key);
        let alike = if hopeless {
            0.0
        } else {
            let middle = |text: &'_ str| first..text.len() - last;
            let edits = least_edits(&self.text[middle(self.text)], &key[middle(key)]);
            1.0 - edits as f64 / long as f64
        };
        let alike = if has_same_name {
            alike.max(SIMILAR)
        } else {
            alike
        };
        (alike >= SIMILAR).then_some(Candidate {
            alike,
            shared: first + last,
            key,
        })
    }

    fn is_long(&self, key: &str) -> bool {
        self.text.len().max(key.len()) > COMPARED_BYTES
    }

    /// The right name under another, or no, prefix.
    fn has_same_name(&self, key: &str) -> bool {
        let path = key.strip_suffix(self.name);
        path.is_some_and(|path| path.is_empty() || path.ends_with('.'))
    }
}

/// How many bytes are the same at both ends, in whole letters and without overlap.
fn same_ends(wanted: &str, key: &str) -> (usize, usize) {
    let same = |pair: &(u8, u8)| pair.0 == pair.1;
    let pairs = wanted.bytes().zip(key.bytes());
    let mut first = pairs.take_while(same).count();
    while !wanted.is_char_boundary(first) {
        first -= 1;
    }
    let pairs = wanted
        .bytes()
        .skip(first)
        .rev()
        .zip(key.bytes().skip(first).rev());
    let mut last = pairs.take_while(same).count();
    while !wanted.is_char_boundary(wanted.len() - last) {
        last -= 1;
    }
    (first, last)
}

/// How many edits make one of the other at least: each but the exchange of
/// neighbours takes away or adds at most one letter.
fn least_edits(wanted: &str, key: &str) -> usize {
    // Letters that share a place count as one.
    const PLACES: usize = 128;
    let place = |letter: char| letter as usize % PLACES;

    let mut left = [0_i16; PLACES];
    let (mut of_wanted, mut of_key, mut added) = (0, 0, 0);
    for letter in wanted.chars() {
        left[place(letter)] += 1;
        of_wanted += 1;
    }
    for letter in key.chars() {
        let count = &mut left[place(letter)];
        added += usize::from(*count <= 0);
        *count -= 1;
        of_key += 1;
    }
    // What is not added is in both; the rest of the wanted key was taken away.
    let taken = of_wanted + added - of_key;
    added.max(taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_misspelled_key_is_near() {
        assert_eq!(
            nearest("train.lrr", &["model.depth", "train.lr"]),
            ["train.lr"]
        );
    }

    #[test]
    fn the_same_name_under_another_prefix_is_near() {
        assert_eq!(
            nearest("dropout", &["model.encoder.dropout", "seed"]),
            ["model.encoder.dropout"]
        );
    }

    #[test]
    fn at_most_three_are_named_best_first() {
        let found = nearest(
            "train.lr",
            &["train.lr1", "train.lr2", "train.l", "train.lr3"],
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], "train.lr1");
    }

    #[test]
    fn a_key_that_one_edit_makes_is_among_those_that_one_edit_makes() {
        for key in [
            "train.lr",
            "train.r",
            "train.mlr",
            "trian.mr",
            "train.mrs",
            "trainmr",
            "train.m",
        ] {
            assert!(one_edit_away("train.mr").contains(&key.to_owned()), "{key}");
        }
    }

    #[test]
    fn a_path_is_made_shorter_by_each_segment() {
        let paths = shorter_paths("a.b.lr");
        for key in ["b.lr", "a.lr", "lr"] {
            assert!(paths.contains(&key.to_owned()), "{key}");
        }
    }

    #[test]
    fn a_misspelled_key_is_found_among_thirty_thousand() {
        let mut names: Vec<String> = (0..30_000)
            .map(|n| format!("train.layer{}.w{}", n / 100, n % 100))
            .collect();
        names.push("train.lr".into());
        let keys: Vec<&str> = names.iter().map(String::as_str).collect();

        assert_eq!(nearest("train.lrr", &keys)[0], "train.lr");
    }

    #[test]
    fn a_key_is_found_among_thirty_thousand_that_look_alike() {
        let mut names: Vec<String> = (0..30_000).map(|n| format!("train.lr{n:05}")).collect();
        names.push("train.lr123456".into());
        let keys: Vec<&str> = names.iter().map(String::as_str).collect();

        assert_eq!(nearest("train.lr12345x", &keys)[0], "train.lr12345");
    }

    /// A thousand keys have just the letters of the wanted one.
    #[test]
    fn a_key_is_found_among_many_of_the_same_letters() {
        let digits = |n: usize| format!("{}{}{}{}", n % 7, n / 7 % 7, n / 49 % 7, n / 343 % 7);
        let mut names: Vec<String> = (0..2401)
            .map(|n| format!("layer.{}.w", digits(n)))
            .collect();
        names.retain(|name| name != "layer.0123.w");
        names.push("layer.0123.w.q".into());
        let keys: Vec<&str> = names.iter().map(String::as_str).collect();

        assert_eq!(nearest("layer.0123.wq", &keys)[0], "layer.0123.w.q");
    }

    proptest! {
        #[test]
        fn no_key_is_more_alike_than_it_promises(a in "[a-c.é]{0,12}", b in "[a-c.é]{0,12}") {
            let (first, last) = same_ends(&a, &b);
            let edits = least_edits(&a[first..a.len() - last], &b[first..b.len() - last]);
            prop_assert!(edits <= strsim::damerau_levenshtein(&a, &b));
        }
    }
}
