//! Where a directive begins, and where a word only looks like one.
//!
//! `get`, `set`, `unset` and `params` are ordinary names in Rust. What makes a directive of them is what
//! follows at the start of a statement: two names side by side are never ordinary code, and
//! everything that is (`params(..)`, `set.insert(..)`, `get = 1`) stays as it is.

use proc_macro2::{Delimiter, Span, TokenTree};

use crate::tokens::{is_assign, is_group, is_ident, is_keyword, is_operator, is_punct};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Word {
    Get,
    Set,
    Unset,
    Params,
}

pub(crate) struct Opening {
    pub(crate) word: Word,
    pub(crate) span: Span,
    pub(crate) fallible: Option<Span>,
    /// Number of tokens up to and with the word.
    pub(crate) length: usize,
}

/// The directive that begins with `tokens`, at the start of a statement of the macro's body.
pub(crate) fn at_top_level(tokens: &[TokenTree]) -> Option<Opening> {
    let opening = word(tokens)?;
    let rest = &tokens[opening.length..];
    // Nothing else begins with `try` and one of the words.
    let certain = opening.fallible.is_some();
    let directive = certain
        || match opening.word {
            Word::Get => begins_get(rest),
            Word::Set => begins_set(rest) || computed_set(rest),
            Word::Unset => begins_unset(rest) || computed_unset(rest),
            Word::Params => begins_params(rest),
        };
    directive.then_some(opening)
}

/// The same inside a nested block, where a directive is a mistake. Whatever ordinary code may look
/// like is left alone here: `set[i] = v` and the guard of an arm, `params if ready =>`.
pub(crate) fn in_nested_block(tokens: &[TokenTree]) -> Option<Opening> {
    let opening = word(tokens)?;
    let rest = &tokens[opening.length..];
    let directive = match opening.word {
        _ if opening.fallible.is_some() => true,
        Word::Get => begins_get(rest),
        Word::Set => begins_set(rest),
        Word::Unset => begins_unset(rest),
        Word::Params => {
            begins_params(rest) && !rest.first().is_some_and(|token| is_ident(token, "if"))
        }
    };
    directive.then_some(opening)
}

/// The same anywhere else in an expression, as in `|| set a.b = 1`.
pub(crate) fn in_expression(tokens: &[TokenTree]) -> Option<Opening> {
    let opening = word(tokens)?;
    let rest = &tokens[opening.length..];
    let named = matches!(rest.first(), Some(TokenTree::Ident(name)) if !is_keyword(name));
    let follows = rest
        .get(1)
        .is_some_and(|next| ['=', ':', '.'].iter().any(|c| is_punct(next, *c)));
    (opening.word != Word::Params && named && follows).then_some(opening)
}

/// Whether `tokens` begin with `async;`, which nothing else in Rust does.
pub(crate) fn is_async(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [word, end, ..] if is_ident(word, "async") && is_punct(end, ';'))
}

fn word(tokens: &[TokenTree]) -> Option<Opening> {
    let fallible = tokens
        .first()
        .filter(|first| is_ident(first, "try"))
        .map(TokenTree::span);
    let length = if fallible.is_some() { 2 } else { 1 };
    let name = tokens.get(length - 1)?;
    let word = [
        ("get", Word::Get),
        ("set", Word::Set),
        ("unset", Word::Unset),
        ("params", Word::Params),
    ]
    .into_iter()
    .find_map(|(text, word)| is_ident(name, text).then_some(word))?;
    Some(Opening {
        word,
        span: name.span(),
        fallible,
        length,
    })
}

fn begins_get(rest: &[TokenTree]) -> bool {
    match rest.first() {
        Some(TokenTree::Ident(name)) if !is_keyword(name) => true,
        // A keyword as a name is a mistake, but `get as u8` and `get if ..` are not a directive.
        Some(TokenTree::Ident(name)) => {
            name == "mut"
                || name == "_"
                || is_assign(&rest[1..])
                || (rest.get(1).is_some_and(|token| is_punct(token, ':'))
                    && !is_operator(&rest[1..], ':', ':'))
        }
        Some(TokenTree::Literal(_)) => true,
        _ => false,
    }
}

fn begins_set(rest: &[TokenTree]) -> bool {
    begins_key(rest, is_assign)
}

fn begins_unset(rest: &[TokenTree]) -> bool {
    begins_key(rest, |after| {
        after.first().is_some_and(|token| is_punct(token, ';'))
    })
}

/// A key after a word that would have none beside it in ordinary code.
fn begins_key(rest: &[TokenTree], ends: impl Fn(&[TokenTree]) -> bool) -> bool {
    match rest.first() {
        Some(TokenTree::Ident(name)) if !is_keyword(name) => true,
        // Keywords may be segments: `set type.name = 1`, but not `set as u8`.
        Some(TokenTree::Ident(_)) => {
            let mut after = 1;
            while rest.get(after).is_some_and(|token| is_punct(token, '.'))
                && matches!(rest.get(after + 1), Some(TokenTree::Ident(_)))
            {
                after += 2;
            }
            ends(&rest[after..])
        }
        Some(TokenTree::Literal(_)) => true,
        _ => false,
    }
}

/// `set [expr] = value`. A variable of that name is written `(set)[i] = value` here.
fn computed_set(rest: &[TokenTree]) -> bool {
    rest.first()
        .is_some_and(|token| is_group(token, Delimiter::Bracket))
        && is_assign(&rest[1..])
}

/// `unset [expr];`, which would do nothing as an operation.
fn computed_unset(rest: &[TokenTree]) -> bool {
    rest.first()
        .is_some_and(|token| is_group(token, Delimiter::Bracket))
        && rest.get(1).is_some_and(|token| is_punct(token, ';'))
}

fn begins_params(rest: &[TokenTree]) -> bool {
    let ends_here = || rest.get(1).is_some_and(|token| is_punct(token, ';'));
    match rest.first() {
        Some(TokenTree::Ident(next)) => next != "as",
        Some(TokenTree::Literal(_)) => true,
        // `params &map;` would do nothing as an operation, `params & mask` without `;` is a value.
        Some(TokenTree::Punct(next)) => {
            next.as_char() == '&'
                && !is_operator(rest, '&', '&')
                && !is_operator(rest, '&', '=')
                && rest.iter().any(|token| is_punct(token, ';'))
        }
        Some(TokenTree::Group(group)) => match group.delimiter() {
            Delimiter::Parenthesis => false,
            Delimiter::Bracket | Delimiter::Brace => ends_here(),
            // An expression handed on by another macro.
            Delimiter::None => true,
        },
        None => false,
    }
}
