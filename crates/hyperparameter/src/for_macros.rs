//! What expansions of `with_params!` call.
//!
//! Not part of the interface: it may change in any release.

mod branch;

use std::future::Future;
use std::str::FromStr;

pub use hyperparameter_macros::with_params;

pub use crate::error::Error;
pub use crate::for_macros::branch::{Branch, FromResidual};
pub use crate::from_value::default::DefaultValue;
pub use crate::from_value::derived::{Fields, mapping, variant};
pub use crate::from_value::{FromValue, Shape};
pub use crate::into_value::IntoValue;
pub use crate::key::literal::Literal;
pub use crate::source::Source;

use crate::context::assign::{override_in, set_in};
use crate::context::scope::{ScopeGuard, open};
use crate::context::{current, current_id, with_current};
use crate::frame::{Frame, known};
use crate::from_value::parse::ParseError;
use crate::key::{AsKey, KeyRef};
use crate::layer::{Layer, stored};
use crate::task::in_own_frame;

/// The scope of a block that does not await.
pub struct Scope(ScopeGuard);

impl Default for Scope {
    fn default() -> Scope {
        Scope::new()
    }
}

impl Scope {
    pub fn new() -> Scope {
        Scope(open())
    }

    pub fn set<K: AsKey, V: IntoValue>(&self, key: K, value: V) -> Result<(), Error> {
        let key = key.to_key()?;
        let value = stored(&key, value)?;
        set_in(Some(&self.0), key, value)
    }

    pub fn unset<K: AsKey>(&self, key: K) -> Result<(), Error> {
        override_in(Some(&self.0), Layer::unsetting(key.to_key()?))
    }

    pub fn params<S: Source>(&self, source: S) -> Result<(), Error> {
        override_in(Some(&self.0), layer_of(source)?)
    }
}

/// The scope of a block that awaits: the future's own frame, which ends with it.
#[derive(Default)]
pub struct FutureScope(());

impl FutureScope {
    pub fn new() -> FutureScope {
        FutureScope(())
    }

    pub fn set<K: AsKey, V: IntoValue>(&self, key: K, value: V) -> Result<(), Error> {
        let key = key.to_key()?;
        let value = stored(&key, value)?;
        set_in(None, key, value)
    }

    pub fn unset<K: AsKey>(&self, key: K) -> Result<(), Error> {
        override_in(None, Layer::unsetting(key.to_key()?))
    }

    pub fn params<S: Source>(&self, source: S) -> Result<(), Error> {
        override_in(None, layer_of(source)?)
    }
}

fn layer_of(source: impl Source) -> Result<Layer, Error> {
    let mut builder = Frame::empty().builder();
    source.add_to(&mut builder)?;
    Ok(builder.layer.build())
}

/// The future of a block that awaits.
pub fn scoped<F: Future>(future: F) -> impl Future<Output = F::Output> {
    in_own_frame(future)
}

/// What the future of a block that awaits comes to: the way out of the block. Where a message of
/// the compiler names it, a macro hides a `return`, which would leave the future only.
pub struct ReturnOutsideOfMacros<T>(pub T);

/// A future that a macro returns an error from.
pub fn refusal<T, E, F: Future<Output = Result<T, E>>>(future: F) -> F {
    future
}

/// An optional parameter of the current frame.
#[inline]
pub fn read<T: FromValue, K: AsKey>(key: K) -> Result<Option<T>, Error> {
    if T::SHAPE != Shape::Value {
        return current().get_below(&key);
    }
    match known(current_id(), &key) {
        Some(known) => Ok(known),
        None => read_anew(key),
    }
}

#[inline(never)]
fn read_anew<T: FromValue, K: AsKey>(key: K) -> Result<Option<T>, Error> {
    let read = |frame: &Frame| {
        if T::IS_NUMBER {
            frame.get_anew(&key)
        } else {
            frame.get_held(&key)
        }
    };
    if T::IS_PLAIN {
        with_current(read)
    } else {
        read(&current())
    }
}

/// A required parameter of the current frame.
#[inline]
pub fn require<T: FromValue, K: AsKey>(key: K) -> Result<T, Error> {
    match read(&key)? {
        Some(value) => Ok(value),
        None if T::SHAPE == Shape::Fields => current().get_fields(&key),
        None => Err(missing(key.lookup())),
    }
}

/// An optional parameter of the current frame, parsed from its string.
pub fn parse<T, K: AsKey>(key: K) -> Result<Option<T>, Error>
where
    T: FromStr<Err: ParseError>,
{
    current().parse(&key)
}

/// A required one.
pub fn require_parsed<T, K: AsKey>(key: K) -> Result<T, Error>
where
    T: FromStr<Err: ParseError>,
{
    match parse(&key)? {
        Some(value) => Ok(value),
        None => Err(missing(key.lookup())),
    }
}

#[cold]
fn missing(key: KeyRef<'_>) -> Error {
    with_current(|frame| frame.missing(key))
}

/// The value, or a panic with the error's message.
#[track_caller]
pub fn unwrap<T>(result: Result<T, Error>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic_with(&error),
    }
}

#[cold]
#[track_caller]
fn panic_with(error: &Error) -> ! {
    panic!("{error}")
}
