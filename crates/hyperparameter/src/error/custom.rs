//! Errors about a value, made by `FromValue` and `IntoValue`; whoever reads or sets a parameter
//! adds its key:
//!
//! ```text
//! made by `from_value`:  a port is not 0
//! by the list it is in:  cannot read value[1] as Port: 0; a port is not 0
//! by the reader:         cannot read ports[1] as Port: 0 (set in code); a port is not 0
//! ```

use std::borrow::Cow;
use std::fmt;

use crate::error::unplaced::{Place, Step, Unplaced, with_advice};
use crate::error::{Error, ErrorKind, Facts};
use crate::origin::Origin;
use crate::quote::Quoted;
use crate::value::Value;

/// Which parameter a value was read from.
pub(crate) struct Read<'a> {
    /// None for a value that is no parameter.
    pub(crate) key: Option<&'a str>,
    /// Where in it, as `[1]`; empty for all of it.
    pub(crate) place: String,
    pub(crate) origin: Option<Origin>,
    /// The origin in words.
    pub(crate) provenance: Option<String>,
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

    /// A value that a type refuses, with a reason, as ` is not unique`, and an advice, as
    /// `expected a name`.
    #[cold]
    pub(crate) fn unfit(
        value: &Value,
        wanted: impl Into<Cow<'static, str>>,
        reason: impl Into<String>,
        advice: impl Into<String>,
    ) -> Error {
        Error::unfit_as(ErrorKind::Conversion, value, wanted, reason, advice)
    }

    /// The same of another kind.
    #[cold]
    pub(crate) fn unfit_as(
        kind: ErrorKind,
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
        Error::unplaced(kind, unplaced)
    }

    /// A mapping that lacks a key that the type needs.
    #[cold]
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
        match &mut self.0.unplaced {
            Some(unplaced) => unplaced.steps.push(step),
            // Of a value that was read alone, as by `u8::try_from(value)`.
            None => {
                let inside = self.index().unwrap_or_default();
                self.0.facts.index = Some(format!("{step}{inside}").into());
            }
        }
        self
    }

    /// The same error of a value that is no parameter.
    #[cold]
    pub(crate) fn of_value_alone(self, value: &Value, type_name: Cow<'static, str>) -> Error {
        let read = Read {
            key: None,
            place: Place(self.steps()).to_string(),
            origin: None,
            provenance: None,
        };
        self.placed(value, Some(type_name), read)
    }

    /// The same error, of which the outermost steps are told otherwise.
    #[cfg(feature = "serde")]
    #[cold]
    pub(crate) fn without_outer_steps(mut self, count: usize) -> Error {
        if let Some(unplaced) = &mut self.0.unplaced {
            let left = unplaced.steps.len() - count;
            unplaced.steps.truncate(left);
        }
        self
    }

    /// The steps to the value, the innermost first; none where the parameter is known.
    pub(crate) fn steps(&self) -> &[Step] {
        self.0
            .unplaced
            .as_ref()
            .map_or(&[], |unplaced| &unplaced.steps)
    }

    /// The same error, of the parameter that `read` tells; the type is named as `type_name`, or
    /// as the error itself does.
    #[cold]
    pub(crate) fn placed(
        mut self,
        value: &Value,
        type_name: Option<Cow<'static, str>>,
        read: Read<'_>,
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
        } = read;
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
        let mut key = key.map(str::to_owned);
        let read = format!(
            "cannot read {}{place} as {wanted}: ",
            key.as_deref().unwrap_or("value")
        );
        if let (Some(key), Some(missing), true) = (&mut key, missing, place.is_empty()) {
            *key = format!("{key}.{missing}");
            advice = format!("set {key}");
        }
        let shown = value.iter().map(Value::to_string);
        let whole = [read].into_iter().chain(shown).chain([reason]).chain(from);
        self.0.message = with_advice(whole.collect(), &advice);
        self.0.facts = Facts {
            key: key.map(Into::into),
            value,
            origin,
            provenance: provenance.map(Into::into),
            wanted: Some(wanted.into()),
            index: (!place.is_empty()).then(|| place.into()),
            more: None,
        };
        self
    }
}
