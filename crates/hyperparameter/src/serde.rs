//! Structs that implement serde's traits, read from a frame and stored as one. With the feature
//! `serde`.

pub(crate) mod at;
pub(crate) mod de;
pub(crate) mod enums;
pub(crate) mod fault;
pub(crate) mod mapping;
pub(crate) mod name;
pub(crate) mod scalars;
pub(crate) mod ser;
pub(crate) mod value;
