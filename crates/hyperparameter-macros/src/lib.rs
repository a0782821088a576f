//! The macro of the `hyperparameter` crate, which re-exports it.
//!
//! Depend on `hyperparameter`, not on this crate: the expansion refers to `hyperparameter`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod ast;
mod control_flow;
mod derive;
mod expand;
mod fallback;
mod macro_input;
mod numbers;
mod opening;
mod scan;
mod tokens;
mod valid;

use proc_macro::TokenStream;

/// Reads parameters, and overrides them for the rest of a block.
///
/// **Without `try` a failure is a panic**: a value that cannot be converted, an invalid computed
/// key, an invalid source, a required parameter that is missing. The message is that of the
/// `Error` that `try` returns in the same place.
///
/// ```
/// use hyperparameter::with_params;
///
/// fn train() -> f64 {
///     with_params! {
///         get lr = train.lr or 0.001;
///         get batch_size = train.batch_size or 32;
///         lr * batch_size as f64
///     }
/// }
///
/// assert_eq!(train(), 0.032);
/// let tuned = with_params! {
///     set train.lr = 0.5;
///     train()
/// };
/// assert_eq!(tuned, 16.0);
/// assert_eq!(train(), 0.032);
/// ```
///
/// The macro is an expression. Its value is the last expression of its block, which holds ordinary
/// statements and, at its top level and in any order, directives:
///
/// | directive | what it does |
/// |---|---|
/// | `get x = a.b or default;` | introduces `x`: the parameter, or the default if it is missing |
/// | `get x: T = a.b or default;` | the same, read as a `T` |
/// | `get x: T = a.b;` | introduces `x`: a required parameter |
/// | `get x: T = a.b parse or default;` `get x: T = a.b parse;` | the same for a type that implements `FromStr` and not `FromValue` |
/// | `set a.b = value;` | overrides a parameter for the rest of the block |
/// | `unset a.b;` | hides a parameter, and all below it, for the rest of the block |
/// | `params source;` | applies all overrides of a source: a map, a `key=value` or `~key` string, a list of these |
/// | `try get …;` `try set …;` `try unset …;` `try params …;` | the same; a failure is returned with `?`, as an `Error` |
/// | `[expr]` in place of `a.b` | a key computed at run time: a string or a `Key` |
///
/// A key is written as identifiers joined by dots, which may be keywords of Rust. Any other key is
/// written as an expression in brackets: `["layers.0.lr"]`.
///
/// ```
/// use hyperparameter::{Error, with_params};
///
/// fn rates(tasks: &[&str], overrides: &[String]) -> Result<Vec<f64>, Error> {
///     with_params! {
///         try params overrides;
///         let mut rates = Vec::new();
///         for task in tasks {
///             rates.push(with_params! {
///                 try get lr = [format!("task.{task}.lr")] or 1e-3;
///                 lr
///             });
///         }
///         Ok(rates)
///     }
/// }
///
/// let overrides = ["task.seg.lr=5e-4".to_owned()];
/// assert_eq!(rates(&["cls", "seg"], &overrides)?, [1e-3, 5e-4]);
/// let error = rates(&["cls"], &["task.cls.lr=fast".to_owned()]).unwrap_err();
/// assert!(error.to_string().starts_with("cannot read task.cls.lr as float"));
/// # Ok::<(), Error>(())
/// ```
///
/// # Types
///
/// The default decides the type, unless `x: T` names it. With a string literal as default, a `String`
/// is read. Number literals without a suffix are `i64` and `f64`, also in arithmetic and in the
/// branches of an `if` or `match`; inside a larger value, such as `vec![1, 2]`, Rust infers them.
/// A conversion that would lose anything fails; it never falls back to the default.
///
/// # When things run
///
/// Defaults and values are evaluated in place: they may use `?`, `return` and `.await`, and read
/// and set parameters. A default is evaluated only when the parameter is missing. A `get` sees every
/// `set` before it. The scope ends when the block is left, by its end, `return`, `break`, `?` or a
/// panic; the local variables of the block are dropped before the scope ends.
///
/// # Awaiting
///
/// The scope of a block that awaits belongs to the future: it is in effect on whichever thread
/// resumes the future, and other tasks do not see it in between.
///
/// The future is `Send` if the same block, written without the macro, would be `Send`. But it
/// borrows every variable that it uses from outside the block:
///
/// - If it is to be `Send`, a variable that it only reads has to be `Sync`.
/// - A variable that is declared outside cannot be assigned for the first time inside; return its
///   value from the block: `let x = with_params! { .. };`.
///
/// ```
/// use hyperparameter::with_params;
///
/// async fn fetch(page: u32) -> Result<String, hyperparameter::Error> {
///     with_params! {
///         try get host = fetch.host or "localhost";
///         Ok(format!("{host}/{page}"))
///     }
/// }
///
/// # async fn pages() -> Result<(), hyperparameter::Error> {
/// let page = with_params! {
///     set fetch.host = "example.org";
///     fetch(3).await?
/// };
/// assert_eq!(page, "example.org/3");
/// # Ok(())
/// # }
/// # let mut pages = std::pin::pin!(pages());
/// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// # assert!(pages.as_mut().poll(&mut context).is_ready());
/// ```
///
/// A block awaits if it contains `.await`, `join!`, `try_join!`, `select!` or `select_biased!`.
///
/// - Other macros that hide an `.await` are not detected; write `async { my_macro!() }.await`.
/// - `?`, `return`, `break` and `continue` inside the call of another macro are understood if its
///   arguments are expressions separated by commas, or if it is `select!`; in other calls they are
///   a compile error.
/// - A macro that hides a `return` is a compile error, too; replace `bail!(..)` with
///   `return Err(..)`.
///
/// # What does not happen
///
/// - A scope does not flow into threads or tasks that are spawned in it; see `task::in_frame`.
/// - A directive inside an `if`, a loop or a closure is a compile error; nest a
///   `with_params!` there.
/// - `get`, `set`, `unset` and `params` are not reserved: `params(x)`, `map.get(k)` and variables of
///   these names stay what they are. The exceptions are `set[i] = v` and `unset[i];` as statements
///   of their own at the top level, which are directives; `(set)[i] = v` is not.
/// - `frozen()` is a function, not a directive.
///
/// # Cost
///
/// | | |
/// |---|---|
/// | `get a.b` | a lookup in the thread's cache (at the first read, a search of the current frame) and a conversion; the key is hashed at compile time |
/// | `get [expr]` | the same, and a comparison of the key; at the first read it is checked and hashed |
/// | `set`, `params` | a child frame, which holds the overrides and shares the rest with its parent |
/// | `unset` | a pass over all keys that are set |
/// | a block without `set`, `unset` and `params` | no scope, only its reads |
/// | a block that awaits | at each poll, its frame is made current and the thread's frame is restored |
#[proc_macro]
pub fn with_params(input: TokenStream) -> TokenStream {
    expand::with_params(input.into(), 0)
        .unwrap_or_else(|error| fallback::stub(&error))
        .into()
}

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
#[proc_macro_derive(Parameter, attributes(parameter))]
pub fn parameter(input: TokenStream) -> TokenStream {
    derive::parameter(input.into())
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
