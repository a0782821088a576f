//! A key that `with_params!` has checked and hashed.
//!
//! A `static` of a [`Key`] would be one more body for the compiler to check, and hashing its
//! string in the compiler took longer than all else about a read.

use crate::error::Error;
use crate::key::{AsKey, Key, KeyRef, Text, sealed};

/// A literal key, with its hash.
#[derive(Clone, Copy)]
pub struct Literal {
    /// The string.
    pub text: &'static str,
    /// Its hash.
    pub hash: u64,
}

impl sealed::Sealed for Literal {}

impl AsKey for Literal {
    const IS_KEY: bool = true;
    #[inline]
    fn text(&self) -> &str {
        self.text
    }
    #[inline]
    fn lookup(&self) -> KeyRef<'_> {
        KeyRef {
            text: self.text,
            hash: self.hash,
        }
    }
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
    #[inline]
    fn to_key(&self) -> Result<Key, Error> {
        Ok(Key {
            text: Text::Static(self.text),
            hash: self.hash,
        })
    }
    #[inline]
    fn as_literal(&self) -> Option<&'static str> {
        Some(self.text)
    }
}
