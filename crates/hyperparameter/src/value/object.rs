//! An object of the host program, which only the host can look into.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

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
