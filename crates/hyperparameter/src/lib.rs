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

#[doc(hidden)]
#[allow(missing_docs)]
#[path = "private.rs"]
pub mod __private;
mod context;
mod convert;
mod define;
mod entry;
mod error;
mod flow;
mod frame;
mod key;
mod layer;
mod nearest;
mod number;
mod origin;
mod quote;
mod read;
mod recent;
mod refusal;
mod scalar;
mod source;
pub mod task;
mod trie;
mod unique;
mod value;
mod write;

pub use context::{ScopeGuard, assign, base, current, enter, frozen, with_frame};
pub use entry::Entry;
pub use error::{Error, ErrorKind};
pub use frame::Frame;
pub use hyperparameter_macros::with_params;
pub use key::{AsKey, Key, MAX_KEY_BYTES};
pub use layer::{FrameBuilder, Limits};
pub use origin::Origin;
pub use read::{DefaultValue, FromValue};
pub use source::{Setting, Source, SourceItem};
pub use value::{Kind, MAX_LIST_DEPTH, MAX_LIST_ITEMS, Map, Object, Value};
pub use write::IntoValue;
