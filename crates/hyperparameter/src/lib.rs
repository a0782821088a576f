//! Scoped configuration: read a parameter anywhere with a default, and override it for a
//! block, a thread or a task. Leaving the block restores the previous values.
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
//! # Overview
//!
//! [`with_params!`] reads and overrides. Everything it does can be done without it:
//!
//! - A [`Frame`] is an immutable map from [`Key`] to [`Value`]. A child adds a *layer* of its
//!   own *settings*, keys with their values, and shares everything else with its parent.
//!   [`FrameBuilder`] builds a child one setting at a time; [`Frame::child`] takes all from a
//!   [`Source`]: a map, pairs, `key=value` strings, or a type of your own. Each setting keeps
//!   its [`Origin`].
//! - Three functions make a frame current: [`enter`], until its guard is dropped;
//!   [`with_frame`], while a closure runs; [`task::in_frame`], while a future, a stream or an
//!   HTTP body is polled. Reads see the frame that [`current`] returns.
//! - [`frozen`] publishes the current frame as the baseline, which new threads start from;
//!   [`publish_baseline`] publishes any frame, and [`baseline`] returns it. [`base`], at the
//!   start of a program, sets process-wide values; a scope can override any of them.
//!
//! Scopes do not flow into spawned threads or spawned tasks: a thread starts with what was
//! published last. [`carry`] takes the current frame to another thread, and
//! [`in_current_frame`](FrameExt::in_current_frame) into a spawned task. No read takes a lock.
//! [`current`] and [`Frame::parse`] count a reference; other reads write to no memory that
//! threads share.
//!
//! # Conversions
//!
//! A value is converted to the type that is read, never with loss, except that strings read
//! as floats, floats read as `f32`, and floats read as a `Duration`, are rounded to nearest. Untyped strings
//! ([`Value::untyped`], and the values of `key=value`) are kept as written until they are read.
//!
//! | Read as | Takes | Refuses, for example |
//! |---|---|---|
//! | `bool` | bools; 0 and 1; strings such as `true`, `no`, `on`, `1` | `2`, `maybe` |
//! | integers, `NonZero` integers | ints in range; floats without a fraction; strings such as `64`, `1e3`, `0x1f` | bools, `1.5`, `1_000`; 0 as a `NonZero` |
//! | `f64`, `f32` | floats; ints that it holds exactly; strings such as `5e-4` | bools, `1e400` |
//! | `String`, `Box<str>`, `Arc<str>`, `Cow<'static, str>`, `PathBuf` | strings; bools, ints and floats, formatted | bytes, lists |
//! | `char` | strings of one character | `ab` |
//! | `Vec<u8>`, `[u8; N]` | bytes; lists of ints from 0 to 255; strings of a command line such as `[1, 255]`; other strings as UTF-8 | `[1, 256]`, numbers |
//! | `Vec<T>`, `[T; N]`, tuples up to 12 | lists; strings of a command line such as `[1, 2]`; each element as its type | one number; another length |
//! | `BTreeMap<K, T>`, `HashMap<K, T>` | all that is set below the key; in a list, mappings | a value at the key itself |
//! | `Option<T>` | null, as `None`; else as `T` | |
//! | [`Duration`](std::time::Duration) | numbers of seconds; strings such as `250ms`, `1.5s`, `2m`, `1h30m`, with `d`, `h`, `m`, `s`, `ms`, `us`, `ns` | `-1`, `5 min`, `0.5ns` |
//! | `IpAddr`, `SocketAddr`, and those of version 4 or 6 | strings such as `::1` and `127.0.0.1:80` | `localhost` |
//! | [`Value`] | everything; untyped strings are interpreted | |
//! | your enums and structs, by [`#[derive(Parameter)]`](derive@Parameter) | names of variants; what is set below the key | names that it does not have |
//! | your types, by [`FromValue`] | what `from_value` takes | |
//! | types that implement [`FromStr`](std::str::FromStr), by [`Frame::parse`] and `get x: T = a.b parse;` | strings that it parses; bools, ints and floats, formatted | bytes, lists |
//!
//! Each of these types can also be set, your own if they implement [`IntoValue`], and reads
//! back as it was; what cannot is an error. An
//! integer beyond 64 bits signed is stored as an untyped string of its digits, and a `Duration`
//! as a string such as `1.5s`.
//!
//! ```
//! use std::time::Duration;
//! use hyperparameter::{Frame, Parameter};
//!
//! #[derive(Debug, PartialEq, Parameter)]
//! struct Server {
//!     host: String,
//!     #[parameter(default = Duration::from_secs(30))]
//!     timeout: Duration,
//! }
//!
//! let frame = Frame::empty().child(["train.steps=1e3", "train.lr=fast", "server.host=localhost"])?;
//! assert_eq!(frame.get::<u32>("train.steps")?, Some(1000));
//! assert!(frame.get::<f64>("train.lr").is_err());
//! assert_eq!(frame.require::<Server>("server")?.timeout, Duration::from_secs(30));
//! # Ok::<(), hyperparameter::Error>(())
//! ```
//!
//! # Errors
//!
//! Everything that fails returns an [`Error`]. Its message names the key, the value and
//! where that came from, and says what would be right; [`Error::kind`] and the other
//! methods return these details separately.
//!
//! | [`ErrorKind`] | When |
//! |---|---|
//! | [`InvalidKey`](ErrorKind::InvalidKey) | a string is not a key |
//! | [`Missing`](ErrorKind::Missing) | a parameter without a default is not set |
//! | [`Conversion`](ErrorKind::Conversion) | a value cannot become the type that is read |
//! | [`Definition`](ErrorKind::Definition) | a `key=value` string is malformed |
//! | [`Scope`](ErrorKind::Scope) | a scope is used where it is not open, an assignment is made with no scope open, or [`base`] is called with one open |
//! | [`Limit`](ErrorKind::Limit) | an input is larger than a limit allows |
//!
//! In [`with_params!`] a failure is a panic with that message, or, with `try` before
//! the statement, is returned.
//!
//! # Features and versions
//!
//! | Feature | What it adds |
//! |---|---|
//! | `serde` | [`Value`] implements serde's traits; `Frame::extract` and `Frame::from_serialize`, for types that do |
//! | `stream` | [`task::InFrame`] of a stream is a `futures_core::Stream` |
//! | `http-body` | [`task::InFrame`] of an HTTP body is an `http_body::Body` |
//!
//! None is on by default. The crate has no unsafe code. The minimum Rust version is 1.85; raising
//! it is a change of the minor version.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod carry;
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
mod parameter;
mod quote;
#[cfg(feature = "serde")]
mod serde;
mod source;
pub mod task;
pub mod testing;
mod types;
mod unique;
mod value;
mod with_params;

pub use carry::carry;
pub use context::assign::assign;
pub use context::baseline::{baseline, publish_baseline};
pub use context::current;
pub use context::publish::{base, frozen};
pub use context::scope::{ScopeGuard, enter, with_frame};
pub use entry::Entry;
pub use error::{Error, ErrorKind};
pub use frame::Frame;
pub use frame::builder::FrameBuilder;
pub use frame::iter::FrameIter;
pub use from_value::FromValue;
pub use from_value::default::DefaultValue;
pub use into_value::IntoValue;
pub use key::check::MAX_KEY_BYTES;
pub use key::{AsKey, Key};
pub use layer::limits::Limits;
pub use origin::{Origin, OriginName};
pub use parameter::Parameter;
pub use source::Source;
pub use source::sequence::Setting;
pub use task::FrameExt;
pub use value::object::Object;
pub use value::{Kind, MAX_LIST_DEPTH, MAX_LIST_ITEMS, Map, Value};
