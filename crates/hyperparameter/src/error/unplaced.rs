//! Errors about a value, before it is known which parameter it is the value of.
//!
//! `FromValue` and `IntoValue` make them; whoever reads or sets a parameter adds its key:
//!
//! ```text
//! made by `from_value`:  a port is not 0
//! by the list it is in:  cannot read [1] as Port: 0; a port is not 0
//! by the reader:         cannot read ports[1] as Port: 0 (set in code); a port is not 0
//! ```

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::convert::refusal::{Part, Refusal};
use crate::convert::wanted::Wanted;
use crate::error::{Error, ErrorKind, Facts};
use crate::key::KeyRef;
use crate::origin::Origin;
use crate::quote::Quoted;
use crate::value::Value;

/// What is known of a value that was refused.
#[derive(Clone, Default)]
pub(crate) struct Unplaced {
    /// Where in the parameter the value lies, the innermost step first.
    steps: Vec<Step>,
    value: Option<Value>,
    wanted: Option<Cow<'static, str>>,
    /// What is wrong with the value, as the message says it right behind the value.
    reason: String,
    /// What would be right, or what an implementor says; may be empty.
    advice: String,
    /// The key in a mapping that is not there.
    missing: Option<&'static str>,
}

/// One step into a value.
#[derive(Clone)]
pub(crate) enum Step {
    Index(usize),
    Key(Arc<str>),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) if KeyRef::check(key).is_ok() => write!(f, ".{key}"),
            Step::Key(key) => write!(f, "[{}]", Quoted(key)),
        }
    }
}

/// Steps from the parameter inwards, as a message writes them.
struct Place<'a>(&'a [Step]);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|step| write!(f, "{step}"))
    }
}

/// Which parameter a value was read from.
struct Read<'a> {
    key: &'a str,
    place: String,
    origin: Option<Origin>,
    provenance: Option<String>,
}

impl Error {
    /// An error of a [`FromValue`](crate::FromValue) or [`IntoValue`](crate::IntoValue)
    /// implementation: `message` says what is wrong, or what would be right.
    ///
    /// The read or the override in which it occurs adds the key, the value, the type and
    /// where the value came from. Its kind is [`ErrorKind::Conversion`].
    ///
    /// ```
    /// use hyperparameter::{Error, Frame, FromValue, Value};
    ///
    /// #[derive(Debug)]
    /// struct Port(u16);
    ///
    /// impl FromValue for Port {
    ///     fn from_value(value: &Value) -> Result<Port, Error> {
    ///         match u16::from_value(value)? {
    ///             0 => Err(Error::custom("a port is not 0")),
    ///             port => Ok(Port(port)),
    ///         }
    ///     }
    /// }
    ///
    /// let frame = Frame::empty().builder().set("server.port", 0)?.build();
    /// assert_eq!(
    ///     frame.get::<Port>("server.port").unwrap_err().to_string(),
    ///     "cannot read server.port as Port: 0 (set in code); a port is not 0"
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[cold]
    pub fn custom(message: impl fmt::Display) -> Error {
        Error::unplaced(
            ErrorKind::Conversion,
            Unplaced {
                advice: message.to_string(),
                ..Unplaced::default()
            },
        )
    }

    /// As [`custom`](Error::custom) with the message of `error`, which is the
    /// [`source`](std::error::Error::source) of the error.
    #[cold]
    pub fn wrapping(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        let source = error.into();
        let mut error = Error::custom(&source);
        error.0.source = Some(source.into());
        error
    }

    /// A value that a row of the table refuses.
    #[cold]
    pub(crate) fn refused(refusal: Refusal, value: &Value, wanted: &Wanted<'_>) -> Error {
        let unplaced = Unplaced {
            value: Some(value.clone()),
            wanted: Some(wanted.to_string().into()),
            reason: refusal.reason(),
            advice: wanted.advice(),
            ..Unplaced::default()
        };
        Error::unplaced(refusal.kind(), unplaced)
    }

    /// A value that a type refuses, with a reason, as ` is not unique`, and an advice, as
    /// `expected a name`.
    #[cold]
    pub(crate) fn unfit(
        value: &Value,
        wanted: impl Into<Cow<'static, str>>,
        reason: impl Into<String>,
        advice: impl Into<String>,
    ) -> Error {
        let unplaced = Unplaced {
            value: Some(value.clone()),
            wanted: Some(wanted.into()),
            reason: reason.into(),
            advice: advice.into(),
            ..Unplaced::default()
        };
        Error::unplaced(ErrorKind::Conversion, unplaced)
    }

    /// A mapping that lacks a key that the type needs.
    #[cold]
    #[allow(dead_code)]
    pub(crate) fn lacks(value: &Value, wanted: Cow<'static, str>, key: &'static str) -> Error {
        let unplaced = Unplaced {
            value: Some(value.clone()),
            wanted: Some(wanted),
            reason: format!(" has no {}", Quoted(key)),
            missing: Some(key),
            ..Unplaced::default()
        };
        Error::unplaced(ErrorKind::Missing, unplaced)
    }

    #[cold]
    fn unplaced(kind: ErrorKind, unplaced: Unplaced) -> Error {
        let mut error = Error::with(kind, "", Facts::default());
        error.0.unplaced = Some(Box::new(unplaced));
        error
    }

    /// The same error of what lies inside of another value: at `step` there is `value`,
    /// which was read as `type_name`.
    #[cold]
    pub(crate) fn inside(
        mut self,
        step: Step,
        value: &Value,
        type_name: Cow<'static, str>,
    ) -> Error {
        if let Some(unplaced) = &mut self.0.unplaced {
            unplaced.read_as(value, type_name);
            unplaced.steps.push(step);
        }
        self
    }

    /// The same error of what lies inside of another value, which was not read as a type.
    #[cold]
    pub(crate) fn at_step(mut self, step: Step) -> Error {
        if let Some(unplaced) = &mut self.0.unplaced {
            unplaced.steps.push(step);
        }
        self
    }

    /// The same error of a parameter, or a part of one, that was read as `type_name`; as
    /// the error itself names the type where there is none.
    #[cold]
    pub(crate) fn of_part(self, part: Part<'_>, type_name: Option<Cow<'static, str>>) -> Error {
        let entry = part.entry;
        self.placed(part.value, type_name, |unplaced| Read {
            key: entry.key.as_str(),
            place: format!("{}{}", part.place, Place(&unplaced.steps)),
            origin: Some(entry.origin),
            provenance: Some(entry.provenance().to_string()),
        })
    }

    /// The same error of the mapping of all that is set below `key`. What lies below may be
    /// a parameter of its own, which `entry` finds.
    #[cold]
    pub(crate) fn of_keys_below<'e>(
        self,
        key: &str,
        value: &Value,
        type_name: Cow<'static, str>,
        entry: impl Fn(&str) -> Option<&'e crate::entry::Entry>,
    ) -> Error {
        let mut path = key.to_owned();
        let Some(unplaced) = &self.0.unplaced else {
            return self;
        };
        let mut left = unplaced.steps.len();
        let mut found = entry(&path);
        while let (None, Some(Step::Key(name))) = (found, unplaced.steps[..left].last()) {
            path = format!("{path}.{name}");
            left -= 1;
            found = entry(&path);
        }
        self.placed(value, Some(type_name), |unplaced| Read {
            key: &path,
            place: Place(&unplaced.steps[..left]).to_string(),
            origin: found.map(|entry| entry.origin),
            provenance: found.map(|entry| entry.provenance().to_string()),
        })
    }

    fn placed<'a>(
        mut self,
        value: &Value,
        type_name: Option<Cow<'static, str>>,
        read: impl FnOnce(&Unplaced) -> Read<'a>,
    ) -> Error {
        let Some(mut unplaced) = self.0.unplaced.take() else {
            return self;
        };
        if let Some(type_name) = type_name {
            unplaced.read_as(value, type_name);
        }
        let Read {
            key,
            place,
            origin,
            provenance,
        } = read(&unplaced);
        let Unplaced {
            value,
            wanted,
            reason,
            mut advice,
            missing,
            ..
        } = *unplaced;
        let wanted = wanted.unwrap_or("a value".into());
        let from = provenance.iter().map(|from| format!(" ({from})"));
        let mut key = key.to_owned();
        let read = format!("cannot read {key}{place} as {wanted}: ");
        if let (Some(missing), true) = (missing, place.is_empty()) {
            key = format!("{key}.{missing}");
            advice = format!("set {key}");
        }
        let shown = value.iter().map(Value::to_string);
        let whole = [read].into_iter().chain(shown).chain([reason]).chain(from);
        self.0.message = with_advice(whole.collect(), &advice);
        self.0.facts = Facts {
            key: Some(key.into()),
            value,
            origin,
            provenance: provenance.map(Into::into),
            wanted: Some(wanted.into()),
            index: Some(place.into()).filter(|place: &Box<str>| !place.is_empty()),
        };
        self
    }

    /// The message of an error whose parameter is not known, after what was done to it.
    pub(crate) fn fmt_unplaced(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.unplaced {
            Some(unplaced) => write!(f, "{unplaced}"),
            None => f.write_str(&self.0.message),
        }
    }

    /// What an error of a value says toward the one who sets it, and where in the value.
    pub(crate) fn set_at(&self) -> (String, String) {
        match &self.0.unplaced {
            Some(unplaced) => (Place(&unplaced.steps).to_string(), unplaced.advice.clone()),
            None => (String::new(), self.0.message.clone()),
        }
    }
}

impl Unplaced {
    /// The type that was read is named, whatever types it asked for that value itself.
    fn read_as(&mut self, value: &Value, type_name: Cow<'static, str>) {
        if self.steps.is_empty() {
            self.wanted = Some(type_name);
            self.value = Some(value.clone());
        } else if self.wanted.is_none() {
            self.wanted = Some(type_name);
        }
    }
}

impl fmt::Display for Unplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(wanted), Some(value)) = (&self.wanted, &self.value) else {
            return f.write_str(&self.advice);
        };
        let place = match Place(&self.steps).to_string() {
            place if place.is_empty() => String::new(),
            place => format!("{place} "),
        };
        let read = format!("cannot read {place}as {wanted}: {value}{}", self.reason);
        f.write_str(&with_advice(read, &self.advice))
    }
}

fn with_advice(message: String, advice: &str) -> String {
    match advice {
        "" => message,
        advice => format!("{message}; {advice}"),
    }
}
