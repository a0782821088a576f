//! Where a value came from.

/// Where a value came from; conversion errors say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// Set by code, with `set` or a builder.
    Code,
    /// A keyword argument of a scope.
    Keyword,
    /// An item of a mapping.
    Mapping,
    /// An assignment inside a scope.
    Assigned,
    /// A `key=value` string, with its place among the sources, counted from 1.
    Definition(u32),
}
