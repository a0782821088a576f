//! Reading a parameter that is set, one that is missing, and one by a computed key.
//!
//! What dominates: reaching the thread's frame, and comparing the key. The key's
//! hash is a constant, so that nothing is hashed; the floor hashes on every read.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::fixture::LADDER;
use hyperparameter_benches::floor::{Fold, Fx, Map};
use hyperparameter_benches::stage::{Operation, Stage, floors, measure};
use hyperparameter_benches::{criterion, operation};

const HIT: Operation = operation!(with_params! { get lr = train.lr or 0.5; lr });
const MISSING: Operation = operation!(with_params! { get decay = train.decay or 0.5; decay });
const COMPUTED: Operation =
    operation!(with_params! { get lr = [black_box("train.lr")] or 0.5; lr });

fn read(criterion: &mut Criterion) {
    for fixture in LADDER {
        let stage = Stage::of(fixture);
        let name = fixture.to_string();
        if fixture.sets_a_key() {
            let mut subjects = vec![("hyperparameter", HIT)];
            subjects.extend(floors(
                operation!(Fx::get("train.lr", 0.5)),
                operation!(Fold::get("train.lr", 0.5)),
            ));
            measure(criterion, "read", &name, &stage, &subjects);
            let mut subjects = vec![("hyperparameter", COMPUTED)];
            subjects.extend(floors(
                operation!(Fx::get(black_box("train.lr"), 0.5)),
                operation!(Fold::get(black_box("train.lr"), 0.5)),
            ));
            measure(criterion, "read, computed key", &name, &stage, &subjects);
        }
        let mut subjects = vec![("hyperparameter", MISSING)];
        subjects.extend(floors(
            operation!(Fx::get("train.decay", 0.5)),
            operation!(Fold::get("train.decay", 0.5)),
        ));
        measure(criterion, "read, missing", &name, &stage, &subjects);
    }
}

criterion_group! { name = benches; config = criterion(); targets = read }
criterion_main!(benches);
