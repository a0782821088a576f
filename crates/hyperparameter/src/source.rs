//! What a whole layer of overrides can come from.

use std::collections::{BTreeMap, HashMap};

use crate::error::Error;
use crate::frame::Frame;
use crate::key::KeyRef;
use crate::layer::{FrameBuilder, join};
use crate::origin::Origin;
use crate::write::IntoValue;

/// Something that holds overrides: a map, pairs, `key=value` texts, or a frame.
///
/// Maps may nest: the inner keys lie below the outer one, and an empty map sets
/// nothing. Texts are definitions, counted from 1 in messages.
///
/// ```
/// use std::collections::BTreeMap;
/// use hyperparameter::Frame;
///
/// let nested = BTreeMap::from([("train", BTreeMap::from([("lr", 0.1), ("decay", 0.5)]))]);
/// let frame = Frame::empty().child(nested)?.child(["train.lr=5e-4"])?;
///
/// assert_eq!(frame.get::<f64>("train.lr")?, Some(5e-4));
/// assert_eq!(frame.get::<f64>("train.decay")?, Some(0.5));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub trait Source {
    /// Adds what this source holds to `builder`.
    ///
    /// # Errors
    /// What the first bad item is.
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error>;
}

/// All that is set in another frame; each value keeps where it came from.
impl Source for &Frame {
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        self.entries()
            .into_iter()
            .try_fold(builder, FrameBuilder::push)
    }
}

impl Source for Frame {
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        (&self).add_to(builder)
    }
}

/// What may stand under a key of a map: a value, or a map of more keys.
pub trait Setting {
    #[doc(hidden)]
    fn add_at(self, path: &str, builder: FrameBuilder) -> Result<FrameBuilder, Error>;
}

impl<V: IntoValue> Setting for V {
    fn add_at(self, path: &str, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        builder.set_from(path, self, Origin::Mapping)
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
        impl<K: AsRef<str>, V: Setting $(, $hasher)?> Setting for $map<K, V $(, $hasher)?> {
            fn add_at(self, path: &str, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
                KeyRef::new(path)?;
                sorted(self)
                    .try_fold(builder, |builder, (key, value)| value.add_at(&join(path, key.as_ref())?, builder))
            }
        }

        impl<K: AsRef<str>, V: Setting $(, $hasher)?> Source for $map<K, V $(, $hasher)?> {
            fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
                sorted(self).try_fold(builder, |builder, (key, value)| value.add_at(key.as_ref(), builder))
            }
        }

        impl<K: AsRef<str>, V: Setting + Clone $(, $hasher)?> Source for &$map<K, V $(, $hasher)?> {
            fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
                sorted(self).try_fold(builder, |builder, (key, value)| {
                    value.clone().add_at(key.as_ref(), builder)
                })
            }
        }
    )* };
}

maps!(HashMap<K, V, S> BTreeMap<K, V>);

/// One item of a sequence that is a source: a pair, or a `key=value` text.
pub trait SourceItem {
    #[doc(hidden)]
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error>;
}

impl<K: AsRef<str>, V: Setting> SourceItem for (K, V) {
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        self.1.add_at(self.0.as_ref(), builder)
    }
}

impl<K: AsRef<str>, V: Setting + Clone> SourceItem for &(K, V) {
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        self.1.clone().add_at(self.0.as_ref(), builder)
    }
}

macro_rules! texts {
    ($($text:ty)*) => { $(
        impl SourceItem for $text {
            fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
                builder.define(self.as_ref())
            }
        }

        impl Source for $text {
            fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
                builder.define(self.as_ref())
            }
        }
    )* };
}

texts!(&str String &String);

impl SourceItem for &&str {
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        builder.define(self)
    }
}

fn add_each<I: SourceItem>(
    items: impl IntoIterator<Item = I>,
    builder: FrameBuilder,
) -> Result<FrameBuilder, Error> {
    items
        .into_iter()
        .try_fold(builder, |builder, item| item.add_item(builder))
}

impl<I: SourceItem> Source for Vec<I> {
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        add_each(self, builder)
    }
}

impl<I: SourceItem, const N: usize> Source for [I; N] {
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        add_each(self, builder)
    }
}

impl<'a, I> Source for &'a [I]
where
    &'a I: SourceItem,
{
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        add_each(self, builder)
    }
}

impl<'a, I> Source for &'a Vec<I>
where
    &'a I: SourceItem,
{
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        add_each(self, builder)
    }
}

impl<'a, I, const N: usize> Source for &'a [I; N]
where
    &'a I: SourceItem,
{
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        add_each(self, builder)
    }
}
