//! What a key may be (KEY 1).

use crate::error::{Error, ErrorKind, Facts};
use crate::quote::Quoted;
use crate::value::Value;

/// A literal, so that a message which the compiler shows can hold it too.
macro_rules! max_key_bytes {
    () => {
        1024
    };
}

/// The longest key, in bytes of UTF-8.
pub const MAX_KEY_BYTES: usize = max_key_bytes!();

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    Empty,
    TooLong,
    EmptySegment,
    Control,
    Equals,
    Whitespace,
}

impl Fault {
    pub(crate) const fn explanation(self) -> &'static str {
        match self {
            Fault::Empty => "a key has at least one segment",
            Fault::TooLong => concat!("a key has at most ", max_key_bytes!(), " bytes"),
            Fault::EmptySegment => "a segment is empty; segments are joined by single dots",
            Fault::Control => "a key has no control characters",
            Fault::Equals => "a key has no \"=\"",
            Fault::Whitespace => "a key has no whitespace at either end",
        }
    }

    #[cold]
    pub(crate) fn error(self, text: &str) -> Error {
        let message = format!("invalid key {}: {}", Quoted(text), self.explanation());
        let facts = Facts {
            value: Some(Value::Text(text.into())),
            ..Facts::default()
        };
        Error::with(ErrorKind::InvalidKey, message, facts)
    }
}

/// Why a string is no key, if it is none. It works on bytes because it also runs in the compiler.
pub(crate) const fn fault_in(text: &str) -> Option<Fault> {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        None
    } else {
        fault_in_any(bytes)
    }
}

/// Whether a string is a key such as nearly all are: ASCII letters, digits and `_`, and
/// single dots between. A sixth of the work of the whole check.
const fn is_plain(bytes: &[u8]) -> bool {
    // As if after a dot, so that a leading one is refused.
    let mut previous = b'.';
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if !PLAIN[byte as usize] || (byte == b'.' && previous == b'.') {
            return false;
        }
        previous = byte;
        at += 1;
    }
    // An empty text ends as it began, with a dot.
    previous != b'.' && bytes.len() <= MAX_KEY_BYTES
}

/// The bytes of plain keys.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < plain.len() {
        let letter = byte as u8;
        plain[byte] = letter.is_ascii_alphanumeric() || letter == b'_' || letter == b'.';
        byte += 1;
    }
    plain
};

const fn fault_in_any(bytes: &[u8]) -> Option<Fault> {
    if bytes.is_empty() {
        return Some(Fault::Empty);
    }
    if bytes.len() > MAX_KEY_BYTES {
        return Some(Fault::TooLong);
    }
    if space_width(bytes, 0) > 0 || ends_in_space(bytes) {
        return Some(Fault::Whitespace);
    }
    // Starting as if after a dot makes a leading dot an empty segment.
    let mut previous = b'.';
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x20 || byte == 0x7f {
            return Some(Fault::Control);
        }
        // U+0080 to U+009F are C2 80 to C2 9F.
        if previous == 0xc2 && byte >= 0x80 && byte <= 0x9f {
            return Some(Fault::Control);
        }
        if byte == b'=' {
            return Some(Fault::Equals);
        }
        if byte == b'.' && previous == b'.' {
            return Some(Fault::EmptySegment);
        }
        previous = byte;
        at += 1;
    }
    if previous == b'.' {
        return Some(Fault::EmptySegment);
    }
    None
}

/// How many bytes the whitespace at `at` takes; 0 where there is none.
///
/// Only Unicode whitespace that is not a control character.
const fn space_width(bytes: &[u8], at: usize) -> usize {
    let left = bytes.len() - at;
    if bytes[at] == b' ' {
        return 1;
    }
    if left >= 2 && bytes[at] == 0xc2 && bytes[at + 1] == 0xa0 {
        return 2;
    }
    if left < 3 {
        return 0;
    }
    match (bytes[at], bytes[at + 1], bytes[at + 2]) {
        (0xe1, 0x9a, 0x80) | (0xe2, 0x81, 0x9f) | (0xe3, 0x80, 0x80) => 3,
        (0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf) => 3,
        _ => 0,
    }
}

const fn ends_in_space(bytes: &[u8]) -> bool {
    let len = bytes.len();
    space_width(bytes, len - 1) == 1
        || (len >= 2 && space_width(bytes, len - 2) == 2)
        || (len >= 3 && space_width(bytes, len - 3) == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_key_has_no_fault() {
        for text in [
            "a", "train.lr", "Run_7.x9", "..", ".a", "a.", "a..b", "", "a-b", "é",
        ] {
            if is_plain(text.as_bytes()) {
                assert!(fault_in_any(text.as_bytes()).is_none(), "{text:?}");
            }
        }
        assert!(is_plain(b"train.lr_0"));
        assert!(!is_plain(&[b'k'; MAX_KEY_BYTES + 1]));
    }
}
