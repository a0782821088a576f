//! The floor: the same by hand, on a thread-local map with a fast hash.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasher;

/// What such a map would hold.
#[derive(Clone)]
pub enum Value {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Value>),
}

/// What a map holds. Not inlined: whether a literal is hashed by the compiler would depend
/// on what else there is in the program.
#[inline(never)]
pub fn find<'a, S: BuildHasher>(
    map: &'a HashMap<&'static str, Value, S>,
    name: &str,
) -> Option<&'a Value> {
    map.get(name)
}

/// A map of this thread.
pub trait Map {
    const NAME: &'static str;

    fn get(name: &'static str, default: f64) -> f64;
    fn set(name: &'static str, value: f64);
    /// Sets one name, reads it, and puts back what was before.
    fn override_read(name: &'static str, value: f64) -> f64;
}

macro_rules! floor {
    ($(#[$about:meta])* $floor:ident, $name:literal, $hasher:ty) => {
        $(#[$about])*
        pub struct $floor;

        const _: () = {
            thread_local! {
                static MAP: RefCell<HashMap<&'static str, Value, $hasher>> = RefCell::default();
            }

            impl Map for $floor {
                const NAME: &'static str = $name;

                #[inline]
                fn get(name: &'static str, default: f64) -> f64 {
                    MAP.with_borrow(|map| match find(map, name) {
                        Some(Value::Float(value)) => *value,
                        _ => default,
                    })
                }

                #[inline]
                fn set(name: &'static str, value: f64) {
                    MAP.with_borrow_mut(|map| map.insert(name, Value::Float(value)));
                }

                #[inline]
                fn override_read(name: &'static str, value: f64) -> f64 {
                    let before = MAP.with_borrow_mut(|map| map.insert(name, Value::Float(value)));
                    let read = Self::get(name, 0.5);
                    MAP.with_borrow_mut(|map| match before {
                        Some(before) => map.insert(name, before),
                        None => map.remove(name),
                    });
                    read
                }
            }
        };
    };
}

floor! {
    /// The hash of the compiler; the floor that ratios are told against.
    Fx, "floor", rustc_hash::FxBuildHasher
}

floor! {
    /// The hash of `hashbrown`.
    Fold, "floor, foldhash", foldhash::fast::FixedState
}
