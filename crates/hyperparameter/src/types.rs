//! The types that parameters are read as and set to, by topic; each in both directions.

/// Types that a value holds without loss are set by the conversion that `Value` has `From` them.
macro_rules! set_as_they_are {
    ($($name:ty),*) => { $(
        impl IntoValue for $name {
            #[inline]
            fn into_value(self) -> Result<Value, Error> {
                Ok(Value::from(self))
            }
        }
    )* };
}

pub(crate) mod bytes;
pub(crate) mod duration;
pub(crate) mod map;
pub(crate) mod net;
pub(crate) mod number;
pub(crate) mod option;
pub(crate) mod sequence;
pub(crate) mod stored;
pub(crate) mod text;
pub(crate) mod tuple;
