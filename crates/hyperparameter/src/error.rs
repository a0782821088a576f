//! What can go wrong, and how it is said.
//!
//! Every message is lower case, names the key, quotes the offending string, and
//! says where it came from and what would be right.

pub(crate) mod custom;
pub(crate) mod unplaced;

use std::fmt;
use std::sync::Arc;

use crate::error::unplaced::{Place, Unplaced};
use crate::origin::Origin;
use crate::value::Value;

/// Why an operation was refused.
///
/// The message (`Display`) is for people; programs look at [`Error::kind`] and at
/// the facts that the message is made of.
///
/// ```
/// use hyperparameter::{ErrorKind, Frame, Origin, Value};
///
/// let frame = Frame::empty().builder().set("train.lr", "fast")?.build();
/// let error = frame.get::<f64>("train.lr").unwrap_err();
///
/// assert_eq!(error.kind(), ErrorKind::Conversion);
/// assert_eq!(error.key(), Some("train.lr"));
/// assert_eq!(error.value(), Some(&Value::Text("fast".into())));
/// assert_eq!(error.origin(), Some(&Origin::Code));
/// assert_eq!(error.wanted(), Some("float"));
/// assert_eq!(error.index(), None);
/// assert!(error.to_string().starts_with(r#"cannot read train.lr as float: "fast""#));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    facts: Facts,
    /// What is known instead of message and facts, while the parameter is not.
    unplaced: Option<Box<Unplaced>>,
    /// The error of other code that this one reports.
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

// Nothing changes an error that is shared: a panic leaves it no more broken than for any other thread.
impl std::panic::UnwindSafe for Error {}
impl std::panic::RefUnwindSafe for Error {}

/// What a message is made of, as far as there is such a fact.
#[derive(Clone, Default)]
pub(crate) struct Facts {
    pub(crate) key: Option<Box<str>>,
    pub(crate) value: Option<Value>,
    pub(crate) origin: Option<Origin>,
    /// The origin in words.
    pub(crate) provenance: Option<Box<str>>,
    pub(crate) wanted: Option<Box<str>>,
    /// Where in the parameter the value lies, as `[1][0]`.
    pub(crate) index: Option<Box<str>>,
}

/// The class of an [`Error`]; the same classes in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The string is not a valid key.
    InvalidKey,
    /// A required parameter is not set.
    Missing,
    /// A value cannot become what was asked for without loss.
    Conversion,
    /// A `key=value` string is malformed.
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
        self.0.facts.key.as_deref()
    }

    /// What was refused: the value that could not be read, the string that is no
    /// key, the definition that is malformed.
    pub fn value(&self) -> Option<&Value> {
        let unplaced = || self.0.unplaced.as_ref()?.value.as_ref();
        self.0.facts.value.as_ref().or_else(unplaced)
    }

    /// Where that came from.
    pub fn origin(&self) -> Option<&Origin> {
        self.0.facts.origin.as_ref()
    }

    /// What the value was to be read as, as the message names it.
    pub fn wanted(&self) -> Option<&str> {
        let unplaced = || self.0.unplaced.as_ref()?.wanted.as_deref();
        self.0.facts.wanted.as_deref().or_else(unplaced)
    }

    /// The place of the value inside of the parameter, as messages write it; `None` if it
    /// is the whole parameter. Elements are counted from 0, and `[1][0]` is the first
    /// element of the second one.
    ///
    /// Which of several definitions was refused is told by [`Origin::Definition`].
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let frame = Frame::empty().child(["layers=[64, 32, wide]"])?;
    /// let error = frame.get::<Vec<u16>>("layers").unwrap_err();
    ///
    /// assert_eq!(error.index(), Some("[2]"));
    /// assert_eq!(error.value().map(ToString::to_string).as_deref(), Some("\"wide\""));
    /// assert!(error.to_string().starts_with("cannot read layers[2] as u16"));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn index(&self) -> Option<&str> {
        self.0.facts.index.as_deref()
    }

    pub(crate) fn provenance(&self) -> Option<&str> {
        self.0.facts.provenance.as_deref()
    }

    #[cold]
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::with(kind, message, Facts::default())
    }

    #[cold]
    pub(crate) fn about(kind: ErrorKind, key: &str, message: impl Into<String>) -> Error {
        let key = Some(key.into());
        Error::with(
            kind,
            message,
            Facts {
                key,
                ..Facts::default()
            },
        )
    }

    #[cold]
    pub(crate) fn with(kind: ErrorKind, message: impl Into<String>, facts: Facts) -> Error {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            facts,
            unplaced: None,
            source: None,
        }))
    }

    /// The same error of a value that was to be set as `key`.
    #[cold]
    pub(crate) fn of_value(mut self, key: &str) -> Error {
        self.0.message = match self.0.unplaced.take() {
            None => {
                let place = self.index().unwrap_or_default();
                format!("cannot set {key}{place}: {}", self.0.message)
            }
            Some(inside) => {
                let place = Place(&inside.steps).to_string();
                let message = format!("cannot set {key}{place}: {}", inside.advice);
                self.0.facts.index = (!place.is_empty()).then(|| place.into());
                message
            }
        };
        self.0.facts.key = Some(key.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.unplaced {
            Some(unplaced) => write!(f, "{unplaced}"),
            None => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.to_string())
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}
