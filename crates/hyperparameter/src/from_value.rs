//! Which Rust types a parameter can be read as.

use crate::convert::refusal::{Part, Refusal};
use crate::convert::wanted::Wanted;
use crate::convert::{self, BigIntegers};
use crate::error::Error;
use crate::frame::recent::Answer;
use crate::value::Value;

/// A type a parameter can be read as: `bool`, the integers, `f32`, `f64`,
/// `String`, `Vec<u8>` (bytes), `Vec<T>`, `Option<T>` (null, and an untyped string that
/// spells it, is `None`), and [`Value`] (an untyped string interpreted; a number that it
/// cannot hold stays a string).
///
/// Conversions follow the table of the specification and never lose anything;
/// `f32` alone rounds to nearest, and a string is rounded for any float.
///
/// ```
/// use hyperparameter::Frame;
///
/// let frame = Frame::empty().child(["train.lr=5e-4", "layers=[64, 32]", "seed=null"])?;
/// assert_eq!(frame.get::<f64>("train.lr")?, Some(5e-4));
/// assert_eq!(frame.get::<Vec<u16>>("layers")?, Some(vec![64, 32]));
/// assert_eq!(frame.get::<Option<i64>>("seed")?, Some(None));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub trait FromValue: Sized + sealed::Sealed {
    #[doc(hidden)]
    fn from_value(value: &Value) -> Result<Self, Refusal>;

    /// Whether parameters of this type are mostly numbers or bools, which are remembered.
    #[doc(hidden)]
    const IS_NUMBER: bool = false;

    /// What was read before as this type; none where it is not one, or is missing.
    #[doc(hidden)]
    #[inline]
    fn from_answer(answer: Answer) -> Option<Self> {
        Self::from_value(&answer.value()?).ok()
    }

    /// What it is wanted as, for messages.
    #[doc(hidden)]
    fn wanted() -> Wanted<'static>;

    /// What exactly is refused where `from_value` refuses: an element is blamed with its place.
    #[doc(hidden)]
    fn blame(value: &Value, refusal: Refusal) -> Blame {
        Blame::whole(value, Self::wanted(), refusal)
    }

    /// How a list of these is read; bytes are the list of `u8`.
    #[doc(hidden)]
    #[inline(always)]
    fn vec_from_value(value: &Value) -> Result<Vec<Self>, Refusal> {
        match value {
            Value::List(items) => each(items),
            _ => each_spelled(value),
        }
    }

    #[doc(hidden)]
    fn wanted_vec() -> Wanted<'static> {
        Wanted::ListOf(Box::new(Self::wanted()))
    }

    /// What is refused where `vec_from_value` refuses: bytes have no elements to blame.
    #[doc(hidden)]
    fn blame_vec(value: &Value, refusal: Refusal) -> Blame {
        blame_element::<Self>(value, refusal)
    }
}

/// What was refused, where in the value that was read, and what it was to be.
#[doc(hidden)]
pub struct Blame {
    place: String,
    value: Value,
    wanted: Wanted<'static>,
    refusal: Refusal,
}

impl Blame {
    fn whole(value: &Value, wanted: Wanted<'static>, refusal: Refusal) -> Blame {
        Blame {
            place: String::new(),
            value: value.clone(),
            wanted,
            refusal,
        }
    }
}

/// Each element read, into one allocation whose room is not asked for at each element.
#[inline(always)]
fn each<T: FromValue>(items: &[Value]) -> Result<Vec<T>, Refusal> {
    let mut whole = Ok(());
    let mut read = Vec::with_capacity(items.len());
    read.extend(items.iter().map(|item| {
        T::from_value(item).unwrap_or_else(|refusal| {
            whole = whole.and(Err(refusal));
            T::filler()
        })
    }));
    whole.map(|()| read)
}

/// Each element of a list that a string spells.
#[cold]
fn each_spelled<T: FromValue>(value: &Value) -> Result<Vec<T>, Refusal> {
    each(&convert::to_list(value)?)
}

/// A parameter, or a part of one, read as a `T`.
#[inline]
pub(crate) fn read<T: FromValue>(part: Part<'_>) -> Result<T, Error> {
    T::from_value(part.value).map_err(|refusal| error::<T>(part, refusal))
}

/// A value that is no parameter, read as a `T`.
pub(crate) fn read_value<T: FromValue>(value: &Value) -> Result<T, Error> {
    T::from_value(value).map_err(|refusal| {
        let blame = T::blame(value, refusal);
        blame
            .refusal
            .error_of_value(&blame.place, &blame.value, &blame.wanted)
    })
}

#[cold]
pub(crate) fn error<T: FromValue>(part: Part<'_>, refusal: Refusal) -> Error {
    let blame = T::blame(part.value, refusal);
    let part = Part {
        place: &format!("{}{}", part.place, blame.place),
        value: &blame.value,
        ..part
    };
    blame.refusal.error(part, &blame.wanted)
}

/// The first element that is refused, or the list itself where it is none.
fn blame_element<T: FromValue>(list: &Value, refusal: Refusal) -> Blame {
    if let Ok(items) = convert::to_list(list) {
        for (at, item) in items.iter().enumerate() {
            if let Err(refusal) = T::from_value(item) {
                let blame = T::blame(item, refusal);
                let place = format!("[{at}]{}", blame.place);
                return Blame { place, ..blame };
            }
        }
    }
    Blame::whole(list, T::wanted_vec(), refusal)
}

impl FromValue for bool {
    const IS_NUMBER: bool = true;
    #[inline]
    fn from_value(value: &Value) -> Result<bool, Refusal> {
        match value {
            Value::Bool(value) => Ok(*value),
            _ => convert::to_bool(value),
        }
    }
    #[inline]
    fn from_answer(answer: Answer) -> Option<bool> {
        match answer {
            Answer::Bool(value) => Some(value),
            _ => Self::from_value(&answer.value()?).ok(),
        }
    }
    fn wanted() -> Wanted<'static> {
        Wanted::Bool
    }
}

impl FromValue for f64 {
    const IS_NUMBER: bool = true;
    #[inline]
    fn from_value(value: &Value) -> Result<f64, Refusal> {
        match value {
            Value::Float(value) => Ok(*value),
            _ => convert::to_float(value),
        }
    }
    #[inline]
    fn from_answer(answer: Answer) -> Option<f64> {
        match answer {
            Answer::Float(value) => Some(value),
            _ => Self::from_value(&answer.value()?).ok(),
        }
    }
    fn wanted() -> Wanted<'static> {
        Wanted::FLOAT
    }
}

impl FromValue for f32 {
    const IS_NUMBER: bool = true;
    fn from_value(value: &Value) -> Result<f32, Refusal> {
        convert::to_f32(value)
    }
    fn wanted() -> Wanted<'static> {
        Wanted::Float("f32")
    }
}

impl FromValue for i64 {
    const IS_NUMBER: bool = true;
    #[inline]
    fn from_value(value: &Value) -> Result<i64, Refusal> {
        match value {
            Value::Int(value) => Ok(*value),
            _ => convert::to_int(value),
        }
    }
    #[inline]
    fn from_answer(answer: Answer) -> Option<i64> {
        match answer {
            Answer::Int(value) => Some(value),
            _ => Self::from_value(&answer.value()?).ok(),
        }
    }
    fn wanted() -> Wanted<'static> {
        Wanted::INT
    }
}

macro_rules! integers {
    ($($name:ident)*) => { $(
        impl FromValue for $name {
            const IS_NUMBER: bool = true;
            fn from_value(value: &Value) -> Result<$name, Refusal> {
                convert::to_int(value)?.try_into().map_err(|_| Refusal::OutOfRange)
            }
            fn wanted() -> Wanted<'static> {
                Wanted::Int(stringify!($name))
            }
        }
    )* };
}

integers!(i8 i16 i32 isize u16 u32);

/// Types that hold integers beyond 64 bits signed, which a string can spell.
macro_rules! wide_integers {
    ($($name:ident)*) => { $(
        impl FromValue for $name {
            const IS_NUMBER: bool = true;
            fn from_value(value: &Value) -> Result<$name, Refusal> {
                match (convert::to_int(value), convert::integer_spelled(value)) {
                    (Ok(int), _) => int.try_into().map_err(|_| Refusal::OutOfRange),
                    (Err(Refusal::OutOfRange), Some((signed, radix))) => {
                        $name::from_str_radix(&signed, radix).map_err(|_| Refusal::OutOfRange)
                    }
                    (Err(refusal), _) => Err(refusal),
                }
            }
            fn wanted() -> Wanted<'static> {
                Wanted::Int(stringify!($name))
            }
        }
    )* };
}

wide_integers!(i128 u64 u128 usize);

impl FromValue for u8 {
    const IS_NUMBER: bool = true;
    fn from_value(value: &Value) -> Result<u8, Refusal> {
        convert::to_int(value)?
            .try_into()
            .map_err(|_| Refusal::OutOfRange)
    }
    fn wanted() -> Wanted<'static> {
        Wanted::Int("u8")
    }
    fn vec_from_value(value: &Value) -> Result<Vec<u8>, Refusal> {
        convert::to_bytes(value).map(<[u8]>::to_vec)
    }
    fn wanted_vec() -> Wanted<'static> {
        Wanted::Bytes
    }
    fn blame_vec(value: &Value, refusal: Refusal) -> Blame {
        Blame::whole(value, Self::wanted_vec(), refusal)
    }
}

impl FromValue for String {
    #[inline]
    fn from_value(value: &Value) -> Result<String, Refusal> {
        match value {
            Value::Text(text) | Value::Untyped(text) => Ok(String::from(&**text)),
            _ => convert::spelled(value),
        }
    }
    fn wanted() -> Wanted<'static> {
        Wanted::Text
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    #[inline(always)]
    fn from_value(value: &Value) -> Result<Vec<T>, Refusal> {
        T::vec_from_value(value)
    }
    fn wanted() -> Wanted<'static> {
        T::wanted_vec()
    }
    fn blame(value: &Value, refusal: Refusal) -> Blame {
        T::blame_vec(value, refusal)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    const IS_NUMBER: bool = T::IS_NUMBER;
    fn from_value(value: &Value) -> Result<Option<T>, Refusal> {
        if convert::is_null(value) {
            return Ok(None);
        }
        T::from_value(value).map(Some)
    }
    fn wanted() -> Wanted<'static> {
        T::wanted()
    }
    fn blame(value: &Value, refusal: Refusal) -> Blame {
        T::blame(value, refusal)
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Result<Value, Refusal> {
        convert::interpret(value, BigIntegers::AreText)
    }
    fn wanted() -> Wanted<'static> {
        Wanted::Anything
    }
}

/// A default value, and the type that is read because of it.
///
/// A default is of the type it reads, but for borrowed ones: `&str` reads a
/// `String`, `&[u8]` and `&[u8; N]` read a `Vec<u8>`.
pub trait DefaultValue: sealed::SealedDefault {
    /// What is read.
    type Read: FromValue;
    #[doc(hidden)]
    fn into_read(self) -> Self::Read;
}

impl<T: FromValue> DefaultValue for T {
    type Read = T;
    #[inline]
    fn into_read(self) -> T {
        self
    }
}

impl DefaultValue for &str {
    type Read = String;
    fn into_read(self) -> String {
        self.into()
    }
}

impl DefaultValue for &String {
    type Read = String;
    fn into_read(self) -> String {
        self.clone()
    }
}

impl DefaultValue for &[u8] {
    type Read = Vec<u8>;
    fn into_read(self) -> Vec<u8> {
        self.into()
    }
}

impl<const N: usize> DefaultValue for &[u8; N] {
    type Read = Vec<u8>;
    fn into_read(self) -> Vec<u8> {
        self.into()
    }
}

mod sealed {
    use crate::value::Value;

    pub trait Sealed: Sized {
        /// Stands in a list for an element that was refused, until the list is dropped.
        fn filler() -> Self;
    }
    macro_rules! defaults {
        ($($name:ty)*) => { $(
            impl Sealed for $name {
                fn filler() -> Self {
                    Self::default()
                }
            }
        )* };
    }
    defaults!(bool f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize String);

    impl Sealed for Value {
        fn filler() -> Self {
            Value::Null
        }
    }
    impl<T: Sealed> Sealed for Vec<T> {
        fn filler() -> Self {
            Vec::new()
        }
    }
    impl<T: Sealed> Sealed for Option<T> {
        fn filler() -> Self {
            None
        }
    }

    pub trait SealedDefault {}
    impl<T: super::FromValue> SealedDefault for T {}
    impl SealedDefault for &str {}
    impl SealedDefault for &String {}
    impl SealedDefault for &[u8] {}
    impl<const N: usize> SealedDefault for &[u8; N] {}
}
