//! The macro of the `hyperparameter` crate, which re-exports it.
//!
//! Depend on `hyperparameter`, not on this crate: what it expands to calls `hyperparameter`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod ast;
mod control_flow;
mod derive;
mod expand;
mod fallback;
mod hidden_await;
mod macro_input;
mod numbers;
mod opening;
mod place;
mod scan;
mod tokens;
mod valid;

use proc_macro::TokenStream;

/// What `hyperparameter::with_params!` expands to, from `$crate; ..`: `$crate` names the crate
/// wherever the macro is called, whatever the crate is called there.
#[doc(hidden)]
#[proc_macro]
pub fn with_params(input: TokenStream) -> TokenStream {
    expand::call(input.into())
        .unwrap_or_else(|error| fallback::stub(&error))
        .into()
}

/// What `hyperparameter::Parameter` is; documented there.
#[proc_macro_derive(Parameter, attributes(parameter))]
pub fn parameter(input: TokenStream) -> TokenStream {
    derive::parameter(input.into())
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
