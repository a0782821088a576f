//! Types that are read from strings by `FromStr`, because they do not know of parameters.

use std::str::FromStr;

use crate::convert;
use crate::convert::refusal::Part;
use crate::convert::wanted::Wanted;
use crate::entry::Entry;
use crate::error::Error;
use crate::frame::Frame;
use crate::from_value::type_name;
use crate::key::AsKey;

/// The error of a [`FromStr`] type that is read as a parameter; all error types and strings are.
pub trait ParseError: Into<Box<dyn std::error::Error + Send + Sync>> {}

impl<E: Into<Box<dyn std::error::Error + Send + Sync>>> ParseError for E {}

impl Frame {
    /// The parameter parsed as a `T`, for types that implement [`FromStr`] and not
    /// [`FromValue`](crate::FromValue); `None` if it is not set.
    ///
    /// It is parsed at each read, from the string that is read as a `String`.
    ///
    /// ```
    /// use std::net::IpAddr;
    /// use hyperparameter::Frame;
    ///
    /// let frame = Frame::empty().child(["address=::1", "retries=three"])?;
    /// assert_eq!(frame.parse::<IpAddr>("address")?, Some(IpAddr::from([0u16, 0, 0, 0, 0, 0, 0, 1])));
    /// let error = frame.parse::<u8>("retries").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     r#"cannot read retries as u8: "three" (from "retries=three", item 2); invalid digit found in string"#
    /// );
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Conversion`](crate::ErrorKind::Conversion) if the parameter is no string or
    /// `T` refuses it, whose error is the [`source`](std::error::Error::source) of this one;
    /// [`ErrorKind::InvalidKey`](crate::ErrorKind::InvalidKey) if `key` is a string and not a key.
    pub fn parse<T>(&self, key: impl AsKey) -> Result<Option<T>, Error>
    where
        T: FromStr<Err: ParseError>,
    {
        self.entry(key)?.map(parse).transpose()
    }
}

fn parse<T: FromStr<Err: ParseError>>(entry: &Entry) -> Result<T, Error> {
    let text = convert::to_text(&entry.value)
        .map_err(|refusal| Error::refused(refusal, &entry.value, &Wanted::Text));
    text.and_then(|text| text.parse().map_err(Error::wrapping))
        .map_err(|error| {
            let name = type_name::without_paths(std::any::type_name::<T>());
            error.of_part(Part::whole(entry), Some(name.into()))
        })
}
