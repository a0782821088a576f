//! Maps as sources: their keys, and those of the maps inside, are keys of parameters.

use std::collections::{BTreeMap, HashMap};

use crate::error::Error;
use crate::frame::builder::FrameBuilder;
use crate::into_value::IntoValue;
use crate::origin::Origin;
use crate::source::Source;

/// By key: which of `{"a": {"b.c": 1}, "a.b": {"c": 2}}` wins must not depend on a map's random order.
fn sorted<K: AsRef<str>, V>(map: impl IntoIterator<Item = (K, V)>) -> impl Iterator<Item = (K, V)> {
    let mut items: Vec<(K, V)> = map.into_iter().collect();
    items.sort_by(|a, b| a.0.as_ref().cmp(b.0.as_ref()));
    items.into_iter()
}

macro_rules! maps {
    ($($map:ident<K, V $(, $hasher:ident)?>)*) => { $(
        impl<K: AsRef<str>, V: IntoValue $(, $hasher)?> Source for $map<K, V $(, $hasher)?> {
            fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
                sorted(self).try_for_each(|(key, value)| builder.layer.set(key.as_ref(), value, Origin::Mapping))
            }
        }

        impl<K: AsRef<str>, V: IntoValue + Clone $(, $hasher)?> Source for &$map<K, V $(, $hasher)?> {
            fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
                sorted(self).try_for_each(|(key, value)| builder.layer.set(key.as_ref(), value.clone(), Origin::Mapping))
            }
        }
    )* };
}

maps!(HashMap<K, V, S> BTreeMap<K, V>);
