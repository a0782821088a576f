//! Why a value is not what is wanted, and how that is said.

use std::borrow::Cow;

use crate::convert::wanted::Wanted;
use crate::entry::Entry;
use crate::error::custom::Read;
use crate::error::unplaced::Place;
use crate::error::{Error, ErrorKind};
use crate::value::{MAX_LIST_DEPTH, MAX_LIST_ITEMS, Value};

/// Why a value is not what is wanted; becomes an [`Error`] once the key is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The type, or the spelling of a string, has no place in the row.
    NotAccepted,
    /// A number with a fractional part where an integral one is wanted.
    Fraction,
    /// A number beyond what the wanted type can hold.
    OutOfRange,
    /// An int that no float holds exactly.
    Inexact,
    /// Lists nested deeper than the limit.
    TooDeep,
    /// A list of more elements than the limit.
    TooLong,
}

/// What was read: a parameter, or a part of one, which messages name by its place.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub(crate) entry: &'a Entry,
    /// Where in the parameter, as `[1]`; empty for all of it.
    pub(crate) place: &'a str,
    pub(crate) value: &'a Value,
}

impl<'a> Part<'a> {
    pub(crate) fn whole(entry: &'a Entry) -> Part<'a> {
        Part {
            entry,
            place: "",
            value: entry.value(),
        }
    }
}

impl Error {
    /// A value that a row of the table refuses.
    #[cold]
    pub(crate) fn refused(refusal: Refusal, value: &Value, wanted: &Wanted<'_>) -> Error {
        let kind = match refusal {
            Refusal::TooDeep | Refusal::TooLong => ErrorKind::Limit,
            _ => ErrorKind::Conversion,
        };
        let (name, advice) = (wanted.to_string(), wanted.advice());
        Error::unfit_as(kind, value, name, refusal.reason(), advice)
    }

    /// The same error of a parameter, or a part of one, that was read as `type_name`; as
    /// the error itself names the type where there is none.
    #[cold]
    pub(crate) fn of_part(self, part: Part<'_>, type_name: Option<Cow<'static, str>>) -> Error {
        let entry = part.entry;
        let read = Read {
            key: Some(entry.key.as_str()),
            place: format!("{}{}", part.place, Place(self.steps())),
            origin: Some(entry.origin.clone()),
            provenance: Some(entry.provenance().to_string()),
        };
        self.placed(part.value, type_name, read)
    }
}

impl Refusal {
    /// The full message: key, wanted type, value, where it came from, what would be right.
    #[cold]
    pub(crate) fn error(self, part: Part<'_>, wanted: &Wanted<'_>) -> Error {
        Error::refused(self, part.value, wanted).of_part(part, None)
    }

    /// As a message says it right behind the value.
    fn reason(self) -> String {
        match self {
            Refusal::NotAccepted => String::new(),
            Refusal::Fraction => " has a fractional part".into(),
            Refusal::OutOfRange => " is out of range".into(),
            Refusal::Inexact => " cannot be represented exactly as a float".into(),
            Refusal::TooDeep => format!(" nests lists deeper than {MAX_LIST_DEPTH}, the limit"),
            Refusal::TooLong => format!(" holds more than {MAX_LIST_ITEMS} elements, the limit"),
        }
    }
}
