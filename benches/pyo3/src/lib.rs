//! The operations that the benches measure, as a PyO3 extension over the same core.
//!
//! For benches only, to say what cffi costs. README.md lists what is left out.

use pyo3::prelude::*;

mod accessor;
mod binding;
mod context;
mod error;
mod scope;
mod value;

#[pymodule(name = "hyperparameter_pyo3")]
mod extension {
    use super::*;

    #[pymodule_export]
    use crate::binding::auto_param;
    #[pymodule_export]
    use crate::error::{ConversionError, DefinitionError, InvalidKeyError, LimitError, ScopeError};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("param_scope", scope::ParamScope::new(module.py()))
    }
}
