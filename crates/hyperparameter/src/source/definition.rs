//! Parses definitions, as they come from a command line: `key=value` and `~key`.

use crate::error::{Error, ErrorKind, Facts};
use crate::key::KeyRef;
use crate::origin::Origin;
use crate::quote::{Quoted, spelled};
use crate::value::Value;

/// What a definition says.
pub(crate) enum Definition<'a> {
    /// `key=value`: the value is an untyped string.
    Set(KeyRef<'a>, &'a str),
    /// `~key`: the key, and what lies below it, is hidden.
    Unset(KeyRef<'a>),
}

/// Takes apart the `position`-th source.
///
/// A string is split at the first `=`; whitespace around the key does not count, and the
/// rest is an untyped string to the letter.
pub(crate) fn parse(text: &str, position: u32) -> Result<Definition<'_>, Error> {
    let bad = |why: &str| bad(text, position, why);
    if let Some(key) = text.trim_start().strip_prefix('~') {
        let key = key.trim_end();
        if let Some((key, value)) = key.split_once('=') {
            let unset = spelled(&format!("~{}", key.trim()));
            let set = spelled(&format!("{}={value}", key.trim()));
            return Err(bad(&format!(
                "\"~\" unsets a key and takes no value; write {unset} or {set}"
            )));
        }
        let key = typed_key(key, "~", "").map_err(|why| bad(&why))?;
        return Ok(Definition::Unset(key));
    }
    let Some((key, value)) = text.split_once('=') else {
        return Err(bad("it has no \"=\"; write key=value"));
    };
    match typed_key(key.trim(), "", value) {
        Ok(key) => Ok(Definition::Set(key, value)),
        Err(why) => Err(bad(&why)),
    }
}

/// What stands before keys by the habit of command lines and quotes.
const MARKS: [char; 5] = ['-', '+', '"', '\'', '\u{feff}'];
const QUOTES: [char; 2] = ['"', '\''];

/// A key as it is typed by hand: what a key may have in a mapping, but was hardly
/// meant here, is refused with what probably was. `tilde` and `value` are the rest of
/// the string.
fn typed_key<'a>(key: &'a str, tilde: &str, value: &str) -> Result<KeyRef<'a>, String> {
    // Most keys have nothing that has to be looked for: only letters, digits, "_" and ".".
    if key
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
    {
        return KeyRef::new(key).map_err(|error| error.to_string());
    }
    let why = match key.chars().next() {
        Some('\u{feff}') => "begins with a byte order mark".to_owned(),
        Some(first) if MARKS.contains(&first) => {
            format!("begins with {}", Quoted(first.encode_utf8(&mut [0; 4])))
        }
        _ if key.contains(char::is_whitespace) => "contains whitespace".to_owned(),
        _ => return KeyRef::new(key).map_err(|error| error.to_string()),
    };
    let meant = meant(key);
    let instead = match KeyRef::new(&meant) {
        Err(_) => "write key=value".to_owned(),
        Ok(_) if tilde.is_empty() => {
            // Quotes around the whole text: the second one is no part of the value.
            let quote = key.chars().next().filter(|first| QUOTES.contains(first));
            let value = quote
                .and_then(|quote| value.strip_suffix(quote))
                .unwrap_or(value);
            format!("write {}", spelled(&format!("{meant}={value}")))
        }
        Ok(_) => format!("write {}", spelled(&format!("{tilde}{meant}"))),
    };
    Err(format!("its key {why}; {instead}"))
}

/// The words of a key without marks around it, joined by dots.
fn meant(key: &str) -> String {
    let is_noise = |c: char| c.is_whitespace() || MARKS.contains(&c);
    let words = key
        .trim_matches(is_noise)
        .split(|c: char| c.is_whitespace() || c == '.');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(".")
}

#[cold]
fn bad(text: &str, position: u32, why: &str) -> Error {
    let facts = Facts {
        value: Some(Value::untyped(text)),
        origin: Some(Origin::Definition(position)),
        provenance: Some(format!("item {position}").into()),
        ..Facts::default()
    };
    let message = format!("bad definition {}, item {position}: {why}", Quoted(text));
    Error::with(ErrorKind::Definition, message, facts)
}
