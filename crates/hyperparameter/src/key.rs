//! Names of parameters: dotted paths, checked once, hashed once.

pub(crate) mod check;

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;

use crate::error::Error;
use crate::key::check::fault_in;

/// The name of a parameter: one or more non-empty segments joined by dots.
///
/// A key is valid Unicode without control characters, without `=`, without
/// whitespace at either end, and at most [`MAX_KEY_BYTES`](crate::MAX_KEY_BYTES) long. Keys are compared
/// by the whole string; the hash only finds the place. Equality, order and [`Hash`](std::hash::Hash)
/// are those of the string, so that a map by key is asked by string.
///
/// ```
/// use std::collections::HashMap;
/// use hyperparameter::Key;
///
/// static LR: Key = Key::literal("train.lr"); // checked and hashed by the compiler
/// assert_eq!(LR, Key::new("train.lr")?);
/// assert!(Key::new("train..lr").is_err());
///
/// let limits = HashMap::from([("train.lr".parse::<Key>()?, 1.0)]);
/// assert_eq!(limits.get("train.lr"), Some(&1.0));
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
    /// A key from a string made at run time.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`](crate::ErrorKind::InvalidKey), quoting the string and saying what is wrong.
    pub fn new(text: &str) -> Result<Key, Error> {
        KeyRef::new(text).map(KeyRef::to_key)
    }

    /// A key from a literal, checked and hashed at compile time when it
    /// initialises a `static` or `const`.
    ///
    /// # Panics
    /// If the string is not a valid key; in a `static`, that is a compile error.
    pub const fn literal(text: &'static str) -> Key {
        if let Some(fault) = fault_in(text) {
            panic!("{}", fault.explanation());
        }
        Key {
            hash: hash(text.as_bytes()),
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
}

/// As [`Key::new`].
impl FromStr for Key {
    type Err = Error;

    fn from_str(text: &str) -> Result<Key, Error> {
        Key::new(text)
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.hash == other.hash && self.as_str() == other.as_str()
    }
}

impl Eq for Key {}

// As a string: maps by key are asked by string, too.
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

/// As the string, in quotes.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// The one hash of keys; the same for the compiler and when a program runs.
#[inline]
pub(crate) const fn hash(text: &[u8]) -> u64 {
    rapidhash_v3(text)
}

/// A checked and hashed key that borrows its string; what look-ups use.
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

    /// For look-ups only: a string that is not a key equals no key that is stored.
    pub(crate) fn unchecked(text: &'a str) -> KeyRef<'a> {
        KeyRef {
            text,
            hash: hash(text.as_bytes()),
        }
    }

    pub(crate) fn to_key(self) -> Key {
        Key {
            text: Text::Shared(self.text.into()),
            hash: self.hash,
        }
    }
}

/// What can name a parameter: a string, or a [`Key`] that spares check and hash.
pub trait AsKey: sealed::Sealed {
    /// Whether it is a [`Key`].
    #[doc(hidden)]
    const IS_KEY: bool = false;
    /// The string, not hashed.
    #[doc(hidden)]
    fn text(&self) -> &str;
    /// To look for, unchecked: a string that is no key finds nothing.
    #[doc(hidden)]
    fn lookup(&self) -> KeyRef<'_>;
    /// Whether it is a key; asked for what was not found, because what is found is one.
    #[doc(hidden)]
    fn check(&self) -> Result<(), Error>;
    #[doc(hidden)]
    fn to_key(&self) -> Result<Key, Error> {
        self.check()?;
        Ok(self.lookup().to_key())
    }
    /// The string of a key that is part of the program, where it lies for ever.
    #[doc(hidden)]
    #[inline]
    fn as_literal(&self) -> Option<&'static str> {
        None
    }
}

macro_rules! strings {
    ($($string:ty)*) => { $(
        impl AsKey for $string {
            #[inline]
            fn text(&self) -> &str {
                self
            }
            #[inline]
            fn lookup(&self) -> KeyRef<'_> {
                KeyRef::unchecked(self)
            }
            fn check(&self) -> Result<(), Error> {
                KeyRef::check(self)
            }
        }
    )* };
}

strings!(str String);

impl AsKey for Key {
    const IS_KEY: bool = true;
    #[inline]
    fn text(&self) -> &str {
        self.as_str()
    }
    #[inline]
    fn lookup(&self) -> KeyRef<'_> {
        KeyRef {
            text: self.as_str(),
            hash: self.hash,
        }
    }
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
    fn to_key(&self) -> Result<Key, Error> {
        Ok(self.clone())
    }
    #[inline]
    fn as_literal(&self) -> Option<&'static str> {
        match self.text {
            Text::Static(text) => Some(text),
            Text::Shared(_) => None,
        }
    }
}

impl<K: AsKey + ?Sized> AsKey for &K {
    const IS_KEY: bool = K::IS_KEY;
    #[inline]
    fn text(&self) -> &str {
        (**self).text()
    }
    #[inline]
    fn lookup(&self) -> KeyRef<'_> {
        (**self).lookup()
    }
    fn check(&self) -> Result<(), Error> {
        (**self).check()
    }
    fn to_key(&self) -> Result<Key, Error> {
        (**self).to_key()
    }
    #[inline]
    fn as_literal(&self) -> Option<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::check::MAX_KEY_BYTES;

    #[test]
    fn a_key_may_not_begin_or_end_with_any_whitespace_that_unicode_knows() {
        for c in (0..=char::MAX as u32).filter_map(char::from_u32) {
            let refused = |text: String| fault_in(&text).is_some();
            let is_bad = c.is_whitespace() || c.is_control();

            assert_eq!(
                refused(format!("{c}a")),
                is_bad || c == '=' || c == '.',
                "{c:?} first"
            );
            assert_eq!(
                refused(format!("a{c}")),
                is_bad || c == '=' || c == '.',
                "{c:?} last"
            );
        }
    }

    #[test]
    fn whitespace_inside_a_key_is_kept() {
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
                r#"invalid key " a": a key has no whitespace at either end"#,
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
