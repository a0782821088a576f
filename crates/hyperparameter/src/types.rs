//! The types that parameters are read as and set to, by topic; each in both directions.

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
