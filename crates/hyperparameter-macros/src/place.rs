//! Where a call of the macro stands: what its expansion calls, and by what name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Result;

/// Where a call is expanded.
#[derive(Clone)]
pub(crate) struct Place {
    /// What names the crate there, whatever it is called: the `$crate` of its `with_params!`.
    pub(crate) krate: Ident,
    /// How many calls around this one expand it.
    pub(crate) depth: usize,
    /// Expands a call inside of it.
    pub(crate) expand: fn(TokenStream, &Place) -> Result<TokenStream>,
}

impl Place {
    /// The module whose functions are called, shown at `span`.
    pub(crate) fn functions(&self, span: Span) -> TokenStream {
        let mut krate = self.krate.clone();
        krate.set_span(krate.span().located_at(span));
        quote_spanned! {span=> #krate::for_macros }
    }
}
