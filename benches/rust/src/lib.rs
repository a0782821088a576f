//! What the benches share: the ladder of fixtures, the floor, and a clock.

pub mod c;
pub mod chain;
pub mod fixture;
pub mod floor;
pub mod other_library;
pub mod stage;

use std::io::Write;
use std::time::Duration;

use criterion::Criterion;

/// Of each subject in each fixture.
const SAMPLES: usize = 25;

/// Short: what counts is the ratio of two subjects that take turns.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(SAMPLES)
        .warm_up_time(Duration::from_millis(150))
        .measurement_time(Duration::from_millis(400))
        .without_plots()
        .configure_from_args()
}

/// Adds a figure to the others of this run, a line of JSON.
pub fn note(figure: &serde_json::Value) {
    let path = target().join("figures.jsonl");
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path);
    writeln!(file.expect("a file below target"), "{figure}").expect("room for a line");
}

pub fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// The folder `target` that everything is built in.
pub fn target() -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/target").into(),
        Into::into,
    )
}
