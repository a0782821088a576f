//! Scopes by hand: a chain of maps with a fast hash, one for each scope.
//!
//! As deep as the scopes are nested, and read from the innermost outward; a value
//! is copied for whoever reads it.

use std::cell::RefCell;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::fixture::{Fixture, layer};
use crate::floor::Value;

/// The scopes, the innermost last.
#[derive(Clone, Default)]
pub struct Chain(Vec<HashMap<&'static str, Value, FxBuildHasher>>);

thread_local! {
    static CURRENT: RefCell<Chain> = RefCell::default();
}

impl Chain {
    /// The scopes of the fixture, with `first` in the outermost.
    pub fn of(fixture: Fixture, first: &[(&'static str, Value)]) -> Chain {
        let numbers = layer(fixture.others()).into_iter();
        let numbers = numbers.map(|(name, number)| (name, Value::Float(number)));
        let mut scopes = vec![numbers.chain(first.iter().cloned()).collect()];
        if fixture == Fixture::Nested8 {
            for name in NESTED {
                scopes.push(HashMap::from_iter([(name, Value::Int(1))]));
            }
        }
        Chain(scopes)
    }

    /// Makes it this thread's.
    pub fn enter(self) {
        CURRENT.set(self);
    }

    #[inline]
    fn find(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find_map(|scope| scope.get(name))
    }

    #[inline]
    pub fn text(&self, name: &str) -> Option<String> {
        match self.find(name)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    #[inline]
    pub fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        let Value::List(items) = self.find(name)? else {
            return None;
        };
        let number = |item: &Value| match item {
            Value::Float(number) => Some(*number),
            _ => None,
        };
        items.iter().map(number).collect()
    }
}

/// A number of this thread's chain, or the default.
#[inline]
pub fn get(name: &str, default: f64) -> f64 {
    CURRENT.with_borrow(|chain| match chain.find(name) {
        Some(Value::Float(number)) => *number,
        _ => default,
    })
}

/// This thread's chain, to be read again and again.
pub fn current() -> Chain {
    CURRENT.with_borrow(Chain::clone)
}

/// What the inner scopes set.
pub const NESTED: [&str; 7] = [
    "nested.k1",
    "nested.k2",
    "nested.k3",
    "nested.k4",
    "nested.k5",
    "nested.k6",
    "nested.k7",
];
