//! What tokens hold that run as part of the block itself: not in an async block, an async closure
//! or a function inside it.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::ast::Body;
use crate::tokens::{is_group, is_ident, is_operator, is_punct};

/// Macros that await without an `.await` that could be seen, and the crates they come from.
const AWAITING: [&str; 4] = ["join", "try_join", "select", "select_biased"];
const AWAITING_CRATES: [&str; 6] = [
    "tokio",
    "futures",
    "futures_util",
    "futures_lite",
    "async_std",
    "smol",
];

/// Whether running the tokens may suspend.
pub(crate) fn awaits(tokens: &TokenStream) -> bool {
    find(tokens, false, &|tokens, at, _| {
        (is_ident(&tokens[at], "await") && at > 0 && is_punct(&tokens[at - 1], '.'))
            || is_awaiting_macro(tokens, at)
    })
    .is_some()
}

/// The first token that would leave the block: `?`, `return`, and, unless `in_loop`, `break` and
/// `continue`. Meant for the input of macros; ordinary code is parsed instead.
pub(crate) fn leaves(tokens: &TokenStream, in_loop: bool) -> Option<Span> {
    find(tokens, in_loop, &|tokens, at, in_loop| {
        let label = tokens
            .get(at + 1)
            .is_some_and(|token| is_punct(token, '\''));
        match &tokens[at] {
            // `T: ?Sized` is a bound.
            TokenTree::Punct(mark) => {
                mark.as_char() == '?'
                    && !(at > 0
                        && (is_punct(&tokens[at - 1], ':') || is_punct(&tokens[at - 1], '+')))
            }
            TokenTree::Ident(word) if word == "return" => true,
            TokenTree::Ident(word) if word == "break" || word == "continue" => !in_loop || label,
            _ => false,
        }
    })
}

/// Whether the tokens hold a word anywhere at all.
pub(crate) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match &token {
        TokenTree::Group(group) => mentions(&group.stream(), word),
        token => is_ident(token, word),
    })
}

type Test<'a> = &'a dyn Fn(&[TokenTree], usize, bool) -> bool;

fn find(stream: &TokenStream, in_loop: bool, test: Test<'_>) -> Option<Span> {
    let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
    let mut looping = false;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(after) = other_body(&tokens, at) {
            at = after;
            continue;
        }
        if let Some(found) = nested_call(&tokens, at) {
            if found.any_code(&|stream| find(stream, in_loop, test).is_some()) {
                return Some(tokens[at].span());
            }
            at += 3;
            continue;
        }
        if test(&tokens, at, in_loop) {
            return Some(tokens[at].span());
        }
        match &tokens[at] {
            TokenTree::Ident(word) if word == "loop" || word == "while" || word == "for" => {
                looping = true;
            }
            TokenTree::Group(group) => {
                let body = looping && group.delimiter() == Delimiter::Brace;
                if let Some(span) = find(&group.stream(), in_loop || body, test) {
                    return Some(span);
                }
                looping &= !body;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The body of a `with_params! { .. }` that begins at `at`.
fn nested_call(tokens: &[TokenTree], at: usize) -> Option<Body> {
    let [name, bang, TokenTree::Group(group)] = tokens.get(at..at + 3)? else {
        return None;
    };
    if !is_ident(name, "with_params") || !is_punct(bang, '!') {
        return None;
    }
    Body::parse(group.stream()).ok()
}

/// Where the function or async block that begins at `at` ends.
fn other_body(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let brace = |from: usize| {
        (from..tokens.len())
            .take_while(|&i| !is_punct(&tokens[i], ';'))
            .find(|&i| is_group(&tokens[i], Delimiter::Brace))
    };
    if is_ident(&tokens[at], "fn") && matches!(tokens.get(at + 1), Some(TokenTree::Ident(_))) {
        return brace(at).map(|end| end + 1);
    }
    if !is_ident(&tokens[at], "async") {
        return None;
    }
    let moves = tokens
        .get(at + 1)
        .is_some_and(|token| is_ident(token, "move"));
    let next = at + 1 + usize::from(moves);
    match tokens.get(next)? {
        token if is_group(token, Delimiter::Brace) => Some(next + 1),
        token if is_punct(token, '|') => {
            let parameters = (next + 1..tokens.len()).find(|&i| is_punct(&tokens[i], '|'))?;
            let ends = |i: &usize| is_punct(&tokens[*i], ',') || is_punct(&tokens[*i], ';');
            let body = tokens.get(parameters + 1)?;
            if is_group(body, Delimiter::Brace) {
                return Some(parameters + 2);
            }
            Some(
                (parameters + 1..tokens.len())
                    .find(ends)
                    .unwrap_or(tokens.len()),
            )
        }
        _ => None,
    }
}

fn is_awaiting_macro(tokens: &[TokenTree], at: usize) -> bool {
    let called = tokens.get(at + 1).is_some_and(|token| is_punct(token, '!'))
        && matches!(tokens.get(at + 2), Some(TokenTree::Group(_)));
    if !called || !AWAITING.iter().any(|name| is_ident(&tokens[at], name)) {
        return false;
    }
    let qualified = at > 1 && is_operator(&tokens[at - 2..], ':', ':');
    if qualified {
        return at > 2
            && AWAITING_CRATES
                .iter()
                .any(|name| is_ident(&tokens[at - 3], name));
    }
    // `select!` of a library of channels has arms `recv(r) -> message => ..`.
    let TokenTree::Group(group) = &tokens[at + 2] else {
        return false;
    };
    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
    !(0..inside.len()).any(|i| is_operator(&inside[i..], '-', '>'))
}
