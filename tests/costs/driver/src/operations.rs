//! The operations in Rust, each beside the same by hand.

use std::hint::black_box;

use hyperparameter::{current, enter, with_params};

use crate::fixture::Fixture;
use crate::floor::{Fx, Map};

/// Does something so many times.
pub type Operation = fn(u64);

/// An [`Operation`] from an expression: the loop around it.
macro_rules! operation {
    ($expression:expr) => {
        |times| {
            for _ in 0..times {
                std::hint::black_box($expression);
            }
        }
    };
}
pub(crate) use operation;

pub const FIXTURES: [Fixture; 8] = [
    Fixture::NoScope,
    Fixture::OneScope,
    Fixture::Nested8,
    Fixture::Frozen,
    Fixture::Keys(10),
    Fixture::Keys(1_000),
    Fixture::Keys(10_000),
    Fixture::Keys(100_000),
];

/// Name, ours, and the floor's.
pub const RUST: [(&str, Operation, Operation); 6] = [
    (
        "read",
        operation!(with_params! { get lr = train.lr or 0.5; lr }),
        operation!(Fx::get("train.lr", 0.5)),
    ),
    (
        "read, computed key",
        operation!(with_params! { get lr = [black_box("train.lr")] or 0.5; lr }),
        operation!(Fx::get(black_box("train.lr"), 0.5)),
    ),
    (
        "read, missing",
        operation!(with_params! { get decay = train.decay or 0.5; decay }),
        operation!(Fx::get("train.decay", 0.5)),
    ),
    (
        "override, read, restore",
        operation!(with_params! { set train.lr = 0.2; get lr = train.lr or 0.5; lr }),
        operation!(Fx::override_read("train.lr", 0.2)),
    ),
    (
        "override ten, read, restore",
        operation!(with_params! {
            set train.a = 0.2; set train.b = 0.2; set train.c = 0.2; set train.d = 0.2;
            set train.e = 0.2; set train.f = 0.2; set train.g = 0.2; set train.h = 0.2;
            set train.i = 0.2; set train.lr = 0.2; get lr = train.lr or 0.5; lr
        }),
        operation!(Fx::override_read("train.lr", 0.2)),
    ),
    (
        "enter, leave",
        operation!(drop(enter(current()))),
        operation!(Fx::override_read("train.lr", 0.2)),
    ),
];
