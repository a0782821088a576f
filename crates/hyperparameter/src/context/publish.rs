//! Publishing the current frame, and a frame as the base: `frozen` and `base`.

use crate::context::baseline::publish_baseline;
use crate::context::{current, replace_current, with_context};
use crate::error::{Error, ErrorKind};
use crate::frame::Frame;

/// Publishes the current frame as the baseline that threads start from:
/// [`publish_baseline`]`(`[`current`]`())`.
///
/// Threads that have used parameters keep what they have; leaving the scope
/// afterwards does not take the baseline back. Publishing replaces the baseline
/// as a whole.
///
/// ```
/// use hyperparameter::{frozen, with_params};
///
/// with_params! {
///     set global.seed = 42;
///     frozen();
/// };
/// let there = std::thread::spawn(|| with_params! { get seed = global.seed or 0; seed });
/// assert_eq!(there.join().unwrap(), 42);
/// ```
pub fn frozen() {
    publish_baseline(current());
}

/// Sets process-wide values, which a scope can override: `frame` is current in this
/// thread from now on, outside all scopes, and threads that start later begin with it.
///
/// Call it once, at the start of a program. Each call replaces the last, and
/// `base(Frame::empty())` clears it. Threads that have used parameters keep what they
/// have.
///
/// # Errors
/// [`ErrorKind::Scope`] if a scope is open in this thread.
///
/// ```
/// use hyperparameter::{Frame, base, current};
///
/// base(Frame::empty().child(["app.workers=4"])?)?;
/// assert_eq!(current().get::<i64>("app.workers")?, Some(4));
/// let there = std::thread::spawn(|| current().get::<i64>("app.workers"));
/// assert_eq!(there.join().unwrap()?, Some(4));
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn base(frame: Frame) -> Result<(), Error> {
    if with_context(|context| context.has_scope()) {
        return Err(Error::new(
            ErrorKind::Scope,
            "cannot call base while a scope is open: the open scope would not see it; call base before any scope is opened, or after all are left",
        ));
    }
    publish_baseline(frame.clone());
    replace_current(frame);
    Ok(())
}
