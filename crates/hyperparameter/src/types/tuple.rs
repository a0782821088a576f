//! Tuples: lists of a fixed length, each element of a type of its own.

use std::borrow::Cow;

use crate::error::Error;
use crate::error::unplaced::Step;
use crate::from_value::FromValue;
use crate::from_value::{elements, inside};
use crate::into_value::IntoValue;
use crate::types::sequence::counted;
use crate::value::Value;

macro_rules! tuples {
    ($(($($name:ident $at:tt)+) of $length:literal;)*) => { $(
        impl<$($name: FromValue),+> FromValue for ($($name,)+) {
            fn from_value(value: &Value) -> Result<Self, Error> {
                let items = elements(value)?;
                if items.len() != $length {
                    return Err(Error::unfit(
                        value,
                        Self::type_name(),
                        format!(" has {}", counted(items.len())),
                        format!("expected {}", counted($length)),
                    ));
                }
                Ok(($(
                    $name::from_value(&items[$at])
                        .map_err(|error| inside::<$name>($at, &items[$at], error))?,
                )+))
            }
            fn type_name() -> Cow<'static, str> {
                named(&[$($name::type_name()),+])
            }
        }

        impl<$($name: IntoValue),+> IntoValue for ($($name,)+) {
            fn into_value(self) -> Result<Value, Error> {
                Ok(Value::List([$(
                    self.$at.into_value().map_err(|error| error.at_step(Step::Index($at)))?,
                )+].into()))
            }
        }
    )* };
}

fn named(elements: &[Cow<'static, str>]) -> Cow<'static, str> {
    match elements {
        [only] => format!("({only},)").into(),
        several => format!("({})", several.join(", ")).into(),
    }
}

tuples! {
    (A 0) of 1;
    (A 0 B 1) of 2;
    (A 0 B 1 C 2) of 3;
    (A 0 B 1 C 2 D 3) of 4;
    (A 0 B 1 C 2 D 3 E 4) of 5;
    (A 0 B 1 C 2 D 3 E 4 F 5) of 6;
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6) of 7;
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7) of 8;
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8) of 9;
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9) of 10;
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10) of 11;
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11) of 12;
}
