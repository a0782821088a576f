//! The keys of a mapping, read as the type that a map has for them.

use ::serde::Deserializer;
use ::serde::de::value::StrDeserializer;
use ::serde::de::{IntoDeserializer, Visitor};

use crate::from_value::FromValue;
use crate::serde::fault::Fault;
use crate::serde::scalars::scalars;
use crate::value::Value;

/// A name as it is spelled.
pub(crate) struct Name<'n>(pub(crate) &'n str);

impl Name<'_> {
    fn convert<T: FromValue>(&self) -> Result<T, Fault> {
        Ok(T::from_value(&Value::untyped(self.0))?)
    }
}

impl<'de> Deserializer<'de> for Name<'_> {
    type Error = Fault;

    scalars!('de);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let name_of_variant: StrDeserializer<'_, Fault> = self.0.into_deserializer();
        name_of_variant.deserialize_enum(name, variants, visitor)
    }

    ::serde::forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}
