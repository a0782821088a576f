//! The input of other macros inside an awaiting block, as far as it can be understood: expressions
//! with commas between them, as most macros take them, and the arms of `select!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{Block, Error, Expr, Macro, Result, Token};

use crate::scan;
use crate::tokens::{is_operator, is_punct};

/// Has `visitor` rewrite what leaves the block from inside the call, or says that it has to
/// move out.
pub(crate) fn rewrite(visitor: &mut impl VisitMut, in_loop: bool, call: &mut Macro) -> Result<()> {
    let leaves = |tokens: &TokenStream| scan::leaves(tokens, in_loop);
    if leaves(&call.tokens).is_none() && !scan::mentions(&call.tokens, "with_params") {
        return Ok(());
    }
    let understood = expressions.parse2(call.tokens.clone()).ok();
    let understood = understood.filter(|(_, rest)| leaves(rest).is_none());
    if let Some((mut expressions, rest)) = understood {
        expressions
            .iter_mut()
            .for_each(|expression| visitor.visit_expr_mut(expression));
        call.tokens = expressions.into_token_stream();
        call.tokens.extend(rest);
        return Ok(());
    }
    let is_select = call
        .path
        .segments
        .last()
        .is_some_and(|name| name.ident == "select" || name.ident == "select_biased");
    let rest = if is_select {
        arms(visitor, call)
    } else {
        call.tokens.clone()
    };
    leaves(&rest).map_or(Ok(()), |span| {
        let text = "this leaves the block from inside a macro call, which cannot be followed in a \
                    block that awaits; bind the value with `let` before the call";
        Err(Error::new(span, text))
    })
}

/// Expressions with commas between them, then whatever else there is, as in
/// `matches!(value?, Some(n) if n > 1)` and `vec![value?; 3]`.
fn expressions(input: ParseStream<'_>) -> Result<(Punctuated<Expr, Token![,]>, TokenStream)> {
    let mut expressions = Punctuated::new();
    while !input.is_empty() {
        let ahead = input.fork();
        let understood = ahead.parse::<Expr>().is_ok()
            && (ahead.is_empty() || ahead.peek(Token![,]) || ahead.peek(Token![;]));
        if !understood {
            break;
        }
        expressions.push_value(input.parse()?);
        if !input.peek(Token![,]) {
            break;
        }
        expressions.push_punct(input.parse()?);
    }
    Ok((expressions, input.parse()?))
}

/// Rewrites what follows each `=>`, a block or an expression up to a comma. Returns the rest: the
/// patterns and futures of the arms.
fn arms(visitor: &mut impl VisitMut, call: &mut Macro) -> TokenStream {
    let tokens: Vec<TokenTree> = call.tokens.clone().into_iter().collect();
    let mut rewritten = TokenStream::new();
    let mut rest = TokenStream::new();
    let mut at = 0;
    while at < tokens.len() {
        if !is_operator(&tokens[at..], '=', '>') {
            rewritten.extend([tokens[at].clone()]);
            rest.extend([tokens[at].clone()]);
            at += 1;
            continue;
        }
        rewritten.extend(tokens[at..at + 2].iter().cloned());
        at += 2;
        let block = match tokens.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                Block::parse_within
                    .parse2(group.stream())
                    .ok()
                    .map(|statements| (group, statements))
            }
            _ => None,
        };
        if let Some((group, mut statements)) = block {
            statements
                .iter_mut()
                .for_each(|statement| visitor.visit_stmt_mut(statement));
            let inside = statements.iter().map(ToTokens::to_token_stream).collect();
            let mut block = Group::new(Delimiter::Brace, inside);
            block.set_span(group.span());
            rewritten.extend([TokenTree::Group(block)]);
            at += 1;
            continue;
        }
        let ends = |i: &usize| is_punct(&tokens[*i], ',');
        let end = (at..tokens.len()).find(ends).unwrap_or(tokens.len());
        let handler: TokenStream = tokens[at..end].iter().cloned().collect();
        match syn::parse2::<Expr>(handler.clone()) {
            Ok(mut expression) => {
                visitor.visit_expr_mut(&mut expression);
                expression.to_tokens(&mut rewritten);
            }
            Err(_) => {
                rewritten.extend(handler.clone());
                rest.extend(handler);
            }
        }
        at = end;
    }
    call.tokens = rewritten;
    rest
}
