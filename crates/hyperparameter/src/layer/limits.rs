//! How much one layer may hold.

use crate::error::{Error, ErrorKind};

/// How much one layer may hold; for untrusted input.
///
/// ```
/// use hyperparameter::{ErrorKind, Frame, Limits};
///
/// let limits = Limits::NONE.items(2).bytes(4096);
/// let mut builder = Frame::empty().builder();
/// let refused = builder.limits(limits).add_source(["a=1", "b=2", "c=3"]);
/// assert_eq!(refused.unwrap_err().kind(), ErrorKind::Limit);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most settings, counted before later ones replace earlier ones.
    pub items: usize,
    /// The most bytes of keys and values together.
    pub bytes: usize,
}

impl Limits {
    /// No limits, as it is without a call to [`FrameBuilder::limits`](crate::FrameBuilder::limits).
    pub const NONE: Limits = Limits {
        items: usize::MAX,
        bytes: usize::MAX,
    };

    /// At most so many settings, counted before later ones replace earlier ones.
    pub const fn items(self, items: usize) -> Limits {
        Limits { items, ..self }
    }

    /// At most so many bytes of keys and values together.
    pub const fn bytes(self, bytes: usize) -> Limits {
        Limits { bytes, ..self }
    }
}

/// The error about a layer of more than `limit` of `what`.
#[cold]
pub(crate) fn beyond(what: &str, limit: usize) -> Error {
    Error::new(
        ErrorKind::Limit,
        format!("too many overrides: more than {limit} {what}, the limit"),
    )
}
