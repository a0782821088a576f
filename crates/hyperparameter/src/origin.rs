//! Where a value came from.

use std::fmt;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use crate::quote::spelled;

/// Where a value came from; messages about the value say it, and so does `{}`.
///
/// The variants without a name are what scopes know by themselves. A program that reads
/// files, variables or requests names them.
///
/// ```
/// use hyperparameter::{Frame, Origin};
///
/// assert_eq!(Origin::Code.to_string(), "set in code");
/// assert_eq!(Origin::file("conf/app.toml", Some(3)).to_string(), "from conf/app.toml:3");
/// assert_eq!(Origin::variable("APP_LR").to_string(), "from APP_LR");
/// assert_eq!(Origin::named("request 17").to_string(), "set by request 17");
///
/// let frame = Frame::empty()
///     .builder()
///     .set_from("train.lr", "fast", Origin::variable("APP_LR"))?
///     .build();
/// let error = frame.get::<f64>("train.lr").unwrap_err();
/// assert!(error.to_string().starts_with(r#"cannot read train.lr as float: "fast" (from APP_LR)"#));
/// assert_eq!(error.origin(), Some(&Origin::variable("APP_LR")));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// Set by code, with `set` or a builder.
    Code,
    /// A keyword argument of a scope.
    Keyword,
    /// A map, or a sequence of pairs.
    Mapping,
    /// An assignment inside a scope.
    Assigned,
    /// A `key=value` string, with its place among the definitions, counted from 1.
    Definition(u32),
    /// A file, as [`Origin::file`] makes it.
    #[non_exhaustive]
    File {
        /// The path, as messages show it.
        path: OriginName,
        /// The line, counted from 1, where it is known.
        line: Option<u32>,
    },
    /// An environment variable, by its name.
    Variable(OriginName),
    /// Whatever the program says: a request, a tenant, a store.
    Named(OriginName),
}

impl Origin {
    /// A file, and the line in it, counted from 1, where that is known.
    ///
    /// A path that is no Unicode is kept as messages can show it.
    pub fn file(path: impl AsRef<Path>, line: Option<u32>) -> Origin {
        let path = path.as_ref().to_string_lossy().into();
        Origin::File { path, line }
    }

    /// An environment variable.
    pub fn variable(name: impl Into<OriginName>) -> Origin {
        Origin::Variable(name.into())
    }

    /// What the program calls by this name, such as `request 17`.
    pub fn named(name: impl Into<OriginName>) -> Origin {
        Origin::Named(name.into())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Code => f.write_str("set in code"),
            Origin::Keyword => f.write_str("from a keyword"),
            Origin::Mapping => f.write_str("from a mapping"),
            Origin::Assigned => f.write_str("assigned"),
            Origin::Definition(item) => write!(f, "from item {item}"),
            Origin::File { path, line: None } => write!(f, "from {path}"),
            Origin::File {
                path,
                line: Some(line),
            } => write!(f, "from {path}:{line}"),
            Origin::Variable(name) => write!(f, "from {name}"),
            Origin::Named(name) => write!(f, "set by {name}"),
        }
    }
}

/// The name of an [`Origin`], shared by all values that came from it: a clone copies
/// no string.
///
/// It derefs to the string as it was given. `{}` quotes it where it would break a line of a log.
///
/// ```
/// use hyperparameter::Origin;
///
/// let Origin::Named(name) = Origin::named("request 17") else { panic!() };
/// assert_eq!(&*name, "request 17");
/// assert_eq!(Origin::named("a\nb").to_string(), r#"set by "a\nb""#);
/// ```
// Not `Arc<str>`: with its length an origin, and so each entry of a frame, would be larger.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OriginName(Arc<Box<str>>);

impl Deref for OriginName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<S: Into<Box<str>>> From<S> for OriginName {
    fn from(name: S) -> OriginName {
        OriginName(Arc::new(name.into()))
    }
}

impl fmt::Display for OriginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&spelled(self))
    }
}

impl fmt::Debug for OriginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_no_larger_than_two_words() {
        assert!(size_of::<Origin>() <= 16);
    }
}
