//! How messages quote strings.

use std::fmt;

/// A string in double quotes with escapes, cut where a message would drown in it.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

const QUOTED_CHARS: usize = 120;

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        quoted(self.0, self.0.len(), f)
    }
}

/// Two strings as if they were one, of which no more is copied than is shown.
pub(crate) struct QuotedPair<'a>(pub(crate) &'a str, pub(crate) &'a str);

impl fmt::Display for QuotedPair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let QuotedPair(first, second) = self;
        // One more, so that the whole is seen to be longer.
        let shown = second.char_indices().nth(QUOTED_CHARS + 1);
        let end = shown.map_or(second.len(), |(end, _)| end);
        let start = format!("{first}{}", &second[..end]);
        quoted(&start, first.len() + second.len(), f)
    }
}

/// Quotes a string of so many bytes that begins with `start`.
fn quoted(start: &str, bytes: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match start.char_indices().nth(QUOTED_CHARS) {
        None => write!(f, "{start:?}"),
        Some((cut, _)) => write!(f, "{:?}… ({bytes} bytes)", &start[..cut]),
    }
}

/// A string to be typed: as it is, or quoted where that could not be read.
pub(crate) fn spelled(text: &str) -> String {
    if text.chars().any(char::is_control) || text.chars().nth(QUOTED_CHARS).is_some() {
        Quoted(text).to_string()
    } else {
        text.to_owned()
    }
}
