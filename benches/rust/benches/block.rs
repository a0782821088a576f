//! Blocks of one to a hundred overrides.
//!
//! What dominates: one allocation for the level of the block, and as it grows; then the moving of
//! each override to its place. How many other parameters there are does not matter. The floor
//! overrides and restores as many times.

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::with_params;
use hyperparameter_benches::fixture::LADDER;
use hyperparameter_benches::floor::{Fx, Map};
use hyperparameter_benches::stage::{Operation, Place, Stage, Subject, measure};
use hyperparameter_benches::{criterion, operation};

macro_rules! block {
    ($($name:ident)*) => {
        operation!(with_params! { $(set block.$name = 0.2;)* get x = block.k0 or 0.5; x })
    };
}

macro_rules! floor {
    ($times:literal) => {
        operation!(for _ in 0..$times {
            std::hint::black_box(Fx::override_read("train.lr", 0.2));
        })
    };
}

const BLOCKS: [(&str, Operation, Operation); 5] = [
    ("a block of 1", block!(k0), floor!(1)),
    ("a block of 3", block!(k0 k1 k2), floor!(3)),
    ("a block of 5", block!(k0 k1 k2 k3 k4), floor!(5)),
    (
        "a block of 10",
        block!(k0 k1 k2 k3 k4 k5 k6 k7 k8 k9),
        floor!(10),
    ),
    ("a block of 100", HUNDRED, floor!(100)),
];

const HUNDRED: Operation = block! {
    k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 k10 k11 k12 k13 k14 k15 k16 k17 k18 k19 k20 k21 k22 k23 k24
    k25 k26 k27 k28 k29 k30 k31 k32 k33 k34 k35 k36 k37 k38 k39 k40 k41 k42 k43 k44 k45 k46
    k47 k48 k49 k50 k51 k52 k53 k54 k55 k56 k57 k58 k59 k60 k61 k62 k63 k64 k65 k66 k67 k68
    k69 k70 k71 k72 k73 k74 k75 k76 k77 k78 k79 k80 k81 k82 k83 k84 k85 k86 k87 k88 k89 k90
    k91 k92 k93 k94 k95 k96 k97 k98 k99
};

fn blocks(criterion: &mut Criterion) {
    for fixture in LADDER {
        let stage = Stage::of(fixture);
        for (operation, ours, floor) in BLOCKS {
            let floor = Subject::new(Fx::NAME, &stage, floor);
            let ours = Subject::new("hyperparameter", &stage, ours);
            measure(criterion, &Place::rust(operation, fixture), floor, &[ours]);
        }
    }
}

criterion_group! { name = benches; config = criterion(); targets = blocks }
criterion_main!(benches);
