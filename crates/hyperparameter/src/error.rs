//! What can go wrong, and how it is said.
//!
//! Every message is lower case, names the key, quotes the offending text, and
//! says where it came from and what would be right.

use std::fmt;

/// Why an operation was refused.
///
/// The message (`Display`) is for people; programs branch on [`Error::kind`].
///
/// ```
/// use hyperparameter::{ErrorKind, Frame};
///
/// let frame = Frame::empty().builder().set("train.lr", "fast")?.build();
/// let error = frame.get::<f64>("train.lr").unwrap_err();
///
/// assert_eq!(error.kind(), ErrorKind::Conversion);
/// assert_eq!(error.key(), Some("train.lr"));
/// assert!(error.to_string().starts_with(r#"cannot read train.lr as float: "fast""#));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    key: Option<Box<str>>,
    message: String,
}

/// The class of an [`Error`]; the same classes in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not a valid key.
    InvalidKey,
    /// A required parameter is not set.
    Missing,
    /// A value cannot become what was asked for without loss.
    Conversion,
    /// A `key=value` text is malformed.
    Definition,
    /// A scope was left or changed where it is not open, or out of order.
    Scope,
    /// An input is larger than a limit allows; the message names the limit.
    Limit,
}

impl Error {
    /// The class of this error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The key concerned, where there is one and it is valid.
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    #[cold]
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind,
            key: None,
            message: message.into(),
        }))
    }

    #[cold]
    pub(crate) fn about(kind: ErrorKind, key: &str, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind,
            key: Some(key.into()),
            message: message.into(),
        }))
    }
}

impl Error {
    /// The same error of a value that was to be set as `key`.
    #[cold]
    pub(crate) fn of_value(mut self, key: &str) -> Error {
        self.0.message = format!("cannot set {key}: {}", self.0.message);
        self.0.key = Some(key.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .finish()
    }
}

impl std::error::Error for Error {}

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
