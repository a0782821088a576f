//! The same through the C interface: a read, and a scope as bindings make one.
//!
//! What dominates a read: two atomic additions on the slot of the handle, which
//! keep the frame alive while it is read. Then the hash of the key, which C
//! cannot have ready.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::{current, with_params};
use hyperparameter_benches::c::{functions, item};
use hyperparameter_benches::fixture::{Fixture, layer};
use hyperparameter_benches::stage::{Operation, Place, Stage, Subject, measure};
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

/// What Rust reads by a string that it sees for the first time, of a frame that it holds.
const BY_TEXT: [Operation; 2] = [
    |times| {
        let frame = current();
        for _ in 0..times {
            black_box(frame.get_or(black_box("train.lr"), 0.5).ok());
        }
    },
    |times| {
        let frame = current();
        for _ in 0..times {
            black_box(frame.get_or(black_box("train.decay"), 0.5).ok());
        }
    },
];

/// Beside each stands the same in Rust.
fn c_read(criterion: &mut Criterion) {
    let functions = functions();
    let rust = [
        operation!(with_params! { get lr = train.lr or 0.5; lr }),
        operation!(with_params! { get decay = train.decay or 0.5; decay }),
        operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr }),
    ];
    for fixture in [Fixture::OneScope, Fixture::Keys(100_000)] {
        let layer = layer(fixture.others());
        let items: Vec<_> = layer
            .iter()
            .map(|&(key, number)| item(key, number))
            .collect();
        let empty = functions.empty();
        let frame = functions.child(empty, &items);
        FRAME.store(frame, Ordering::Relaxed);
        let stage = Stage::of(fixture);
        for ((operation, c), rust) in [
            ("read", READ),
            ("read, missing", MISSING),
            ("override, read, restore", OVERRIDE),
        ]
        .into_iter()
        .zip(rust)
        {
            let rust = Subject::new("the same in Rust", &stage, rust);
            let c = Subject::new("hyperparameter", &stage, c);
            measure(criterion, &Place::c(operation, fixture), rust, &[c]);
        }
        for ((operation, c), rust) in [
            ("read, beside Rust by string", READ),
            ("read, missing, beside Rust by string", MISSING),
        ]
        .into_iter()
        .zip(BY_TEXT)
        {
            let rust = Subject::new("Rust by string", &stage, rust);
            let c = Subject::new("hyperparameter", &stage, c);
            measure(criterion, &Place::c(operation, fixture), rust, &[c]);
        }
        functions.free(frame);
        functions.free(empty);
    }
}

criterion_group! { name = benches; config = criterion(); targets = c_read }
criterion_main!(benches);
