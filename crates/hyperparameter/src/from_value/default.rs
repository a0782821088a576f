//! Default values, and what is read because of them.

use std::path::{Path, PathBuf};

use crate::from_value::FromValue;

/// A default value, and the type that is read because of it.
///
/// A default is of the type it reads, but for borrowed ones: `&str` reads a
/// `String`, `&[u8]` and `&[u8; N]` read a `Vec<u8>`, `&Path` reads a `PathBuf`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a parameter can be read as",
    note = "derive `hyperparameter::Parameter`, implement `FromValue`, or, if it implements `FromStr`, write `get x = a.b parse or ..`"
)]
pub trait DefaultValue: sealed::Sealed {
    /// What is read.
    type Read: FromValue;
    #[doc(hidden)]
    fn into_read(self) -> Self::Read;
}

impl<T: FromValue> DefaultValue for T {
    type Read = T;
    #[inline]
    fn into_read(self) -> T {
        self
    }
}

macro_rules! borrowed {
    ($([$($generics:tt)*] $from:ty => $read:ty;)*) => { $(
        impl<$($generics)*> DefaultValue for $from {
            type Read = $read;
            fn into_read(self) -> $read {
                self.into()
            }
        }
        impl<$($generics)*> sealed::Sealed for $from {}
    )* };
}

borrowed! {
    [] &str => String;
    [] &String => String;
    [] &[u8] => Vec<u8>;
    [const N: usize] &[u8; N] => Vec<u8>;
    [] &Path => PathBuf;
}

mod sealed {
    pub trait Sealed {}
    impl<T: super::FromValue> Sealed for T {}
}
