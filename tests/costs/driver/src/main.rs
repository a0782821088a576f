//! Runs operations one at a time, for others to watch.
//!
//! ```text
//! hyperparameter-costs counted LIBRARY   runs each in `measured`, for callgrind
//! hyperparameter-costs protected         runs each where shared memory cannot be written to
//! ```
//!
//! `counted` prints a line for each time that `measured` was entered, in order: the
//! operation, what is set around it, whose it is, and how often it was done.

mod c;
mod frames;
mod operations;
mod planted;
mod protection;

// The benches' own: what is counted is what is timed.
#[path = "../../../../benches/rust/src/fixture.rs"]
#[expect(dead_code, reason = "the benches also use what is not counted")]
mod fixture;
#[path = "../../../../benches/rust/src/floor.rs"]
#[expect(dead_code, reason = "the benches also use what is not counted")]
mod floor;

use std::hint::black_box;

use fixture::Fixture;
use operations::{FIXTURES, Operation, RUST};

/// What one-time costs, such as a table that grows, are spread over.
const TIMES: u64 = 1_000;

/// The only part of the program whose instructions are counted; found by its name.
#[unsafe(no_mangle)]
#[inline(never)]
fn measured(operation: Operation, times: u64) {
    operation(black_box(times));
}

fn count(operation: &str, fixture: &str, subject: &str, run: Operation) {
    // What happens the first time only is not what is counted.
    run(16);
    measured(run, TIMES);
    println!("{operation}|{fixture}|{subject}|{TIMES}");
}

/// Runs `body` in a thread of its own, because a baseline reaches only later ones.
fn inside(fixture: Fixture, body: impl FnOnce() + Send) {
    fixture.publish();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            fixture.fill::<floor::Fx>();
            let mut body = Some(body);
            fixture.around(&mut || {
                if let Some(body) = body.take() {
                    body();
                }
            });
        });
    });
}

fn counted(library: &str) {
    for fixture in FIXTURES {
        inside(fixture, || {
            for (name, ours, floor) in RUST {
                // Only where its key is set is a hit a hit.
                if fixture.sets_a_key() || !name.starts_with("read") || name.ends_with("missing") {
                    count(name, &fixture.to_string(), "ours", ours);
                    count(name, &fixture.to_string(), "floor", floor);
                }
            }
        });
    }
    for fixture in frames::FIXTURES {
        inside(Fixture::NoScope, || {
            frames::enter(fixture);
            for (name, ours, floor) in frames::OPERATIONS {
                count(name, &fixture.to_string(), "ours", ours);
                count(name, &fixture.to_string(), "floor", floor);
            }
        });
    }
    c::load(library);
    for fixture in [Fixture::Keys(10), Fixture::Keys(100_000)] {
        inside(fixture, || {
            c::enter(fixture);
            for (name, ours, floor) in c::OPERATIONS {
                count(name, &fixture.to_string(), "ours", ours);
                count(name, &fixture.to_string(), "floor", floor);
            }
        });
    }
    for (name, faulty) in planted::OPERATIONS {
        count(name, "planted", "ours", faulty);
    }
}

/// Tells of each operation, in each fixture, whether it writes to memory that threads share.
fn protected() {
    for fixture in FIXTURES {
        inside(fixture, || {
            let rust = RUST.map(|(name, ours, _)| (name, ours));
            for (name, run) in rust.into_iter().chain(planted::OPERATIONS) {
                run(16);
                let own = protection::writes_to_its_own(|| run(10_000));
                println!("{name}|{fixture}|{}", if own { "own" } else { "shared" });
            }
        });
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["counted", library] => counted(library),
        ["protected"] => protected(),
        _ => {
            eprintln!("usage: hyperparameter-costs counted LIBRARY | protected");
            std::process::exit(2);
        }
    }
}
