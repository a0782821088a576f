//! Parameters that a program reads where it needs them and anyone can override
//! for a while, safely.
//!
//! ```
//! use hyperparameter::*;
//!
//! fn train() -> f64 {
//!     with_params! {
//!         get lr = train.lr or 0.001; // read with a default
//!         lr
//!     }
//! }
//!
//! assert_eq!(train(), 0.001);
//! with_params! {
//!     set train.lr = 0.1; // override for the rest of this block
//!     assert_eq!(train(), 0.1);
//! };
//! assert_eq!(train(), 0.001);
//! ```
//!
//! - [`with_params!`] reads and overrides; everything it does can be done
//!   without it:
//! - a [`Frame`] is an immutable map from [`Key`] to [`Value`]; a child shares
//!   everything with its parent but its overrides;
//! - [`enter`], [`with_frame`] and [`task::in_frame`] make a frame current for a
//!   guard's life, a closure, or a future; [`current`] is the one reads see;
//! - [`frozen`] publishes it as what new threads start from, and [`base`] sets what
//!   lies under everything, at the start of a program.
//!
//! Scopes do not flow into spawned threads or spawned tasks: a thread starts
//! from the baseline, and a future that should keep a frame is given one.
//!
//! Values are converted toward the type that is wanted, never with loss: `1.9`
//! is refused as an int, with an [`Error`] that names the key, the value and
//! where it came from.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod context;
mod convert;
mod entry;
mod error;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod for_capi;
#[doc(hidden)]
#[allow(missing_docs)]
pub mod for_macros;
mod frame;
mod from_value;
mod into_value;
mod key;
mod layer;
mod origin;
mod quote;
mod source;
pub mod task;
mod unique;
mod value;

pub use context::assign::assign;
pub use context::current;
pub use context::publish::{base, frozen};
pub use context::scope::{ScopeGuard, enter, with_frame};
pub use entry::Entry;
pub use error::{Error, ErrorKind};
pub use frame::Frame;
pub use frame::builder::FrameBuilder;
pub use from_value::{DefaultValue, FromValue};
pub use hyperparameter_macros::with_params;
pub use into_value::IntoValue;
pub use key::check::MAX_KEY_BYTES;
pub use key::{AsKey, Key};
pub use layer::limits::Limits;
pub use origin::Origin;
pub use source::Source;
pub use source::map::Setting;
pub use source::sequence::SourceItem;
pub use value::object::Object;
pub use value::{Kind, MAX_LIST_DEPTH, MAX_LIST_ITEMS, Map, Value};
