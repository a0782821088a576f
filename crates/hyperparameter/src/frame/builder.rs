//! Builds a child of a frame, setting by setting.

use std::fmt;

use crate::error::Error;
use crate::frame::Frame;
use crate::into_value::IntoValue;
use crate::key::AsKey;
use crate::layer::LayerBuilder;
use crate::layer::limits::Limits;
use crate::origin::Origin;

impl Frame {
    /// Starts a child of this frame, setting by setting.
    ///
    /// ```
    /// use hyperparameter::Frame;
    ///
    /// let frame = Frame::empty().builder().set("train.lr", 0.1)?.build();
    /// assert_eq!(frame.get::<f64>("train.lr")?, Some(0.1));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn builder(&self) -> FrameBuilder {
        FrameBuilder {
            base: self.clone(),
            layer: LayerBuilder::default(),
        }
    }
}

/// Builds a child of a frame; later settings win over earlier ones.
///
/// Each step gives the builder back, for the next one, or an error. A step that fails
/// changes nothing: the builder is what it was before, and can go on.
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
///
/// In several statements, all that is wrong with a command line is told at once:
///
/// ```
/// use hyperparameter::Frame;
///
/// let mut builder = Frame::empty().builder();
/// let mut errors = Vec::new();
/// for argument in ["train.lr=0.1", "trian", "train.steps=3"] {
///     if let Err(error) = builder.define(argument) {
///         errors.push(error.to_string());
///     }
/// }
///
/// assert_eq!(errors, [r#"bad definition "trian", item 2: it has no "="; write key=value"#]);
/// assert_eq!(builder.build().get::<u32>("train.steps")?, Some(3));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` makes a frame of it"]
pub struct FrameBuilder {
    pub(crate) base: Frame,
    pub(crate) layer: LayerBuilder,
}

impl FrameBuilder {
    /// Refuses settings beyond `limits` from here on.
    ///
    /// ```
    /// use hyperparameter::{ErrorKind, Frame, Limits};
    ///
    /// let mut builder = Frame::empty().builder();
    /// builder.limits(Limits::NONE.items(1)).set("a", 1)?;
    /// assert_eq!(builder.set("b", 2).unwrap_err().kind(), ErrorKind::Limit);
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn limits(&mut self, limits: Limits) -> &mut FrameBuilder {
        self.layer.limits = limits;
        self
    }

    /// Sets one parameter.
    ///
    /// # Errors
    /// An invalid key, a value that cannot be stored exactly, or a limit.
    pub fn set(
        &mut self,
        key: impl AsKey,
        value: impl IntoValue,
    ) -> Result<&mut FrameBuilder, Error> {
        self.set_from(key, value, Origin::Code)
    }

    /// Sets one parameter and says where the value came from.
    ///
    /// # Errors
    /// As [`set`](FrameBuilder::set).
    ///
    /// ```
    /// use hyperparameter::{Frame, Origin};
    ///
    /// let origin = Origin::named("request 17");
    /// let frame = Frame::empty().builder().set_from("search.limit", "many", origin)?.build();
    /// let error = frame.get::<u32>("search.limit").unwrap_err();
    /// assert!(error.to_string().contains(r#""many" (set by request 17)"#));
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn set_from(
        &mut self,
        key: impl AsKey,
        value: impl IntoValue,
        origin: Origin,
    ) -> Result<&mut FrameBuilder, Error> {
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
    pub fn unset(&mut self, key: impl AsKey) -> Result<&mut FrameBuilder, Error> {
        self.layer.unset(key)?;
        Ok(self)
    }

    /// Sets one parameter by a `key=value` string, whose value is untyped, or
    /// unsets one by `~key`.
    ///
    /// Messages name the place of the string among all definitions of this builder,
    /// counted from 1; one that is refused counts too.
    ///
    /// # Errors
    /// [`ErrorKind::Definition`](crate::ErrorKind::Definition), quoting the string and its place, if it is
    /// neither, or the key is invalid or was hardly meant, as in `--lr=1`; a limit.
    pub fn define(&mut self, text: &str) -> Result<&mut FrameBuilder, Error> {
        self.layer.define(text)?;
        Ok(self)
    }

    /// As [`define`](FrameBuilder::define), with a place that the caller has counted,
    /// from 1.
    ///
    /// # Errors
    /// As [`define`](FrameBuilder::define).
    pub fn define_at(&mut self, text: &str, position: u32) -> Result<&mut FrameBuilder, Error> {
        self.layer.define_at(text, position)?;
        Ok(self)
    }

    /// The child with these settings. The builder keeps them, and can go on; to use it up
    /// and copy nothing, write `Frame::from(builder)`.
    #[must_use]
    pub fn build(&self) -> Frame {
        self.base.under(self.layer.clone().build())
    }
}

/// What [`build`](FrameBuilder::build) gives.
impl From<FrameBuilder> for Frame {
    fn from(builder: FrameBuilder) -> Frame {
        builder.base.under(builder.layer.build())
    }
}

/// As the frame that it would build.
impl fmt::Debug for FrameBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FrameBuilder").field(&self.build()).finish()
    }
}
