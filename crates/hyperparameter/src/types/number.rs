//! Bools and numbers.

use std::borrow::Cow;
use std::num::*;

use crate::convert;
use crate::convert::refusal::Refusal;
use crate::convert::wanted::Wanted;
use crate::error::Error;
use crate::frame::recent::Answer;
use crate::from_value::FromValue;
use crate::into_value::IntoValue;
use crate::types::sequence::{Plain, each_plain};
use crate::value::Value;

macro_rules! in_both_directions {
    ($($name:ident: $wanted:expr, $variant:ident, $row:path;)*) => { $(
        impl FromValue for $name {
            const IS_NUMBER: bool = true;
            const IS_PLAIN: bool = true;
            #[inline]
            fn from_value(value: &Value) -> Result<$name, Error> {
                match value {
                    Value::$variant(value) => Ok(*value),
                    _ => otherwise(value, $row, &$wanted),
                }
            }
            #[inline]
            fn from_answer(answer: Answer) -> Option<$name> {
                match answer {
                    Answer::$variant(value) => Some(value),
                    _ => Self::plain(&answer.value()?),
                }
            }
            fn type_name() -> Cow<'static, str> {
                $wanted.to_string().into()
            }
            #[inline(always)]
            fn vec_from_value(value: &Value) -> Result<Vec<$name>, Error> {
                each_plain(value)
            }
        }

        impl Plain for $name {
            #[inline]
            fn plain(value: &Value) -> Option<$name> {
                match value {
                    Value::$variant(value) => Some(*value),
                    _ => $row(value).ok(),
                }
            }
            #[inline(always)]
            fn all_stored(items: &[Value]) -> Option<Vec<$name>> {
                let mut all = true;
                let mut read = Vec::with_capacity(items.len());
                read.extend(items.iter().map(|item| match item {
                    Value::$variant(value) => *value,
                    _ => other(&mut all),
                }));
                all.then_some(read)
            }
        }

        impl IntoValue for $name {
            #[inline]
            fn into_value(self) -> Result<Value, Error> {
                Ok(Value::$variant(self))
            }
        }
    )* };
}

in_both_directions! {
    bool: Wanted::Bool, Bool, convert::to_bool;
    i64: Wanted::INT, Int, convert::to_int;
    f64: Wanted::FLOAT, Float, convert::to_float;
}

/// What stands in a list for a value of another type; a call, so that the others are not tested
/// twice.
#[cold]
#[inline(never)]
fn other<T: Default>(all: &mut bool) -> T {
    *all = false;
    T::default()
}

/// A value that is not of the wanted type itself.
fn otherwise<T>(
    value: &Value,
    row: fn(&Value) -> Result<T, Refusal>,
    wanted: &Wanted<'_>,
) -> Result<T, Error> {
    row(value).map_err(|refusal| Error::refused(refusal, value, wanted))
}

impl FromValue for f32 {
    const IS_NUMBER: bool = true;
    const IS_PLAIN: bool = true;
    fn from_value(value: &Value) -> Result<f32, Error> {
        otherwise(value, convert::to_f32, &Wanted::Float("f32"))
    }
    #[inline(always)]
    fn vec_from_value(value: &Value) -> Result<Vec<f32>, Error> {
        each_plain(value)
    }
}

impl IntoValue for f32 {
    #[inline]
    fn into_value(self) -> Result<Value, Error> {
        Ok(Value::Float(self.into()))
    }
}

impl Plain for f32 {
    fn plain(value: &Value) -> Option<f32> {
        convert::to_f32(value).ok()
    }
}

fn narrow<T: TryFrom<i64>>(value: &Value) -> Result<T, Refusal> {
    let int = match value {
        Value::Int(int) => *int,
        _ => convert::to_int(value)?,
    };
    int.try_into().map_err(|_| Refusal::OutOfRange)
}

macro_rules! integers {
    ($($name:ident)*) => { $(
        impl FromValue for $name {
            const IS_NUMBER: bool = true;
            const IS_PLAIN: bool = true;
            fn from_value(value: &Value) -> Result<$name, Error> {
                narrow(value).map_err(|refusal| Error::refused(refusal, value, &Wanted::Int(stringify!($name))))
            }
            #[inline]
            fn from_answer(answer: Answer) -> Option<$name> {
                Self::plain(&answer.value()?)
            }
            #[inline(always)]
            fn vec_from_value(value: &Value) -> Result<Vec<$name>, Error> {
                each_plain(value)
            }
        }

        impl Plain for $name {
            fn plain(value: &Value) -> Option<$name> {
                narrow(value).ok()
            }
        }

        impl IntoValue for $name {
            #[inline]
            fn into_value(self) -> Result<Value, Error> {
                Ok(Value::Int(self.into()))
            }
        }
    )* };
}

integers!(i8 i16 i32 u16 u32);

/// Of `u8` a list is bytes.
impl FromValue for u8 {
    const IS_NUMBER: bool = true;
    const IS_PLAIN: bool = true;
    fn from_value(value: &Value) -> Result<u8, Error> {
        otherwise(value, narrow, &Wanted::Int("u8"))
    }
    fn vec_from_value(value: &Value) -> Result<Vec<u8>, Error> {
        crate::types::bytes::read(value)
    }
    fn vec_type_name() -> Cow<'static, str> {
        Wanted::Bytes.to_string().into()
    }
}

impl IntoValue for u8 {
    fn into_value(self) -> Result<Value, Error> {
        Ok(Value::Int(self.into()))
    }
    fn sequence(items: Vec<u8>) -> Result<Value, Error> {
        Ok(Value::Bytes(items.into()))
    }
}

/// Types that hold integers beyond 64 bits signed. Such an integer is stored as its digits, untyped as those
/// of a command line, so that every language reads it as the integers it has.
macro_rules! wide_integers {
    ($($name:ident)*) => { $(
        impl FromValue for $name {
            const IS_NUMBER: bool = true;
            const IS_PLAIN: bool = true;
            fn from_value(value: &Value) -> Result<$name, Error> {
                fn row(value: &Value) -> Result<$name, Refusal> {
                    match (convert::to_int(value), convert::integer_spelled(value)) {
                        (Ok(int), _) => int.try_into().map_err(|_| Refusal::OutOfRange),
                        (Err(Refusal::OutOfRange), Some((signed, radix))) => {
                            $name::from_str_radix(&signed, radix).map_err(|_| Refusal::OutOfRange)
                        }
                        (Err(refusal), _) => Err(refusal),
                    }
                }
                otherwise(value, row, &Wanted::Int(stringify!($name)))
            }
            #[inline(always)]
            fn vec_from_value(value: &Value) -> Result<Vec<$name>, Error> {
                each_plain(value)
            }
        }

        impl Plain for $name {
            fn plain(value: &Value) -> Option<$name> {
                Self::from_value(value).ok()
            }
        }

        impl IntoValue for $name {
            fn into_value(self) -> Result<Value, Error> {
                let int = i64::try_from(self).map(Value::Int);
                Ok(int.unwrap_or_else(|_| Value::untyped(self.to_string())))
            }
        }
    )* };
}

wide_integers!(i128 isize u64 u128 usize);

macro_rules! non_zero {
    ($($name:ident of $int:ident)*) => { $(
        impl FromValue for $name {
            const IS_NUMBER: bool = true;
            const IS_PLAIN: bool = true;
            fn from_value(value: &Value) -> Result<$name, Error> {
                let wanted = Wanted::Int(stringify!($name));
                $name::new($int::from_value(value)?)
                    .ok_or_else(|| Error::refused(Refusal::OutOfRange, value, &wanted))
            }
            fn type_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
        }

        impl IntoValue for $name {
            fn into_value(self) -> Result<Value, Error> {
                self.get().into_value()
            }
        }
    )* };
}

non_zero! {
    NonZeroI8 of i8 NonZeroI16 of i16 NonZeroI32 of i32 NonZeroI64 of i64 NonZeroI128 of i128 NonZeroIsize of isize
    NonZeroU8 of u8 NonZeroU16 of u16 NonZeroU32 of u32 NonZeroU64 of u64 NonZeroU128 of u128 NonZeroUsize of usize
}
