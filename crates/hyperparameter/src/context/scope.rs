//! Scopes: a frame made current, and what was before made current again.

use std::marker::PhantomData;

use crate::context::{Context, Open, with_context};
use crate::error::{Error, ErrorKind};
use crate::frame::Frame;
use crate::unique::unique;

/// Makes `frame` current until the guard is dropped.
///
/// Scopes nest, and are left innermost first, which is what holding guards in
/// local variables gives; one that is left ends all that were opened inside it and
/// are still open. In an async function, do not hold a guard over an
/// await: use [`task::in_frame`](crate::task::in_frame), or `with_params!`.
///
/// ```
/// use hyperparameter::{current, enter, Frame};
///
/// let tuned = current().builder().set("train.lr", 0.1)?.build();
/// {
///     let _scope = enter(tuned);
///     assert_eq!(current().get::<f64>("train.lr")?, Some(0.1));
/// }
/// assert_eq!(current().get::<f64>("train.lr")?, None);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn enter(frame: Frame) -> ScopeGuard {
    let scope = unique();
    ScopeGuard::of(scope, with_context(|context| context.enter(scope, frame)))
}

/// Opens a scope in which what is current stays so.
pub(crate) fn open() -> ScopeGuard {
    let scope = unique();
    let context = with_context(|context| context.enter(scope, context.current.clone()));
    ScopeGuard::of(scope, context)
}

impl Context {
    /// Opens a scope, and says whose it is.
    #[inline]
    fn enter(&mut self, scope: u64, frame: Frame) -> u64 {
        let before = std::mem::replace(&mut self.current, frame);
        self.open.push(Open { scope, before });
        self.id
    }
}

/// Runs `body` with `frame` current; a panic leaves the scope too.
///
/// ```
/// use hyperparameter::{current, with_frame, Frame};
///
/// let frame = Frame::empty().child(["etl.batch_size=5000"])?;
/// let batch = with_frame(frame, || current().get_or("etl.batch_size", 500i64))?;
/// assert_eq!(batch, 5000);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn with_frame<R>(frame: Frame, body: impl FnOnce() -> R) -> R {
    let _scope = enter(frame);
    body()
}

/// An open scope; leaving it restores what was current before.
#[must_use = "the scope is left when the guard is dropped; bind it to a variable"]
pub struct ScopeGuard {
    pub(super) scope: u64,
    context: u64,
    /// A scope is left on the thread that entered it.
    of_this_thread: PhantomData<*const ()>,
}

impl ScopeGuard {
    #[inline]
    fn of(scope: u64, context: u64) -> ScopeGuard {
        ScopeGuard {
            scope,
            context,
            of_this_thread: PhantomData,
        }
    }

    /// Leaves the scope and says whether that was in order.
    ///
    /// What was current before the scope is current again, and scopes that were
    /// opened inside it and are still open have ended with it: leaving one of them
    /// later does nothing. Dropping the guard does the same without the report.
    ///
    /// # Errors
    /// [`ErrorKind::Scope`] if scopes ended so, with their number; or if this one was
    /// never open here, because its guard was moved into a future or out of one, and
    /// then nothing was done.
    ///
    /// ```
    /// use hyperparameter::{current, enter};
    ///
    /// let outer = enter(current().child(["a=1"])?);
    /// let inner = enter(current().child(["a=2"])?);
    ///
    /// assert!(outer.leave().is_err());
    /// assert_eq!(current().get::<i64>("a")?, None);
    /// assert!(inner.leave().is_ok());
    /// # Ok::<(), hyperparameter::Error>(())
    /// ```
    pub fn leave(self) -> Result<(), Error> {
        let left = leave(&self);
        std::mem::forget(self);
        match left {
            Left::InOrder => Ok(()),
            Left::WithOthers(1) => Err(Error::new(
                ErrorKind::Scope,
                "this scope was left while an inner scope was still open; both have ended; leave inner scopes first",
            )),
            Left::WithOthers(count) => Err(Error::new(
                ErrorKind::Scope,
                format!(
                    "this scope was left while {count} inner scopes were still open; all have ended; leave inner scopes first"
                ),
            )),
            Left::NotHere => Err(Error::new(
                ErrorKind::Scope,
                "this scope is not open here: it was entered outside of this future, or in one that has ended",
            )),
        }
    }
}

/// How a scope was left.
enum Left {
    /// As the innermost one, or after it had ended with one outside of it.
    InOrder,
    /// With so many inside of it.
    WithOthers(usize),
    NotHere,
}

impl Drop for ScopeGuard {
    fn drop(&mut self) {
        leave(self);
    }
}

/// Leaves a scope, and all inside of it. One that is not open in this context has nothing to restore here.
fn leave(guard: &ScopeGuard) -> Left {
    let (left, ended, inside) = with_context(|context| {
        let Some(at) = context.place_of(guard.scope) else {
            // It has ended with one outside of it, or was never here.
            let was_here = context.id == guard.context;
            return (
                if was_here {
                    Left::InOrder
                } else {
                    Left::NotHere
                },
                None,
                None,
            );
        };
        // Taken out in one go; nearly always there is none.
        let inside = (at + 1 < context.open.len()).then(|| context.open.split_off(at + 1));
        let before = context.open.pop().map(|open| open.before);
        let ended = before.map(|before| std::mem::replace(&mut context.current, before));
        match &inside {
            None => (Left::InOrder, ended, None),
            Some(open) => (Left::WithOthers(open.len()), ended, inside),
        }
    });
    // Outside the borrow: the last user of a value may run a destructor that reads parameters.
    drop((ended, inside));
    left
}
