//! The input of the macro: directives, and the ordinary code between them.
//!
//! Ordinary code is kept as tokens: the compiler parses it, in its own words and its own edition.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Result, Type, parenthesized};

use crate::opening::{self, Opening, Word};
use crate::tokens::{is_assign, is_group, is_ident, is_punct};
use crate::valid::{self, Errors};

/// The whole input, in order.
pub(crate) struct Body {
    /// Whether it begins with `async;`, which states that it awaits.
    pub(crate) is_async: bool,
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    Plain(TokenStream),
    Directive(Directive),
}

pub(crate) struct Directive {
    /// Where `get`, `set`, `unset` or `params` stands.
    pub(crate) span: Span,
    /// Where `try` stands, for a directive that returns its failure.
    pub(crate) fallible: Option<Span>,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    Get {
        name: Ident,
        ty: Option<Box<Type>>,
        key: Key,
        /// Whether the type is read by `FromStr`.
        parsed: bool,
        default: Option<Box<Expr>>,
    },
    Set {
        key: Key,
        value: Box<Expr>,
    },
    Unset {
        key: Key,
    },
    Params {
        source: Box<Expr>,
    },
}

pub(crate) enum Key {
    /// Spelled as a path in the source, checked here.
    Literal { text: String, span: Span },
    /// Any expression in brackets, checked when it runs.
    Computed(Box<Expr>),
}

impl Body {
    /// Reads the input; every mistake of every directive is reported, not only the first.
    pub(crate) fn parse(input: TokenStream) -> Result<Body> {
        let tokens: Vec<TokenTree> = input.into_iter().collect();
        let mut errors = Errors::default();
        let mut items = Vec::new();
        let mut plain: Vec<TokenTree> = Vec::new();
        let is_async = opening::is_async(&tokens);
        let mut at = if is_async { 2 } else { 0 };
        // Whether a statement begins here, and the attribute it has begun with.
        let mut start = true;
        let mut attribute: Option<Span> = None;

        while at < tokens.len() {
            let rest = &tokens[at..];
            let opening = if start {
                opening::at_top_level(rest)
            } else {
                None
            };
            if start && opening::is_async(rest) {
                errors.push(valid::late_async(rest[0].span()));
                at += 2;
                continue;
            }
            if let Some(opening) = opening {
                if let Some(span) = attribute.take() {
                    errors.push(valid::attribute(span));
                }
                flush(&mut plain, &mut items, &mut errors);
                let length = rest.iter().position(|token| is_punct(token, ';'));
                let body = &rest[opening.length..length.unwrap_or(rest.len())];
                let end = length.map_or_else(|| rest[rest.len() - 1].span(), |i| rest[i].span());
                match directive(&opening, body, end) {
                    Ok(_) if length.is_none() => errors.push(valid::unfinished(end)),
                    Ok(directive) => items.push(Item::Directive(directive)),
                    Err(error) => errors.push(error),
                }
                at += length.map_or(rest.len(), |length| length + 1);
                continue;
            }
            if start
                && is_punct(&rest[0], '#')
                && rest.get(1).is_some_and(|t| is_group(t, Delimiter::Bracket))
            {
                attribute.get_or_insert(rest[0].span());
                plain.extend_from_slice(&rest[..2]);
                at += 2;
                continue;
            }
            attribute = None;
            start = is_punct(&rest[0], ';') || is_group(&rest[0], Delimiter::Brace);
            plain.push(rest[0].clone());
            at += 1;
        }
        flush(&mut plain, &mut items, &mut errors);
        errors.finish()?;
        Ok(Body { is_async, items })
    }

    /// Whether it overrides anything, and so has a scope.
    pub(crate) fn overrides(&self) -> bool {
        self.items.iter().any(|item| {
            matches!(
                item,
                Item::Directive(Directive {
                    kind: Kind::Set { .. } | Kind::Unset { .. } | Kind::Params { .. },
                    ..
                })
            )
        })
    }

    /// Whether `test` holds of any of the code of the body; the paths of keys are not code.
    pub(crate) fn any_code(&self, test: &dyn Fn(&TokenStream) -> bool) -> bool {
        let of_expression = |expression: &Expr| test(&expression.to_token_stream());
        let of_key = |key: &Key| match key {
            Key::Literal { .. } => false,
            Key::Computed(key) => of_expression(key),
        };
        self.items.iter().any(|item| match item {
            Item::Plain(tokens) => test(tokens),
            Item::Directive(directive) => match &directive.kind {
                Kind::Get { key, default, .. } => {
                    of_key(key) || default.as_deref().is_some_and(of_expression)
                }
                Kind::Set { key, value } => of_key(key) || of_expression(value),
                Kind::Unset { key } => of_key(key),
                Kind::Params { source } => of_expression(source),
            },
        })
    }
}

fn flush(plain: &mut Vec<TokenTree>, items: &mut Vec<Item>, errors: &mut Errors) {
    if !plain.is_empty() {
        valid::no_misplaced_directive(plain).unwrap_or_else(|error| errors.push(error));
        items.push(Item::Plain(plain.drain(..).collect()));
    }
}

/// Parses what follows `get`, `set`, `unset` or `params`, up to but without the `;` at `end`.
fn directive(opening: &Opening, body: &[TokenTree], end: Span) -> Result<Directive> {
    let kind = match opening.word {
        Word::Get => get(body, end)?,
        Word::Set => set(opening.span, body, end)?,
        Word::Unset => unset(opening.span, body)?,
        Word::Params if body.is_empty() => return Err(valid::no_source(end)),
        Word::Params => Kind::Params {
            source: expression(body, end)?,
        },
    };
    Ok(Directive {
        span: opening.span,
        fallible: opening.fallible,
        kind,
    })
}

fn get(body: &[TokenTree], end: Span) -> Result<Kind> {
    let Some(first) = body.first() else {
        return Err(valid::no_name(end));
    };
    let name = valid::name(first, &body[1..])?;
    let mut rest = body[1..].to_vec();
    let mut ty = None;
    if rest.first().is_some_and(|token| is_punct(token, ':')) {
        let colon = rest[0].span();
        let (parsed, after) = annotation(&rest[1..], colon)?;
        ty = Some(Box::new(parsed));
        rest = after.into_iter().collect();
    }
    if !is_assign(&rest) {
        return Err(valid::no_key(&name, rest.first()));
    }
    let assign = rest[0].span();
    let (key, rest) = key(&rest[1..], assign, Word::Get)?;
    let (parsed, rest) = match rest.split_first() {
        Some((parse, rest)) if is_ident(parse, "parse") => (true, rest),
        _ => (false, rest),
    };
    let default = match rest.split_first() {
        None => None,
        Some((or, [])) if is_ident(or, "or") => return Err(valid::no_default(or.span())),
        Some((or, default)) if is_ident(or, "or") => Some(expression(default, end)?),
        Some((other, _)) => return Err(valid::not_or(other)),
    };
    if default.is_none() && ty.is_none() {
        return Err(valid::untyped(&name));
    }
    Ok(Kind::Get {
        name,
        ty,
        key,
        parsed,
        default,
    })
}

fn set(word: Span, body: &[TokenTree], end: Span) -> Result<Kind> {
    let (key, rest) = key(body, word, Word::Set)?;
    if !is_assign(rest) {
        return Err(valid::no_value(rest.first().map_or(end, TokenTree::span)));
    }
    if rest.len() == 1 {
        return Err(valid::no_value(rest[0].span()));
    }
    Ok(Kind::Set {
        key,
        value: expression(&rest[1..], end)?,
    })
}

fn unset(word: Span, body: &[TokenTree]) -> Result<Kind> {
    let (key, rest) = key(body, word, Word::Unset)?;
    match rest.first() {
        Some(other) => Err(valid::no_end_of_unset(other)),
        None => Ok(Kind::Unset { key }),
    }
}

/// The key at the beginning of `tokens`, and what follows it.
fn key(tokens: &[TokenTree], before: Span, word: Word) -> Result<(Key, &[TokenTree])> {
    match tokens.first() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            if inside.is_empty() {
                return Err(valid::empty_brackets(group.span()));
            }
            let computed = expression(&inside, group.span_close())?;
            Ok((Key::Computed(computed), &tokens[1..]))
        }
        _ => {
            let (text, length) = valid::key_path(tokens, before, word)?;
            let span = tokens[0].span();
            let span = span.join(tokens[length - 1].span()).unwrap_or(span);
            Ok((Key::Literal { text, span }, &tokens[length..]))
        }
    }
}

fn expression(tokens: &[TokenTree], end: Span) -> Result<Box<Expr>> {
    valid::no_misplaced_directive(tokens)?;
    let parse = |input: ParseStream<'_>| {
        let expression: Expr = input.parse()?;
        if !input.is_empty() {
            return Err(valid::unfinished(input.span()));
        }
        Ok(Box::new(expression))
    };
    parse_up_to(tokens, end, parse)
}

fn annotation(tokens: &[TokenTree], end: Span) -> Result<(Type, TokenStream)> {
    parse_up_to(tokens, end, |input| Ok((input.parse()?, input.parse()?)))
}

/// Parses all of `tokens`; an input that ends too early is reported at `end`, where the rest is
/// missing, and not at the whole macro call.
fn parse_up_to<T>(
    tokens: &[TokenTree],
    end: Span,
    parse: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let mut group = Group::new(Delimiter::Parenthesis, tokens.iter().cloned().collect());
    group.set_span(end);
    let outer = |input: ParseStream<'_>| -> Result<T> {
        let content;
        parenthesized!(content in input);
        parse(&content)
    };
    outer.parse2(TokenTree::Group(group).into())
}
