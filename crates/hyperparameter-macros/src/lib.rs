//! The macro of the [`hyperparameter`](https://docs.rs/hyperparameter) crate, which re-exports it.
//!
//! Use it from there: what it expands to names that crate.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod ast;
mod control_flow;
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
/// **Without `try` a failure is a panic**: a value that cannot be converted, a computed key that is
/// not a key, a source that is not one, a required parameter that is missing. The message is that
/// of the [`Error`] that `try` returns in the same place.
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
/// | `set a.b = value;` | overrides a parameter for the rest of the block |
/// | `unset a.b;` | hides a parameter, and all below it, for the rest of the block |
/// | `params source;` | overrides all that a source holds: a map, `key=value` and `~key` strings, a list of these |
/// | `try get …;` `try set …;` `try unset …;` `try params …;` | the same; a failure is returned with `?`, as an [`Error`] |
/// | `[expr]` in place of `a.b` | a key computed at run time: a string or a [`Key`] |
///
/// A key is spelled with identifiers, keywords of the language among them; any other is computed:
/// `["layers.0.lr"]`.
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
/// A default decides the type, a string literal is read as a `String`. Numbers without a suffix are `i64` and
/// `f64`, also in arithmetic and in the branches of an `if` or `match`; inside a larger value
/// (`vec![1, 2]`) the rules of the language hold, and an annotation says otherwise.
/// A conversion that would lose anything fails; it never falls back to the default.
///
/// # When things run
///
/// Defaults and values are evaluated in place: they may use `?`, `return` and `.await`, and read
/// and set parameters. A default is evaluated only when the parameter is missing. A `get` sees every
/// `set` before it. The scope ends when the block is left, by its end, `return`, `break`, `?` or a
/// panic; what is local to the block is dropped before.
///
/// # Awaiting
///
/// The scope of a block that awaits belongs to the future: it holds on whichever thread the future
/// resumes, and other tasks do not see it in between. It is `Send` where the block would be one
/// without the macro, except that a variable from outside the block is borrowed by it: one that is
/// only shared has to be `Sync`, and one that is first assigned in the block is given as its value
/// instead.
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
/// Such a block is found by its `.await`, and by `join!`, `try_join!`, `select!` and
/// `select_biased!`, which await out of sight. A macro of your own that does needs an `.await` that
/// can be seen: `async { my_macro!() }.await`. Where `?`, `return`, `break` or `continue` leave such
/// a block from inside another macro's call, the call has to take expressions with commas between
/// them, or be a `select!`; any other is a compile error. So is a macro that hides a `return`, as
/// `bail!` does: there it is `return Err(..)`.
///
/// # What does not happen
///
/// - A scope does not flow into threads or tasks that are spawned in it; see `task::in_frame`.
/// - A directive inside an `if`, a loop or a closure is not seen but refused, with the advice to
///   nest a `with_params!` there.
/// - `get`, `set`, `unset` and `params` are not reserved: `params(x)`, `map.get(k)` and variables of
///   these names stay what they are. The exceptions are `set[i] = v` and `unset[i];` as statements
///   of their own at the top level, which are directives; `(set)[i] = v` is not.
/// - `frozen()` is no directive but a function.
///
/// # Cost
///
/// | | |
/// |---|---|
/// | `get a.b` | a look-up in the current frame and a conversion; the key is hashed at compile time |
/// | `get [expr]` | the same, and the key is checked and hashed |
/// | `set`, `params` | a new frame that shares everything with the one before but what is set |
/// | `unset` | a look at all that is set |
/// | a block without `set`, `unset` and `params` | no scope, only its reads |
/// | a block that awaits | two exchanges of the thread's frame at each poll |
///
/// [`Error`]: https://docs.rs/hyperparameter/latest/hyperparameter/struct.Error.html
/// [`Key`]: https://docs.rs/hyperparameter/latest/hyperparameter/struct.Key.html
#[proc_macro]
pub fn with_params(input: TokenStream) -> TokenStream {
    expand::with_params(input.into(), 0)
        .unwrap_or_else(|error| fallback::stub(&error))
        .into()
}
