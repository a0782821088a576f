//! Parses `key=value` definitions, as they come from a command line.

use crate::error::{Error, ErrorKind, Quoted};
use crate::key::KeyRef;
use crate::origin::{Entry, Origin};
use crate::value::Value;

/// The key and the value of the `position`-th source, the text `key=value`.
///
/// The text is split at the first `=`; blanks around the key do not count, and
/// the rest is untyped text to the letter.
pub(crate) fn parts(text: &str, position: u32) -> Result<(KeyRef<'_>, &str), Error> {
    let Some((key, value)) = text.split_once('=') else {
        return Err(bad(text, position, "it has no \"=\"; write key=value"));
    };
    match KeyRef::new(key.trim()) {
        Ok(key) => Ok((key, value)),
        Err(error) => Err(bad(text, position, &error.to_string())),
    }
}

/// The override that it spells.
pub(crate) fn define(text: &str, position: u32) -> Result<Entry, Error> {
    let (key, value) = parts(text, position)?;
    Ok(Entry {
        key: key.to_key(),
        value: Value::Untyped(value.into()),
        origin: Origin::Definition(position),
    })
}

#[cold]
fn bad(text: &str, position: u32, why: &str) -> Error {
    Error::new(
        ErrorKind::Definition,
        format!("bad definition {}, item {position}: {why}", Quoted(text)),
    )
}
