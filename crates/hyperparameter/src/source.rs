//! What a layer can be built from.

pub(crate) mod definition;
pub(crate) mod map;
pub(crate) mod sequence;
pub(crate) mod unset;

use crate::error::Error;
use crate::frame::Frame;
use crate::frame::builder::FrameBuilder;
use crate::origin::Origin;

/// Something that holds settings: a map, pairs, `key=value` strings, a frame, or a type
/// of the program.
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
///
/// A type of the program is a source by adding what it holds. If it fails, nothing that
/// it has added takes effect.
///
/// ```
/// use hyperparameter::{Error, Frame, FrameBuilder, Origin, Source};
///
/// struct Flags {
///     port: u16,
///     verbose: bool,
/// }
///
/// impl Source for &Flags {
///     fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
///         builder
///             .set_from("server.port", self.port, Origin::named("--port"))?
///             .set_from("log.verbose", self.verbose, Origin::named("--verbose"))?;
///         Ok(())
///     }
/// }
///
/// let frame = Frame::empty().child(&Flags { port: 80, verbose: true })?;
/// assert_eq!(frame.get::<u16>("server.port")?, Some(80));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub trait Source {
    /// Adds what this source holds to `builder`.
    ///
    /// # Errors
    /// What the first bad setting is.
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error>;
}

/// All that is set in another frame; each value keeps where it came from.
impl Source for &Frame {
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        let entries = self.entries().into_iter();
        entries
            .cloned()
            .try_for_each(|entry| builder.layer.push(entry))
    }
}

impl Source for Frame {
    fn add_to(self, builder: &mut FrameBuilder) -> Result<(), Error> {
        (&self).add_to(builder)
    }
}

impl Frame {
    /// A child of this frame with the settings of `source`; all of them or, if
    /// one is bad, none.
    ///
    /// # Errors
    /// What the source's first bad setting is: an invalid key, a bad definition, a
    /// value that cannot be stored exactly.
    pub fn child(&self, source: impl Source) -> Result<Frame, Error> {
        let mut builder = self.builder();
        source.add_to(&mut builder)?;
        Ok(builder.into())
    }
}

impl FrameBuilder {
    /// Adds everything a source holds, or, if a setting is bad, nothing.
    ///
    /// # Errors
    /// What its first bad setting is.
    pub fn add_source(&mut self, source: impl Source) -> Result<&mut FrameBuilder, Error> {
        let step = self.step_of(source)?;
        self.layer.append(step.layer);
        Ok(self)
    }

    /// Adds everything a source holds and says where it all came from.
    ///
    /// # Errors
    /// As [`add_source`](FrameBuilder::add_source).
    ///
    /// ```
    /// use hyperparameter::{Frame, Origin};
    ///
    /// let query = [("search.limit", "20"), ("search.sort", "name")];
    /// let frame = Frame::empty().builder().add_source_from(query, Origin::named("request 17"))?.build();
    /// assert_eq!(frame.origin("search.sort")?, Some(&Origin::named("request 17")));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn add_source_from(
        &mut self,
        source: impl Source,
        origin: Origin,
    ) -> Result<&mut FrameBuilder, Error> {
        let mut step = self.step_of(source)?;
        step.layer.set_origin(&origin);
        self.layer.append(step.layer);
        Ok(self)
    }

    /// What a source holds, apart: what has failed half-way is dropped.
    fn step_of(&mut self, source: impl Source) -> Result<FrameBuilder, Error> {
        let mut step = FrameBuilder {
            base: Frame::empty(),
            layer: self.layer.step(),
        };
        let added = source.add_to(&mut step);
        self.layer.count_sources_of(&step.layer);
        added.map(|()| step)
    }
}
