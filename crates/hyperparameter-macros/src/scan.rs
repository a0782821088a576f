//! What tokens hold that run as part of the block itself: not in an async block, an async closure
//! or a function inside it.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::ast::Body;
use crate::tokens::{is_group, is_ident, is_operator, is_punct};

/// Macros of the standard library that run as part of the block: they hide nothing.
const KNOWN: [&str; 38] = [
    "addr_of",
    "addr_of_mut",
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include_bytes",
    "include_str",
    "line",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "pin",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "with_params",
    "write",
    "writeln",
];

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
    let says_so = |call: &Body| (call.is_async && call.overrides()).then_some(true);
    let test = |tokens: &[TokenTree], at: usize, _| {
        (is_ident(&tokens[at], "await") && at > 0 && is_punct(&tokens[at - 1], '.'))
            || is_awaiting_macro(tokens, at)
    };
    find(tokens, false, &test, &says_so).is_some()
}

/// Whether an `.await` may be hidden in a macro that the tokens call. A call of this macro that
/// overrides finds out for itself.
pub(crate) fn hides(tokens: &TokenStream) -> bool {
    let asks_itself = |call: &Body| call.overrides().then_some(false);
    let test = |tokens: &[TokenTree], at: usize, _| {
        let called = matches!(
            tokens.get(at + 1..at + 3),
            Some([bang, TokenTree::Group(_)]) if is_punct(bang, '!')
        );
        match &tokens[at] {
            TokenTree::Ident(name) => {
                called && !(is_of_std(tokens, at) && KNOWN.iter().any(|known| name == known))
            }
            _ => false,
        }
    };
    find(tokens, false, &test, &asks_itself).is_some()
}

/// Whether the name at `at` has no path, or one of the standard library: another crate may give
/// a macro any name.
fn is_of_std(tokens: &[TokenTree], at: usize) -> bool {
    let has_path = at > 1 && is_punct(&tokens[at - 1], ':') && is_punct(&tokens[at - 2], ':');
    !has_path
        || (at > 2
            && ["std", "core", "alloc"]
                .iter()
                .any(|name| is_ident(&tokens[at - 3], name)))
}

/// The first token that would leave the block: `?`, `return`, and, unless `in_loop`, `break` and
/// `continue`. Meant for the input of macros; ordinary code is parsed instead.
pub(crate) fn leaves(tokens: &TokenStream, in_loop: bool) -> Option<Span> {
    let test = |tokens: &[TokenTree], at: usize, in_loop: bool| {
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
    };
    find(tokens, in_loop, &test, &|_| None)
}

/// The labels outside that `break` and `continue` lead to.
pub(crate) fn labels(tokens: &TokenStream) -> Vec<Ident> {
    fn search(stream: &TokenStream, led_to: &mut Vec<Ident>, inside: &mut Vec<Ident>) {
        let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => search(&group.stream(), led_to, inside),
                TokenTree::Ident(label) if at > 0 && is_punct(&tokens[at - 1], '\'') => {
                    let leads = at > 1
                        && ["break", "continue"]
                            .iter()
                            .any(|word| is_ident(&tokens[at - 2], word));
                    if leads {
                        led_to.push(label.clone());
                    } else if tokens.get(at + 1).is_some_and(|after| is_punct(after, ':')) {
                        inside.push(label.clone());
                    }
                }
                _ => {}
            }
        }
    }
    let (mut led_to, mut inside) = (Vec::new(), Vec::new());
    search(tokens, &mut led_to, &mut inside);
    let mut labels: Vec<Ident> = Vec::new();
    for label in led_to {
        if !inside.contains(&label) && !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// Whether the tokens hold a word anywhere at all.
pub(crate) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match &token {
        TokenTree::Group(group) => mentions(&group.stream(), word),
        token => is_ident(token, word),
    })
}

type Test<'a> = &'a dyn Fn(&[TokenTree], usize, bool) -> bool;

/// What is known of a whole call of this macro without a look at its code.
type OfCall<'a> = &'a dyn Fn(&Body) -> Option<bool>;

fn find(stream: &TokenStream, in_loop: bool, test: Test<'_>, of_call: OfCall<'_>) -> Option<Span> {
    let tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
    let mut looping = false;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(after) = other_body(&tokens, at) {
            at = after;
            continue;
        }
        if let Some(found) = nested_call(&tokens, at) {
            let in_code =
                || found.any_code(&|stream| find(stream, in_loop, test, of_call).is_some());
            if of_call(&found).unwrap_or_else(in_code) {
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
                if let Some(span) = find(&group.stream(), in_loop || body, test, of_call) {
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
