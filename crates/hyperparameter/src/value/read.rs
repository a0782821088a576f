//! A value that is no parameter, read as a Rust type: `f64::try_from(value)`.

use crate::error::Error;
use crate::from_value::{FromValue, read_value};
use crate::value::Value;

// Not for every `T: FromValue`: the standard library has `TryFrom` for all types that are `From`.
macro_rules! read {
    ($([$($generic:tt)*] $into:ty;)*) => { $(
        impl<$($generic)*> TryFrom<&Value> for $into {
            type Error = Error;

            fn try_from(value: &Value) -> Result<$into, Error> {
                read_value(value)
            }
        }

        impl<$($generic)*> TryFrom<Value> for $into {
            type Error = Error;

            fn try_from(value: Value) -> Result<$into, Error> {
                read_value(&value)
            }
        }
    )* };
}

macro_rules! read_alone_and_optional {
    ($($into:ty)*) => { $( read! { [] $into; [] Option<$into>; } )* };
}

read_alone_and_optional!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 String);

read! {
    [T: FromValue] Vec<T>;
    [T: FromValue] Option<Vec<T>>;
}
