//! What expansions of `with_params!` call.
//!
//! Not part of the interface: it may change in any release.

mod branch;

use std::future::Future;

pub use crate::error::Error;
pub use crate::for_macros::branch::{Branch, FromResidual};
pub use crate::from_value::{DefaultValue, FromValue};
pub use crate::into_value::IntoValue;
pub use crate::key::Key;
pub use crate::source::Source;

use crate::context::assign::override_in;
use crate::context::recent::{self, Answer};
use crate::context::scope::{ScopeGuard, enter};
use crate::context::{current, with_current};
use crate::entry::Entry;
use crate::frame::{self, Frame};
use crate::key::AsKey;
use crate::layer::Layer;
use crate::origin::Origin;
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
        Scope(enter(current()))
    }

    pub fn set<K: AsKey, V: IntoValue>(&self, key: K, value: V) -> Result<(), Error> {
        override_in(
            Some(&self.0),
            Layer::setting(key.to_key()?, value, Origin::Code)?,
        )
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
        override_in(None, Layer::setting(key.to_key()?, value, Origin::Code)?)
    }

    pub fn unset<K: AsKey>(&self, key: K) -> Result<(), Error> {
        override_in(None, Layer::unsetting(key.to_key()?))
    }

    pub fn params<S: Source>(&self, source: S) -> Result<(), Error> {
        override_in(None, layer_of(source)?)
    }
}

fn layer_of(source: impl Source) -> Result<Layer, Error> {
    Ok(Frame::empty().builder().add_source(source)?.layer.build())
}

/// The future of a block that awaits.
pub fn scoped<F: Future>(future: F) -> impl Future<Output = F::Output> {
    in_own_frame(future)
}

/// An optional parameter of the current frame.
#[inline]
pub fn read<T: FromValue, K: AsKey>(key: K) -> Result<Option<T>, Error> {
    match key.as_literal().and_then(recent::find) {
        Some(Answer::Missing) => Ok(None),
        Some(answer) => match T::from_answer(answer) {
            Some(value) => Ok(Some(value)),
            // The frame knows the message.
            None => read_anew(key),
        },
        None => read_anew(key),
    }
}

#[inline(never)]
fn read_anew<T: FromValue, K: AsKey>(key: K) -> Result<Option<T>, Error> {
    with_current(|frame| find_anew(frame, &key)?.map(frame::read).transpose())
}

/// A required parameter of the current frame.
#[inline]
pub fn require<T: FromValue, K: AsKey>(key: K) -> Result<T, Error> {
    match key
        .as_literal()
        .and_then(recent::find)
        .and_then(T::from_answer)
    {
        Some(value) => Ok(value),
        None => require_anew(key),
    }
}

#[inline(never)]
fn require_anew<T: FromValue, K: AsKey>(key: K) -> Result<T, Error> {
    with_current(|frame| match find_anew(frame, &key)? {
        Some(entry) => frame::read(entry),
        None => Err(frame.missing(key.lookup())),
    })
}

fn find_anew<'a, K: AsKey>(frame: &'a Frame, key: &K) -> Result<Option<&'a Entry>, Error> {
    let found = frame.entry(key)?;
    if let Some(literal) = key.as_literal() {
        recent::remember(literal, found);
    }
    Ok(found)
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
