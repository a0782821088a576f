//! `#[derive(Parameter)]`: enums of unit variants, structs of named fields, and newtypes.

mod attributes;
mod rename;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    Data, DataEnum, DeriveInput, Error, Fields, FieldsNamed, GenericParam, Generics, Ident, Path,
    Result, Type,
};

use crate::derive::attributes::{Container, Fallback, Member};
use crate::expand::converted;
use crate::tokens::plain_text;
use crate::valid::Errors;

/// What differs between the sorts of types.
struct Bodies {
    shape: Option<TokenStream>,
    /// What a field of this type is where nothing is set for it.
    absent: Option<TokenStream>,
    from_value: TokenStream,
    into_value: TokenStream,
}

/// The type is read and set.
pub(crate) fn parameter(input: TokenStream) -> Result<TokenStream> {
    let input: DeriveInput = syn::parse2(input)?;
    let container = Container::of(&input.attrs)?;
    let krate = &container.krate;
    let bodies = match &input.data {
        Data::Enum(data) => of_variants(&input.ident, data, &container)?,
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => of_fields(fields, &container)?,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                Member::of(&fields.unnamed[0].attrs)?.has_none()?;
                container.renames_nothing()?;
                of_newtype(&fields.unnamed[0].ty, krate)
            }
            _ => return Err(no_parameter(&input.ident)),
        },
        Data::Union(_) => return Err(no_parameter(&input.ident)),
    };
    let Bodies {
        shape,
        absent,
        from_value,
        into_value,
    } = bodies;
    let name = &input.ident;
    let readable = bounded(input.generics.clone(), &quote! { #krate::FromValue });
    let settable = bounded(input.generics, &quote! { #krate::IntoValue });
    let (of_read, arguments, read_where) = readable.split_for_impl();
    let (of_set, _, set_where) = settable.split_for_impl();
    let shape = shape.map(|shape| quote! { const SHAPE: #krate::for_macros::Shape = #shape; });
    let absent = absent.map(|absent| {
        quote! { fn absent() -> ::core::option::Option<Self> { #absent } }
    });
    Ok(quote! {
        #[automatically_derived]
        impl #of_read #krate::FromValue for #name #arguments #read_where {
            #shape
            #absent
            fn from_value(value: &#krate::Value) -> ::core::result::Result<Self, #krate::Error> {
                #from_value
            }
        }

        #[automatically_derived]
        impl #of_set #krate::IntoValue for #name #arguments #set_where {
            fn into_value(self) -> ::core::result::Result<#krate::Value, #krate::Error> {
                #into_value
            }
        }
    })
}

/// Every type that is a parameter of the type is read and set, too.
fn bounded(mut generics: Generics, bound: &TokenStream) -> Generics {
    for parameter in &mut generics.params {
        if let GenericParam::Type(parameter) = parameter {
            parameter.bounds.push(syn::parse_quote!(#bound));
        }
    }
    generics
}

fn of_variants(name: &Ident, data: &DataEnum, container: &Container) -> Result<Bodies> {
    let krate = &container.krate;
    let mut errors = Errors::default();
    let mut names = Names::default();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            let text = "a variant with fields has no name alone that could be read; implement \
                        `FromValue` and `IntoValue` instead of deriving `Parameter`";
            errors.push(Error::new_spanned(variant, text));
            continue;
        }
        let member = Member::of(&variant.attrs)
            .and_then(|member| member.has_no_default().map(|()| member))
            .unwrap_or_else(|error| {
                errors.push(error);
                Member::default()
            });
        let text = match member.rename {
            Some(text) => text.value(),
            None => container.rename.variant(&plain_text(&variant.ident)),
        };
        names.add(&variant.ident, text, &mut errors);
    }
    if data.variants.is_empty() {
        errors.push(Error::new_spanned(
            name,
            "an enum without variants has no value",
        ));
    }
    errors.finish()?;
    let (idents, texts) = (&names.idents, &names.texts);
    let at = 0..texts.len();
    Ok(Bodies {
        shape: None,
        absent: None,
        from_value: quote! {
            match #krate::for_macros::variant(value, &[#(#texts),*])? {
                #(#at => ::core::result::Result::Ok(Self::#idents),)*
                _ => ::core::unreachable!(),
            }
        },
        into_value: quote! {
            #krate::IntoValue::into_value(match self {
                #(Self::#idents => #texts,)*
            })
        },
    })
}

fn of_fields(fields: &FieldsNamed, container: &Container) -> Result<Bodies> {
    let krate = &container.krate;
    let mut errors = Errors::default();
    let mut names = Names::default();
    let mut reads = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let member = Member::of(&field.attrs).unwrap_or_else(|error| {
            errors.push(error);
            Member::default()
        });
        let text = match &member.rename {
            Some(text) => {
                if text.value().is_empty() || text.value().contains('.') {
                    let text_ = "the name of a field is one segment of a key, without dots";
                    errors.push(Error::new_spanned(text, text_));
                }
                text.value()
            }
            None => container.rename.field(&plain_text(ident)),
        };
        // A type that cannot be read is reported where it stands.
        let site = Span::call_site().located_at(field.ty.span());
        reads.push(match member.default {
            None => quote_spanned! {site=> fields.required(#text)? },
            Some(Fallback::OfType) => {
                quote_spanned! {site=> fields.or_else(#text, ::core::default::Default::default)? }
            }
            Some(Fallback::Expression(default)) => {
                let default = converted(*default);
                quote_spanned! {site=> fields.or_else(#text, || #default)? }
            }
        });
        names.add(ident, text, &mut errors);
    }
    errors.finish()?;
    let (idents, texts) = (&names.idents, &names.texts);
    Ok(Bodies {
        shape: Some(quote! { #krate::for_macros::Shape::Fields }),
        absent: None,
        from_value: quote! {
            let fields = #krate::for_macros::Fields::of::<Self>(value, &[#(#texts),*])?;
            ::core::result::Result::Ok(Self { #(#idents: #reads),* })
        },
        into_value: quote! {
            #krate::for_macros::mapping(::std::vec![
                #((#texts, #krate::IntoValue::into_value(self.#idents))),*
            ])
        },
    })
}

fn of_newtype(inner: &Type, krate: &Path) -> Bodies {
    Bodies {
        shape: Some(quote! { <#inner as #krate::FromValue>::SHAPE }),
        absent: Some(quote! { <#inner as #krate::FromValue>::absent().map(Self) }),
        from_value: quote! {
            <#inner as #krate::FromValue>::from_value(value).map(Self)
        },
        into_value: quote! {
            #krate::IntoValue::into_value(self.0)
        },
    }
}

/// The members of a type, by their names in Rust and those that are read.
#[derive(Default)]
struct Names {
    idents: Vec<Ident>,
    texts: Vec<String>,
}

impl Names {
    fn add(&mut self, ident: &Ident, text: String, errors: &mut Errors) {
        if self.texts.contains(&text) {
            let text = format!("the name {text:?} is taken by another one above");
            errors.push(Error::new_spanned(ident, text));
        }
        self.idents.push(ident.clone());
        self.texts.push(text);
    }
}

fn no_parameter(name: &impl ToTokens) -> Error {
    let text = "`Parameter` is derived for enums of unit variants, structs of named fields, and \
                structs around one unnamed field";
    Error::new_spanned(name, text)
}
