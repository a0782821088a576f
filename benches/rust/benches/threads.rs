//! Two threads reading at once, beside one.
//!
//! Every thread has its own frame pointer and nothing it reads is written to, so
//! that a second thread should cost the first nothing. Told as how many times
//! the reads of one thread two get done: 2 would be perfect. Processor time is
//! taken, not the clock's, because the machine is shared; a cache line that two
//! threads write to shows in it, as the last subject shows. The floor shows what
//! the machine gives: its threads share nothing at all.

use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use hyperparameter::{Frame, with_frame, with_params};
use hyperparameter_benches::fixture::{Fixture, layer};
use hyperparameter_benches::floor::{Fx, Map};
use hyperparameter_benches::stage::{Operation, processor_time};
use hyperparameter_benches::{median, note, operation};
use serde_json::json;

const READS: u64 = 2_000_000;
const ROUNDS: usize = 15;
/// On a machine that is busy otherwise, two threads seldom run at the same time.
const ATTEMPTS: usize = 200;

const READ: Operation = operation!(with_params! { get lr = train.lr or 0.5; lr });
const FLOOR: Operation = operation!(Fx::get("train.lr", 0.5));

/// What it looks like when a cache line is written by all who read.
static COUNT: AtomicU64 = AtomicU64::new(0);
const COUNTED: Operation = |times| {
    for _ in 0..times {
        COUNT.fetch_add(1, Ordering::Relaxed);
        black_box(with_params! { get lr = train.lr or 0.5; lr });
        COUNT.fetch_sub(1, Ordering::Relaxed);
    }
};

fn main() {
    // What cargo passes along has no meaning here.
    let fixture = Fixture::Keys(1_000);
    let frame = Frame::empty()
        .child(layer(1_000))
        .expect("the names are keys");
    let subjects = [
        ("hyperparameter", READ),
        (Fx::NAME, FLOOR),
        ("a counted reference", COUNTED),
    ];
    // All take turns: what the machine gives changes.
    let mut rounds = vec![Vec::new(); subjects.len()];
    for _ in 0..ATTEMPTS {
        if rounds.iter().all(|rounds| rounds.len() == ROUNDS) {
            break;
        }
        for (rounds, (_, operation)) in rounds.iter_mut().zip(subjects) {
            let alone = together(1, fixture, &frame, operation);
            let both = together(2, fixture, &frame, operation);
            if both.at_once > 1.8 && rounds.len() < ROUNDS {
                rounds.push((alone.each / READS as f64, 2.0 * alone.each / both.each));
            }
        }
    }
    if rounds.iter().any(|rounds| rounds.len() < 5) {
        println!("two threads reading: not measured, two threads do not run at once here");
        return;
    }
    for (rounds, (subject, _)) in rounds.iter().zip(subjects) {
        let ns = median(rounds.iter().map(|round| round.0));
        let speedup = median(rounds.iter().map(|round| round.1));
        println!("two threads reading, {subject}: {speedup:.2} times one thread ({ns:.1} ns)");
        note(&json!({
            "language": "Rust",
            "operation": "two threads reading",
            "fixture": fixture.to_string(),
            "subject": subject,
            "ns": ns,
            "speedup": speedup,
        }));
    }
}

/// How so many threads got through their reads.
struct Together {
    /// Nanoseconds of the processor that a thread used.
    each: f64,
    /// How many of them ran at the same time.
    at_once: f64,
}

fn together(threads: usize, fixture: Fixture, frame: &Frame, operation: Operation) -> Together {
    let barrier = Barrier::new(threads);
    let took: Vec<(Duration, Duration)> = thread::scope(|scope| {
        let readers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    fixture.fill::<Fx>();
                    with_frame(frame.clone(), || {
                        operation(10_000);
                        barrier.wait();
                        let (before, began) = (processor_time(), Instant::now());
                        operation(READS);
                        (processor_time() - before, began.elapsed())
                    })
                })
            })
            .collect();
        readers
            .into_iter()
            .map(|reader| reader.join().expect("no panic"))
            .collect()
    });
    let used: Duration = took.iter().map(|took| took.0).sum();
    let longest = took.iter().map(|took| took.1).max().expect("a thread");
    Together {
        each: used.as_nanos() as f64 / threads as f64,
        at_once: used.as_secs_f64() / longest.as_secs_f64(),
    }
}
