//! What the benches share: the ladder of fixtures, the floor, and a clock.

pub mod c;
pub mod fixture;
pub mod floor;
pub mod stage;

use std::time::Duration;

use criterion::Criterion;

/// Short: what counts is the ratio of two subjects that were measured right after each other.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(150))
        .measurement_time(Duration::from_millis(400))
        .without_plots()
        .configure_from_args()
}

/// Where results that are no times of criterion's go, one line of JSON each.
pub fn write_lines(name: &str, lines: &[serde_json::Value]) {
    let folder = target().join("bench").join("rust");
    std::fs::create_dir_all(&folder).expect("a folder below target");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.join(name), text).expect("a file below target");
}

/// The folder `target` that everything is built in.
pub fn target() -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/target").into(),
        Into::into,
    )
}
