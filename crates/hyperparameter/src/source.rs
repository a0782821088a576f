//! What a whole layer of overrides can come from.

pub(crate) mod definition;
pub(crate) mod map;
pub(crate) mod sequence;
pub(crate) mod unset;

use crate::error::Error;
use crate::frame::Frame;
use crate::frame::builder::FrameBuilder;

/// Something that holds overrides: a map, pairs, `key=value` strings, or a frame.
///
/// Maps may nest: the inner keys lie below the outer one, and an empty map sets
/// nothing. Strings are definitions, counted from 1 in messages.
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
        let mut builder = builder;
        for entry in self.entries() {
            builder.layer.push(entry)?;
        }
        Ok(builder)
    }
}

impl Source for Frame {
    fn add_to(self, builder: FrameBuilder) -> Result<FrameBuilder, Error> {
        (&self).add_to(builder)
    }
}

impl Frame {
    /// A child of this frame with the overrides of `source`; all of them or, if
    /// one is bad, none.
    ///
    /// # Errors
    /// What the source's first bad item is: an invalid key, a bad definition, a
    /// value that cannot be stored exactly.
    pub fn child(&self, source: impl Source) -> Result<Frame, Error> {
        Ok(self.builder().add_source(source)?.build())
    }
}

impl FrameBuilder {
    /// Adds everything a source holds.
    ///
    /// # Errors
    /// What its first bad item is.
    pub fn add_source(self, source: impl Source) -> Result<FrameBuilder, Error> {
        source.add_to(self)
    }
}
