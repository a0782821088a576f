//! Where an operation is measured: a thread of its own, with a fixture around it.
//!
//! A thread, because a baseline is seen only by threads that begin after it was
//! published. Its processor time is taken, because the machine is shared: what
//! others do in between does not count, waiting for a lock of ours would not
//! either, but there is none.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use serde_json::json;

use crate::fixture::Fixture;
use crate::floor::{Fold, Fx};
use crate::{SAMPLES, median, note};

/// Runs an operation so many times.
pub type Operation = fn(u64);

pub struct Stage {
    jobs: Option<Sender<(Operation, u64)>>,
    took: Receiver<Duration>,
    thread: Option<JoinHandle<()>>,
}

impl Stage {
    /// A thread inside whatever `around` puts around its body.
    pub fn new(around: impl FnOnce(&mut dyn FnMut()) + Send + 'static) -> Stage {
        let (jobs, received) = channel::<(Operation, u64)>();
        let (done, took) = channel();
        let thread = thread::spawn(move || {
            around(&mut || {
                // Ready: criterion would take the making of the fixture for the operation.
                if done.send(Duration::ZERO).is_err() {
                    return;
                }
                for (operation, times) in received.iter() {
                    let before = processor_time();
                    operation(times);
                    let after = processor_time();
                    if done.send(after - before).is_err() {
                        return;
                    }
                }
            });
        });
        took.recv().expect("the thread of the stage is ready");
        Stage {
            jobs: Some(jobs),
            took,
            thread: Some(thread),
        }
    }

    pub fn of(fixture: Fixture) -> Stage {
        fixture.publish();
        Stage::new(move |body| {
            fixture.fill::<Fx>();
            fixture.fill::<Fold>();
            fixture.around(body);
        })
    }

    pub fn run(&self, operation: Operation, times: u64) -> Duration {
        let jobs = self
            .jobs
            .as_ref()
            .expect("a stage is open until it is dropped");
        jobs.send((operation, times))
            .expect("the thread of the stage lives");
        self.took.recv().expect("the thread of the stage lives")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.jobs = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// What this thread has used of the processor.
pub fn processor_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the structure is there to be written, and the clock is one that Linux has.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    assert_eq!(failed, 0, "the processor time of a thread is to be had");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Where a figure stands in the table.
pub struct Place {
    language: &'static str,
    operation: &'static str,
    fixture: String,
}

impl Place {
    pub fn rust(operation: &'static str, fixture: Fixture) -> Place {
        Place {
            language: "Rust",
            operation,
            fixture: fixture.to_string(),
        }
    }

    pub fn c(operation: &'static str, fixture: Fixture) -> Place {
        Place {
            language: "C",
            ..Place::rust(operation, fixture)
        }
    }
}

/// Who does an operation, and on which stage.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    name: &'static str,
    stage: &'a Stage,
    operation: Operation,
}

impl<'a> Subject<'a> {
    pub fn new(name: &'static str, stage: &'a Stage, operation: Operation) -> Subject<'a> {
        Subject {
            name,
            stage,
            operation,
        }
    }

    fn run(&self, times: u64) -> Duration {
        self.stage.run(self.operation, times)
    }
}

/// Measures subjects of one operation, in one fixture, each beside the floor.
///
/// The two take turns, sample by sample: the clock of a shared machine changes by
/// half within a second, and a ratio of two samples in a row does not notice.
pub fn measure(criterion: &mut Criterion, place: &Place, floor: Subject, subjects: &[Subject]) {
    let mut group = criterion.benchmark_group(format!("{}: {}", place.language, place.operation));
    for subject in subjects {
        let mut turns = Vec::new();
        let id = BenchmarkId::new(
            format!("{} beside {}", subject.name, floor.name),
            &place.fixture,
        );
        group.bench_function(id, |bencher| {
            bencher.iter_custom(|times| {
                let beside = floor.run(times);
                let took = subject.run(times);
                let each = |time: Duration| time.as_nanos() as f64 / times as f64;
                turns.push((each(took), each(beside)));
                took
            });
        });
        // Those before are criterion's, to become warm.
        turns.drain(..turns.len().saturating_sub(SAMPLES));
        if turns.is_empty() {
            continue; // filtered out
        }
        note(&json!({
            "language": place.language,
            "operation": place.operation,
            "fixture": place.fixture,
            "subject": subject.name,
            "floor": floor.name,
            "ns": median(turns.iter().map(|turn| turn.0)),
            "floor_ns": median(turns.iter().map(|turn| turn.1)),
            "ratio": median(turns.iter().map(|turn| turn.0 / turn.1)),
        }));
    }
    group.finish();
}

/// An [`Operation`] from an expression: the loop around it.
#[macro_export]
macro_rules! operation {
    ($expression:expr) => {{
        let operation: $crate::stage::Operation = |times| {
            for _ in 0..times {
                std::hint::black_box($expression);
            }
        };
        operation
    }};
}
