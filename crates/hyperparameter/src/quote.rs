//! How messages quote text.

use std::fmt;

/// Text in double quotes with escapes, cut where a message would drown in it.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

const QUOTED_CHARS: usize = 120;

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(QUOTED_CHARS) {
            None => write!(f, "{:?}", self.0),
            Some((cut, _)) => write!(f, "{:?}… ({} bytes)", &self.0[..cut], self.0.len()),
        }
    }
}

/// Text to be typed: as it is, or quoted where that could not be read.
pub(crate) fn spelled(text: &str) -> String {
    if text.chars().any(char::is_control) || text.chars().nth(QUOTED_CHARS).is_some() {
        Quoted(text).to_string()
    } else {
        text.to_owned()
    }
}
