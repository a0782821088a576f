//! Other libraries: how their users write a read and an override.
//!
//! A library without scopes overrides for a block by a copy that the block
//! uses: changed in place, it would be seen by all others.

use std::cell::RefCell;
use std::collections::BTreeMap;

use config::Config;
use figment::Figment;
use figment::providers::Serialized;

use crate::fixture::{Fixture, layer};

pub trait OtherLibrary {
    const NAME: &'static str;

    /// Runs `body` with the parameters of the fixture, on this thread.
    fn around(fixture: Fixture, body: &mut dyn FnMut());
    /// Reads `train.lr`, which is set, or 0.5.
    fn hit() -> f64;
    /// Reads `train.decay`, which is not set, or 0.5.
    fn missing() -> f64;
    /// Overrides `train.lr` by 0.2, reads it, and goes back.
    fn override_read() -> f64;
}

pub struct ConfigRs;

thread_local! {
    static CONFIG: RefCell<Config> = RefCell::default();
    static FIGMENT: RefCell<Figment> = RefCell::default();
}

impl OtherLibrary for ConfigRs {
    const NAME: &'static str = "config";

    fn around(fixture: Fixture, body: &mut dyn FnMut()) {
        let config = Config::try_from(&tree(fixture)).expect("a tree of numbers");
        CONFIG.set(config);
        body();
    }

    fn hit() -> f64 {
        CONFIG.with_borrow(|config| config.get_float("train.lr").unwrap_or(0.5))
    }

    fn missing() -> f64 {
        CONFIG.with_borrow(|config| config.get_float("train.decay").unwrap_or(0.5))
    }

    fn override_read() -> f64 {
        CONFIG.with_borrow(|config| {
            let builder = Config::builder().add_source(config.clone());
            let builder = builder.set_override("train.lr", 0.2).expect("a key");
            let copy = builder.build().expect("a tree of numbers");
            copy.get_float("train.lr").unwrap_or(0.5)
        })
    }
}

pub struct FigmentRs;

impl OtherLibrary for FigmentRs {
    const NAME: &'static str = "figment";

    fn around(fixture: Fixture, body: &mut dyn FnMut()) {
        FIGMENT.set(Figment::from(Serialized::defaults(tree(fixture))));
        body();
    }

    fn hit() -> f64 {
        FIGMENT.with_borrow(|figment| figment.extract_inner("train.lr").unwrap_or(0.5))
    }

    fn missing() -> f64 {
        FIGMENT.with_borrow(|figment| figment.extract_inner("train.decay").unwrap_or(0.5))
    }

    fn override_read() -> f64 {
        FIGMENT.with_borrow(|figment| {
            let copy = figment.clone().merge(("train.lr", 0.2));
            copy.extract_inner("train.lr").unwrap_or(0.5)
        })
    }
}

/// The crate of the same name, by what its documentation shows.
pub struct Namesake;

impl OtherLibrary for Namesake {
    const NAME: &'static str = "hyperparameter (crates.io)";

    fn around(fixture: Fixture, body: &mut dyn FnMut()) {
        use namesake::*;

        let mut parameters = ParamScope::default();
        for (name, number) in layer(fixture.others()) {
            parameters.add(format!("{name}={number}"));
        }
        with_params! {
            params parameters;
            set train.lr = 0.1;

            body()
        }
    }

    fn hit() -> f64 {
        use namesake::*;

        with_params! {
            get lr = train.lr or 0.5;

            lr
        }
    }

    fn missing() -> f64 {
        use namesake::*;

        with_params! {
            get decay = train.decay or 0.5;

            decay
        }
    }

    fn override_read() -> f64 {
        use namesake::*;

        with_params! {
            set train.lr = 0.2;

            with_params! {
                get lr = train.lr or 0.5;

                lr
            }
        }
    }
}

/// The parameters of a fixture, as documents have them.
fn tree(fixture: Fixture) -> BTreeMap<&'static str, BTreeMap<&'static str, f64>> {
    let mut tree = BTreeMap::<_, BTreeMap<_, _>>::new();
    for (name, number) in layer(fixture.others()) {
        let (group, item) = name.split_once('.').expect("two segments");
        tree.entry(group).or_default().insert(item, number);
    }
    tree
}
