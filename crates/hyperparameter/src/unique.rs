//! Numbers that nothing else in the process has, for frames, scopes and contexts.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

/// Another number each time.
///
/// A thread takes a block of them at a time, so that nothing is shared when scopes begin.
pub(crate) fn unique() -> u64 {
    const BLOCK: u64 = 1 << 32;
    static BLOCKS: AtomicU64 = AtomicU64::new(0);
    thread_local!(static NEXT: Cell<u64> = const { Cell::new(0) });
    NEXT.with(|next| {
        if next.get() % BLOCK == 0 {
            next.set(BLOCKS.fetch_add(1, Ordering::Relaxed) * BLOCK + 1);
        }
        next.replace(next.get() + 1)
    })
}
