//! Bytes, which a `Vec<u8>` is.

use crate::convert;
use crate::convert::refusal::Refusal;
use crate::convert::wanted::Wanted;
use crate::error::Error;
use crate::from_value::each;
use crate::value::Value;

/// Bytes as they are, lists of numbers and strings that spell one, and the UTF-8 of other strings.
pub(crate) fn read(value: &Value) -> Result<Vec<u8>, Error> {
    match value {
        Value::Bytes(bytes) => Ok(bytes.to_vec()),
        Value::List(_) => each(value),
        Value::Text(text) => Ok(text.as_bytes().to_vec()),
        Value::Untyped(text) => match convert::to_list(value) {
            Ok(list) => each(&Value::List(list.into_owned())),
            Err(Refusal::NotAccepted) => Ok(text.as_bytes().to_vec()),
            Err(refusal) => Err(Error::refused(refusal, value, &Wanted::Bytes)),
        },
        _ => Err(Error::refused(Refusal::NotAccepted, value, &Wanted::Bytes)),
    }
}
