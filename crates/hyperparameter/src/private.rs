//! What expansions of `with_params!` and the C interface call.
//!
//! Not part of the interface: it may change in any release.

use std::convert::Infallible;
use std::future::Future;
use std::ops::ControlFlow;

pub use crate::context::{baseline, publish};
pub use crate::error::Error;
pub use crate::key::Key;
pub use crate::read::{DefaultValue, FromValue};
pub use crate::refusal::Part;
pub use crate::source::Source;
pub use crate::value::Value;
pub use crate::write::IntoValue;

use crate::context::{self, ScopeGuard, enter, override_in, with_current};
use crate::convert::{self, BigIntegers};
use crate::define::{self, Definition};
use crate::entry::Entry;
use crate::frame::{self, Frame};
use crate::key::{AsKey, KeyRef};
use crate::layer::Layer;
use crate::origin::Origin;
use crate::read;
use crate::recent::{self, Answer};
use crate::refusal::Refusal;
use crate::value::Map;

/// The scope of a block that does not await.
pub struct Scope(ScopeGuard);

impl Default for Scope {
    fn default() -> Scope {
        Scope::new()
    }
}

impl Scope {
    pub fn new() -> Scope {
        Scope(enter(context::current()))
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
    Ok(Frame::empty().builder().add_source(source)?.into_layer())
}

/// The future of a block that awaits.
pub fn scoped<F: Future>(future: F) -> impl Future<Output = F::Output> {
    crate::task::in_own_frame(future)
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
        None => Err(frame.missing(key.as_key()?)),
    })
}

fn find_anew<'a, K: AsKey>(frame: &'a Frame, key: &K) -> Result<Option<&'a Entry>, Error> {
    let found = frame.find(key.as_key()?);
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

/// The key of the `position`-th source, a definition, and the value it is set to, or none where it is unset.
pub fn parts_of_definition(text: &str, position: u32) -> Result<(&str, Option<&str>), Error> {
    Ok(match define::parse(text, position)? {
        Definition::Set(key, value) => (key.text, Some(value)),
        Definition::Unset(key) => (key.text, None),
    })
}

/// A look-up by text that is not checked: what is not a key finds nothing.
pub fn find<'a>(frame: &'a Frame, key: &str) -> Option<&'a Entry> {
    frame.find(KeyRef::unchecked(key))
}

/// Whether a text is a key; for what was not found, because what is found is one.
pub fn check_key(text: &str) -> Result<(), Error> {
    KeyRef::check(text)
}

/// The error of a required parameter that is not set.
pub fn missing(frame: &Frame, key: &Key) -> Error {
    frame.missing(key.as_ref())
}

/// What untyped text reads as; for a caller that asks again to learn why it is not more.
pub fn readings(text: &str) -> (Option<bool>, Option<i64>, Option<f64>) {
    convert::readings(text)
}

/// All of a parameter.
pub fn whole(entry: &Entry) -> Part<'_> {
    Part::whole(entry)
}

/// A value that lies at `place` in the parameter, or that was made of what does.
pub fn part<'a>(entry: &'a Entry, place: &'a str, value: &'a Value) -> Part<'a> {
    Part {
        entry,
        place,
        value,
    }
}

impl<'a> Part<'a> {
    pub fn value(self) -> &'a Value {
        self.value
    }

    pub fn read<T: FromValue>(self) -> Result<T, Error> {
        read::read(self)
    }

    /// Interpreted; `wide` leaves integers beyond 64 bits as untyped text.
    pub fn interpret(self, wide: bool) -> Result<Value, Error> {
        convert::interpret(self.value, integers(wide))
            .map_err(|refusal| refusal.error(self, "a value"))
    }

    /// A list with its elements as they are stored or spelled.
    pub fn elements(self) -> Result<Value, Error> {
        convert::to_list(self.value).map_err(|refusal| refusal.error(self, "list"))
    }

    /// A list with its elements interpreted.
    pub fn list(self, wide: bool) -> Result<Value, Error> {
        convert::to_list(self.value)
            .and_then(|list| convert::interpret(&list, integers(wide)))
            .map_err(|refusal| refusal.error(self, "list"))
    }

    /// An int; an integer beyond 64 bits is left as untyped text.
    pub fn int_wide(self) -> Result<Value, Error> {
        match (convert::to_int(self.value), self.value) {
            (Ok(int), _) => Ok(Value::Int(int)),
            (Err(Refusal::OutOfRange), Value::Text(text) | Value::Untyped(text))
                if convert::integer_spelled(self.value).is_some() =>
            {
                Ok(Value::Untyped(text.clone()))
            }
            (Err(refusal), _) => Err(refusal.error(self, "int")),
        }
    }

    /// The refusal toward a kind that only a host knows.
    pub fn refuse(self, wanted: &str) -> Error {
        Refusal::NotAccepted.error(self, wanted)
    }
}

fn integers(wide: bool) -> BigIntegers {
    if wide {
        BigIntegers::LeftUntyped
    } else {
        BigIntegers::AreText
    }
}

/// Whether a value counts as null toward what may be absent.
pub fn is_null(value: &Value) -> bool {
    convert::is_null(value)
}

/// Whether a value is an object, or holds one.
pub fn holds_object(value: &Value) -> bool {
    matches!(value, Value::Object(_)) || value.inner().any(holds_object)
}

/// The same keys with other values, each made of the one that was there.
pub fn map_with_values(map: &Map, value: impl FnMut(&Value) -> Value) -> Value {
    Value::Map(map.with_values(value))
}

/// Where what an error is about came from, as its message says it.
pub fn provenance(error: &Error) -> Option<&str> {
    error.provenance()
}

/// The mapping of these entries, for a caller that has values already.
pub fn map(entries: Vec<(std::sync::Arc<str>, Value)>) -> Result<Value, Error> {
    Map::new(entries).map(Value::Map)
}

/// A key for a message about something that may be no key: quoted if it has to be, and cut.
pub fn shown(key: &str) -> String {
    if KeyRef::new(key).is_ok() && key.chars().count() <= 120 {
        key.to_owned()
    } else {
        crate::quote::Quoted(key).to_string()
    }
}
