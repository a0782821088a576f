//! Directives become statements of one block, so that a later statement sees what an earlier one
//! has introduced, as anywhere in Rust.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use rapidhash::v3::rapidhash_v3;
use syn::{Error, Expr, Lit, Result};

use crate::ast::{Body, Directive, Item, Key, Kind};
use crate::place::Place;
use crate::{control_flow, hidden_await, numbers, scan};

/// The expansion of a call that begins with the name of the crate: `$crate; ..`.
pub(crate) fn call(input: TokenStream) -> Result<TokenStream> {
    let mut input = input.into_iter();
    let (Some(TokenTree::Ident(krate)), Some(_)) = (input.next(), input.next()) else {
        let text = "call `hyperparameter::with_params!`, which calls this";
        return Err(Error::new(Span::call_site(), text));
    };
    let place = Place {
        krate,
        depth: 0,
        expand: with_params,
    };
    with_params(input.collect(), &place)
}

/// The expansion of a whole call.
pub(crate) fn with_params(input: TokenStream, place: &Place) -> Result<TokenStream> {
    let body = Body::parse(input)?;
    let site = Span::mixed_site();
    let scope = Ident::new("scope", site);
    let overrides = body.overrides();
    let awaits = overrides && (body.is_async || body.any_code(&scan::awaits));
    let hides = overrides && !awaits && body.any_code(&scan::hides);
    let statements: TokenStream = body
        .items
        .into_iter()
        .map(|item| statement(item, place))
        .collect();
    if !overrides {
        return Ok(quote_spanned! {site=> { #statements } });
    }
    let functions = place.functions(site);
    if awaits {
        let new = quote_spanned! {site=> let #scope = #functions::FutureScope::new(); };
        return control_flow::in_future(&new, statements, place);
    }
    // The inner block ends the temporaries of the last expression, also in edition 2021, before
    // the scope ends. `with_params_scope.rs` has the test.
    let block = if hides {
        let checked = hidden_await::refuse(&statements);
        quote_spanned! {site=> if false { #checked } else { #statements } }
    } else {
        quote_spanned! {site=> { #statements } }
    };
    Ok(quote_spanned! {site=>
        {
            let #scope = #functions::Scope::new();
            #block
        }
    })
}

fn statement(item: Item, place: &Place) -> TokenStream {
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
                let read = checked(span, fallible, key.call(require, site, place), place);
                return quote_spanned! {site=> let #name #ty = #read; };
            };
            // A statement of its own: what the key's expression borrows is given back before the
            // default is evaluated.
            let found = checked(span, fallible, key.call(read, site, place), place);
            let default = if typed {
                converted(*default)
            } else if parsed {
                typed_number(*default).into_token_stream()
            } else {
                self_typed(*default, place)
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
            let key = key.into_argument(place);
            let set = quote_spanned! {site=> #scope.set(#key, #value) };
            let set = checked(span, fallible, set, place);
            quote_spanned! {site=> #set; }
        }
        Kind::Unset { key } => {
            let key = key.into_argument(place);
            let unset = quote_spanned! {site=> #scope.unset(#key) };
            let unset = checked(span, fallible, unset, place);
            quote_spanned! {site=> #unset; }
        }
        Kind::Params { source } => {
            let source = unparenthesised(*source);
            let params = quote_spanned! {site=> #scope.params(#source) };
            let params = checked(span, fallible, params, place);
            quote_spanned! {site=> #params; }
        }
    }
}

/// With `try` the failure is returned, without it is a panic, at the place of the directive.
fn checked(span: Span, fallible: Option<Span>, result: TokenStream, place: &Place) -> TokenStream {
    if let Some(span) = fallible {
        let span = Span::mixed_site().located_at(span);
        return quote_spanned! {span=> #result? };
    }
    // The plain span of the user's word is what the panic shows as its place: the call begins with
    // a parenthesis of that span, and not with the name of the crate.
    let functions = place.functions(span);
    quote_spanned! {span=> (#functions::unwrap)(#result) }
}

impl Key {
    fn call(self, function: &str, site: Span, place: &Place) -> TokenStream {
        let (function, key) = (Ident::new(function, site), self.into_argument(place));
        let functions = place.functions(site);
        quote_spanned! {site=> #functions::#function(#key) }
    }

    fn into_argument(self, place: &Place) -> TokenStream {
        match self {
            Key::Literal { text, span } => {
                let site = Span::mixed_site().located_at(span);
                let functions = place.functions(site);
                let hash = rapidhash_v3(text.as_bytes());
                quote_spanned! {site=> #functions::Literal { text: #text, hash: #hash } }
            }
            Key::Computed(key) => unparenthesised(*key).into_token_stream(),
        }
    }
}

/// A default that decides the type itself.
fn self_typed(default: Expr, place: &Place) -> TokenStream {
    let default = typed_number(default);
    let functions = place.functions(Span::mixed_site());
    quote_spanned! {Span::mixed_site()=> #functions::DefaultValue::into_read(#default) }
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
