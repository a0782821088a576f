//! What a value is wanted as: how messages name it, and what they say would be right.

use std::fmt;

/// What a value is wanted as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted<'a> {
    Bool,
    /// An integer of the type of this name; `int` is the 64-bit one of every language.
    Int(&'static str),
    /// A float, likewise.
    Float(&'static str),
    Text,
    Bytes,
    List,
    /// A value of whatever type it is.
    Anything,
    /// What only the host language knows.
    Host(&'a str),
}

impl<'a> Wanted<'a> {
    pub(crate) const INT: Wanted<'static> = Wanted::Int("int");
    pub(crate) const FLOAT: Wanted<'static> = Wanted::Float("float");

    /// What the host language calls by this name.
    pub(crate) fn by_host(name: &'a str) -> Wanted<'a> {
        let ours = [
            Wanted::Bool,
            Wanted::INT,
            Wanted::FLOAT,
            Wanted::Text,
            Wanted::Bytes,
            Wanted::List,
        ];
        ours.into_iter()
            .find(|wanted| wanted.to_string() == name)
            .unwrap_or(Wanted::Host(name))
    }

    /// What would be right, as a message ends behind a semicolon; empty for what only the host knows.
    pub(crate) fn advice(&self) -> String {
        match self {
            Wanted::Bool => {
                "expected a bool, 0, 1, or a string such as yes, no, on, off".into()
            }
            Wanted::Int("int") => {
                "expected a 64-bit integer, an integral float, or a string such as 64 or 1e3"
                    .into()
            }
            Wanted::Int(name) => format!(
                "expected an integer in the range of {name}, an integral float, or a string such as 64 or 1e3"
            ),
            Wanted::Float("float") => {
                "expected a float, an int that a float can represent exactly, or a string such as 5e-4"
                    .into()
            }
            Wanted::Float(name) => format!(
                "expected a float in the range of {name}, an int that it can represent exactly, or a string such as 5e-4"
            ),
            Wanted::Text => "expected a string, a number or a bool".into(),
            Wanted::Bytes => "expected bytes".into(),
            Wanted::List => {
                "expected a list, or an untyped string such as [1, 2]".into()
            }
            Wanted::Anything | Wanted::Host(_) => String::new(),
        }
    }
}

impl fmt::Display for Wanted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wanted::Bool => f.write_str("bool"),
            Wanted::Int(name) | Wanted::Float(name) => f.write_str(name),
            Wanted::Text => f.write_str("string"),
            Wanted::Bytes => f.write_str("bytes"),
            Wanted::List => f.write_str("list"),
            Wanted::Anything => f.write_str("a value"),
            Wanted::Host(name) => f.write_str(name),
        }
    }
}
