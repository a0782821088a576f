//! Which frame is current: one per thread, or per future while it is polled.
//!
//! A thread starts from the baseline, the frame the latest [`frozen`] published
//! before the thread's first use of parameters. Scopes of the thread that
//! spawned it are not inherited.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::error::{Error, ErrorKind};
use crate::frame::Frame;
use crate::key::{AsKey, Key};
use crate::layer::Layer;
use crate::origin::Origin;
use crate::recent;
use crate::unique::unique;
use crate::write::IntoValue;

/// What the latest [`frozen`] published; swapped whole and without a lock.
static BASELINE: ArcSwapOption<Frame> = ArcSwapOption::const_empty();

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

    fn place_of(&self, guard: &ScopeGuard) -> Option<usize> {
        self.open.iter().rposition(|open| open.scope == guard.scope)
    }

    /// Where the scopes begin that were opened inside `scope`: all that are open, where
    /// the block is the whole future. None if `scope` is not open.
    fn inside(&self, scope: Option<&ScopeGuard>) -> Option<usize> {
        match scope {
            None => Some(0),
            Some(guard) => self.place_of(guard).map(|at| at + 1),
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
    recent::forget();
    let context = with_context(|context| {
        let before = std::mem::replace(&mut context.current, frame);
        context.open.push(Open { scope, before });
        context.id
    });
    ScopeGuard {
        scope,
        context,
        of_this_thread: PhantomData,
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
    scope: u64,
    context: u64,
    /// A scope is left on the thread that entered it.
    of_this_thread: PhantomData<*const ()>,
}

impl ScopeGuard {
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
                "a scope was left before one that was opened inside it, which has ended with it; leave the innermost first",
            )),
            Left::WithOthers(count) => Err(Error::new(
                ErrorKind::Scope,
                format!(
                    "a scope was left before {count} that were opened inside it, which have ended with it; leave the innermost first"
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
    recent::forget();
    let (left, ended, inside) = with_context(|context| {
        let Some(at) = context.place_of(guard) else {
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

/// Changes a parameter in the innermost open scope, until that scope ends.
///
/// Scopes further out keep their value, and so do tasks and threads started
/// earlier. [`enter`], [`with_frame`], a block of [`with_params!`](crate::with_params)
/// that overrides, and a future of [`task::in_frame`](crate::task::in_frame) are
/// scopes.
///
/// # Errors
/// An invalid key, a value that cannot be stored exactly, or
/// [`ErrorKind::Scope`] with no scope open: the value would outlive the job that
/// set it.
///
/// ```
/// use hyperparameter::{assign, current, enter};
///
/// let scope = enter(current());
/// assign("train.lr", 0.1)?;
/// assert_eq!(current().get::<f64>("train.lr")?, Some(0.1));
/// drop(scope);
/// assert_eq!(current().get::<f64>("train.lr")?, None);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
pub fn assign(key: impl AsKey, value: impl IntoValue) -> Result<(), Error> {
    let key = key.to_key()?;
    let layer = Layer::setting(key.clone(), value, Origin::Assigned)?;
    if !with_context(|context| context.has_scope()) {
        return Err(no_scope(&key));
    }
    replace_current(current().under(layer));
    Ok(())
}

#[cold]
fn no_scope(key: &Key) -> Error {
    Error::about(
        ErrorKind::Scope,
        key.as_str(),
        format!(
            "cannot assign {key} with no scope open: it would outlive the job; open a scope, as in with_params! {{ set {key} = ..; }}, or use base"
        ),
    )
}

/// Overrides for the rest of the block whose scope this is, also in scopes that
/// were opened inside it since: the block's later statements see them.
pub(crate) fn override_in(scope: Option<&ScopeGuard>, layer: Layer) -> Result<(), Error> {
    let (current, inside, open) = with_context(|context| {
        let inside = context.inside(scope);
        (context.current.clone(), inside, context.open.len())
    });
    let inside = inside.ok_or_else(ended)?;
    if inside < open {
        override_inside(inside, &layer);
    } else {
        replace_current(current.under(layer));
    }
    Ok(())
}

/// Overrides in the current frame, and in those that the open scopes from `inside` on
/// will restore.
#[cold]
fn override_inside(inside: usize, layer: &Layer) {
    let mut frames: Vec<Frame> = with_context(|context| {
        let before = context.open[inside..].iter().map(|open| &open.before);
        before.chain([&context.current]).cloned().collect()
    });
    // The context holds the frames on until all are exchanged: what is let go of may
    // run code of the user, which may leave scopes.
    for frame in &mut frames {
        *frame = frame.under(layer.clone());
    }
    recent::forget();
    with_context(|context| {
        let before = context.open[inside..]
            .iter_mut()
            .map(|open| &mut open.before);
        let places = before.chain([&mut context.current]);
        for (place, frame) in places.zip(&mut frames) {
            std::mem::swap(place, frame);
        }
    });
    drop(frames);
}

#[cold]
fn ended() -> Error {
    Error::new(
        ErrorKind::Scope,
        "cannot override in this block: its scope has ended, because one outside of it was left",
    )
}

/// Puts `frame` in the place of the current one.
fn replace_current(frame: Frame) {
    recent::forget();
    let ended = with_context(|context| std::mem::replace(&mut context.current, frame));
    drop(ended);
}

/// Publishes the current frame as the baseline that threads start from.
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
    publish(current());
}

/// Sets what lies under everything: `frame` is current in this thread from now on,
/// outside all scopes, and what threads start from that begin later.
///
/// For the settings of a whole program, at its start. Each call replaces the last,
/// and `base(Frame::empty())` clears it. Threads that have used parameters keep what
/// they have.
///
/// # Errors
/// [`ErrorKind::Scope`] with a scope open here.
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
            "cannot set the base with a scope open here: what lies under it would stay as it was; call base before any scope, or leave them first",
        ));
    }
    publish(frame.clone());
    replace_current(frame);
    Ok(())
}

/// The frame that a thread starting now would begin with.
pub fn baseline() -> Frame {
    BASELINE.load().as_deref().cloned().unwrap_or_default()
}

/// Makes `frame` the baseline; [`frozen`] for a caller that keeps its own frames.
pub fn publish(frame: Frame) {
    BASELINE.store(Some(Arc::new(frame)));
}
