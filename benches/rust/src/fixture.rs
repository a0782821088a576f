//! The ladder: what is set around an operation.

use hyperparameter::{Frame, frozen, with_frame, with_params};

use crate::floor;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fixture {
    NoScope,
    OneScope,
    Nested8,
    Frozen,
    Keys(usize),
}

/// The same for every operation.
pub const LADDER: [Fixture; 9] = [
    Fixture::NoScope,
    Fixture::OneScope,
    Fixture::Nested8,
    Fixture::Frozen,
    Fixture::Keys(10),
    Fixture::Keys(1_000),
    Fixture::Keys(10_000),
    Fixture::Keys(100_000),
    Fixture::Keys(1_000_000),
];

impl std::fmt::Display for Fixture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fixture::NoScope => f.write_str("no scope"),
            Fixture::OneScope => f.write_str("one scope"),
            Fixture::Nested8 => f.write_str("8 nested"),
            Fixture::Frozen => f.write_str("frozen"),
            Fixture::Keys(count) => {
                let digits = count.to_string();
                let groups: Vec<&str> = digits
                    .as_bytes()
                    .rchunks(3)
                    .rev()
                    .map(|group| std::str::from_utf8(group).unwrap_or_default())
                    .collect();
                write!(f, "{} keys", groups.join(","))
            }
        }
    }
}

impl Fixture {
    /// Whether `train.lr` is set.
    pub fn sets_a_key(self) -> bool {
        self != Fixture::NoScope
    }

    /// How many parameters are set that no operation reads.
    pub fn others(self) -> usize {
        match self {
            Fixture::Keys(count) => count,
            _ => 0,
        }
    }

    /// What this thread's baseline has to be, before the thread begins.
    pub fn publish(self) {
        let publish = || frozen();
        match self {
            Fixture::Frozen => with_params! { set train.lr = 0.1; publish() },
            _ => with_frame(Frame::empty(), publish),
        }
    }

    /// Runs `body` with the parameters of this fixture, in this package.
    pub fn around(self, body: &mut dyn FnMut()) {
        match self {
            Fixture::NoScope | Fixture::Frozen => body(),
            Fixture::OneScope => with_params! { set train.lr = 0.1; body() },
            Fixture::Nested8 => with_params! {
                set train.lr = 0.1; with_params! {
                set nested.k1 = 1; with_params! {
                set nested.k2 = 2; with_params! {
                set nested.k3 = 3; with_params! {
                set nested.k4 = 4; with_params! {
                set nested.k5 = 5; with_params! {
                set nested.k6 = 6; with_params! {
                set nested.k7 = 7; body() } } } } } } }
            },
            Fixture::Keys(count) => {
                let frame = Frame::empty().child(layer(count));
                with_frame(frame.expect("the names are keys"), body)
            }
        }
    }

    /// The same on the floor of this thread.
    pub fn fill<M: floor::Map>(self) {
        if self.sets_a_key() {
            M::set("train.lr", 0.1);
        }
        match self {
            Fixture::Nested8 => {
                for name in ["k1", "k2", "k3", "k4", "k5", "k6", "k7"] {
                    M::set(name, 1.0);
                }
            }
            Fixture::Keys(count) => {
                for (name, number) in layer(count) {
                    M::set(name, number);
                }
            }
            _ => {}
        }
    }
}

/// So many parameters that an operation does not read, and the one that it reads.
pub fn layer(others: usize) -> Vec<(&'static str, f64)> {
    let mut layer = vec![("train.lr", 0.1)];
    for number in 0..others {
        // Leaked: literals live as long.
        let name = format!("group{}.item{number}", number % 100).leak();
        layer.push((name, number as f64));
    }
    layer
}
