//! What a read must not do, for the checks to find.

use std::cell::Cell;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::operations::{Operation, operation};

static COUNTER: AtomicU64 = AtomicU64::new(0);
static LOCKED: Mutex<u64> = Mutex::new(0);

thread_local! {
    static OWN: Cell<u64> = const { Cell::new(0) };
    static SHARED: Arc<u64> = Arc::new(0);
}

pub const OPERATIONS: [(&str, Operation); 5] = [
    (
        "planted: a counter of all threads",
        operation!(COUNTER.fetch_add(1, Ordering::Relaxed)),
    ),
    (
        "planted: a store for all threads",
        operation!(COUNTER.store(black_box(1), Ordering::Relaxed)),
    ),
    (
        "planted: a lock",
        operation!(*LOCKED.lock().expect("not poisoned")),
    ),
    (
        "planted: a counted reference",
        operation!(SHARED.with(Arc::clone)),
    ),
    ("planted: an allocation", operation!(Box::new(OWN.get()))),
];
