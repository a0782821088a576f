//! Closures that take their frame to another thread.

use crate::context::current;
use crate::context::scope::with_frame;
use crate::frame::Frame;

/// The closure, to be run in the frame that is current now, on whichever thread that happens.
///
/// The frame is entered where the closure runs and left when it returns or panics; what the
/// closure assigns ends with it. A closure that never runs is dropped in the frame. The result
/// is `Send` where `closure` is.
///
/// With what takes a closure and runs it elsewhere: `std::thread::spawn(carry(..))`, the
/// `spawn` of a scope of `std::thread::scope`, `tokio::task::spawn_blocking(carry(..))`,
/// `rayon::spawn(carry(..))`, `rayon::join(carry(..), carry(..))`.
///
/// ```
/// use hyperparameter::{carry, with_params};
///
/// fn lr() -> f64 {
///     with_params! { get lr = train.lr or 0.001; lr }
/// }
///
/// let (alone, along) = with_params! {
///     set train.lr = 0.1;
///     (std::thread::spawn(lr), std::thread::spawn(carry(lr)))
/// };
/// assert_eq!((alone.join().unwrap(), along.join().unwrap()), (0.001, 0.1));
/// ```
///
/// Where the library passes the closure an argument, such as the `spawn` of `rayon::scope` and
/// of `crossbeam::thread::scope`, call what is carried inside. Carry before `rayon::scope`, for
/// a thread of its pool runs also what stands in the scope:
///
/// ```
/// # use hyperparameter::{carry, with_params};
/// # fn lr() -> f64 { with_params! { get lr = train.lr or 0.001; lr } }
/// with_params! {
///     set train.lr = 0.1;
///     let job = carry(|| assert_eq!(lr(), 0.1));
///     rayon::scope(|scope| scope.spawn(|_| job()));
/// };
/// ```
///
/// Where the closure is called many times, such as by the iterators of rayon, enter the frame
/// at each call; a frame is cloned by increasing one reference count:
///
/// ```
/// use rayon::prelude::*;
/// # use hyperparameter::{current, with_frame, with_params};
/// # fn lr() -> f64 { with_params! { get lr = train.lr or 0.001; lr } }
///
/// with_params! {
///     set train.lr = 0.1;
///     let frame = current();
///     let sum: f64 = (0..1000).into_par_iter().map(|_| with_frame(frame.clone(), lr)).sum();
///     assert!((sum - 100.0).abs() < 1e-9);
/// };
/// ```
///
/// A thread of rayon that waits for one job runs others meanwhile. A job that is not carried
/// then sees the frame of the job that waits.
pub fn carry<R>(closure: impl FnOnce() -> R) -> impl FnOnce() -> R {
    let mut carried = Carried {
        frame: current(),
        closure: Some(closure),
    };
    move || carried.run()
}

struct Carried<F> {
    frame: Frame,
    /// `None` once it runs.
    closure: Option<F>,
}

impl<F> Carried<F> {
    fn run<R>(&mut self) -> R
    where
        F: FnOnce() -> R,
    {
        let frame = std::mem::take(&mut self.frame);
        let closure = self.closure.take().expect("a closure runs once");
        with_frame(frame, closure)
    }
}

impl<F> Drop for Carried<F> {
    fn drop(&mut self) {
        if let Some(closure) = self.closure.take() {
            with_frame(std::mem::take(&mut self.frame), || drop(closure));
        }
    }
}
