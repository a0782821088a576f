//! What a type does to be set as a parameter. The types that do are in [`types`](crate::types).

use std::sync::Arc;

use crate::error::unplaced::Step;
use crate::error::{Error, ErrorKind};
use crate::quote::Quoted;
use crate::value::{MAX_LIST_DEPTH, MAX_LIST_ITEMS, Map, Value};

/// A type that a parameter can be set to.
///
/// The crate implements it for all that [`FromValue`](crate::FromValue) reads, and for borrowed
/// forms of it; a program derives it with [`Parameter`](derive@crate::Parameter), or implements
/// it. What is stored should read back as what was set.
///
/// ```
/// use hyperparameter::{Error, Frame, IntoValue, Value};
///
/// struct Port(u16);
///
/// impl IntoValue for Port {
///     fn into_value(self) -> Result<Value, Error> {
///         self.0.into_value()
///     }
/// }
///
/// let frame = Frame::empty().builder().set("server.port", Port(80))?.build();
/// assert_eq!(frame.get::<u16>("server.port")?, Some(80));
/// # Ok::<(), Error>(())
/// ```
///
/// `Vec<u8>`, `&[u8]` and `[u8; N]` are bytes; other vectors, slices and arrays, and tuples,
/// are lists; `None` is null. A map, outside of a list, sets the keys below. An integer beyond
/// 64 bits signed is stored as an untyped string of its digits, and a `Duration` as a string
/// such as `1.5s`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a parameter can be set to",
    note = "derive `hyperparameter::Parameter`, implement `IntoValue`, or set its string"
)]
pub trait IntoValue: Sized {
    /// The value to store.
    ///
    /// # Errors
    /// [`Error::custom`] if it could not be read back as it is, such as a path that is not
    /// valid Unicode. Who sets the parameter adds the key.
    fn into_value(self) -> Result<Value, Error>;

    /// How a sequence of these is stored; bytes are the sequence of `u8`.
    #[doc(hidden)]
    fn sequence(items: Vec<Self>) -> Result<Value, Error> {
        let items = items.into_iter().enumerate().map(|(at, item)| {
            item.into_value()
                .map_err(|error| error.at_step(Step::Index(at)))
        });
        let items: Result<Vec<Value>, Error> = items.collect();
        Ok(Value::List(items?.into()))
    }
}

impl Map {
    /// A mapping of these entries.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidKey`] if a key is there twice; a value that cannot be
    /// stored exactly.
    pub fn new<K: Into<Arc<str>>, V: IntoValue>(
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Map, Error> {
        let entries = entries.into_iter();
        let entries: Result<Vec<(Arc<str>, Value)>, Error> = entries
            .map(|(key, value)| Ok((key.into(), value.into_value()?)))
            .collect();
        Map::unique(entries?).map_err(|twice| {
            Error::new(
                ErrorKind::InvalidKey,
                format!("a mapping has the key {} twice", Quoted(&twice)),
            )
        })
    }
}

/// Refuses lists and mappings nested beyond the limit, before they are stored:
/// releasing one walks it, and a stack is finite. Refuses more elements than a
/// value may hold, too: a structure that shares its parts may be small and yet
/// hold too many.
pub(crate) fn check_size(key: &str, value: &Value) -> Result<(), Error> {
    let mut level: Vec<&Value> = vec![value];
    let mut items = 0;
    for _ in 0..MAX_LIST_DEPTH {
        items += level.iter().map(|value| value.inner_len()).sum::<usize>();
        if items > MAX_LIST_ITEMS {
            return Err(beyond(
                key,
                format!("it holds more than {MAX_LIST_ITEMS} elements"),
            ));
        }
        level = level
            .into_iter()
            .flat_map(Value::inner)
            .filter(|value| matches!(value, Value::List(_) | Value::Map(_)))
            .collect();
        if level.is_empty() {
            return Ok(());
        }
    }
    Err(beyond(
        key,
        format!("its lists nest deeper than {MAX_LIST_DEPTH}"),
    ))
}

#[cold]
fn beyond(key: &str, what: String) -> Error {
    Error::about(
        ErrorKind::Limit,
        key,
        format!("cannot set {key}: {what}, the limit"),
    )
}
