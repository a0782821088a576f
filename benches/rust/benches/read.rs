//! Reading a parameter that is set, one that is missing, and one by a computed key.
//!
//! What dominates: reaching the thread's frame, and comparing the key. The key's
//! hash is a constant, so that nothing is hashed; the floor hashes on every read.
//! With many keys, how much of the memory is in the processor's caches.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::fixture::LADDER;
use hyperparameter_benches::floor::{Fold, Fx, Map};
use hyperparameter_benches::stage::{Operation, Place, Stage, Subject, measure};
use hyperparameter_benches::{criterion, operation};

const HIT: [Operation; 3] = [
    operation!(with_params! { get lr = train.lr or 0.5; lr }),
    operation!(Fx::get("train.lr", 0.5)),
    operation!(Fold::get("train.lr", 0.5)),
];
const COMPUTED: [Operation; 3] = [
    operation!(with_params! { get lr = [black_box("train.lr")] or 0.5; lr }),
    operation!(Fx::get(black_box("train.lr"), 0.5)),
    operation!(Fold::get(black_box("train.lr"), 0.5)),
];
const MISSING: [Operation; 3] = [
    operation!(with_params! { get decay = train.decay or 0.5; decay }),
    operation!(Fx::get("train.decay", 0.5)),
    operation!(Fold::get("train.decay", 0.5)),
];

fn read(criterion: &mut Criterion) {
    for fixture in LADDER {
        let stage = Stage::of(fixture);
        let mut beside = |operation, [ours, fx, fold]: [Operation; 3]| {
            let floor = Subject::new(Fx::NAME, &stage, fx);
            let ours = Subject::new("hyperparameter", &stage, ours);
            let fold = Subject::new(Fold::NAME, &stage, fold);
            measure(
                criterion,
                &Place::rust(operation, fixture),
                floor,
                &[ours, fold],
            );
        };
        if fixture.sets_a_key() {
            beside("read", HIT);
            beside("read, computed key", COMPUTED);
        }
        beside("read, missing", MISSING);
    }
}

criterion_group! { name = benches; config = criterion(); targets = read }
criterion_main!(benches);
