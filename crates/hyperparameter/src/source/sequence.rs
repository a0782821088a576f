//! Pairs and `key=value` strings as sources, and sequences of them.

use crate::error::Error;
use crate::frame::builder::FrameBuilder;
use crate::into_value::IntoValue;
use crate::origin::Origin;
use crate::source::Source;

/// One item of a sequence that is a source: a pair, or a `key=value` string.
pub trait SourceItem {
    #[doc(hidden)]
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error>;
}

impl<K: AsRef<str>, V: IntoValue> SourceItem for (K, V) {
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        builder.set_from(self.0.as_ref(), self.1, Origin::Mapping)
    }
}

impl<K: AsRef<str>, V: IntoValue + Clone> SourceItem for &(K, V) {
    fn add_item(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        builder.set_from(self.0.as_ref(), self.1.clone(), Origin::Mapping)
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
