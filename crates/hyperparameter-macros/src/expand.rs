//! Directives become statements of one block, so that a later statement sees what an earlier one
//! has introduced, as anywhere in Rust.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Lit, Result};

use crate::ast::{Body, Directive, Item, Key, Kind};
use crate::{control_flow, numbers, scan};

/// The expansion of a whole call, `depth` calls deep inside others that expand it themselves.
pub(crate) fn with_params(input: TokenStream, depth: usize) -> Result<TokenStream> {
    let body = Body::parse(input)?;
    let site = Span::mixed_site();
    let scope = Ident::new("scope", site);
    let sets = body.items.iter().any(|item| {
        matches!(
            item,
            Item::Directive(Directive {
                kind: Kind::Set { .. } | Kind::Unset { .. } | Kind::Params { .. },
                ..
            })
        )
    });
    let awaits = sets && body.any_code(&scan::awaits);
    let statements: TokenStream = body.items.into_iter().map(statement).collect();
    if !sets {
        return Ok(quote_spanned! {site=> { #statements } });
    }
    if awaits {
        let new = quote_spanned! {site=>
            let #scope = ::hyperparameter::for_macros::FutureScope::new();
        };
        return control_flow::in_future(&new, statements, depth, with_params);
    }
    // The inner block ends the temporaries of the last expression, also in edition 2021, before
    // the scope ends. `with_params_scope.rs` has the test.
    Ok(quote_spanned! {site=>
        {
            let #scope = ::hyperparameter::for_macros::Scope::new();
            { #statements }
        }
    })
}

fn statement(item: Item) -> TokenStream {
    let Directive {
        span,
        fallible,
        kind,
    } = match item {
        Item::Plain(tokens) => return tokens,
        Item::Directive(directive) => directive,
    };
    // Names of this macro's own, shown where the directive stands.
    let site = Span::mixed_site().located_at(fallible.unwrap_or(span));
    let scope = Ident::new("scope", site);
    match kind {
        Kind::Get {
            name,
            ty,
            key,
            parsed,
            default,
        } => {
            let (read, require) = if parsed {
                ("parse", "require_parsed")
            } else {
                ("read", "require")
            };
            let ty = ty.map(|ty| quote! { : #ty });
            let typed = ty.is_some();
            let Some(default) = default else {
                let read = checked(span, fallible, key.call(require, site));
                return quote_spanned! {site=> let #name #ty = #read; };
            };
            // A statement of its own: what the key's expression borrows is given back before the
            // default is evaluated.
            let found = checked(span, fallible, key.call(read, site));
            let default = if typed {
                converted(*default)
            } else if parsed {
                typed_number(*default).into_token_stream()
            } else {
                self_typed(*default)
            };
            quote_spanned! {site=>
                let found = #found;
                let #name #ty = match found {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #default,
                };
            }
        }
        Kind::Set { key, value } => {
            let value = typed_number(*value);
            let key = key.into_argument();
            let set = quote_spanned! {site=> #scope.set(#key, #value) };
            let set = checked(span, fallible, set);
            quote_spanned! {site=> #set; }
        }
        Kind::Unset { key } => {
            let key = key.into_argument();
            let unset = checked(span, fallible, quote_spanned! {site=> #scope.unset(#key) });
            quote_spanned! {site=> #unset; }
        }
        Kind::Params { source } => {
            let source = unparenthesised(*source);
            let params = quote_spanned! {site=> #scope.params(#source) };
            let params = checked(span, fallible, params);
            quote_spanned! {site=> #params; }
        }
    }
}

/// With `try` the failure is returned, without it is a panic, at the place of the directive.
fn checked(span: Span, fallible: Option<Span>, result: TokenStream) -> TokenStream {
    if let Some(span) = fallible {
        let span = Span::mixed_site().located_at(span);
        return quote_spanned! {span=> #result? };
    }
    // The plain span of the user's word is what the panic shows as its place.
    quote_spanned! {span=> ::hyperparameter::for_macros::unwrap(#result) }
}

impl Key {
    fn call(self, function: &str, site: Span) -> TokenStream {
        let (function, key) = (Ident::new(function, site), self.into_argument());
        quote_spanned! {site=> ::hyperparameter::for_macros::#function(#key) }
    }

    fn into_argument(self) -> TokenStream {
        match self {
            // In the program's data, in a block of its own so that its name meets no other.
            Key::Literal { text, span } => {
                quote_spanned! {Span::mixed_site().located_at(span)=>
                    {
                        static KEY: ::hyperparameter::for_macros::Key =
                            ::hyperparameter::for_macros::Key::literal(#text);
                        &KEY
                    }
                }
            }
            Key::Computed(key) => unparenthesised(*key).into_token_stream(),
        }
    }
}

/// A default that decides the type itself.
fn self_typed(default: Expr) -> TokenStream {
    let default = typed_number(default);
    quote_spanned! {Span::mixed_site()=> ::hyperparameter::for_macros::DefaultValue::into_read(#default) }
}

/// A default for a type that is written out; only a string literal is made owned.
pub(crate) fn converted(default: Expr) -> TokenStream {
    let default = unparenthesised(default);
    match &default {
        Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_) | Lit::ByteStr(_)) => {
            quote_spanned! {Span::mixed_site()=> ::core::convert::Into::into(#default) }
        }
        _ => default.into_token_stream(),
    }
}

fn typed_number(expression: Expr) -> Expr {
    let mut expression = unparenthesised(expression);
    numbers::settle(&mut expression);
    expression
}

/// Parentheses around a whole operand would be warned about where it ends up.
fn unparenthesised(expression: Expr) -> Expr {
    match expression {
        Expr::Paren(paren) if paren.attrs.is_empty() => unparenthesised(*paren.expr),
        other => other,
    }
}
