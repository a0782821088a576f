//! Which frame is current: the innermost open scope, in a context variable.
//!
//! PyO3 has no safe interface to context variables; the calls of C are here.

use std::ptr::null_mut;

use hyperparameter::Frame;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// A frame, and which scope made it over what; the outermost was made by none.
#[pyclass(frozen)]
pub struct State {
    pub frame: Frame,
    opened: Option<(Py<PyAny>, Py<State>)>,
}

impl State {
    /// What lies outside, if `scope` is the innermost one that is open.
    pub fn outside(&self, scope: &Bound<'_, PyAny>) -> Option<&Py<State>> {
        let (innermost, outer) = self.opened.as_ref()?;
        innermost.is(scope).then_some(outer)
    }
}

/// The state of the running context.
pub fn current(py: Python<'_>) -> PyResult<Bound<'_, State>> {
    let variable = variable(py)?;
    let mut found = null_mut();
    // SAFETY: the thread is attached, as `py` shows, and `variable` is a context variable.
    unsafe { ffi::PyContextVar_Get(variable.as_ptr(), null_mut(), &mut found) };
    // SAFETY: `found` is a new reference, for the variable has a default, or NULL after an error.
    let state = unsafe { Bound::from_owned_ptr_or_err(py, found) }?;
    Ok(state.cast_into()?)
}

/// Makes a frame, for `scope`, the current one.
pub fn open(scope: &Bound<'_, PyAny>, outer: Bound<'_, State>, frame: Frame) -> PyResult<()> {
    let opened = Some((scope.clone().unbind(), outer.unbind()));
    put(&Bound::new(scope.py(), State { frame, opened })?)
}

/// Makes a state that of the running context.
pub fn put(state: &Bound<'_, State>) -> PyResult<()> {
    let py = state.py();
    let variable = variable(py)?;
    // SAFETY: as in `current`; what comes back is a token, a new reference, or NULL after an error.
    let token = unsafe {
        let token = ffi::PyContextVar_Set(variable.as_ptr(), state.as_ptr());
        Bound::from_owned_ptr_or_err(py, token)
    };
    token.map(drop)
}

fn variable(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static VARIABLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let variable = VARIABLE.get_or_try_init(py, || {
        let outermost = State {
            frame: Frame::empty(),
            opened: None,
        };
        let outermost = Bound::new(py, outermost)?;
        // SAFETY: attached, as `py` shows; the name ends in a zero, and the default is an object.
        // What comes back is a new reference, or NULL after an error.
        unsafe {
            let made = ffi::PyContextVar_New(c"hyperparameter_pyo3".as_ptr(), outermost.as_ptr());
            Bound::from_owned_ptr_or_err(py, made).map(Bound::unbind)
        }
    });
    variable.map(|variable| variable.bind(py))
}
