//! What 100,000 live scopes of two overrides take over 100,000 parameters, and
//! what stays of it when they are gone.
//!
//! Counted by the allocator, and beside it what the process has in memory.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use hyperparameter::{Frame, Key, enter};
use hyperparameter_benches::fixture::layer;
use hyperparameter_benches::note;
use serde_json::json;

struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: the system's allocator does the work; counting does not touch what it gives.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const SCOPES: usize = 100_000;
const PARAMETERS: usize = 100_000;

static LR: Key = Key::literal("train.lr");
static STEPS: Key = Key::literal("train.steps");

fn main() {
    let base = Frame::empty()
        .child(layer(PARAMETERS))
        .expect("the names are keys");
    for (fixture, nested) in [("beside each other", false), ("nested", true)] {
        // What the first scopes make once is not theirs.
        drop(scopes(&base, 1_000, nested));
        let before = (LIVE.load(Ordering::Relaxed), resident());
        let live = scopes(&base, SCOPES, nested);
        let during = (LIVE.load(Ordering::Relaxed), resident());
        drop(live);
        let after = (LIVE.load(Ordering::Relaxed), resident());
        let (taken, left) = (during.0 - before.0, after.0.saturating_sub(before.0));
        println!(
            "{SCOPES} scopes of two overrides over {PARAMETERS} parameters, {fixture}: \
             {:.1} MB allocated, {:.1} MB resident with all else, {left} bytes left",
            taken as f64 / 1e6,
            during.1 as f64 / 1e6,
        );
        note(&json!({
            "language": "Rust",
            "operation": "memory",
            "fixture": fixture,
            "subject": "hyperparameter",
            "resident_bytes": during.1,
            "scopes_bytes": taken,
            "left_bytes": left,
            "left_ratio": left as f64 / before.0 as f64,
        }));
    }
}

/// Scopes as requests have them, or one inside the other.
fn scopes(base: &Frame, count: usize, nested: bool) -> Vec<Box<dyn FnOnce()>> {
    let mut live: Vec<Box<dyn FnOnce()>> = Vec::with_capacity(count);
    let mut frame = base.clone();
    for number in 0..count {
        let parent = if nested { &frame } else { base };
        let mut builder = parent.builder();
        builder.set(&LR, number as f64).expect("a literal key");
        builder.set(&STEPS, number as i64).expect("a literal key");
        frame = builder.into();
        let kept = frame.clone();
        live.push(Box::new(move || drop(kept)));
    }
    if nested {
        // Also on this thread's stack of scopes, as blocks would have it.
        let guard = enter(frame);
        live.push(Box::new(move || drop(guard)));
    }
    live
}

/// What the process has in memory.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0usize) * 4096
}
