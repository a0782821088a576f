//! A baseline that only some threads have, in place of the program's.

use std::cell::RefCell;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::frame::Frame;

/// A baseline of its own; the threads that have joined it share it.
pub(crate) type Own = Arc<ArcSwapOption<Frame>>;

thread_local! {
    static OWN: RefCell<Option<Own>> = const { RefCell::new(None) };
}

/// The baseline that this thread has in place of the program's.
pub(crate) fn own() -> Option<Own> {
    OWN.try_with(|own| own.borrow().clone()).ok().flatten()
}

/// Gives this thread a baseline in place of the program's, from now on.
pub(crate) fn join(own: Own) {
    OWN.with(|joined| joined.replace(Some(own)));
}
