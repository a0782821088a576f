//! Maps as sources: their keys, and those of the maps inside, are keys of parameters.

use std::collections::{BTreeMap, HashMap};

use crate::error::Error;
use crate::frame::builder::FrameBuilder;
use crate::into_value::IntoValue;
use crate::key::KeyRef;
use crate::layer::join;
use crate::origin::Origin;
use crate::source::Source;

/// What a setting sets its key to: a value, or a map of the keys below.
///
/// All types that are [`IntoValue`] are, and the maps that are a [`Source`].
pub trait SettingValue: sealed::Sealed {
    #[doc(hidden)]
    fn add_at(self, path: &str, builder: &mut FrameBuilder) -> Result<(), Error>;
}

mod sealed {
    pub trait Sealed {}
}

impl<V: IntoValue> sealed::Sealed for V {}

impl<V: IntoValue> SettingValue for V {
    fn add_at(self, path: &str, builder: &mut FrameBuilder) -> Result<(), Error> {
        builder.layer.set(path, self, Origin::Mapping)
    }
}

/// By key: which of `{"a": {"b.c": 1}, "a.b": {"c": 2}}` wins must not depend on a map's random order.
fn sorted<K: AsRef<str>, V>(map: impl IntoIterator<Item = (K, V)>) -> impl Iterator<Item = (K, V)> {
    let mut items: Vec<(K, V)> = map.into_iter().collect();
    items.sort_by(|a, b| a.0.as_ref().cmp(b.0.as_ref()));
    items.into_iter()
}

macro_rules! maps {
    ($($map:ident<K, V $(, $hasher:ident)?>)*) => { $(
        impl<K: AsRef<str>, V: SettingValue $(, $hasher)?> sealed::Sealed for $map<K, V $(, $hasher)?> {}

        impl<K: AsRef<str>, V: SettingValue $(, $hasher)?> SettingValue for $map<K, V $(, $hasher)?> {
            fn add_at(self, path: &str, builder: &mut FrameBuilder) -> Result<(), Error> {
                KeyRef::new(path)?;
                sorted(self).try_for_each(|(key, value)| value.add_at(&join(path, key.as_ref())?, builder))
            }
        }

        impl<K: AsRef<str>, V: SettingValue $(, $hasher)?> Source for $map<K, V $(, $hasher)?> {
            fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
                sorted(self).try_for_each(|(key, value)| value.add_at(key.as_ref(), builder))
            }
        }

        impl<K: AsRef<str>, V: SettingValue + Clone $(, $hasher)?> Source for &$map<K, V $(, $hasher)?> {
            fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
                sorted(self).try_for_each(|(key, value)| value.clone().add_at(key.as_ref(), builder))
            }
        }
    )* };
}

maps!(HashMap<K, V, S> BTreeMap<K, V>);
