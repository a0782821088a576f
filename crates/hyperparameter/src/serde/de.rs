//! Reads what is set at and below a key, or an element of a list, as serde asks for it.
//!
//! What serde asks for is converted by [`FromValue`], as by every other read.

use std::marker::PhantomData;

use ::serde::Deserializer;
use ::serde::de::{DeserializeOwned, DeserializeSeed, SeqAccess, Visitor};

use crate::convert::refusal::Refusal;
use crate::convert::wanted::Wanted;
use crate::convert::{self, BigIntegers};
use crate::error::Error;
use crate::error::unplaced::Step;
use crate::frame::Frame;
use crate::from_value::below::Node;
use crate::from_value::{FromValue, elements};
use crate::key::KeyRef;
use crate::serde::at::At;
use crate::serde::enums::Variant;
use crate::serde::fault::Fault;
use crate::serde::mapping::Mapping;
use crate::serde::scalars::{converted, scalars};
use crate::value::Value;

impl Frame {
    /// What is set at and below `prefix`, read as a type that implements serde's `Deserialize`;
    /// all of this frame for an empty prefix. With the feature `serde`.
    ///
    /// The fields of a struct are the keys below the prefix, those of a struct in it the keys
    /// below these. Values are converted by the [table](crate#conversions), so that strings of
    /// a command line are read as the numbers they spell. A list of structs is read from a list
    /// of mappings. An enum is read by the name of its variant, or, if the variant holds
    /// something, from the keys below that name.
    ///
    /// A key below the prefix that a struct has no field for is an error, which says where each
    /// came from and which field is nearest. Maps take all keys, and so do structs with
    /// `#[serde(flatten)]`, for which serde does not say which fields there are. Under `flatten`
    /// and in internally tagged or untagged enums, serde asks for values of whatever type:
    /// untyped strings are interpreted there, and `name=123` is not read as a `String`.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Server {
    ///     port: u16,
    ///     #[serde(default)]
    ///     workers: Option<usize>,
    /// }
    ///
    /// let frame = Frame::empty().child(["server.port=8080"])?;
    /// assert_eq!(frame.extract::<Server>("server")?.port, 8080);
    ///
    /// let error = frame.child(["server.wokers=4"])?.extract::<Server>("server").err().unwrap();
    /// assert_eq!(
    ///     error.to_string(),
    ///     r#"cannot read server.wokers as a field of Server: "4" (from "server.wokers=4", item 1); expected one of port, workers; did you mean workers?"#
    /// );
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`](crate::ErrorKind::InvalidKey) if `prefix` is neither empty nor a
    /// key; [`ErrorKind::Missing`](crate::ErrorKind::Missing), with the full key, if nothing is set
    /// for a field that has no default;
    /// [`ErrorKind::Conversion`](crate::ErrorKind::Conversion) if a value is refused, or a key is
    /// no field.
    pub fn extract<T: DeserializeOwned>(&self, prefix: &str) -> Result<T, Error> {
        if !prefix.is_empty() {
            KeyRef::check(prefix)?;
        }
        let mut root = Node::default();
        self.for_each(|entry| root.add(prefix, entry));
        let at = At::Keys {
            frame: self,
            key: prefix.to_owned(),
            node: &root,
        };
        match at.read(PhantomData::<T>) {
            Ok(value) => Ok(value),
            Err(Fault::Error(error)) => Err(error),
            Err(Fault::Missing(field)) => Err(at.missing(field)),
        }
    }
}

impl<'a> At<'a> {
    /// The value here by the table of conversions.
    fn convert<T: FromValue>(&self) -> Result<T, Fault> {
        let value = self.value()?;
        T::from_value(&value).map_err(|error| self.place(error, Some(T::type_name())).into())
    }

    /// The value as a visitor that takes any type understands it.
    fn visit<V: Visitor<'a>>(&self, value: &Value, visitor: V) -> Result<V::Value, Fault> {
        match value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Int(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            Value::Text(text) => visitor.visit_str(text),
            Value::Bytes(bytes) => visitor.visit_bytes(bytes),
            Value::List(_) => self.visit_list(value, visitor, None),
            Value::Map(_) => visitor.visit_map(Mapping::of(self)?),
            Value::Untyped(text) => match (
                u64::from_value(value),
                i128::from_value(value),
                u128::from_value(value),
            ) {
                (Ok(int), ..) => visitor.visit_u64(int),
                (_, Ok(int), _) => visitor.visit_i128(int),
                (.., Ok(int)) => visitor.visit_u128(int),
                _ => visitor.visit_str(text),
            },
            Value::Object(_) => {
                let advice = "serde cannot look into an object; read it by its key";
                Err(Error::custom(advice).into())
            }
        }
    }

    /// The elements of a list, of bytes too; `length` is how many are wanted.
    fn visit_list<V: Visitor<'a>>(
        &self,
        value: &Value,
        visitor: V,
        length: Option<usize>,
    ) -> Result<V::Value, Fault> {
        let wanted = || Some(Wanted::List.to_string().into());
        let items = match value {
            Value::Bytes(bytes) => bytes.iter().map(|byte| Value::from(*byte)).collect(),
            value => {
                let items = elements(value).map_err(|error| self.place(error, wanted()))?;
                items.iter().cloned().collect::<Vec<_>>()
            }
        };
        if let Some(length) = length.filter(|length| *length != items.len()) {
            let advice = format!("expected {length} elements, not {}", items.len());
            return Err(self.place(Error::custom(advice), wanted()).into());
        }
        let count = items.len();
        let mut list = Elements {
            at: self,
            items: items.into_iter().enumerate(),
        };
        let read = visitor.visit_seq(&mut list)?;
        match list.items.len() {
            0 => Ok(read),
            left => {
                let advice = format!("expected {} elements, not {count}", count - left);
                Err(self.place(Error::custom(advice), wanted()).into())
            }
        }
    }
}

/// The elements of a list.
struct Elements<'s, 'a> {
    at: &'s At<'a>,
    items: std::iter::Enumerate<std::vec::IntoIter<Value>>,
}

impl<'a> SeqAccess<'a> for &mut Elements<'_, 'a> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let item = self
            .items
            .next()
            .map(|(index, item)| self.at.inside(Step::Index(index), item).read(seed));
        item.transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

impl<'a> Deserializer<'a> for At<'a> {
    type Error = Fault;

    scalars!('a);

    converted! { 'a
        deserialize_str visit_string String;
        deserialize_string visit_string String;
        deserialize_identifier visit_string String;
        deserialize_bytes visit_byte_buf Vec<u8>;
        deserialize_byte_buf visit_byte_buf Vec<u8>;
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Some(value) = self.own()? else {
            return visitor.visit_map(Mapping::of(&self)?);
        };
        let interpreted =
            convert::interpret(&value, BigIntegers::LeftUntyped).map_err(|refusal| {
                self.place(Error::refused(refusal, &value, &Wanted::Anything), None)
            })?;
        self.visit(&interpreted, visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        let is_null = self.own()?.is_some_and(|value| convert::is_null(&value));
        if self.is_absent() || is_null {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.value()?;
        if convert::is_null(&value) {
            return visitor.visit_unit();
        }
        let error = Error::refused(Refusal::NotAccepted, &value, &Wanted::Host("null"));
        Err(self.place(error, None).into())
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.visit_list(&self.value()?, visitor, None)
    }

    fn deserialize_tuple<V: Visitor<'a>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.visit_list(&self.value()?, visitor, Some(length))
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Mapping::of(&self)?)
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_map(Mapping::of_struct(&self, name, fields)?)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(Variant::of(&self, name, variants)?)
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }
}
