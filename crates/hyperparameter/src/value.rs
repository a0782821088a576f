//! What a parameter can hold.

pub(crate) mod from;
pub(crate) mod object;
pub(crate) mod read;
pub(crate) mod spelling;

use std::fmt;
use std::sync::Arc;

use crate::value::object::Object;

/// How deep lists and mappings may nest.
pub const MAX_LIST_DEPTH: usize = 128;

/// How many elements of lists and entries of mappings one value may hold, those
/// of inner lists and mappings counted too.
pub const MAX_LIST_ITEMS: usize = 1_000_000;

/// The value of a parameter, exactly as it was set.
///
/// Cloning is cheap: strings, bytes, lists, mappings and objects are shared, never
/// copied.
///
/// ```
/// use hyperparameter::{Kind, Value};
///
/// assert_eq!(Value::Float(0.1).kind(), Kind::Float);
/// assert_eq!(Value::untyped("007").kind(), Kind::Untyped); // keeps its spelling
/// ```
///
/// It implements `From` for every type that it holds without loss. `bool`, the numbers, `String`,
/// and a `Vec` or `Option` of these implement `TryFrom<Value>`, by the conversions of reads. Values are equal if both are
/// of the same kind and hold the same: NaN equals nothing, an object only itself.
///
/// ```
/// use hyperparameter::Value;
///
/// let layers = Value::from(vec![Value::from(64), Value::untyped("32")]);
/// assert_eq!(format!("{layers:?}"), r#"[64, untyped "32"]"#);
/// assert_eq!(Vec::<u16>::try_from(layers)?, [64, 32]);
/// assert!(u16::try_from(Value::from(-1)).is_err());
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Set, and to nothing. Not the same as missing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A 64-bit signed integer.
    Int(i64),
    /// A 64-bit float; NaN, the infinities and -0.0 included.
    Float(f64),
    /// A string.
    Text(Arc<str>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A list of values.
    List(Arc<[Value]>),
    /// A mapping inside a list. Where a parameter is set to one, it stands for the
    /// keys below instead.
    Map(Map),
    /// A string from a command line or an environment: it keeps its spelling and is
    /// interpreted when it is read.
    Untyped(Arc<str>),
    /// Something only the program that put it there can look into.
    Object(Object),
}

impl Value {
    /// An untyped string, as if it had come from a command line.
    pub fn untyped(text: impl Into<Arc<str>>) -> Value {
        Value::Untyped(text.into())
    }

    /// The kind of this value.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Int(_) => Kind::Int,
            Value::Float(_) => Kind::Float,
            Value::Text(_) => Kind::Text,
            Value::Bytes(_) => Kind::Bytes,
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Map,
            Value::Untyped(_) => Kind::Untyped,
            Value::Object(_) => Kind::Object,
        }
    }

    /// How many bytes of strings and data this value carries; what limits count.
    pub(crate) fn payload_bytes(&self) -> usize {
        match self {
            Value::Text(text) | Value::Untyped(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(items) => items.iter().map(|item| 8 + item.payload_bytes()).sum(),
            Value::Map(map) => {
                let size = |(key, value): &(Arc<str>, Value)| 8 + key.len() + value.payload_bytes();
                map.entries().iter().map(size).sum()
            }
            _ => 8,
        }
    }

    /// How many values lie directly inside of this one.
    pub(crate) fn inner_len(&self) -> usize {
        match self {
            Value::List(items) => items.len(),
            Value::Map(map) => map.entries().len(),
            _ => 0,
        }
    }

    /// The values that lie directly inside of this one.
    pub(crate) fn inner(&self) -> impl Iterator<Item = &Value> {
        let (items, entries): (&[Value], &[(Arc<str>, Value)]) = match self {
            Value::List(items) => (items, &[]),
            Value::Map(map) => (&[], map.entries()),
            _ => (&[], &[]),
        };
        items.iter().chain(entries.iter().map(|(_, value)| value))
    }
}

/// The kind of a [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// [`Value::Null`]
    Null,
    /// [`Value::Bool`]
    Bool,
    /// [`Value::Int`]
    Int,
    /// [`Value::Float`]
    Float,
    /// [`Value::Text`]
    Text,
    /// [`Value::Bytes`]
    Bytes,
    /// [`Value::List`]
    List,
    /// [`Value::Map`]
    Map,
    /// [`Value::Untyped`]
    Untyped,
    /// [`Value::Object`]
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Null => "null",
            Kind::Bool => "bool",
            Kind::Int => "int",
            Kind::Float => "float",
            Kind::Text => "text",
            Kind::Bytes => "bytes",
            Kind::List => "list",
            Kind::Map => "map",
            Kind::Untyped => "untyped text",
            Kind::Object => "object",
        })
    }
}

/// A mapping from strings to values, as it may lie inside a list.
///
/// Its keys are any strings, each there once. Its entries keep their order, which is
/// no part of what makes two mappings equal.
///
/// ```
/// use hyperparameter::{Frame, Map, Value};
///
/// let layer = Map::new([("width", Value::Int(64)), ("act", Value::Text("relu".into()))])?;
/// let frame = Frame::empty().builder().set("layers", vec![layer])?.build();
///
/// let layers: Vec<Value> = frame.require("layers")?;
/// let Value::Map(first) = &layers[0] else { panic!() };
/// assert_eq!(first.get("width"), Some(&Value::Int(64)));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone)]
pub struct Map(Arc<[(Arc<str>, Value)]>);

impl Map {
    /// The mapping of these entries, or the key that is there twice.
    pub(crate) fn unique(entries: Vec<(Arc<str>, Value)>) -> Result<Map, Arc<str>> {
        let map = Map(entries.into());
        let sorted = map.sorted();
        match sorted.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(pair[0].0.clone()),
            None => Ok(map),
        }
    }

    /// The entries, in their order.
    pub fn entries(&self) -> &[(Arc<str>, Value)] {
        &self.0
    }

    /// The value under `key`, if there is one.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(name, _)| **name == *key);
        found.map(|(_, value)| value)
    }

    /// The same keys with other values, each made of the one that was there.
    pub(crate) fn with_values(&self, mut value: impl FnMut(&Value) -> Value) -> Map {
        let with = |(key, was): &(Arc<str>, Value)| (key.clone(), value(was));
        Map(self.0.iter().map(with).collect())
    }

    fn sorted(&self) -> Vec<&(Arc<str>, Value)> {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        sorted
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Map) -> bool {
        self.0.len() == other.0.len() && self.sorted() == other.sorted()
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.0.iter().map(|(key, value)| (key, value));
        f.debug_map().entries(entries).finish()
    }
}
