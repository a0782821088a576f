//! Reads beside a chain of maps that is as deep as the scopes are nested.
//!
//! What dominates: where a key is computed, its hash; where a string or a list is
//! read, the allocation of what is returned.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter::{Frame, Value, current, with_frame, with_params};
use hyperparameter_benches::chain::{self, Chain, NESTED};
use hyperparameter_benches::fixture::{Fixture, layer};
use hyperparameter_benches::floor;
use hyperparameter_benches::stage::{Operation, Place, Stage, Subject, measure};
use hyperparameter_benches::{criterion, operation};

const NAME: &str = "resnet-50-of-a-length-that-is-on-the-heap";
const SIZES: [f64; 4] = [0.1, 0.2, 0.3, 0.4];

const COMPUTED: [Operation; 2] = [
    operation!(with_params! { get lr = [black_box("train.lr")] or 0.5; lr }),
    operation!(chain::get(black_box("train.lr"), 0.5)),
];
const LITERAL: [Operation; 2] = [
    operation!(with_params! { get lr = train.lr or 0.5; lr }),
    operation!(chain::get("train.lr", 0.5)),
];
const TEXT: [Operation; 2] = [
    |times| {
        let frame = current();
        for _ in 0..times {
            let _ = black_box(frame.get::<String>(black_box("train.name")));
        }
    },
    |times| {
        let chain = chain::current();
        for _ in 0..times {
            black_box(chain.text(black_box("train.name")));
        }
    },
];
const LIST: [Operation; 2] = [
    |times| {
        let frame = current();
        for _ in 0..times {
            let _ = black_box(frame.get::<Vec<f64>>(black_box("train.sizes")));
        }
    },
    |times| {
        let chain = chain::current();
        for _ in 0..times {
            black_box(chain.numbers(black_box("train.sizes")));
        }
    },
];

/// The scopes of the fixture, with a string and a list beside the number.
fn frame(fixture: Fixture) -> Frame {
    let numbers = layer(fixture.others()).into_iter();
    let numbers = numbers.map(|(name, number)| (name, Value::Float(number)));
    let others = [
        ("train.name", Value::Text(NAME.into())),
        (
            "train.sizes",
            Value::List(SIZES.map(Value::Float).to_vec().into()),
        ),
    ];
    let whole: Vec<_> = numbers.chain(others).collect();
    let mut frame = Frame::empty().child(whole).expect("the names are keys");
    if fixture == Fixture::Nested8 {
        for name in NESTED {
            frame = frame.child([(name, 1)]).expect("the name is a key");
        }
    }
    frame
}

fn by_hand(fixture: Fixture) -> Chain {
    let others = [
        ("train.name", floor::Value::Text(NAME.into())),
        (
            "train.sizes",
            floor::Value::List(SIZES.map(floor::Value::Float).to_vec()),
        ),
    ];
    Chain::of(fixture, &others)
}

fn depth(criterion: &mut Criterion) {
    for fixture in [
        Fixture::OneScope,
        Fixture::Nested8,
        Fixture::Keys(1_000),
        Fixture::Keys(100_000),
    ] {
        let stage = Stage::new(move |body| {
            by_hand(fixture).enter();
            with_frame(frame(fixture), body);
        });
        for (operation, [ours, chain]) in [
            ("read, literal, beside a chain", LITERAL),
            ("read, computed key, beside a chain", COMPUTED),
            ("read, a String, beside a chain", TEXT),
            ("read, a Vec, beside a chain", LIST),
        ] {
            let ours = Subject::new("hyperparameter", &stage, ours);
            let chain = Subject::new("a chain of maps", &stage, chain);
            measure(criterion, &Place::rust(operation, fixture), chain, &[ours]);
        }
    }
}

criterion_group! { name = benches; config = criterion(); targets = depth }
criterion_main!(benches);
