//! What a parameter can hold.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use crate::error::Quoted;

/// The value of a parameter, exactly as it was set.
///
/// Cloning is cheap: text, bytes, lists and objects are shared, never copied.
///
/// ```
/// use hyperparameter::{Kind, Value};
///
/// assert_eq!(Value::Float(0.1).kind(), Kind::Float);
/// assert_eq!(Value::untyped("007").kind(), Kind::Untyped); // keeps its spelling
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Set, and to nothing. Not the same as missing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A 64-bit signed integer.
    Int(i64),
    /// A 64-bit float; NaN, the infinities and -0.0 included.
    Float(f64),
    /// Text.
    Text(Arc<str>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A list of values.
    List(Arc<[Value]>),
    /// Text from a command line or an environment: it keeps its spelling and is
    /// interpreted when it is read.
    Untyped(Arc<str>),
    /// Something only the program that put it there can look into.
    Object(Object),
}

impl Value {
    /// Untyped text, as if it had come from a command line.
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
            Value::Untyped(_) => Kind::Untyped,
            Value::Object(_) => Kind::Object,
        }
    }

    /// How many bytes of text and data this value carries; what limits count.
    pub(crate) fn payload_bytes(&self) -> usize {
        match self {
            Value::Text(text) | Value::Untyped(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(items) => items.iter().map(|item| 8 + item.payload_bytes()).sum(),
            _ => 8,
        }
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
            Kind::Untyped => "untyped text",
            Kind::Object => "object",
        })
    }
}

/// A host object: carried and handed back, never looked into.
///
/// ```
/// use hyperparameter::{Frame, Object, Value};
///
/// let model = Object::new("Model", vec![1.0, 2.0]);
/// let frame = Frame::empty().builder().set("net", model.clone())?.build();
///
/// let Some(Value::Object(back)) = frame.value("net")? else { panic!() };
/// assert!(back.ptr_eq(&model));
/// assert_eq!(back.downcast_ref::<Vec<f64>>(), Some(&vec![1.0, 2.0]));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone)]
pub struct Object(Arc<Host<dyn Any + Send + Sync>>);

struct Host<T: ?Sized> {
    type_name: Box<str>,
    value: T,
}

// What is shared between threads is `Sync`: a panic leaves it no more broken than for any other thread.
impl std::panic::UnwindSafe for Object {}
impl std::panic::RefUnwindSafe for Object {}

impl Object {
    /// Wraps `value`; `type_name` is what messages and other languages see of it.
    pub fn new<T: Any + Send + Sync>(type_name: impl Into<Box<str>>, value: T) -> Object {
        Object(Arc::new(Host {
            type_name: type_name.into(),
            value,
        }))
    }

    /// The name of the host's type.
    pub fn type_name(&self) -> &str {
        &self.0.type_name
    }

    /// The value, if it is a `T`.
    pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
        self.0.value.downcast_ref()
    }

    /// Whether both are the very same object.
    pub fn ptr_eq(&self, other: &Object) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        self.ptr_eq(other)
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Object({})", self.type_name())
    }
}

/// The canonical spelling of a value (CONV 5), as messages quote it: long text is cut,
/// and so are lists, which would be long in two directions.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(self, 0, f)
    }
}

fn show(value: &Value, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const SHOWN: usize = 8;
    const SHOWN_DEPTH: usize = 2;
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Int(value) => write!(f, "{value}"),
        Value::Float(value) => f.write_str(&float_text(*value)),
        Value::Text(text) | Value::Untyped(text) => write!(f, "{}", Quoted(text)),
        Value::Bytes(bytes) => {
            f.write_str("b\"")?;
            for byte in bytes.iter().take(4 * SHOWN) {
                write!(f, "{}", byte.escape_ascii())?;
            }
            f.write_str(if bytes.len() > 4 * SHOWN {
                "\"…"
            } else {
                "\""
            })
        }
        Value::List(items) if depth == SHOWN_DEPTH && !items.is_empty() => f.write_str("[…]"),
        Value::List(items) => {
            f.write_str("[")?;
            for (at, item) in items.iter().take(SHOWN).enumerate() {
                f.write_str(if at > 0 { ", " } else { "" })?;
                show(item, depth + 1, f)?;
            }
            f.write_str(if items.len() > SHOWN { ", …]" } else { "]" })
        }
        Value::Object(object) => write!(f, "an object of type {}", object.type_name()),
    }
}

/// The shortest spelling that reads back as the same float.
pub(crate) fn float_text(value: f64) -> String {
    if value.is_nan() {
        "nan".into() // Rust writes `NaN`
    } else {
        format!("{value:?}")
    }
}
