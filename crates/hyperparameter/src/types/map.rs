//! Maps: mappings in lists, and all that is set below a key.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::hash::{BuildHasher, Hash};
use std::str::FromStr;
use std::sync::Arc;

use crate::error::Error;
use crate::error::unplaced::Step;
use crate::from_value::{FromValue, Shape};
use crate::into_value::IntoValue;
use crate::value::{Map, Value};

/// Each entry of a mapping.
fn entries<K, V, M>(value: &Value) -> Result<M, Error>
where
    K: FromStr<Err: Display>,
    V: FromValue,
    M: FromIterator<(K, V)>,
{
    let Value::Map(map) = value else {
        return Err(Error::custom("expected a mapping"));
    };
    let read = |(key, value): &(Arc<str>, Value)| {
        let inside = |error: Error| error.inside(Step::Key(key.clone()), value, V::type_name());
        let name = key.parse().map_err(|error| {
            let text = Value::Text(key.clone());
            let error = Error::unfit(&text, "a key", "", format!("{error}"));
            error.at_step(Step::Key(key.clone()))
        })?;
        Ok((name, V::from_value(value).map_err(inside)?))
    };
    map.entries().iter().map(read).collect()
}

/// Refuses keys that are the same once they are read, such as `1` and `01`: one value of them
/// would be lost.
fn refuse_doubles(value: &Value, read: usize) -> Result<(), Error> {
    match value {
        Value::Map(map) if read < map.entries().len() => Err(Error::custom(format!(
            "of its {} keys some are the same once they are read",
            map.entries().len()
        ))),
        _ => Ok(()),
    }
}

/// In the order of the keys: what is set does not depend on the order of a hash map.
fn mapping<K: Display, V: IntoValue>(
    entries: impl IntoIterator<Item = (K, V)>,
) -> Result<Value, Error> {
    let mut items = Vec::new();
    for (key, value) in entries {
        let key: Arc<str> = key.to_string().into();
        let value = value.into_value();
        items.push((
            key.clone(),
            value.map_err(|error| error.at_step(Step::Key(key)))?,
        ));
    }
    items.sort_by(|a, b| a.0.cmp(&b.0));
    Map::new(items).map(Value::Map)
}

macro_rules! maps {
    ($($map:ident<K $(: $bound:path)*, V $(, $hasher:ident: $hash:path)?>;)*) => { $(
        impl<K, V $(, $hasher)?> FromValue for $map<K, V $(, $hasher)?>
        where
            K: FromStr<Err: Display> $(+ $bound)*,
            V: FromValue,
            $($hasher: $hash + Default,)?
        {
            const SHAPE: Shape = Shape::Mapping;
            fn from_value(value: &Value) -> Result<Self, Error> {
                let read: Self = entries(value)?;
                refuse_doubles(value, read.len())?;
                Ok(read)
            }
            fn absent() -> Option<Self> {
                Some(Self::from_iter([]))
            }
            fn type_name() -> Cow<'static, str> {
                format!("map of {}", V::type_name()).into()
            }
        }

        impl<K: Display, V: IntoValue $(, $hasher)?> IntoValue for $map<K, V $(, $hasher)?> {
            fn into_value(self) -> Result<Value, Error> {
                mapping(self)
            }
        }

        impl<K: Display, V: IntoValue + Clone $(, $hasher)?> IntoValue for &$map<K, V $(, $hasher)?> {
            fn into_value(self) -> Result<Value, Error> {
                mapping(self.iter().map(|(key, value)| (key, value.clone())))
            }
        }
    )* };
}

maps! {
    BTreeMap<K: Ord, V>;
    HashMap<K: Eq: Hash, V, S: BuildHasher>;
}
