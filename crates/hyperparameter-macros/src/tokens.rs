//! Questions asked of single tokens.

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};
use syn::ext::IdentExt;

pub(crate) fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

pub(crate) fn is_ident(token: &TokenTree, wanted: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == wanted)
}

pub(crate) fn is_group(token: &TokenTree, wanted: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == wanted)
}

/// Whether `tokens` begin with `=`, and not with `==` or `=>`.
pub(crate) fn is_assign(tokens: &[TokenTree]) -> bool {
    let Some(TokenTree::Punct(first)) = tokens.first() else {
        return false;
    };
    let joined = first.spacing() == Spacing::Joint
        && matches!(tokens.get(1), Some(TokenTree::Punct(p)) if matches!(p.as_char(), '=' | '>'));
    first.as_char() == '=' && !joined
}

/// Whether `tokens` begin with the two-character operator of `first` and `second`.
pub(crate) fn is_operator(tokens: &[TokenTree], first: char, second: char) -> bool {
    matches!(
        tokens,
        [TokenTree::Punct(a), TokenTree::Punct(b), ..]
            if a.as_char() == first && a.spacing() == Spacing::Joint && b.as_char() == second
    )
}

/// Whether `ident` is a word of the language, that cannot name a variable.
pub(crate) fn is_keyword(ident: &Ident) -> bool {
    let text = ident.to_string();
    text == "_" || (!text.starts_with("r#") && syn::parse_str::<Ident>(&text).is_err())
}

/// The string of an identifier without the `r#` of a raw one.
pub(crate) fn plain_text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Whether the group at `at` holds the tokens of a macro call or a macro's definition.
pub(crate) fn is_macro_input(tokens: &[TokenTree], at: usize) -> bool {
    let bang = |at: usize| {
        is_punct(&tokens[at], '!') && at > 0 && matches!(tokens[at - 1], TokenTree::Ident(_))
    };
    let named = at > 1 && matches!(tokens[at - 1], TokenTree::Ident(_));
    at > 0 && (bang(at - 1) || (named && bang(at - 2)))
}
