//! Two threads reading at once, beside one.
//!
//! Every thread has its own frame pointer and nothing it reads is written to, so
//! that a second thread should cost the first nothing. Told as how many times
//! the reads of one thread two get done: 2 would be perfect. Processor time is
//! taken, not the clock's, because the machine is shared; a cache line that two
//! threads write to shows in it, as the last subject shows.

use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use hyperparameter::{Frame, with_frame, with_params};
use hyperparameter_benches::fixture::layer;
use hyperparameter_benches::stage::{Operation, processor_time};
use hyperparameter_benches::{operation, write_lines};
use serde_json::json;

const READS: u64 = 2_000_000;
const ROUNDS: usize = 15;

const READ: Operation = operation!(with_params! { get lr = train.lr or 0.5; lr });

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
    let frame = Frame::empty().child(layer(1_000)).expect("the names are keys");
    let mut lines = Vec::new();
    for (subject, operation) in [("hyperparameter", READ), ("a counted reference", COUNTED)] {
        let mut ratios = Vec::new();
        let mut single = Vec::new();
        for _ in 0..ROUNDS {
            let alone = together(1, &frame, operation);
            let both = together(2, &frame, operation);
            single.push(alone.as_nanos() as f64 / READS as f64);
            ratios.push(2.0 * alone.as_secs_f64() / both.as_secs_f64());
        }
        let (speedup, ns) = (median(&mut ratios), median(&mut single));
        println!("two threads reading, {subject}: {speedup:.2} times one thread ({ns:.1} ns)");
        lines.push(json!({
            "operation": "two threads reading",
            "subject": subject,
            "fixture": "1,000 keys",
            "ns": ns,
            "speedup": speedup,
        }));
    }
    write_lines("threads.jsonl", &lines);
}

/// What a thread uses of the processor for its reads, when so many read at once.
fn together(threads: usize, frame: &Frame, operation: Operation) -> Duration {
    let barrier = Barrier::new(threads);
    let took: Vec<Duration> = thread::scope(|scope| {
        let readers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    with_frame(frame.clone(), || {
                        operation(10_000);
                        barrier.wait();
                        let before = processor_time();
                        operation(READS);
                        processor_time() - before
                    })
                })
            })
            .collect();
        readers.into_iter().map(|reader| reader.join().expect("no panic")).collect()
    });
    took.iter().sum::<Duration>() / threads as u32
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
