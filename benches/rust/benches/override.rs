//! Overriding one parameter, reading it, and restoring what was before.
//!
//! What dominates: one allocation and its release, for the level of the one
//! override. How many other parameters there are does not matter.

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::fixture::LADDER;
use hyperparameter_benches::floor::{Fold, Fx, Map};
use hyperparameter_benches::stage::{Operation, Stage, floors, measure};
use hyperparameter_benches::{criterion, operation};

const OVERRIDE: Operation =
    operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr });
const NEW: Operation =
    operation!(with_params! { set train.decay = 0.2; get lr = train.decay or 0.5; lr });

fn override_read_restore(criterion: &mut Criterion) {
    for fixture in LADDER {
        let stage = Stage::of(fixture);
        let name = fixture.to_string();
        let mut subjects = vec![("hyperparameter", OVERRIDE)];
        subjects.extend(floors(
            operation!(Fx::override_read("train.lr", 0.2)),
            operation!(Fold::override_read("train.lr", 0.2)),
        ));
        measure(criterion, "override, read, restore", &name, &stage, &subjects);
        let mut subjects = vec![("hyperparameter", NEW)];
        subjects.extend(floors(
            operation!(Fx::override_read("train.decay", 0.2)),
            operation!(Fold::override_read("train.decay", 0.2)),
        ));
        measure(criterion, "set a new key, read, restore", &name, &stage, &subjects);
    }
}

criterion_group! { name = benches; config = criterion(); targets = override_read_restore }
criterion_main!(benches);
