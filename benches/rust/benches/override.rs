//! Overriding one parameter, reading it, and restoring what was before.
//!
//! What dominates: one allocation and its release, for the level of the one
//! override. How many other parameters there are does not matter.

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::fixture::LADDER;
use hyperparameter_benches::floor::{Fold, Fx, Map};
use hyperparameter_benches::stage::{Operation, Place, Stage, Subject, measure};
use hyperparameter_benches::{criterion, operation};

const OVERRIDE: [Operation; 3] = [
    operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr }),
    operation!(Fx::override_read("train.lr", 0.2)),
    operation!(Fold::override_read("train.lr", 0.2)),
];
const NEW: [Operation; 3] = [
    operation!(with_params! { set train.decay = 0.2; get lr = train.decay or 0.5; lr }),
    operation!(Fx::override_read("train.decay", 0.2)),
    operation!(Fold::override_read("train.decay", 0.2)),
];

fn override_read_restore(criterion: &mut Criterion) {
    for fixture in LADDER {
        let stage = Stage::of(fixture);
        for (operation, [ours, fx, fold]) in [
            ("override, read, restore", OVERRIDE),
            ("set a new key, read, restore", NEW),
        ] {
            let floor = Subject::new(Fx::NAME, &stage, fx);
            let ours = Subject::new("hyperparameter", &stage, ours);
            let fold = Subject::new(Fold::NAME, &stage, fold);
            measure(
                criterion,
                &Place::rust(operation, fixture),
                floor,
                &[ours, fold],
            );
        }
    }
}

criterion_group! { name = benches; config = criterion(); targets = override_read_restore }
criterion_main!(benches);
