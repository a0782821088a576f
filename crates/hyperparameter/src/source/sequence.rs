//! Pairs and `key=value` strings as sources, and sequences of them.

use crate::error::Error;
use crate::frame::builder::FrameBuilder;
use crate::into_value::IntoValue;
use crate::origin::Origin;
use crate::source::Source;

/// One setting of a sequence that is a source: a pair of key and value, or a
/// `key=value` string.
pub trait Setting: sealed::Sealed {
    #[doc(hidden)]
    fn add_one(self, builder: &mut FrameBuilder) -> Result<(), Error>;
}

mod sealed {
    pub trait Sealed {}
}

impl<K: AsRef<str>, V: IntoValue> sealed::Sealed for (K, V) {}

impl<K: AsRef<str>, V: IntoValue> Setting for (K, V) {
    fn add_one(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        builder.layer.set(self.0.as_ref(), self.1, Origin::Mapping)
    }
}

impl<K: AsRef<str>, V: IntoValue + Clone> sealed::Sealed for &(K, V) {}

impl<K: AsRef<str>, V: IntoValue + Clone> Setting for &(K, V) {
    fn add_one(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        builder
            .layer
            .set(self.0.as_ref(), self.1.clone(), Origin::Mapping)
    }
}

macro_rules! texts {
    ($($text:ty)*) => { $(
        impl sealed::Sealed for $text {}

        impl Setting for $text {
            fn add_one(self, builder: &mut FrameBuilder) -> Result<(), Error> {
                builder.layer.define(self.as_ref())
            }
        }

        impl Source for $text {
            fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
                builder.layer.define(self.as_ref())
            }
        }
    )* };
}

texts!(&str String &String);

impl sealed::Sealed for &&str {}

impl Setting for &&str {
    fn add_one(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        builder.layer.define(self)
    }
}

fn add_each<S: Setting>(
    settings: impl IntoIterator<Item = S>,
    builder: &mut FrameBuilder,
) -> Result<(), Error> {
    let mut settings = settings.into_iter();
    settings.try_for_each(|setting| setting.add_one(builder))
}

impl<S: Setting> Source for Vec<S> {
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        add_each(self, builder)
    }
}

impl<S: Setting, const N: usize> Source for [S; N] {
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        add_each(self, builder)
    }
}

impl<'a, S> Source for &'a [S]
where
    &'a S: Setting,
{
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        add_each(self, builder)
    }
}

impl<'a, S> Source for &'a Vec<S>
where
    &'a S: Setting,
{
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        add_each(self, builder)
    }
}

impl<'a, S, const N: usize> Source for &'a [S; N]
where
    &'a S: Setting,
{
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        add_each(self, builder)
    }
}
