//! `param_scope.train.lr`: a key being spelled, until it is read.

use std::sync::atomic::{AtomicUsize, Ordering};

use hyperparameter::Key;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::context;
use crate::error::refused;
use crate::value::Wanted;

/// How many accessors are kept to be found again, as in the package.
const MAX_KEPT: usize = 10_000;

#[pyclass(frozen)]
pub struct Accessor {
    key: Key,
    children: Children,
}

#[pymethods]
impl Accessor {
    fn __getattribute__<'py>(
        slf: &Bound<'py, Self>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let this = slf.get();
        this.children.find(slf, Some(&this.key), name)
    }

    fn __or__<'py>(&self, default: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = default.py();
        let wanted = Wanted::of(&default)?;
        let state = context::current(py)?;
        let value = wanted.read(py, &state.get().frame, &self.key)?;
        Ok(value.unwrap_or(default))
    }

    fn __repr__(&self) -> String {
        format!("<parameter {}>", self.key)
    }
}

/// The accessors one attribute further, by their names.
pub struct Children(Py<PyDict>);

impl Children {
    pub fn new(py: Python<'_>) -> Children {
        Children(PyDict::new(py).unbind())
    }

    /// The attribute `name` of what has the key `path`, or of the root.
    pub fn find<'py>(
        &self,
        owner: &Bound<'py, impl Sized>,
        path: Option<&Key>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self.0.bind(owner.py()).get_item(name)? {
            Some(child) => Ok(child),
            None => self.make(owner.as_any(), path, name),
        }
    }

    #[cold]
    fn make<'py>(
        &self,
        owner: &Bound<'py, PyAny>,
        path: Option<&Key>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        static KEPT: AtomicUsize = AtomicUsize::new(0);
        let py = owner.py();
        let text = name.to_str()?;
        if text.starts_with("__") && text.ends_with("__") {
            // SAFETY: both are objects; what comes back is a new reference, or NULL after an error.
            return unsafe {
                let found = ffi::PyObject_GenericGetAttr(owner.as_ptr(), name.as_ptr());
                Bound::from_owned_ptr_or_err(py, found)
            };
        }
        let key = match path {
            Some(path) => Key::new(&format!("{path}.{text}")),
            None => Key::new(text),
        };
        let child = Accessor {
            key: key.map_err(refused)?,
            children: Children::new(py),
        };
        let child = Bound::new(py, child)?.into_any();
        if KEPT.load(Ordering::Relaxed) < MAX_KEPT {
            KEPT.fetch_add(1, Ordering::Relaxed);
            self.0.bind(py).set_item(name, &child)?;
        }
        Ok(child)
    }
}
