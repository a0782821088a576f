//! The core's errors as exceptions, by the same names as the package's.

use hyperparameter::{Error, ErrorKind};
use pyo3::create_exception;
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;

create_exception!(hyperparameter_pyo3, ConversionError, PyValueError);
create_exception!(hyperparameter_pyo3, DefinitionError, PyValueError);
create_exception!(hyperparameter_pyo3, InvalidKeyError, PyValueError);
create_exception!(hyperparameter_pyo3, LimitError, PyValueError);
create_exception!(hyperparameter_pyo3, ScopeError, PyRuntimeError);

/// What the core refused, with its own message.
#[cold]
pub fn refused(error: Error) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::Conversion => ConversionError::new_err(message),
        ErrorKind::Definition => DefinitionError::new_err(message),
        ErrorKind::InvalidKey => InvalidKeyError::new_err(message),
        ErrorKind::Limit => LimitError::new_err(message),
        _ => PyRuntimeError::new_err(message),
    }
}

/// What the package can do and this extension cannot.
#[cold]
pub fn left_out(what: &str, value: &Bound<'_, PyAny>) -> PyErr {
    let kind = value.get_type();
    let name = kind
        .name()
        .map_or_else(|_| "?".into(), |name| name.to_string());
    PyTypeError::new_err(format!(
        "{what} is of type {name}, which this extension leaves out; it takes bool, int, float, str, bytes and None"
    ))
}

#[cold]
pub fn not_innermost() -> PyErr {
    ScopeError::new_err("cannot leave a scope that is not the innermost one that is open here")
}
