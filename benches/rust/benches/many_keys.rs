//! Reads and scopes over ten to a million other parameters.
//!
//! What dominates, beyond what the other benches say: how much of the memory is
//! in the processor's caches. The instructions are the same ones.

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::fixture::Fixture;
use hyperparameter_benches::floor::{Fx, Map};
use hyperparameter_benches::stage::{Operation, Stage, measure};
use hyperparameter_benches::{criterion, operation};

const HIT: Operation = operation!(with_params! { get lr = train.lr or 0.5; lr });
const MISSING: Operation = operation!(with_params! { get decay = train.decay or 0.5; decay });
const OVERRIDE: Operation =
    operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr });

fn many_keys(criterion: &mut Criterion) {
    for count in [10, 100, 1_000, 10_000, 100_000, 1_000_000] {
        let fixture = Fixture::Keys(count);
        let stage = Stage::of(fixture);
        for (operation, ours, floor) in [
            ("read", HIT, operation!(Fx::get("train.lr", 0.5))),
            ("read, missing", MISSING, operation!(Fx::get("train.decay", 0.5))),
            (
                "override, read, restore",
                OVERRIDE,
                operation!(Fx::override_read("train.lr", 0.2)),
            ),
        ] {
            let subjects = [("hyperparameter", ours), (Fx::NAME, floor)];
            measure(
                criterion,
                &format!("{operation}, many keys"),
                &fixture.to_string(),
                &stage,
                &subjects,
            );
        }
    }
}

criterion_group! { name = benches; config = criterion(); targets = many_keys }
criterion_main!(benches);
