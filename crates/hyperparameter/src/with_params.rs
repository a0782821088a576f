//! The macro, by whatever name its crate goes where it is called.

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
/// | `get x: T = a.b parse or default;` `get x: T = a.b parse;` | the same, read by the type's `FromStr` |
/// | `set a.b = value;` | overrides a parameter for the rest of the block |
/// | `unset a.b;` | hides a parameter, and all below it, for the rest of the block |
/// | `params source;` | applies all overrides of a source: a map, a `key=value` or `~key` string, a list of these |
/// | `try get …;` `try set …;` `try unset …;` `try params …;` | the same; a failure is returned with `?`, as an `Error` |
/// | `async;` as the first of all | states that the block awaits |
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
/// A conversion that would lose anything but the last digits of a float fails; it never falls back
/// to the default.
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
/// A block awaits if it contains `.await`, `join!`, `try_join!`, `select!` or `select_biased!`, or
/// begins with `async;`.
///
/// - A macro of your own that hides an `.await` is a compile error in a block that does not await:
///   "`await` is only allowed inside `async` functions and blocks". Begin the block with `async;`:
///
/// ```
/// use hyperparameter::with_params;
///
/// macro_rules! nap { () => { std::future::ready(()).await } }
///
/// # async fn naps() {
/// with_params! {
///     async;
///     set nap.length = 5;
///     nap!();
/// }
/// # }
/// ```
///
/// - `?`, `return`, `break` and `continue` inside the call of another macro are understood if its
///   arguments are expressions separated by commas, or if it is `select!`; in other calls they are
///   a compile error in a block that awaits.
/// - Of the macros that hide a `return`, `bail!`, `ensure!` and `prop_assert!` may be called in a
///   block that awaits; others are a compile error there.
/// - A block that overrides, does not await, and calls macros that the standard library does not have,
///   is also type-checked inside a closure, so it cannot initialise a variable that is declared
///   outside.
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
#[macro_export]
macro_rules! with_params {
    ($($input:tt)*) => {
        $crate::for_macros::with_params! { $crate; $($input)* }
    };
}
