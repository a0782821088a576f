//! Python values to the core's and back, toward the kind that a default asks for.

use hyperparameter::{Entry, Frame, FromValue, Key, Value};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyInt, PyString};

use crate::error::{left_out, refused};

/// The kind of value that a default asks for.
#[derive(Clone, Copy)]
pub enum Wanted {
    Bool,
    Int,
    Float,
    Text,
    Bytes,
    Anything,
}

impl Wanted {
    pub fn of(default: &Bound<'_, PyAny>) -> PyResult<Wanted> {
        if default.is_exact_instance_of::<PyFloat>() {
            Ok(Wanted::Float)
        } else if default.is_exact_instance_of::<PyInt>() {
            Ok(Wanted::Int)
        } else if default.is_exact_instance_of::<PyString>() {
            Ok(Wanted::Text)
        } else if default.is_exact_instance_of::<PyBool>() {
            Ok(Wanted::Bool)
        } else if default.is_none() {
            Ok(Wanted::Anything)
        } else if default.is_exact_instance_of::<PyBytes>() {
            Ok(Wanted::Bytes)
        } else {
            Err(left_out("the default", default))
        }
    }

    /// The parameter, converted by the core; `None` if it is not set.
    pub fn read<'py>(
        self,
        py: Python<'py>,
        frame: &Frame,
        key: &Key,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self {
            Wanted::Bool => read::<bool>(py, frame, key),
            Wanted::Int => read::<i64>(py, frame, key),
            Wanted::Float => read::<f64>(py, frame, key),
            Wanted::Text => match frame.entry(key).map_err(refused)?.map(Entry::value) {
                // Not by way of a `String`.
                Some(Value::Text(text) | Value::Untyped(text)) => {
                    Ok(Some(PyString::new(py, text).into_any()))
                }
                _ => read::<String>(py, frame, key),
            },
            Wanted::Bytes => read::<Vec<u8>>(py, frame, key),
            Wanted::Anything => match frame.get::<Value>(key).map_err(refused)? {
                Some(value) => loaded(py, key, &value).map(Some),
                None => Ok(None),
            },
        }
    }
}

fn read<'py, T>(py: Python<'py>, frame: &Frame, key: &Key) -> PyResult<Option<Bound<'py, PyAny>>>
where
    T: FromValue + IntoPyObject<'py>,
{
    // Null is `None` toward every kind.
    match frame.get::<Option<T>>(key).map_err(refused)? {
        Some(value) => value.into_bound_py_any(py).map(Some),
        None => Ok(None),
    }
}

/// A value of Python as the core stores it.
pub fn stored(key: &str, value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(float) = value.cast_exact::<PyFloat>() {
        Ok(Value::Float(float.value()))
    } else if let Ok(text) = value.cast_exact::<PyString>() {
        Ok(Value::Text(text.to_str()?.into()))
    } else if let Ok(truth) = value.cast_exact::<PyBool>() {
        Ok(Value::Bool(truth.is_true()))
    } else if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(bytes) = value.cast_exact::<PyBytes>() {
        Ok(Value::Bytes(bytes.as_bytes().into()))
    } else if let Ok(int) = value.cast_exact::<PyInt>() {
        // Beyond 64 bits it is an OverflowError.
        int.extract().map(Value::Int)
    } else {
        Err(left_out(key, value))
    }
}

fn loaded<'py>(py: Python<'py>, key: &Key, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(truth) => truth.into_bound_py_any(py),
        Value::Int(int) => int.into_bound_py_any(py),
        Value::Float(float) => float.into_bound_py_any(py),
        Value::Text(text) | Value::Untyped(text) => Ok(PyString::new(py, text).into_any()),
        Value::Bytes(bytes) => Ok(PyBytes::new(py, bytes).into_any()),
        _ => Err(PyTypeError::new_err(format!(
            "{key} is a {}, which this extension leaves out",
            value.kind()
        ))),
    }
}
