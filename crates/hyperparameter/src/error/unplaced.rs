//! What is known of a value that was refused, before it is known of which parameter it is.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::quote::Quoted;
use crate::value::Value;

/// What is known of a value that was refused.
#[derive(Clone, Default)]
pub(crate) struct Unplaced {
    /// Where in the parameter the value lies, the innermost step first.
    pub(crate) steps: Vec<Step>,
    pub(crate) value: Option<Value>,
    pub(crate) wanted: Option<Cow<'static, str>>,
    /// What is wrong with the value, as the message says it right behind the value.
    pub(crate) reason: String,
    /// What would be right, or what an implementor says; may be empty.
    pub(crate) advice: String,
    /// The key in a mapping that is not there.
    pub(crate) missing: Option<&'static str>,
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
            Step::Key(key) if is_plain(key) => write!(f, ".{key}"),
            Step::Key(key) => write!(f, "[{}]", Quoted(key)),
        }
    }
}

/// Whether a key of a mapping can be written as keys of parameters are.
fn is_plain(key: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(is_plain)
}

/// Steps from the parameter inwards, as a message writes them.
pub(crate) struct Place<'a>(pub(crate) &'a [Step]);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|step| write!(f, "{step}"))
    }
}

impl Unplaced {
    /// The type that was read is named, whatever types it asked for that value itself.
    pub(crate) fn read_as(&mut self, value: &Value, type_name: Cow<'static, str>) {
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
        let (place, reason) = (Place(&self.steps), &self.reason);
        let read = format!("cannot read value{place} as {wanted}: {value}{reason}");
        f.write_str(&with_advice(read, &self.advice))
    }
}

pub(crate) fn with_advice(message: String, advice: &str) -> String {
    match advice {
        "" => message,
        advice => format!("{message}; {advice}"),
    }
}
