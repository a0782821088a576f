//! Values as parts of structs.

use std::fmt;
use std::sync::Arc;

use ::serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use ::serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::convert::{self, BigIntegers};
use crate::into_value::IntoValue;
use crate::value::{Map, Value};

/// With the feature `serde`. An untyped string is interpreted, as by every read of a value of
/// whatever type.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

macro_rules! stored {
    ($($method:ident $from:ty;)*) => { $(
        fn $method<E: ::serde::de::Error>(self, value: $from) -> Result<Value, E> {
            value.into_value().map_err(E::custom)
        }
    )* };
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    stored! {
        visit_bool bool;
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
        visit_f64 f64;
        visit_str &str;
        visit_bytes &[u8];
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Value>()? {
            items.push(item);
        }
        Ok(Value::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries: Vec<(Arc<str>, Value)> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            entries.push((key.into(), value));
        }
        Map::new(entries).map(Value::Map).map_err(A::Error::custom)
    }
}

/// With the feature `serde`. An untyped string is interpreted; an object is an error.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Bytes(bytes) => serializer.serialize_bytes(bytes),
            Value::List(items) => serializer.collect_seq(items.iter()),
            Value::Map(map) => {
                let mut entries = serializer.serialize_map(Some(map.entries().len()))?;
                for (key, value) in map.entries() {
                    entries.serialize_entry(&**key, value)?;
                }
                entries.end()
            }
            Value::Untyped(_) => match convert::interpret(self, BigIntegers::AreText) {
                Ok(value) => value.serialize(serializer),
                Err(_) => Err(S::Error::custom(
                    "it nests lists deeper, or holds more elements, than a value may",
                )),
            },
            Value::Object(_) => Err(S::Error::custom("serde cannot look into an object")),
        }
    }
}
