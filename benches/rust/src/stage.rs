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

use crate::fixture::Fixture;
use crate::floor::{Fold, Fx, Map};

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
        let jobs = self.jobs.as_ref().expect("a stage is open until it is dropped");
        jobs.send((operation, times)).expect("the thread of the stage lives");
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

/// Measures subjects of one operation, in one fixture, one right after the other.
pub fn measure(
    criterion: &mut Criterion,
    operation: &str,
    fixture: &str,
    stage: &Stage,
    subjects: &[(&str, Operation)],
) {
    let mut group = criterion.benchmark_group(operation);
    for (subject, operation) in subjects {
        group.bench_function(BenchmarkId::new(*subject, fixture), |bencher| {
            bencher.iter_custom(|times| stage.run(*operation, times));
        });
    }
    group.finish();
}

/// The floors' side of an operation.
pub fn floors(fx: Operation, fold: Operation) -> [(&'static str, Operation); 2] {
    [(Fx::NAME, fx), (Fold::NAME, fold)]
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
