//! Builds a child of a frame, override by override.

use crate::error::Error;
use crate::frame::Frame;
use crate::into_value::IntoValue;
use crate::key::AsKey;
use crate::layer::LayerBuilder;
use crate::layer::limits::Limits;
use crate::origin::Origin;

impl Frame {
    /// Starts a child of this frame, override by override.
    pub fn builder(&self) -> FrameBuilder {
        FrameBuilder {
            base: self.clone(),
            layer: LayerBuilder::default(),
        }
    }
}

/// Builds a child of a frame; later overrides win over earlier ones.
///
/// Each step takes the builder and gives it back, or an error: a builder with a
/// bad item is gone, and nothing of it takes effect.
///
/// ```
/// use hyperparameter::Frame;
///
/// let frame = Frame::empty()
///     .builder()
///     .set("train.lr", 1e-3)?
///     .define("train.lr=5e-4")?
///     .build();
/// assert_eq!(frame.get::<f64>("train.lr")?, Some(5e-4));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` makes a frame of it"]
pub struct FrameBuilder {
    base: Frame,
    pub(crate) layer: LayerBuilder,
}

impl FrameBuilder {
    /// Refuses overrides beyond `limits` from here on.
    pub fn limits(mut self, limits: Limits) -> FrameBuilder {
        self.layer.limits = limits;
        self
    }

    /// Overrides one parameter.
    ///
    /// # Errors
    /// An invalid key, a value that cannot be stored exactly, or a limit.
    pub fn set(self, key: impl AsKey, value: impl IntoValue) -> Result<FrameBuilder, Error> {
        self.set_from(key, value, Origin::Code)
    }

    /// Overrides one parameter and says where the value came from.
    ///
    /// # Errors
    /// As [`set`](FrameBuilder::set).
    pub fn set_from(
        mut self,
        key: impl AsKey,
        value: impl IntoValue,
        origin: Origin,
    ) -> Result<FrameBuilder, Error> {
        self.layer.set(key, value, origin)?;
        Ok(self)
    }

    /// Hides a parameter and all below it: what was set earlier here, and in the
    /// frames below. What is set later is seen.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let base = Frame::empty().child(["opt.name=adam", "opt.lr=0.1", "seed=1"])?;
    /// let frame = base.builder().unset("opt")?.set("opt.lr", 0.5)?.build();
    /// assert_eq!(frame.get::<String>("opt.name")?, None);
    /// assert_eq!(frame.get::<f64>("opt.lr")?, Some(0.5));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    ///
    /// It costs a look at all that is set.
    ///
    /// # Errors
    /// An invalid key, or a limit.
    pub fn unset(mut self, key: impl AsKey) -> Result<FrameBuilder, Error> {
        self.layer.unset(key)?;
        Ok(self)
    }

    /// Overrides one parameter by a `key=value` string, whose value is untyped, or
    /// unsets one by `~key`.
    ///
    /// # Errors
    /// [`ErrorKind::Definition`](crate::ErrorKind::Definition), quoting the string and its place among the
    /// sources, if it is neither, or the key is invalid or was hardly meant, as in
    /// `--lr=1`; a limit.
    pub fn define(mut self, text: &str) -> Result<FrameBuilder, Error> {
        self.layer.define(text)?;
        Ok(self)
    }

    /// As [`define`](FrameBuilder::define), with a place among the sources that
    /// the caller has counted, from 1.
    ///
    /// # Errors
    /// As [`define`](FrameBuilder::define).
    pub fn define_at(mut self, text: &str, position: u32) -> Result<FrameBuilder, Error> {
        self.layer.define_at(text, position)?;
        Ok(self)
    }

    /// The child with these overrides.
    pub fn build(self) -> Frame {
        self.base.under(self.layer.build())
    }
}
