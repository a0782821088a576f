//! `@auto_param`: arguments that come from parameters when they are not passed.

use hyperparameter::{Frame, Key};
use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::context;
use crate::error::refused;
use crate::value::Wanted;

/// A decorator that binds the parameters of a function below a namespace.
#[pyfunction]
pub fn auto_param(namespace: &str) -> PyResult<Decorator> {
    let namespace = Key::new(namespace).map_err(refused)?;
    Ok(Decorator { namespace })
}

#[pyclass(frozen)]
pub struct Decorator {
    namespace: Key,
}

#[pymethods]
impl Decorator {
    fn __call__(&self, function: Bound<'_, PyAny>) -> PyResult<BoundFunction> {
        let py = function.py();
        let inspect = py.import(intern!(py, "inspect"))?;
        let signature = inspect.call_method1(intern!(py, "signature"), (&function,))?;
        let parameters = signature.getattr(intern!(py, "parameters"))?;
        let parameters = parameters.call_method0(intern!(py, "values"))?;
        let arguments = parameters
            .try_iter()?
            .map(|parameter| Argument::new(&self.namespace, &parameter?))
            .collect::<PyResult<_>>()?;
        Ok(BoundFunction {
            function: function.unbind(),
            arguments,
        })
    }
}

#[pyclass(frozen)]
pub struct BoundFunction {
    function: Py<PyAny>,
    arguments: Vec<Argument>,
}

#[pymethods]
impl BoundFunction {
    #[pyo3(signature = (*args, **kwargs))]
    fn __call__<'py>(
        &self,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = args.py();
        let function = self.function.bind(py);
        let state = context::current(py)?;
        let frame = &state.get().frame;
        // Of too many arguments the function itself complains.
        let rest = self.arguments.get(args.len()..).unwrap_or_default();
        if let Some(kwargs) = kwargs {
            let kwargs = kwargs.copy()?;
            for argument in rest {
                if !kwargs.contains(&argument.name)? {
                    kwargs.set_item(&argument.name, argument.read(py, frame)?)?;
                }
            }
            return function.call(args, Some(&kwargs));
        }
        let mut filled = Vec::with_capacity(self.arguments.len());
        filled.extend(args);
        for argument in rest {
            filled.push(argument.read(py, frame)?);
        }
        function.call1(PyTuple::new(py, filled)?)
    }

    /// What `inspect` looks at.
    #[getter]
    fn __wrapped__(&self) -> &Py<PyAny> {
        &self.function
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        for argument in &self.arguments {
            visit.call(&argument.default)?;
        }
        visit.call(&self.function)
    }
}

struct Argument {
    name: Py<PyString>,
    key: Key,
    wanted: Wanted,
    default: Py<PyAny>,
}

impl Argument {
    fn new(namespace: &Key, parameter: &Bound<'_, PyAny>) -> PyResult<Argument> {
        let of = |attribute: &str| parameter.getattr(attribute);
        let (name, default) = (of("name")?, of("default")?);
        let name = name.cast_into::<PyString>()?;
        let empty = of("empty")?;
        let plain = of("kind")?.eq(of("POSITIONAL_OR_KEYWORD")?)?;
        if !plain || default.is(&empty) || !of("annotation")?.is(&empty) {
            return Err(PyTypeError::new_err(format!(
                "cannot bind {name}: this extension binds parameters that have a default and no annotation, passed by position or name"
            )));
        }
        Ok(Argument {
            key: Key::new(&format!("{namespace}.{name}")).map_err(refused)?,
            wanted: Wanted::of(&default)?,
            default: default.unbind(),
            name: name.unbind(),
        })
    }

    fn read<'py>(&self, py: Python<'py>, frame: &Frame) -> PyResult<Bound<'py, PyAny>> {
        let value = self.wanted.read(py, frame, &self.key)?;
        Ok(value.unwrap_or_else(|| self.default.bind(py).clone()))
    }
}
