//! What stands in for an expansion that cannot be made.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Error;

/// The messages, followed by an expression of every type, so that the code around the macro does
/// not fail as well.
pub(crate) fn stub(error: &Error) -> TokenStream {
    let messages = error.to_compile_error();
    quote_spanned! {Span::mixed_site()=>
        {
            #messages
            ::core::unreachable!()
        }
    }
}
