//! A block that awaits becomes a future of its own, which enters its frame whenever it is polled.
//! `return`, `?`, `break` and `continue` cannot leave a future, so they become its output:
//!
//! ```text
//! let lr = load().await?;
//! ```
//! inside the future, and around it, is
//! ```text
//! match scoped(async {
//!     let lr = match Branch::branch(load().await) {
//!         Continue(value) => value,
//!         Break(residual) => return Out(Break(Continue(FromResidual::from_residual(residual)))),
//!     };
//!     Out(Continue(..))
//! }).await.0 {
//!     Continue(value) => value,
//!     Break(Continue(value)) => return value,
//! }
//! ```
//! Closures, functions and async blocks inside keep theirs: they leave themselves only.
//!
//! The output is of a type of its own, which no function returns: a `return` that another macro
//! hides would otherwise leave the future and not the function, and nobody would be told. Macros
//! that are known to return an error, `bail!` and `ensure!`, stand in a future that they may leave.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::parse::Parser;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Label, Lifetime, Macro, Result, Stmt};

use crate::macro_input;
use crate::place::Place;
use crate::valid::Errors;

/// Macros that return an error, in all libraries that have them.
const RETURNING: [&str; 1] = ["bail"];

/// Macros that return an error unless what they check holds.
const CHECKING: [&str; 6] = [
    "ensure",
    "ensure_eq",
    "prop_assert",
    "prop_assert_eq",
    "prop_assert_ne",
    "prop_assume",
];

/// The future of `statements`, awaited, and what it has left undone.
pub(crate) fn in_future(
    scope: &TokenStream,
    statements: TokenStream,
    place: &Place,
) -> Result<TokenStream> {
    let mut statements = Block::parse_within.parse2(statements)?;
    let site = Span::mixed_site();
    let mut rewriter = Rewriter {
        place,
        returns: format_ident!("returns{}", place.depth, span = site),
        exits: Vec::new(),
        inside: Vec::new(),
        try_blocks: 0,
        errors: Errors::default(),
    };
    for statement in &mut statements {
        rewriter.visit_stmt_mut(statement);
    }
    let Rewriter {
        returns,
        exits,
        errors,
        ..
    } = rewriter;
    errors.finish()?;
    let mut flow = quote_spanned! {site=> ::core::convert::Infallible };
    for _ in &exits {
        flow = quote_spanned! {site=> ::core::ops::ControlFlow<#flow, _> };
    }
    // Does nothing but to tie `return` and `?` inside the future to what the function returns, and
    // that before the compiler looks at the future: values are coerced as in any `return`.
    let typed = exits.contains(&Exit::Return).then(|| {
        quote_spanned! {site=>
            let #returns = |value| value;
            if false {
                return #returns(::core::option::Option::unwrap(::core::option::Option::None));
            }
        }
    });
    let arms = exits.iter().enumerate().map(|(index, exit)| {
        let value = Ident::new("value", site);
        let pattern = nested(index, value.to_token_stream(), site);
        let leave = exit.leave(&value);
        quote_spanned! {site=> #pattern => #leave, }
    });
    let functions = place.functions(site);
    Ok(quote_spanned! {site=>
        {
            #typed
            let flow: #functions::ReturnOutsideOfMacros<::core::ops::ControlFlow<#flow, _>> =
                #functions::scoped(async {
                    #scope
                    let value = { #(#statements)* };
                    // Not reached when the body always leaves by another way.
                    #[allow(unreachable_code)]
                    #functions::ReturnOutsideOfMacros(::core::ops::ControlFlow::Continue(value))
                })
                .await;
            match flow.0 {
                ::core::ops::ControlFlow::Continue(value) => value,
                #(#arms)*
            }
        }
    })
}

/// A way out of the block.
#[derive(Clone, PartialEq)]
enum Exit {
    /// `return` and `?`.
    Return,
    Break {
        label: Option<Lifetime>,
        value: bool,
    },
    Continue {
        label: Option<Lifetime>,
    },
}

impl Exit {
    fn leave(&self, value: &Ident) -> TokenStream {
        let site = Span::mixed_site();
        match self {
            Exit::Return => quote_spanned! {site=> return #value },
            Exit::Break { label, value: true } => quote_spanned! {site=> break #label #value },
            Exit::Break {
                label,
                value: false,
            } => quote_spanned! {site=> { let () = #value; break #label } },
            Exit::Continue { label } => {
                quote_spanned! {site=> { let () = #value; continue #label } }
            }
        }
    }
}

/// The way out number `index` as a value or a pattern.
fn nested(index: usize, value: TokenStream, span: Span) -> TokenStream {
    let inner = quote_spanned! {span=> ::core::ops::ControlFlow::Continue(#value) };
    (0..=index).fold(
        inner,
        |inner, _| quote_spanned! {span=> ::core::ops::ControlFlow::Break(#inner) },
    )
}

/// A loop or a labelled block inside the body: what leaves only that, stays as it is.
enum Inside {
    Loop(Option<Label>),
    Block(Label),
}

struct Rewriter<'a> {
    place: &'a Place,
    returns: Ident,
    exits: Vec<Exit>,
    inside: Vec<Inside>,
    try_blocks: usize,
    errors: Errors,
}

impl Rewriter<'_> {
    fn in_loop(&self) -> bool {
        self.inside
            .iter()
            .any(|inside| matches!(inside, Inside::Loop(_)))
    }

    /// `return` with `value` as the way out `exit`.
    fn out(&mut self, exit: Exit, value: TokenStream, span: Span) -> TokenStream {
        let index = self
            .exits
            .iter()
            .position(|known| *known == exit)
            .unwrap_or_else(|| {
                self.exits.push(exit);
                self.exits.len() - 1
            });
        let value = nested(index, value, span);
        let functions = self.place.functions(span);
        quote_spanned! {span=> return #functions::ReturnOutsideOfMacros(#value) }
    }

    fn stays_inside(&self, label: Option<&Lifetime>) -> bool {
        match label {
            None => self.in_loop(),
            Some(label) => self.inside.iter().any(|inside| match inside {
                Inside::Loop(Some(known)) | Inside::Block(known) => known.name.ident == label.ident,
                Inside::Loop(None) => false,
            }),
        }
    }

    /// Expands a call of this macro here, so that its ways out are seen too.
    fn nested_call(&mut self, call: &Macro) -> Option<Expr> {
        let last = call.path.segments.last()?;
        if last.ident != "with_params" {
            return None;
        }
        let inside = Place {
            depth: self.place.depth + 1,
            ..self.place.clone()
        };
        let expanded = (self.place.expand)(call.tokens.clone(), &inside)
            .and_then(syn::parse2)
            .map_err(|error| self.errors.push(error));
        Some(expanded.unwrap_or(Expr::Verbatim(TokenStream::new())))
    }

    /// A call of a macro that returns an error, in a future that it leaves in place of the
    /// function.
    fn refusing_call(&mut self, call: &Macro) -> Option<Expr> {
        let last = &call.path.segments.last()?.ident;
        let ends = RETURNING.iter().any(|name| last == name);
        if !ends && !CHECKING.iter().any(|name| last == name) {
            return None;
        }
        let span = Span::mixed_site().located_at(last.span());
        let functions = self.place.functions(span);
        let never = quote_spanned! {span=> ::core::convert::Infallible };
        let (ty, passed, otherwise) = if ends {
            (never.clone(), quote_spanned! {span=> match value {} }, None)
        } else {
            let otherwise = quote_spanned! {span=> ; ::core::result::Result::Ok(()) };
            let unit = unit(span);
            (
                unit.clone(),
                quote_spanned! {span=> value },
                Some(otherwise),
            )
        };
        let returns = &self.returns;
        let residual = quote_spanned! {span=> ::core::result::Result::<#never, _>::Err(error) };
        let value =
            quote_spanned! {span=> #returns(#functions::FromResidual::from_residual(#residual)) };
        let leave = self.out(Exit::Return, value, span);
        Some(Expr::Verbatim(quote_spanned! {span=>
            match #functions::refusal::<#ty, _, _>(async { #call #otherwise }).await {
                ::core::result::Result::Ok(value) => #passed,
                ::core::result::Result::Err(error) => #leave,
            }
        }))
    }

    fn visit_in(&mut self, inside: Inside, block: &mut Block) {
        self.inside.push(inside);
        self.visit_block_mut(block);
        self.inside.pop();
    }
}

impl VisitMut for Rewriter<'_> {
    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        let expanded = match statement {
            Stmt::Macro(call) if call.attrs.is_empty() => self
                .nested_call(&call.mac)
                .or_else(|| self.refusing_call(&call.mac))
                .map(|expanded| Stmt::Expr(expanded, call.semi_token)),
            _ => None,
        };
        if let Some(expanded) = expanded {
            *statement = expanded;
        }
        visit_mut::visit_stmt_mut(self, statement);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        let expanded = match expression {
            Expr::Macro(call) => self
                .nested_call(&call.mac)
                .or_else(|| self.refusing_call(&call.mac)),
            _ => None,
        };
        if let Some(expanded) = expanded {
            *expression = expanded;
        }
        match expression {
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => return,
            Expr::Loop(looped) => {
                return self.visit_in(Inside::Loop(looped.label.clone()), &mut looped.body);
            }
            Expr::While(looped) => {
                self.visit_expr_mut(&mut looped.cond);
                return self.visit_in(Inside::Loop(looped.label.clone()), &mut looped.body);
            }
            Expr::ForLoop(looped) => {
                self.visit_expr_mut(&mut looped.expr);
                return self.visit_in(Inside::Loop(looped.label.clone()), &mut looped.body);
            }
            Expr::Block(block) if block.label.is_some() => {
                let label = block.label.clone();
                return label.map_or((), |l| self.visit_in(Inside::Block(l), &mut block.block));
            }
            Expr::TryBlock(block) => {
                self.try_blocks += 1;
                self.visit_block_mut(&mut block.block);
                self.try_blocks -= 1;
                return;
            }
            _ => visit_mut::visit_expr_mut(self, expression),
        }
        let site = Span::mixed_site();
        let rewritten = match expression {
            Expr::Return(leaving) => {
                let span = leaving.return_token.span;
                let value = leaving
                    .expr
                    .as_ref()
                    .map_or(unit(span), ToTokens::to_token_stream);
                let returns = &self.returns;
                let value = quote_spanned! {site.located_at(span)=> #returns(#value) };
                self.out(Exit::Return, value, site.located_at(span))
            }
            Expr::Break(leaving) if !self.stays_inside(leaving.label.as_ref()) => {
                let span = site.located_at(leaving.break_token.span);
                let label = leaving.label.clone();
                let exit = Exit::Break {
                    label,
                    value: leaving.expr.is_some(),
                };
                let value = leaving
                    .expr
                    .as_ref()
                    .map_or(unit(span), ToTokens::to_token_stream);
                self.out(exit, value, span)
            }
            Expr::Continue(leaving) if !self.stays_inside(leaving.label.as_ref()) => {
                let span = site.located_at(leaving.continue_token.span);
                self.out(
                    Exit::Continue {
                        label: leaving.label.clone(),
                    },
                    unit(span),
                    span,
                )
            }
            Expr::Try(tried) if self.try_blocks == 0 => {
                let span = site.located_at(tried.question_token.span);
                let (operand, returns) = (&tried.expr, self.returns.clone());
                let functions = self.place.functions(span);
                let value = quote_spanned! {span=> #returns(#functions::FromResidual::from_residual(residual)) };
                let leave = self.out(Exit::Return, value, span);
                quote_spanned! {span=>
                    (match #functions::Branch::branch(#operand) {
                        ::core::ops::ControlFlow::Continue(value) => value,
                        ::core::ops::ControlFlow::Break(residual) => #leave,
                    })
                }
            }
            _ => return,
        };
        *expression = Expr::Verbatim(rewritten);
    }

    fn visit_macro_mut(&mut self, call: &mut Macro) {
        let in_loop = self.in_loop();
        if let Err(error) = macro_input::rewrite(self, in_loop, call) {
            self.errors.push(error);
        }
    }

    /// An item has nothing to do with the block it stands in.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

fn unit(span: Span) -> TokenStream {
    quote_spanned! {span=> () }
}
