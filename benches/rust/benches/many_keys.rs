//! Whether a scope costs the same however many other parameters there are.
//!
//! What would dominate if it did not: the memory that has to be touched. Stands
//! beside the same scope over ten keys, which takes turns with it on one thread,
//! and beside a lookup of the floor's, which the target is told in.

use std::sync::LazyLock;

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::{Frame, with_frame, with_params};
use hyperparameter_benches::fixture::{Fixture, layer};
use hyperparameter_benches::floor::{Fx, Map};
use hyperparameter_benches::stage::{Operation, Place, Stage, Subject, measure};
use hyperparameter_benches::{criterion, operation};

const OVERRIDE: Operation =
    operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr });

static FEW: LazyLock<Frame> =
    LazyLock::new(|| Frame::empty().child(layer(10)).expect("the names are keys"));
const OVER_FEW: Operation = |times| with_frame(FEW.clone(), || OVERRIDE(times));

fn many_keys(criterion: &mut Criterion) {
    for count in [10, 100, 1_000, 10_000, 100_000, 1_000_000] {
        let fixture = Fixture::Keys(count);
        let stage = Stage::of(fixture);
        let ours = [Subject::new("hyperparameter", &stage, OVERRIDE)];
        let place = Place::rust("override, read, restore, beside 10 keys", fixture);
        let few = Subject::new("the same over 10 keys", &stage, OVER_FEW);
        measure(criterion, &place, few, &ours);
        let lookup = Subject::new(Fx::NAME, &stage, operation!(Fx::get("train.lr", 0.5)));
        let place = Place::rust("override, read, restore, beside a lookup", fixture);
        measure(criterion, &place, lookup, &ours);
    }
}

criterion_group! { name = benches; config = criterion(); targets = many_keys }
criterion_main!(benches);
