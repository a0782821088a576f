//! What is wrong with an input, said at the token where it is wrong, with what would be right.

use proc_macro2::{Delimiter, Ident, Span, TokenTree};
use syn::{Error, Result};

use crate::opening::{self, Word};
use crate::tokens::{
    is_assign, is_group, is_ident, is_keyword, is_macro_input, is_operator, is_punct, plain_text,
};

/// The longest key, in bytes of UTF-8; the same limit as at run time.
const LONGEST_KEY: usize = 1_024;

/// Collects mistakes, so that all are reported at once.
#[derive(Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            none => *none = Some(error),
        }
    }

    pub(crate) fn finish(self) -> Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

pub(crate) fn attribute(span: Span) -> Error {
    Error::new(
        span,
        "a directive takes no attributes; put it on a block around `with_params!`",
    )
}

pub(crate) fn late_async(span: Span) -> Error {
    Error::new(
        span,
        "`async;` stands first in `with_params!`, before everything else",
    )
}

pub(crate) fn unfinished(span: Span) -> Error {
    Error::new(span, "expected `;`: a directive ends with it")
}

pub(crate) fn no_source(span: Span) -> Error {
    Error::new(
        span,
        "expected a source after `params`, as in `params &overrides;`",
    )
}

pub(crate) fn no_name(span: Span) -> Error {
    Error::new(
        span,
        "expected a name after `get`, as in `get lr = train.lr or 0.001;`",
    )
}

/// The variable that a `get` introduces.
pub(crate) fn name(token: &TokenTree, rest: &[TokenTree]) -> Result<Ident> {
    match token {
        TokenTree::Ident(name) if name == "mut" => {
            let name = rest.first().map_or("x".to_owned(), TokenTree::to_string);
            let text =
                format!("`get` introduces a plain name; write `let mut {name} = {name};` after it");
            Err(Error::new(token.span(), text))
        }
        TokenTree::Ident(name) if name == "_" => Err(Error::new(
            token.span(),
            "`get` needs a name; `_name` for one that is not used",
        )),
        TokenTree::Ident(name) if is_keyword(name) => {
            let text = match name.to_string().as_str() {
                word @ ("self" | "Self" | "super" | "crate") => {
                    format!("`{word}` cannot name a variable; choose another name")
                }
                word => format!("`{word}` is a keyword; as a name it is written `r#{word}`"),
            };
            Err(Error::new(token.span(), text))
        }
        TokenTree::Ident(name) => Ok(name.clone()),
        _ => Err(no_name(token.span())),
    }
}

pub(crate) fn no_key(name: &Ident, found: Option<&TokenTree>) -> Error {
    let span = found.map_or(name.span(), TokenTree::span);
    Error::new(
        span,
        format!("expected `=` and a key, as in `get {name} = train.lr or 0.001;`"),
    )
}

pub(crate) fn no_default(span: Span) -> Error {
    Error::new(span, "expected a default after `or`")
}

pub(crate) fn not_or(found: &TokenTree) -> Error {
    Error::new(
        found.span(),
        "expected `or` and a default, `parse` for a type that implements `FromStr`, or `;` for a \
         required parameter",
    )
}

pub(crate) fn untyped(name: &Ident) -> Error {
    let text = format!(
        "a required parameter needs a type, as in `get {name}: i64 = ..;`, or a default after `or`"
    );
    Error::new(name.span(), text)
}

pub(crate) fn no_value(span: Span) -> Error {
    Error::new(
        span,
        "expected `=` and a value, as in `set train.lr = 0.001;`",
    )
}

pub(crate) fn no_end_of_unset(found: &TokenTree) -> Error {
    let text = if is_punct(found, '=') {
        "`unset` takes no value; `set` does"
    } else {
        "expected `;` after the key, as in `unset train.lr;`"
    };
    Error::new(found.span(), text)
}

pub(crate) fn empty_brackets(span: Span) -> Error {
    Error::new(
        span,
        "expected a key in the brackets, as in `[format!(\"task.{name}.lr\")]`",
    )
}

/// The key path at the beginning of `tokens`: its string, and how many tokens it takes.
pub(crate) fn key_path(tokens: &[TokenTree], before: Span, word: Word) -> Result<(String, usize)> {
    let mut text = String::new();
    let mut length = 0;
    let or = tokens
        .first()
        .filter(|first| word == Word::Get && is_ident(first, "or"));
    if let (Some(or), Some(TokenTree::Ident(_) | TokenTree::Literal(_))) = (or, tokens.get(1)) {
        if !is_ident(&tokens[1], "or") {
            return Err(Error::new(or.span(), "expected a key before `or`"));
        }
    }
    loop {
        match tokens.get(length) {
            Some(TokenTree::Ident(segment)) => text.push_str(&plain_text(segment)),
            Some(TokenTree::Literal(number)) => {
                return Err(not_a_path(tokens, number.span(), word));
            }
            Some(other) if length > 0 && is_punct(other, '.') => {
                return Err(Error::new(
                    other.span(),
                    "expected a segment between the dots",
                ));
            }
            Some(other) if length > 0 => {
                return Err(Error::new(other.span(), "expected a segment after the dot"));
            }
            Some(other) => {
                let text =
                    "expected a key: identifiers joined by dots, or an expression in brackets";
                return Err(Error::new(other.span(), text));
            }
            None if length > 0 => {
                return Err(Error::new(
                    tokens[length - 1].span(),
                    "expected a segment after the dot",
                ));
            }
            None => return Err(Error::new(before, "expected a key after this")),
        }
        length += 1;
        match tokens.get(length) {
            Some(dot) if is_punct(dot, '.') => {
                text.push('.');
                length += 1;
            }
            Some(other @ TokenTree::Punct(mark)) if matches!(mark.as_char(), '-' | ':' | '/') => {
                return Err(not_a_path(tokens, other.span(), word));
            }
            Some(other @ TokenTree::Literal(_)) => {
                return Err(not_a_path(tokens, other.span(), word));
            }
            _ => break,
        }
    }
    if text.len() > LONGEST_KEY {
        let text = format!("this key has {} bytes; a key has at most 1,024", text.len());
        return Err(Error::new(tokens[0].span(), text));
    }
    Ok((text, length))
}

fn not_a_path(tokens: &[TokenTree], span: Span, word: Word) -> Error {
    let end = (0..tokens.len()).find(|&at| match word {
        Word::Get => at > 0 && is_ident(&tokens[at], "or") && !is_punct(&tokens[at - 1], '.'),
        _ => is_assign(&tokens[at..]),
    });
    let spelled: String = tokens[..end.unwrap_or(tokens.len())]
        .iter()
        .map(|token| match token {
            TokenTree::Ident(ident) => plain_text(ident),
            other => other.to_string(),
        })
        .collect();
    // A key that was written as text in the first place keeps its quotes.
    let spelled = if spelled.starts_with('"') {
        spelled
    } else {
        format!("{spelled:?}")
    };
    let text =
        format!("a key path is identifiers joined by dots; this key is written `[{spelled}]`");
    Error::new(span, text)
}

/// Reports directives within ordinary code, where they would not be seen.
pub(crate) fn no_misplaced_directive(tokens: &[TokenTree]) -> Result<()> {
    let mut errors = Errors::default();
    misplaced(tokens, false, &mut errors);
    errors.finish()
}

fn misplaced(tokens: &[TokenTree], block: bool, errors: &mut Errors) {
    let mut start = block;
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        let opening = if start {
            opening::in_nested_block(rest).or_else(|| opening::in_expression(rest))
        } else {
            opening::in_expression(rest)
        };
        let before = if at == 0 { None } else { Some(&tokens[at - 1]) };
        // `try set ..` would be found a second time at its second word.
        let opening = opening.filter(|_| !before.is_some_and(|before| is_ident(before, "try")));
        if let Some(opening) = opening {
            let unfinished = !start && before.is_some_and(ends_operand);
            let text = if unfinished {
                "expected `;` before this directive"
            } else {
                "a directive stands at the top level of `with_params!`; nest a `with_params!` here"
            };
            errors.push(Error::new(opening.fallible.unwrap_or(opening.span), text));
        }
        match &tokens[at] {
            TokenTree::Group(group) if !is_macro_input(tokens, at) => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                misplaced(&inside, group.delimiter() == Delimiter::Brace, errors);
            }
            _ => {}
        }
        let arrow = at > 0 && is_operator(&tokens[at - 1..], '=', '>');
        start = block
            && (is_punct(&tokens[at], ';') || is_group(&tokens[at], Delimiter::Brace) || arrow);
    }
}

/// Whether a value may end with `token`, so that a name after it cannot belong to it.
fn ends_operand(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => !is_keyword(ident),
        TokenTree::Punct(mark) => mark.as_char() == '?',
        TokenTree::Literal(_) | TokenTree::Group(_) => true,
    }
}
