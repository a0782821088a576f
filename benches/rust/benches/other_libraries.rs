//! The same operations as users of other libraries write them.
//!
//! What dominates: parsing the path and converting the value at every read, and
//! copying all parameters for an override.

use criterion::{Criterion, criterion_group, criterion_main};
use hyperparameter_benches::criterion;
use hyperparameter_benches::fixture::Fixture;
use hyperparameter_benches::floor::{Fx, Map};
use hyperparameter_benches::operation;
use hyperparameter_benches::other_library::{ConfigRs, FigmentRs, Namesake, OtherLibrary};
use hyperparameter_benches::stage::{Place, Stage, Subject, measure};

/// They copy: more keys would take longer than anybody waits.
const FIXTURES: [Fixture; 4] = [
    Fixture::OneScope,
    Fixture::Keys(10),
    Fixture::Keys(1_000),
    Fixture::Keys(10_000),
];

fn other_libraries(criterion: &mut Criterion) {
    other_library::<ConfigRs>(criterion);
    other_library::<FigmentRs>(criterion);
    other_library::<Namesake>(criterion);
}

fn other_library<N: OtherLibrary>(criterion: &mut Criterion) {
    for fixture in FIXTURES {
        let stage = Stage::new(move |body| {
            fixture.fill::<Fx>();
            N::around(fixture, &mut || {
                // A figure of something that does not work would be none.
                assert_eq!(
                    (0.1, 0.5, 0.2),
                    (N::hit(), N::missing(), N::override_read())
                );
                body();
            });
        });
        for (operation, theirs, floor) in [
            (
                "read",
                operation!(N::hit()),
                operation!(Fx::get("train.lr", 0.5)),
            ),
            (
                "read, missing",
                operation!(N::missing()),
                operation!(Fx::get("train.decay", 0.5)),
            ),
            (
                "override, read, restore",
                operation!(N::override_read()),
                operation!(Fx::override_read("train.lr", 0.2)),
            ),
        ] {
            let place = Place::rust(operation, fixture);
            let floor = Subject::new(Fx::NAME, &stage, floor);
            measure(
                criterion,
                &place,
                floor,
                &[Subject::new(N::NAME, &stage, theirs)],
            );
        }
    }
}

criterion_group! { name = benches; config = criterion(); targets = other_libraries }
criterion_main!(benches);
