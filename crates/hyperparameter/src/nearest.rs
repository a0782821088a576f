//! Which keys that are set a missing one may have been meant as.

/// How many are suggested.
const SUGGESTED: usize = 3;

/// Similarity, from 0 to 1, below which a suggestion would only puzzle.
const SIMILAR: f64 = 0.7;

/// Longer keys are not compared: the cost is the product of the lengths, and a
/// message must not take long, whoever chose the keys.
const COMPARED_BYTES: usize = 128;

/// Cells of all comparisons together: about ten milliseconds.
const WORK: usize = 1_000_000;

/// The keys most like `wanted`, best first.
pub(crate) fn nearest(wanted: &str, each: impl FnOnce(&mut dyn FnMut(&str))) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    let mut work = WORK;
    each(&mut |key| {
        let similarity = similarity(wanted, key, &mut work);
        if similarity >= SIMILAR {
            found.push((similarity, key.to_owned()));
            found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            found.truncate(SUGGESTED);
        }
    });
    found.into_iter().map(|(_, key)| key).collect()
}

fn similarity(wanted: &str, key: &str, work: &mut usize) -> f64 {
    let last = |path: &'_ str| path.rsplit('.').next().map(str::len);
    let same_name = last(wanted).zip(last(key)).is_some_and(|(a, b)| {
        // The right name under another, or no, prefix.
        wanted[wanted.len() - a..] == key[key.len() - b..]
    });
    let (short, long) = (wanted.len().min(key.len()), wanted.len().max(key.len()));
    // Lengths this far apart cannot be similar, whatever the letters.
    let hopeless = (short as f64) < SIMILAR * long as f64;
    let cells = short * long;
    let alike = if long > COMPARED_BYTES || hopeless || cells > *work {
        0.0
    } else {
        *work -= cells;
        strsim::normalized_damerau_levenshtein(wanted, key)
    };
    if same_name { alike.max(SIMILAR) } else { alike }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn among(wanted: &str, keys: &[&str]) -> Vec<String> {
        nearest(wanted, |visit| keys.iter().for_each(|key| visit(key)))
    }

    #[test]
    fn a_misspelled_key_is_near() {
        assert_eq!(
            among("train.lrr", &["model.depth", "train.lr"]),
            ["train.lr"]
        );
    }

    #[test]
    fn the_same_name_under_another_prefix_is_near() {
        assert_eq!(
            among("dropout", &["model.encoder.dropout", "seed"]),
            ["model.encoder.dropout"]
        );
    }

    #[test]
    fn at_most_three_are_named_best_first() {
        let found = among(
            "train.lr",
            &["train.lr1", "train.lr2", "train.l", "train.lr3"],
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], "train.lr1");
    }
}
