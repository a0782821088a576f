//! Names of parameters: dotted paths, checked once, hashed once.

use std::fmt;
use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;

use crate::error::{Error, ErrorKind, Facts};
use crate::quote::Quoted;
use crate::value::Value;

/// The longest key, in bytes of UTF-8.
pub const MAX_KEY_BYTES: usize = 1024;

/// The name of a parameter: one or more non-empty segments joined by dots.
///
/// A key is valid Unicode without control characters, without `=`, without
/// blanks at either end, and at most [`MAX_KEY_BYTES`] long. Keys are compared
/// by their full text; the hash only finds the place.
///
/// ```
/// use hyperparameter::Key;
///
/// static LR: Key = Key::literal("train.lr"); // checked and hashed by the compiler
/// assert_eq!(LR, Key::new("train.lr")?);
/// assert!(Key::new("train..lr").is_err());
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone)]
pub struct Key {
    text: Text,
    hash: u64,
}

#[derive(Clone)]
enum Text {
    Static(&'static str),
    Shared(Arc<str>),
}

impl Key {
    /// A key from text made at run time.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`], quoting the text and saying what is wrong.
    pub fn new(text: &str) -> Result<Key, Error> {
        KeyRef::new(text).map(KeyRef::to_key)
    }

    /// A key from a literal, checked and hashed at compile time when it
    /// initialises a `static` or `const`.
    ///
    /// # Panics
    /// If the text is not a valid key; in a `static`, that is a compile error.
    pub const fn literal(text: &'static str) -> Key {
        if let Some(fault) = fault_in(text) {
            panic!("{}", fault.explanation());
        }
        Key {
            hash: rapidhash_v3(text.as_bytes()),
            text: Text::Static(text),
        }
    }

    /// The dotted path.
    pub fn as_str(&self) -> &str {
        match &self.text {
            Text::Static(text) => text,
            Text::Shared(text) => text,
        }
    }

    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// A key that collides with others as a test wants it.
    #[cfg(test)]
    pub(crate) fn with_hash(text: &str, hash: u64) -> Key {
        Key {
            text: Text::Shared(text.into()),
            hash,
        }
    }

    pub(crate) fn as_ref(&self) -> KeyRef<'_> {
        KeyRef {
            text: self.as_str(),
            hash: self.hash,
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.hash == other.hash && self.as_str() == other.as_str()
    }
}

impl Eq for Key {}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:?})", self.as_str())
    }
}

/// A checked and hashed key that borrows its text; what look-ups use.
#[derive(Clone, Copy)]
pub struct KeyRef<'a> {
    pub(crate) text: &'a str,
    pub(crate) hash: u64,
}

impl<'a> KeyRef<'a> {
    pub(crate) fn new(text: &'a str) -> Result<KeyRef<'a>, Error> {
        KeyRef::check(text)?;
        Ok(KeyRef::unchecked(text))
    }

    pub(crate) fn check(text: &str) -> Result<(), Error> {
        fault_in(text).map_or(Ok(()), |fault| Err(fault.error(text)))
    }

    /// For look-ups only: text that is not a key equals no key that is stored.
    pub(crate) fn unchecked(text: &'a str) -> KeyRef<'a> {
        KeyRef {
            text,
            hash: rapidhash_v3(text.as_bytes()),
        }
    }

    pub(crate) fn to_key(self) -> Key {
        Key {
            text: Text::Shared(self.text.into()),
            hash: self.hash,
        }
    }
}

/// What can name a parameter: text, or a [`Key`] that spares check and hash.
pub trait AsKey: sealed::Sealed {
    #[doc(hidden)]
    fn as_key(&self) -> Result<KeyRef<'_>, Error>;
    #[doc(hidden)]
    fn to_key(&self) -> Result<Key, Error> {
        self.as_key().map(KeyRef::to_key)
    }
    /// What only keys that are part of the program have.
    #[doc(hidden)]
    #[inline]
    fn as_literal(&self) -> Option<Literal> {
        None
    }
}

/// A key that is part of the program: where its text lies tells it from all others.
#[derive(Clone, Copy)]
pub struct Literal {
    pub(crate) text: &'static str,
    pub(crate) hash: u64,
}

impl AsKey for str {
    fn as_key(&self) -> Result<KeyRef<'_>, Error> {
        KeyRef::new(self)
    }
}

impl AsKey for String {
    fn as_key(&self) -> Result<KeyRef<'_>, Error> {
        KeyRef::new(self)
    }
}

impl AsKey for Key {
    fn as_key(&self) -> Result<KeyRef<'_>, Error> {
        Ok(self.as_ref())
    }
    fn to_key(&self) -> Result<Key, Error> {
        Ok(self.clone())
    }
    #[inline]
    fn as_literal(&self) -> Option<Literal> {
        match self.text {
            Text::Static(text) => Some(Literal {
                text,
                hash: self.hash,
            }),
            Text::Shared(_) => None,
        }
    }
}

impl<K: AsKey + ?Sized> AsKey for &K {
    fn as_key(&self) -> Result<KeyRef<'_>, Error> {
        (**self).as_key()
    }
    fn to_key(&self) -> Result<Key, Error> {
        (**self).to_key()
    }
    #[inline]
    fn as_literal(&self) -> Option<Literal> {
        (**self).as_literal()
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for str {}
    impl Sealed for String {}
    impl Sealed for super::Key {}
    impl<K: Sealed + ?Sized> Sealed for &K {}
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Empty,
    TooLong,
    EmptySegment,
    Control,
    Equals,
    Blank,
}

impl Fault {
    const fn explanation(self) -> &'static str {
        match self {
            Fault::Empty => "a key has at least one segment",
            Fault::TooLong => "a key has at most 1024 bytes",
            Fault::EmptySegment => "a segment is empty; segments are joined by single dots",
            Fault::Control => "a key has no control characters",
            Fault::Equals => "a key has no \"=\"",
            Fault::Blank => "a key has no blanks at either end",
        }
    }

    #[cold]
    fn error(self, text: &str) -> Error {
        let message = format!("invalid key {}: {}", Quoted(text), self.explanation());
        let facts = Facts {
            value: Some(Value::Text(text.into())),
            ..Facts::default()
        };
        Error::with(ErrorKind::InvalidKey, message, facts)
    }
}

/// The one check of KEY 1. It works on bytes because it also runs in the compiler.
const fn fault_in(text: &str) -> Option<Fault> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return Some(Fault::Empty);
    }
    if bytes.len() > MAX_KEY_BYTES {
        return Some(Fault::TooLong);
    }
    if blank_width(bytes, 0) > 0 || ends_in_blank(bytes) {
        return Some(Fault::Blank);
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

/// How many bytes the blank at `at` takes; 0 where there is none.
///
/// A blank is Unicode white space that is not a control character.
const fn blank_width(bytes: &[u8], at: usize) -> usize {
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

const fn ends_in_blank(bytes: &[u8]) -> bool {
    let len = bytes.len();
    blank_width(bytes, len - 1) == 1
        || (len >= 2 && blank_width(bytes, len - 2) == 2)
        || (len >= 3 && blank_width(bytes, len - 3) == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_not_begin_or_end_with_any_blank_that_unicode_knows() {
        for c in (0..=char::MAX as u32).filter_map(char::from_u32) {
            let refused = |text: String| fault_in(&text).is_some();
            let blank = c.is_whitespace() || c.is_control();

            assert_eq!(
                refused(format!("{c}a")),
                blank || c == '=' || c == '.',
                "{c:?} first"
            );
            assert_eq!(
                refused(format!("a{c}")),
                blank || c == '=' || c == '.',
                "{c:?} last"
            );
        }
    }

    #[test]
    fn blanks_inside_a_key_are_kept() {
        assert_eq!(Key::new("a b. c").unwrap().as_str(), "a b. c");
    }

    #[test]
    fn every_fault_is_named_with_the_text_quoted() {
        let cases = [
            ("", r#"invalid key "": a key has at least one segment"#),
            (
                "a..b",
                r#"invalid key "a..b": a segment is empty; segments are joined by single dots"#,
            ),
            (
                ".a",
                r#"invalid key ".a": a segment is empty; segments are joined by single dots"#,
            ),
            (
                "a.",
                r#"invalid key "a.": a segment is empty; segments are joined by single dots"#,
            ),
            ("a=b", r#"invalid key "a=b": a key has no "=""#),
            (
                "a\0b",
                r#"invalid key "a\0b": a key has no control characters"#,
            ),
            (
                "a\u{85}b",
                r#"invalid key "a\u{85}b": a key has no control characters"#,
            ),
            (
                " a",
                r#"invalid key " a": a key has no blanks at either end"#,
            ),
        ];
        for (text, message) in cases {
            assert_eq!(Key::new(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_key_of_1024_bytes_is_the_longest() {
        assert!(Key::new(&"k".repeat(MAX_KEY_BYTES)).is_ok());
        assert!(Key::new(&"k".repeat(MAX_KEY_BYTES + 1)).is_err());
    }

    #[test]
    fn a_literal_hashes_like_the_same_text_at_run_time() {
        static KEY: Key = Key::literal("model.encoder.dropout");
        assert_eq!(
            KEY.hash(),
            Key::new("model.encoder.dropout").unwrap().hash()
        );
    }
}
