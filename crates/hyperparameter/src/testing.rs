//! For tests: what one test publishes does not reach another.
//!
//! `frozen` and `base` change what every thread of the program starts from, and the tests of one
//! program run in threads of it. [`isolated`] runs a test with a baseline of its own.

use std::panic::resume_unwind;
use std::thread;

use crate::context::isolation::{Own, join};
use crate::context::{replace_current, with_context};

/// A baseline apart from the program's; [`isolated`] makes one.
#[derive(Clone, Debug)]
pub struct Isolation(Own);

impl Isolation {
    /// Gives the calling thread this baseline: what is current becomes what was published last in
    /// the isolation, or nothing, and what the thread publishes stays in it.
    ///
    /// To be called first in a thread that a test starts, as in
    /// `tokio::runtime::Builder::on_thread_start`.
    ///
    /// # Panics
    /// If a scope is open in the thread: leaving it would end the isolation unnoticed.
    pub fn join(&self) {
        assert!(
            !with_context(|context| context.has_scope()),
            "cannot join an isolation while a scope is open: leaving the scope would end it"
        );
        join(self.0.clone());
        replace_current(self.0.load().as_deref().cloned().unwrap_or_default());
    }
}

/// Runs a test in a thread of its own with a baseline of its own, which is empty at first, and
/// returns what it returns; a panic is passed on.
///
/// `frozen` and `base` inside change this baseline, and nothing that other tests see. Threads
/// that the test starts have the program's baseline, as any other thread, unless they call
/// [`Isolation::join`]. An async test runs its own runtime inside.
///
/// ```
/// use hyperparameter::{Frame, base, current, testing};
///
/// let seen = testing::isolated(|isolation| {
///     base(Frame::empty().child(["app.workers=4"])?)?;
///     let worker = isolation.clone();
///     let there = std::thread::spawn(move || {
///         worker.join();
///         current().get::<i64>("app.workers")
///     });
///     there.join().unwrap()
/// });
///
/// assert_eq!(seen?, Some(4));
/// assert_eq!(current().get::<i64>("app.workers")?, None);
/// # Ok::<(), hyperparameter::Error>(())
/// ```
///
/// # Panics
/// If the test does, or no thread can be started.
pub fn isolated<R: Send>(test: impl FnOnce(&Isolation) -> R + Send) -> R {
    let isolation = Isolation(Own::default());
    // Of the same name: a panic is reported as one of the test.
    let name = thread::current().name().unwrap_or("isolated").to_owned();
    let run = || {
        isolation.join();
        test(&isolation)
    };
    thread::scope(|scope| {
        let spawned = thread::Builder::new().name(name).spawn_scoped(scope, run);
        let thread = spawned.unwrap_or_else(|error| panic!("cannot start a thread: {error}"));
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
