//! Why a value is not what is wanted, and how that is said.

use crate::entry::Entry;
use crate::error::{Error, ErrorKind, Facts};
use crate::value::Value;

/// Why a value is not what is wanted; becomes an [`Error`] once the key is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The kind, or the spelling of a text, has no place in the row.
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

impl Refusal {
    /// The full message: key, wanted kind, value, where it came from, what would be right.
    #[cold]
    pub(crate) fn error(self, part: Part<'_>, wanted: &str) -> Error {
        let Part {
            entry,
            place,
            value,
        } = part;
        let kind = match self {
            Refusal::TooDeep | Refusal::TooLong => ErrorKind::Limit,
            _ => ErrorKind::Conversion,
        };
        let provenance = entry.provenance().to_string();
        let message = format!(
            "cannot read {}{place} as {wanted}: {value}{} ({provenance}){}",
            entry.key,
            self.reason(),
            advice(wanted),
        );
        let facts = Facts {
            key: Some(entry.key.as_str().into()),
            value: Some(value.clone()),
            origin: Some(entry.origin),
            provenance: Some(provenance.into()),
            wanted: Some(wanted.into()),
        };
        Error::with(kind, message, facts)
    }

    fn reason(self) -> &'static str {
        match self {
            Refusal::NotAccepted => "",
            Refusal::Fraction => " has a fractional part",
            Refusal::OutOfRange => " is out of range",
            Refusal::Inexact => " has no exact float",
            Refusal::TooDeep => " nests lists deeper than 128, the limit",
            Refusal::TooLong => " holds more than 1000000 elements, the limit",
        }
    }
}

fn advice(wanted: &str) -> &'static str {
    match wanted {
        "bool" => "; a bool is true or false, 1 or 0, or a text such as yes, no, on, off",
        "int" => "; an int is a 64-bit integer, an integral float, or a text such as 64 or 1e3",
        "float" => "; a float is a float, an int that it holds exactly, or a text such as 5e-4",
        "text" => "; a text is text, a number or a bool",
        "bytes" => "; only bytes are bytes",
        "list" => "; a list is a list, or a text from outside such as [1, 2]",
        _ => "",
    }
}
