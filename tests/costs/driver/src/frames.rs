//! Reads of a frame, each beside the same by hand: a hash map for each scope, the innermost first.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;

use hyperparameter::{Frame, Key};
use rustc_hash::FxBuildHasher;

use crate::fixture::{Fixture, layer};
use crate::floor::{self, Value};
use crate::operations::Operation;

type Maps = Vec<HashMap<&'static str, Value, FxBuildHasher>>;

thread_local! {
    static FRAME: RefCell<Frame> = RefCell::default();
    static MAPS: RefCell<Maps> = RefCell::default();
}

pub const FIXTURES: [Fixture; 4] = [
    Fixture::OneScope,
    Fixture::Nested8,
    Fixture::Keys(10),
    Fixture::Keys(100_000),
];

const LAYERS: [i64; 4] = [64, 128, 256, 512];

/// Name, ours, and the floor's.
pub const OPERATIONS: [(&str, Operation, Operation); 5] = [
    (
        "frame.get, by text",
        |times| ours(times, |frame| frame.get::<f64>(black_box("train.lr"))),
        |times| by_hand(times, |maps| number(find(maps, black_box("train.lr")))),
    ),
    (
        "frame.get, by literal",
        |times| {
            static LR: Key = Key::literal("train.lr");
            ours(times, |frame| frame.get::<f64>(&LR));
        },
        |times| by_hand(times, |maps| number(find(maps, "train.lr"))),
    ),
    (
        "frame.get, missing",
        |times| ours(times, |frame| frame.get::<f64>(black_box("train.decay"))),
        |times| by_hand(times, |maps| number(find(maps, black_box("train.decay")))),
    ),
    (
        "frame.get, a string",
        |times| ours(times, |frame| frame.get::<String>(black_box("model.name"))),
        |times| by_hand(times, |maps| text(find(maps, black_box("model.name")))),
    ),
    (
        "frame.get, a typed list",
        |times| {
            ours(times, |frame| {
                frame.get::<Vec<i64>>(black_box("model.layers"))
            })
        },
        |times| {
            by_hand(times, |maps| {
                integers(find(maps, black_box("model.layers")))
            })
        },
    ),
];

/// Makes the frame and the maps of a fixture those that operations use.
pub fn enter(fixture: Fixture) {
    let mut scopes: Vec<Vec<(&'static str, f64)>> = vec![layer(fixture.others())];
    if fixture == Fixture::Nested8 {
        for name in ["k1", "k2", "k3", "k4", "k5", "k6", "k7"] {
            scopes.push(vec![(name, 1.0)]);
        }
    }
    let mut frame = Frame::empty();
    let mut maps = Maps::new();
    for (depth, scope) in scopes.into_iter().enumerate() {
        let mut builder = frame.builder();
        let mut map: HashMap<_, _, _> = HashMap::default();
        for (key, value) in scope {
            builder.set(key, value).expect("a key");
            map.insert(key, Value::Float(value));
        }
        if depth == 0 {
            builder.set("model.name", "resnet50").expect("a key");
            builder.set("model.layers", LAYERS).expect("a key");
            map.insert("model.name", Value::Text("resnet50".into()));
            map.insert("model.layers", Value::List(LAYERS.map(Value::Int).into()));
        }
        frame = builder.build();
        maps.insert(0, map);
    }
    FRAME.set(frame);
    MAPS.set(maps);
}

fn ours<T>(times: u64, read: impl Fn(&Frame) -> T) {
    FRAME.with_borrow(|frame| {
        for _ in 0..times {
            black_box(read(black_box(frame)));
        }
    });
}

fn by_hand<T>(times: u64, read: impl Fn(&Maps) -> T) {
    MAPS.with_borrow(|maps| {
        for _ in 0..times {
            black_box(read(black_box(maps)));
        }
    });
}

fn find<'a>(maps: &'a Maps, key: &str) -> Option<&'a Value> {
    maps.iter().find_map(|map| floor::find(map, key))
}

fn number(found: Option<&Value>) -> Option<f64> {
    match found {
        Some(Value::Float(value)) => Some(*value),
        _ => None,
    }
}

fn text(found: Option<&Value>) -> Option<String> {
    match found {
        Some(Value::Text(value)) => Some(value.clone()),
        _ => None,
    }
}

fn integers(found: Option<&Value>) -> Option<Vec<i64>> {
    let integer = |value: &Value| match value {
        Value::Int(value) => Some(*value),
        _ => None,
    };
    match found {
        Some(Value::List(values)) => {
            let mut integers = Vec::with_capacity(values.len());
            for value in values {
                integers.push(integer(value)?);
            }
            Some(integers)
        }
        _ => None,
    }
}
