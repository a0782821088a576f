//! Which Rust types a parameter can be set to.

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};
use crate::quote::Quoted;
use crate::value::object::Object;
use crate::value::{MAX_LIST_DEPTH, MAX_LIST_ITEMS, Map, Value};

/// A type a parameter can be set to.
///
/// All that [`FromValue`](crate::FromValue) reads, and borrowed forms of it.
/// `Vec<u8>`, `&[u8]` and `[u8; N]` are bytes; other vectors, slices and arrays
/// are lists; `None` is null.
///
/// # Errors
/// An integer beyond 64 bits signed is a conversion error: it could not be read
/// back exactly.
pub trait IntoValue: Sized {
    /// The value to store.
    fn into_value(self) -> Result<Value, Error>;

    /// How a sequence of these is stored; bytes are the sequence of `u8`.
    #[doc(hidden)]
    fn sequence(items: Vec<Self>) -> Result<Value, Error> {
        let element = |(at, item): (usize, Self)| item.into_value().map_err(|error| error.at(at));
        let items: Result<Vec<Value>, Error> = items.into_iter().enumerate().map(element).collect();
        Ok(Value::List(items?.into()))
    }
}

macro_rules! lossless {
    ($($from:ty)*) => { $(
        impl IntoValue for $from {
            #[inline]
            fn into_value(self) -> Result<Value, Error> {
                Ok(Value::from(self))
            }
        }
    )* };
}

lossless!(bool i8 i16 i32 i64 u16 u32 f32 f64);
lossless!(char &str String &String Cow<'_, str> Box<str> Arc<str>);
lossless!(Object Map &Map Value &Value);

macro_rules! checked {
    ($($from:ty)*) => { $(
        impl IntoValue for $from {
            fn into_value(self) -> Result<Value, Error> {
                i64::try_from(self).map(Value::Int).map_err(|_| {
                    Error::new(
                        ErrorKind::Conversion,
                        format!("{self} does not fit in a signed 64-bit integer; set it as a string, which reads back as any integer type"),
                    )
                })
            }
        }
    )* };
}

checked!(u64 i128 u128 isize usize);

impl IntoValue for u8 {
    fn into_value(self) -> Result<Value, Error> {
        Ok(Value::Int(self.into()))
    }
    fn sequence(items: Vec<u8>) -> Result<Value, Error> {
        Ok(Value::Bytes(items.into()))
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Result<Value, Error> {
        self.map_or(Ok(Value::Null), T::into_value)
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self)
    }
}

impl<T: IntoValue, const N: usize> IntoValue for [T; N] {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.into())
    }
}

impl<T: IntoValue + Clone> IntoValue for &[T] {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.to_vec())
    }
}

impl<T: IntoValue + Clone> IntoValue for &Vec<T> {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.clone())
    }
}

impl<T: IntoValue + Clone, const N: usize> IntoValue for &[T; N] {
    fn into_value(self) -> Result<Value, Error> {
        T::sequence(self.to_vec())
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
