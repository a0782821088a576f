//! What expansions of `with_params!` and the C interface call.
//!
//! Not part of the interface: it may change in any release.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::Future;
use std::ops::ControlFlow;

pub use crate::context::{baseline, publish};
pub use crate::error::Error;
pub use crate::key::Key;
pub use crate::read::{DefaultValue, FromValue};
pub use crate::source::Source;
pub use crate::value::Value;
pub use crate::write::IntoValue;

use crate::context::{self, ScopeGuard, enter, replace_current, with_current};
use crate::convert::{self, BigIntegers, Refusal};
use crate::frame::{self, Frame};
use crate::key::{AsKey, KeyRef};
use crate::layer::entry;
use crate::origin::{Entry, Origin};

/// The scope of a block that does not await; entered by the first override.
#[derive(Default)]
pub struct Scope(RefCell<Option<ScopeGuard>>);

impl Scope {
    pub fn new() -> Scope {
        Scope::default()
    }

    pub fn set<K: AsKey, V: IntoValue>(&self, key: K, value: V) -> Result<(), Error> {
        let derived = with_override(&context::current(), key, value)?;
        self.put(derived)
    }

    pub fn params<S: Source>(&self, source: S) -> Result<(), Error> {
        let derived = context::current().child(source)?;
        self.put(derived)
    }

    fn put(&self, derived: Frame) -> Result<(), Error> {
        let mut guard = self.0.borrow_mut();
        if guard.is_some() {
            return replace_current(|_| Ok(derived));
        }
        *guard = Some(enter(derived));
        Ok(())
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
        replace_current(|current| with_override(current, key, value))
    }

    pub fn params<S: Source>(&self, source: S) -> Result<(), Error> {
        replace_current(|current| current.child(source))
    }
}

fn with_override<K: AsKey, V: IntoValue>(frame: &Frame, key: K, value: V) -> Result<Frame, Error> {
    let entry = entry(key.to_key()?, value.into_value()?, Origin::Code)?;
    Ok(frame.under(vec![entry]))
}

/// The future of a block that awaits.
pub fn scoped<F: Future>(future: F) -> impl Future<Output = F::Output> {
    crate::task::in_own_frame(future)
}

/// An optional parameter of the current frame.
pub fn read<T: FromValue, K: AsKey>(key: K) -> Result<Option<T>, Error> {
    with_current(|frame| frame.get(key))
}

/// A required parameter of the current frame.
pub fn require<T: FromValue, K: AsKey>(key: K) -> Result<T, Error> {
    with_current(|frame| frame.require(key))
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

/// What `?` does to a value, for blocks in which `?` cannot stand as it is.
pub trait Branch {
    type Output;
    type Residual;
    fn branch(self) -> ControlFlow<Self::Residual, Self::Output>;
}

/// What `?` returns, likewise.
#[diagnostic::on_unimplemented(
    message = "`?` in this block returns from the function around `with_params!`, which does not return a fitting type",
    label = "the function around `with_params!` returns `{Self}`"
)]
pub trait FromResidual<R> {
    fn from_residual(residual: R) -> Self;
}

impl<T, E> Branch for Result<T, E> {
    type Output = T;
    type Residual = Result<Infallible, E>;
    fn branch(self) -> ControlFlow<Self::Residual, T> {
        match self {
            Ok(value) => ControlFlow::Continue(value),
            Err(error) => ControlFlow::Break(Err(error)),
        }
    }
}

impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>> for Result<T, F> {
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Err(error) => Err(F::from(error)),
            Ok(never) => match never {},
        }
    }
}

impl<T> Branch for Option<T> {
    type Output = T;
    type Residual = Option<Infallible>;
    fn branch(self) -> ControlFlow<Self::Residual, T> {
        match self {
            Some(value) => ControlFlow::Continue(value),
            None => ControlFlow::Break(None),
        }
    }
}

impl<T> FromResidual<Option<Infallible>> for Option<T> {
    fn from_residual(_: Option<Infallible>) -> Self {
        None
    }
}

impl<B, C> Branch for ControlFlow<B, C> {
    type Output = C;
    type Residual = ControlFlow<B, Infallible>;
    fn branch(self) -> ControlFlow<Self::Residual, C> {
        match self {
            ControlFlow::Continue(value) => ControlFlow::Continue(value),
            ControlFlow::Break(value) => ControlFlow::Break(ControlFlow::Break(value)),
        }
    }
}

impl<B, C> FromResidual<ControlFlow<B, Infallible>> for ControlFlow<B, C> {
    fn from_residual(residual: ControlFlow<B, Infallible>) -> Self {
        match residual {
            ControlFlow::Break(value) => ControlFlow::Break(value),
            ControlFlow::Continue(never) => match never {},
        }
    }
}

/// A look-up by text that is not checked: what is not a key finds nothing.
pub fn find<'a>(frame: &'a Frame, key: &str) -> Option<&'a Entry> {
    frame.find(KeyRef::unchecked(key))
}

/// The error of a required parameter that is not set.
pub fn missing(frame: &Frame, key: &Key) -> Error {
    frame.missing(key.as_ref())
}

/// An entry read as a `T`.
pub fn read_entry<T: FromValue>(entry: &Entry) -> Result<T, Error> {
    frame::read(entry)
}

/// An entry interpreted, with integers beyond 64 bits left as untyped text.
pub fn interpret_wide(entry: &Entry) -> Result<Value, Error> {
    convert::interpret(&entry.value, BigIntegers::LeftUntyped)
        .map_err(|refusal| refusal.error(entry, "a value"))
}

/// An entry read as a list, its elements interpreted as by [`interpret_wide`].
pub fn list_wide(entry: &Entry) -> Result<Value, Error> {
    convert::to_list(&entry.value)
        .and_then(|list| convert::interpret(&list, BigIntegers::LeftUntyped))
        .map_err(|refusal| refusal.error(entry, "list"))
}

/// An entry read as an int; an integer beyond 64 bits is left as untyped text.
pub fn int_wide(entry: &Entry) -> Result<Value, Error> {
    match convert::to_int(&entry.value) {
        Ok(int) => Ok(Value::Int(int)),
        Err(Refusal::OutOfRange) if convert::spells_integer(&entry.value) => {
            Ok(entry.value.clone())
        }
        Err(refusal) => Err(refusal.error(entry, "int")),
    }
}

/// Whether the value counts as null toward a kind that may be absent.
pub fn is_null_toward(value: &Value, wanted_is_text: bool) -> bool {
    convert::is_null_toward(value, wanted_is_text)
}

/// The refusal of an entry toward a kind that only a host knows.
pub fn refuse(entry: &Entry, wanted: &str) -> Error {
    Refusal::NotAccepted.error(entry, wanted)
}
