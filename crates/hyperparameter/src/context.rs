//! Which frame is current: one per thread, or per future while it is polled.
//!
//! A thread starts from the baseline, the frame the latest [`frozen`](crate::frozen) published
//! before the thread's first use of parameters. Scopes of the thread that
//! spawned it are not inherited.

pub(crate) mod assign;
pub(crate) mod baseline;
pub(crate) mod publish;
pub(crate) mod recent;
pub(crate) mod scope;
pub(crate) mod unique;

use std::cell::RefCell;

use crate::context::baseline::baseline;
use crate::context::unique::unique;
use crate::frame::Frame;

thread_local! {
    /// `None` until the thread first uses parameters.
    static CONTEXT: RefCell<OfThread> = const { RefCell::new(OfThread(None)) };
}

/// The thread's own context. When it ends, what was read in it is of the past too:
/// destructors that read later see the baseline.
struct OfThread(Option<Context>);

impl Drop for OfThread {
    fn drop(&mut self) {
        recent::forget();
    }
}

/// The current frame and what to go back to; of a thread, or of a future.
pub(crate) struct Context {
    id: u64,
    current: Frame,
    /// Innermost last.
    open: Vec<Open>,
    /// Whether this belongs to a future, so that what is assigned ends with it.
    of_future: bool,
}

/// A scope that is open: who opened it, and the frame to restore.
struct Open {
    scope: u64,
    before: Frame,
}

impl Context {
    pub(crate) fn of_future(current: Frame) -> Context {
        Context {
            id: unique(),
            current,
            open: Vec::new(),
            of_future: true,
        }
    }

    /// Where that scope is among those that are open.
    fn place_of(&self, scope: u64) -> Option<usize> {
        self.open.iter().rposition(|open| open.scope == scope)
    }

    /// Where the scopes begin that were opened inside `scope`: all that are open, where
    /// the block is the whole future. None if `scope` is not open.
    fn inside(&self, scope: Option<u64>) -> Option<usize> {
        match scope {
            None => Some(0),
            Some(scope) => self.place_of(scope).map(|at| at + 1),
        }
    }

    /// Whether what is assigned here ends: with a scope, or with the future.
    fn has_scope(&self) -> bool {
        !self.open.is_empty() || self.of_future
    }

    fn of_thread() -> Context {
        Context {
            id: unique(),
            current: baseline(),
            open: Vec::new(),
            of_future: false,
        }
    }
}

/// Runs `use_it` on this thread's context. Nothing that `use_it` does may run
/// code of the user: values that end are handed out and dropped by the caller.
///
/// While the thread is being torn down there is no context any more; readers in
/// destructors then see the baseline, and what they change ends at once.
#[inline]
fn with_context<R>(use_it: impl FnOnce(&mut Context) -> R) -> R {
    let mut use_it = Some(use_it);
    let answer = CONTEXT.try_with(|context| {
        let mut context = context.borrow_mut();
        use_it
            .take()
            .map(|use_it| use_it(context.0.get_or_insert_with(Context::of_thread)))
    });
    match (answer, use_it) {
        (Ok(Some(answer)), _) => answer,
        (_, Some(use_it)) => use_it(&mut Context::of_thread()),
        _ => unreachable!("the closure ran or is still here"),
    }
}

/// Runs `read` on the current frame without cloning it.
#[inline]
pub(crate) fn with_current<R>(read: impl FnOnce(&Frame) -> R) -> R {
    with_context(|context| read(&context.current))
}

/// Puts `context` in place of the thread's and hands the thread's out.
pub(crate) fn exchange(context: Context) -> Context {
    recent::forget();
    with_context(|current| std::mem::replace(current, context))
}

/// The frame that reads see now, in this thread or in the future being polled.
///
/// A frame never changes: this is a snapshot that can be kept, sent to another
/// thread, and entered there.
///
/// ```
/// use hyperparameter::{current, with_frame, with_params};
///
/// let snapshot = with_params! {
///     set train.lr = 0.1;
///     current()
/// };
/// let there = std::thread::spawn(move || {
///     with_frame(snapshot, || with_params! { get lr = train.lr or 1e-3; lr })
/// });
/// assert_eq!(there.join().unwrap(), 0.1);
/// ```
pub fn current() -> Frame {
    with_current(Frame::clone)
}

/// Puts `frame` in the place of the current one.
pub(crate) fn replace_current(frame: Frame) {
    recent::forget();
    let ended = with_context(|context| std::mem::replace(&mut context.current, frame));
    drop(ended);
}
