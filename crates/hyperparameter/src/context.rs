//! Which frame is current: one per thread, or per future while it is polled.
//!
//! A thread starts from the baseline, the frame the latest [`frozen`](crate::frozen) published
//! before the thread's first use of parameters. Scopes of the thread that
//! spawned it are not inherited.

pub(crate) mod assign;
pub(crate) mod baseline;
pub(crate) mod isolation;
pub(crate) mod publish;
pub(crate) mod scope;

use std::cell::{Cell, RefCell};

use crate::context::baseline::baseline;
use crate::frame::Frame;
use crate::unique::unique;

thread_local! {
    /// `None` until the thread first uses parameters.
    static CONTEXT: RefCell<OfThread> = const { RefCell::new(OfThread(None)) };
}

thread_local! {
    /// The number of the frame that is current, where the thread has one.
    static CURRENT: Cell<u64> = const { Cell::new(NONE) };
}

/// The number of no frame, and of nothing that was ever remembered.
const NONE: u64 = u64::MAX - 1;

/// The thread's own context. When it ends, destructors that read later see the baseline.
struct OfThread(Option<Context>);

impl Drop for OfThread {
    fn drop(&mut self) {
        CURRENT.set(NONE);
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

    /// The frame that is current in this context, while the context is no thread's.
    #[cfg(any(feature = "stream", feature = "http-body"))]
    pub(crate) fn frame(&self) -> Frame {
        self.current.clone()
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
    pub(crate) fn has_scope(&self) -> bool {
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

/// Runs `change` on this thread's context. Nothing that it does may run code of the
/// user: values that end are handed out and dropped by the caller.
///
/// While the thread is being torn down there is no context any more; readers in
/// destructors then see the baseline, and what they change ends at once.
#[inline]
pub(crate) fn with_context<R>(change: impl FnOnce(&mut Context) -> R) -> R {
    let mut change = Some(change);
    let answer = CONTEXT.try_with(|context| {
        let context = &mut context.borrow_mut().0;
        let context = match context {
            Some(context) => context,
            None => begin(context),
        };
        let answer = change.take().map(|change| change(context));
        CURRENT.set(context.current.id());
        answer
    });
    match (answer, change) {
        (Ok(Some(answer)), _) => answer,
        (_, Some(change)) => change(&mut Context::of_thread()),
        _ => unreachable!("the closure ran or is still here"),
    }
}

/// The thread uses parameters for the first time.
#[cold]
fn begin(context: &mut Option<Context>) -> &mut Context {
    context.insert(Context::of_thread())
}

/// Runs `read` on the current frame without cloning it.
#[inline]
pub(crate) fn with_current<R>(read: impl FnOnce(&Frame) -> R) -> R {
    with_context(|context| read(&context.current))
}

/// The number of the current frame, if the thread has one yet and still.
#[inline]
pub(crate) fn current_id() -> u64 {
    CURRENT.get()
}

/// Puts `context` in place of the thread's and hands the thread's out.
pub(crate) fn exchange(context: Context) -> Context {
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
    let ended = with_context(|context| std::mem::replace(&mut context.current, frame));
    drop(ended);
}
