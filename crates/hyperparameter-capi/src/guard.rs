//! Keeps panics from crossing the FFI boundary.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::abi::{HP_PANIC, hp_status};
use crate::failure::{Answer, Failure};
use crate::memory::Caller;

#[cfg(not(panic = "unwind"))]
compile_error!("the C interface answers a panic with a status, which needs panic = \"unwind\"");

thread_local! {
    // Has no destructor, so it is usable while a thread ends.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOKED: AtomicBool = AtomicBool::new(false);

/// Runs the body of an exported function: a failure or a panic becomes a status, and a panic prints nothing.
///
/// # Safety
/// The pointers that the body passes to [`Caller`] satisfy the exported function's section "Safety".
#[inline(always)]
pub(crate) unsafe fn guard(body: impl FnOnce(&Caller) -> Answer) -> hp_status {
    if !HOOKED.load(Ordering::Relaxed) {
        silence_guarded_panics();
    }
    // SAFETY: the caller of this function makes the promise.
    let caller = unsafe { Caller::new() };
    let outer = GUARDED.replace(true);
    // Unwind safety: a body changes only the table and the stack of released tokens, and both are consistent after each atomic operation.
    let result = panic::catch_unwind(AssertUnwindSafe(|| match body(&caller) {
        Ok(status) => status,
        Err(failure) => failure.report(),
    }));
    GUARDED.set(outer);
    result.unwrap_or_else(panicked)
}

/// Installs the hook once; a second thread does not wait for the first, because a lock would not survive a fork.
#[cold]
fn silence_guarded_panics() {
    // Hooks cannot be changed while panicking: if a destructor calls in during unwinding, the next call installs it.
    if std::thread::panicking() || HOOKED.swap(true, Ordering::Relaxed) {
        return;
    }
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            previous(info);
        }
    }));
}

#[cold]
fn panicked(payload: Box<dyn Any + Send>) -> hp_status {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = match text {
        Some(text) => format!("a defect inside the library was contained: {text}"),
        None => String::from("a defect inside the library was contained"),
    };
    // The payload's destructor is foreign code and may panic, too.
    if let Err(second) = panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(second);
    }
    Failure::new(HP_PANIC, message).report()
}
