//! `#[parameter(..)]` on a type and on its members.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Error, Expr, LitStr, Path, Result, Token, parse_quote};

use crate::derive::rename::Rename;

/// What is said of a type.
pub(crate) struct Container {
    /// How the program calls the crate `hyperparameter`.
    pub(crate) krate: Path,
    pub(crate) rename: Rename,
    rename_span: Option<Span>,
}

/// What is said of a field or a variant.
#[derive(Default)]
pub(crate) struct Member {
    pub(crate) rename: Option<LitStr>,
    pub(crate) default: Option<Fallback>,
    /// Where the last of it stands.
    span: Option<Span>,
    default_span: Option<Span>,
}

/// What a field is where nothing is set for it.
pub(crate) enum Fallback {
    OfType,
    Expression(Box<Expr>),
}

impl Container {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Container> {
        let mut container = Container {
            krate: parse_quote!(::hyperparameter),
            rename: Rename::Exact,
            rename_span: None,
        };
        each(attributes, |meta| {
            if meta.path.is_ident("rename_all") {
                let rule: LitStr = meta.value()?.parse()?;
                container.rename = Rename::parse(&rule)?;
                container.rename_span = Some(rule.span());
            } else if meta.path.is_ident("crate") {
                container.krate = meta.value()?.parse()?;
            } else {
                return Err(meta.error("expected `rename_all = \"..\"` or `crate = path`"));
            }
            Ok(())
        })?;
        Ok(container)
    }

    /// For a newtype.
    pub(crate) fn renames_nothing(&self) -> Result<()> {
        refuse(self.rename_span, "a newtype has no names")
    }
}

impl Member {
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Member> {
        let mut member = Member::default();
        each(attributes, |meta| {
            let span = meta
                .path
                .segments
                .first()
                .map(|segment| segment.ident.span());
            if meta.path.is_ident("rename") {
                member.rename = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("default") {
                member.default = Some(if meta.input.peek(Token![=]) {
                    Fallback::Expression(Box::new(meta.value()?.parse()?))
                } else {
                    Fallback::OfType
                });
                member.default_span = span;
            } else {
                return Err(
                    meta.error("expected `rename = \"..\"`, `default` or `default = value`")
                );
            }
            member.span = span;
            Ok(())
        })?;
        Ok(member)
    }

    /// For the field of a newtype.
    pub(crate) fn has_none(&self) -> Result<()> {
        let text = "the field of a newtype is read as it is, and takes no attributes";
        refuse(self.span, text)
    }

    /// For a variant.
    pub(crate) fn has_no_default(&self) -> Result<()> {
        let text = "a variant takes no default; the code that reads the parameter does";
        refuse(self.default_span, text)
    }
}

fn refuse(span: Option<Span>, text: &str) -> Result<()> {
    span.map_or(Ok(()), |span| Err(Error::new(span, text)))
}

fn each(
    attributes: &[Attribute],
    mut read: impl FnMut(ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    let ours = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("parameter"));
    ours.into_iter()
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut read))
}
