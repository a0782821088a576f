//! Enums: a string names a variant that holds nothing; of others the name is a key, and what
//! they hold is below it.

use ::serde::Deserializer;
use ::serde::de::{DeserializeSeed, EnumAccess, VariantAccess, Visitor};

use crate::convert;
use crate::error::Error;
use crate::from_value::derived::one_of;
use crate::serde::at::At;
use crate::serde::fault::Fault;
use crate::serde::mapping::entries;
use crate::serde::name::Name;

/// The variant that is named.
pub(crate) struct Variant<'a> {
    name: String,
    /// Where that is which the variant holds.
    held: Option<At<'a>>,
}

impl<'a> Variant<'a> {
    pub(crate) fn of(
        at: &At<'a>,
        type_name: &'static str,
        variants: &[&'static str],
    ) -> Result<Variant<'a>, Error> {
        let place = |error: Error| at.place(error, Some(type_name.into()));
        if at.is_absent() {
            at.value()?;
        }
        if let Some(value) = at.own()? {
            if let Ok(name) = convert::to_text(&value) {
                let name = name.into_owned();
                return Ok(Variant { name, held: None });
            }
        }
        let mut entries = entries(at, &one_of(variants, "")).map_err(place)?;
        match (entries.pop(), entries.is_empty()) {
            (Some((name, held)), true) => {
                let held = Some(held);
                Ok(Variant { name, held })
            }
            _ => {
                let advice = format!("{}, alone", one_of(variants, ""));
                Err(place(Error::custom(advice)))
            }
        }
    }

    /// What the variant holds.
    fn held(self) -> Result<At<'a>, Fault> {
        self.held.ok_or_else(|| {
            let name = self.name;
            Error::custom(format_args!(
                "{name} holds a value, which is set below this key as {name}"
            ))
            .into()
        })
    }
}

impl<'a> EnumAccess<'a> for Variant<'a> {
    type Error = Fault;
    type Variant = Variant<'a>;

    fn variant_seed<S: DeserializeSeed<'a>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Variant<'a>), Fault> {
        Ok((seed.deserialize(Name(&self.name))?, self))
    }
}

impl<'a> VariantAccess<'a> for Variant<'a> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match &self.held {
            None => Ok(()),
            Some(held) => held.read(std::marker::PhantomData::<()>),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<S::Value, Fault> {
        self.held()?.read(seed)
    }

    fn tuple_variant<V: Visitor<'a>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        self.held()?.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let held = self.held()?;
        let fault = |fault| match fault {
            Fault::Missing(field) => held.missing(field).into(),
            Fault::Error(error) => held.place(error, None).into(),
        };
        held.clone()
            .deserialize_struct("the variant", fields, visitor)
            .map_err(fault)
    }
}
