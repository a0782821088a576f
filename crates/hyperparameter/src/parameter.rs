//! `#[derive(Parameter)]`, which lets a parameter have a type of the program.

/// Implements `FromValue` and `IntoValue` for an enum of unit variants, a struct of named fields,
/// or a struct around one unnamed field.
///
/// ```
/// use hyperparameter::{Frame, Parameter, with_params};
///
/// #[derive(Debug, PartialEq, Parameter)]
/// #[parameter(rename_all = "kebab-case")]
/// enum Balance {
///     RoundRobin,
///     LeastBusy,
/// }
///
/// #[derive(Debug, PartialEq, Parameter)]
/// struct Server {
///     host: String,
///     #[parameter(default = 8080)]
///     port: u16,
///     #[parameter(default = Balance::RoundRobin)]
///     balance: Balance,
///     workers: Option<u8>,
/// }
///
/// let server = with_params! {
///     params ["server.host=localhost", "server.balance=least-busy"];
///     get server: Server = server;
///     server
/// };
/// assert_eq!(
///     server,
///     Server { host: "localhost".into(), port: 8080, balance: Balance::LeastBusy, workers: None }
/// );
///
/// let frame = Frame::empty().child(["server.host=localhost", "server.prot=80"])?;
/// assert_eq!(
///     frame.get::<Server>("server").unwrap_err().to_string(),
///     "cannot read server.prot as a field of Server: \"80\" (from \"server.prot=80\", item 2); \
///      expected one of host, port, balance, workers; did you mean port?"
/// );
/// # Ok::<(), hyperparameter::Error>(())
/// ```
///
/// An **enum** is the name of a variant, as a string. A **struct** is all that is set below a key,
/// each field by its name; inside of a list it is a mapping. Setting one sets each of the keys
/// below. A key that is no field is an error, and so is a field without default that is not set;
/// an `Option` that is not set is `None`. A struct around one field is read and set as that field.
///
/// | attribute | on | what it does |
/// |---|---|---|
/// | `rename_all = "kebab-case"` | a type | names are written so; also `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `SCREAMING-KEBAB-CASE` |
/// | `crate = path` | a type | how the program calls the crate `hyperparameter` |
/// | `rename = "name"` | a variant, a field | its name; otherwise as it is in Rust |
/// | `default` | a field | the `Default` of its type, if nothing is set |
/// | `default = value` | a field | this value; a string literal is made owned |
///
/// Reading a struct looks at all keys that are set: read it once, where a request or a run begins.
pub use hyperparameter_macros::Parameter;
