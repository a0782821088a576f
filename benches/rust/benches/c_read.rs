//! The same through the C interface: a read, and a scope as bindings make one.
//!
//! What dominates a read: two atomic additions on the slot of the handle, which
//! keep the frame alive while it is read. Then the hash of the key, which C
//! cannot have ready.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::c::{functions, item};
use hyperparameter_benches::fixture::{Fixture, layer};
use hyperparameter_benches::floor::{Fx, Map};
use hyperparameter_benches::stage::{Operation, Stage, measure};
use hyperparameter_benches::{criterion, operation};

/// The frame that operations use; loaded once per loop.
static FRAME: AtomicU64 = AtomicU64::new(0);

const READ: Operation = |times| {
    let (functions, frame) = (functions(), FRAME.load(Ordering::Relaxed));
    for _ in 0..times {
        black_box(functions.get(frame, black_box("train.lr"), 0.5));
    }
};
const MISSING: Operation = |times| {
    let (functions, frame) = (functions(), FRAME.load(Ordering::Relaxed));
    for _ in 0..times {
        black_box(functions.get(frame, black_box("train.decay"), 0.5));
    }
};
const OVERRIDE: Operation = |times| {
    let (functions, frame) = (functions(), FRAME.load(Ordering::Relaxed));
    for _ in 0..times {
        let child = functions.child(frame, &[item(black_box("train.lr"), 0.2)]);
        black_box(functions.get(child, black_box("train.lr"), 0.5));
        functions.free(child);
    }
};

fn c_read(criterion: &mut Criterion) {
    let functions = functions();
    for fixture in [Fixture::OneScope, Fixture::Keys(100_000)] {
        let others = match fixture {
            Fixture::Keys(count) => count,
            _ => 0,
        };
        let layer = layer(others);
        let items: Vec<_> = layer.iter().map(|&(key, number)| item(key, number)).collect();
        let empty = functions.empty();
        let frame = functions.child(empty, &items);
        FRAME.store(frame, Ordering::Relaxed);
        let stage = Stage::of(fixture);
        let name = fixture.to_string();
        let rust = operation!(with_params! { get lr = train.lr or 0.5; lr });
        let floor = operation!(Fx::get("train.lr", 0.5));
        let subjects = [("hyperparameter, C", READ), ("hyperparameter", rust), (Fx::NAME, floor)];
        measure(criterion, "read through C", &name, &stage, &subjects);
        let rust = operation!(with_params! { get decay = train.decay or 0.5; decay });
        let floor = operation!(Fx::get("train.decay", 0.5));
        let subjects = [("hyperparameter, C", MISSING), ("hyperparameter", rust), (Fx::NAME, floor)];
        measure(criterion, "read through C, missing", &name, &stage, &subjects);
        let rust = operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr });
        let floor = operation!(Fx::override_read("train.lr", 0.2));
        let subjects = [("hyperparameter, C", OVERRIDE), ("hyperparameter", rust), (Fx::NAME, floor)];
        measure(criterion, "override, read, restore through C", &name, &stage, &subjects);
        functions.free(frame);
        functions.free(empty);
    }
}

criterion_group! { name = benches; config = criterion(); targets = c_read }
criterion_main!(benches);
