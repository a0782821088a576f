//! What `#[derive(Parameter)]` expands to calls of.

use std::sync::Arc;

use crate::error::Error;
use crate::error::unplaced::Step;
use crate::frame::nearest::nearest;
use crate::from_value::{FromValue, Shape};
use crate::value::{Map, Value};

/// How many names a message lists.
const LISTED: usize = 8;

/// Which of the variants of these names a string names.
pub fn variant(value: &Value, names: &[&'static str]) -> Result<usize, Error> {
    if let Value::Text(text) | Value::Untyped(text) = value {
        let found = names.iter().position(|name| **name == **text);
        return found.ok_or_else(|| Error::custom(one_of(names, text)));
    }
    Err(Error::custom(one_of(names, "")))
}

/// `expected one of fast, slow; did you mean fast?`
#[cold]
pub(crate) fn one_of(names: &[&'static str], sought: &str) -> String {
    let listed = &names[..names.len().min(LISTED)];
    let more = if names.len() > LISTED { ", …" } else { "" };
    let mut message = match names {
        [only] => format!("expected {only}"),
        _ => format!("expected one of {}{more}", listed.join(", ")),
    };
    let likely = names.iter().find(|name| name.eq_ignore_ascii_case(sought));
    if let Some(name) = likely.or(nearest(sought, names).first()) {
        message += &format!("; did you mean {name}?");
    }
    message
}

/// The entries of a mapping as the fields of a struct.
pub struct Fields<'a> {
    value: &'a Value,
    map: &'a Map,
    type_name: fn() -> std::borrow::Cow<'static, str>,
}

impl<'a> Fields<'a> {
    /// Those of a `T`, which has fields of these names and no others.
    pub fn of<T: FromValue>(value: &'a Value, names: &[&'static str]) -> Result<Fields<'a>, Error> {
        let Value::Map(map) = value else {
            let advice = format!(
                "expected a mapping, or parameters below this key: {}",
                names.join(", ")
            );
            return Err(Error::custom(advice));
        };
        match map
            .entries()
            .iter()
            .find(|(key, _)| !names.contains(&&**key))
        {
            None => Ok(Fields {
                value,
                map,
                type_name: T::type_name,
            }),
            Some((key, value)) => {
                let wanted = format!("a field of {}", T::type_name());
                let error = Error::unfit(value, wanted, "", one_of(names, key));
                Err(error.at_step(Step::Key(key.clone())))
            }
        }
    }

    /// A field that has no default.
    pub fn required<T: FromValue>(&self, name: &'static str) -> Result<T, Error> {
        if let Some(value) = self.map.get(name) {
            return read(name, value);
        }
        match T::absent() {
            Some(absent) => Ok(absent),
            None if T::SHAPE == Shape::Fields => {
                let nothing = Value::Map(Map::new::<Arc<str>, Value>([])?);
                read(name, &nothing)
            }
            None => Err(Error::lacks(self.value, (self.type_name)(), name)),
        }
    }

    /// A field with its default.
    pub fn or_else<T: FromValue>(
        &self,
        name: &'static str,
        default: impl FnOnce() -> T,
    ) -> Result<T, Error> {
        match self.map.get(name) {
            Some(value) => read(name, value),
            None => Ok(default()),
        }
    }
}

fn read<T: FromValue>(name: &str, value: &Value) -> Result<T, Error> {
    T::from_value(value)
        .map_err(|error| error.inside(Step::Key(name.into()), value, T::type_name()))
}

/// The mapping that a struct is set as.
pub fn mapping(fields: Vec<(&'static str, Result<Value, Error>)>) -> Result<Value, Error> {
    let fields = fields.into_iter().map(|(name, value)| {
        let key: Arc<str> = name.into();
        let value = value.map_err(|error| error.at_step(Step::Key(key.clone())))?;
        Ok((key, value))
    });
    let fields: Result<Vec<(Arc<str>, Value)>, Error> = fields.collect();
    Map::new(fields?).map(Value::Map)
}
