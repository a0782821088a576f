//! `with param_scope(...)`: overrides for a block, undone when it ends.

use hyperparameter::{Frame, Key, Origin, Value};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::accessor::Children;
use crate::context;
use crate::error::{not_innermost, refused};
use crate::value::stored;

/// `param_scope` itself: where keys begin, and what makes scopes.
#[pyclass(frozen)]
pub struct ParamScope(Children);

impl ParamScope {
    pub fn new(py: Python<'_>) -> ParamScope {
        ParamScope(Children::new(py))
    }
}

#[pymethods]
impl ParamScope {
    fn __getattribute__<'py>(
        slf: &Bound<'py, Self>,
        name: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.get().0.find(slf, None, name)
    }

    #[pyo3(signature = (*definitions, **overrides))]
    fn __call__(
        &self,
        definitions: Bound<'_, PyTuple>,
        overrides: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Scope> {
        Scope::new(definitions, overrides)
    }
}

#[pyclass(frozen)]
pub struct Scope {
    /// Texts `key=value`; parsed when the scope is entered, as in the package.
    definitions: Py<PyTuple>,
    overrides: Vec<(Key, Value)>,
}

impl Scope {
    fn new(
        definitions: Bound<'_, PyTuple>,
        overrides: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Scope> {
        for definition in &definitions {
            if !definition.is_instance_of::<PyString>() {
                return Err(PyTypeError::new_err(format!(
                    "a source is {}: this extension takes \"key=value\" texts alone",
                    definition.repr()?
                )));
            }
        }
        let overrides = match overrides {
            None => Vec::new(),
            Some(overrides) => overrides
                .iter()
                .map(|(name, value)| {
                    let name = name.cast::<PyString>()?.to_str()?;
                    let key = Key::new(name).map_err(refused)?;
                    Ok((key, stored(name, &value)?))
                })
                .collect::<PyResult<_>>()?,
        };
        Ok(Scope {
            definitions: definitions.unbind(),
            overrides,
        })
    }

    fn over(&self, py: Python<'_>, frame: &Frame) -> PyResult<Frame> {
        let mut builder = frame.builder();
        for definition in self.definitions.bind(py) {
            let text = definition.cast::<PyString>()?.to_str()?;
            builder.define(text).map_err(refused)?;
        }
        for (key, value) in &self.overrides {
            builder
                .set_from(key, value.clone(), Origin::Keyword)
                .map_err(refused)?;
        }
        Ok(builder.into())
    }
}

#[pymethods]
impl Scope {
    fn __enter__<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, Self>> {
        let outer = context::current(slf.py())?;
        let frame = slf.get().over(slf.py(), &outer.get().frame)?;
        context::open(slf.as_any(), outer, frame)?;
        Ok(slf)
    }

    fn __exit__(
        slf: &Bound<'_, Self>,
        _kind: &Bound<'_, PyAny>,
        _error: &Bound<'_, PyAny>,
        _trace: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let state = context::current(slf.py())?;
        match state.get().outside(slf.as_any()) {
            Some(outer) => context::put(outer.bind(slf.py())),
            None => Err(not_innermost()),
        }
    }
}
