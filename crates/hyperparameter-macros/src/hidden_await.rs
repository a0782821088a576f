//! Refuses an `.await` that another macro hides in a block that does not await.
//!
//! The scope of such a block belongs to the thread. Were it open while the future is suspended,
//! whatever the thread runs next would read its values. So the block stands a second time in
//! front of itself, in a closure that is never called, where the compiler accepts no `.await`:
//!
//! ```text
//! set a.b = 1; nap!();
//! ```
//! is
//! ```text
//! if false {
//!     .. || { scope.set(..); nap!(); } ..
//! } else {
//!     scope.set(..); nap!();
//! }
//! ```
//! What runs is the block itself: `?`, `return`, `break` and `continue` leave it as they would
//! without this, also from inside of a macro. The compiler leaves out the closure.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::Lifetime;

use crate::scan;
use crate::tokens::{is_group, is_ident, is_punct};

/// The statements as the body of a closure, with the types that they have outside of it. Its
/// value has the type of the block, and is never reached.
pub(crate) fn refuse(statements: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let (value, returns) = (Ident::new("value", site), Ident::new("returns", site));
    let none = quote_spanned! {site=> ::core::option::Option::None };
    let labels = scan::labels(statements);
    let statements = entered_once(statements.clone(), &labels, false);
    // `break` and `continue` need something to leave.
    let mut body = quote_spanned! {site=>
        let _ = loop {
            #value = ::core::option::Option::Some({ #statements });
            loop {}
        };
    };
    for label in labels {
        let label = Lifetime {
            apostrophe: label.span(),
            ident: label,
        };
        body = quote_spanned! {site=> let _ = #label: loop { #body loop {} }; };
    }
    // The first arm passes on the type that the block is expected to have.
    quote_spanned! {site=>
        #[allow(unused, clippy::all)]
        match #none {
            ::core::option::Option::Some(#value) if false => {
                loop {}
                #value
            }
            mut #value => {
                let #returns = |value| value;
                if false {
                    return #returns(::core::option::Option::unwrap(#none));
                }
                let _ = || {
                    if false {
                        return #returns(::core::option::Option::unwrap(#none));
                    }
                    #body
                    loop {}
                };
                loop {}
            }
        }
    }
}

/// The statements with another end for each `continue` that leaves them: what they move would
/// seem to be moved again in the next round of the loop that stands around them here.
fn entered_once(stream: TokenStream, labels: &[Ident], in_loop: bool) -> TokenStream {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut once = TokenStream::new();
    let mut looping = false;
    let mut at = 0;
    while at < tokens.len() {
        if is_ident(&tokens[at], "continue") {
            let labelled = tokens.get(at + 1).is_some_and(|next| is_punct(next, '\''));
            let leaves = match tokens.get(at + 2) {
                Some(TokenTree::Ident(label)) if labelled => labels.contains(label),
                _ => !in_loop,
            };
            if leaves {
                once.extend(quote_spanned! {Span::mixed_site()=> loop {} });
                at += if labelled { 3 } else { 1 };
                continue;
            }
        }
        looping |= ["loop", "while", "for"]
            .iter()
            .any(|word| is_ident(&tokens[at], word));
        once.extend([match &tokens[at] {
            TokenTree::Group(group) => {
                let body = looping && is_group(&tokens[at], Delimiter::Brace);
                looping &= !body;
                let inside = entered_once(group.stream(), labels, in_loop || body);
                let mut inside = Group::new(group.delimiter(), inside);
                inside.set_span(group.span());
                TokenTree::Group(inside)
            }
            token => token.clone(),
        }]);
        at += 1;
    }
    once
}
