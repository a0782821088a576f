//! The adapter of this project's crate: it speaks `protocol.md`, version 2, and
//! does the steps with the very code of `cargo test --test conformance`.

#[path = "../../../../../crates/hyperparameter/tests/conformance/actor.rs"]
mod actor;
#[path = "../../../../../crates/hyperparameter/tests/conformance/schedule.rs"]
mod schedule;
#[path = "../../../../../crates/hyperparameter/tests/conformance/step.rs"]
#[expect(dead_code, reason = "the runner judges; no expectation comes here")]
mod step;
#[path = "../../../../../crates/hyperparameter/tests/conformance/tagged.rs"]
mod tagged;

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use serde::{Deserialize, Serialize};

use crate::actor::Outcome;
use crate::step::Step;

const CAPABILITIES: [&str; 5] = ["threads", "tasks", "freeze", "definitions", "objects"];

#[derive(Deserialize)]
#[serde(tag = "cmd", rename_all = "snake_case", deny_unknown_fields)]
enum Command {
    Start { protocol: u32 },
    Run { seq: u64, case: Case },
    Stop,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[expect(dead_code, reason = "the answer names the case by its seq")]
    id: String,
    steps: Vec<serde_json::Value>,
}

#[derive(Serialize)]
struct Identity {
    protocol: u32,
    name: &'static str,
    language: &'static str,
    version: &'static str,
    spec: &'static str,
    capabilities: [&'static str; 5],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Observed { seq: u64, observed: Vec<Outcome> },
    Errored { seq: u64, errored: String },
}

fn main() -> Result<(), Box<dyn Error>> {
    for line in stdin().lock().lines() {
        match serde_json::from_str(&line?)? {
            Command::Start { protocol: 2 } => say(&Identity {
                protocol: 2,
                name: "hyperparameter-rust",
                language: "Rust",
                version: env!("CARGO_PKG_VERSION"),
                spec: "2.0",
                capabilities: CAPABILITIES,
            })?,
            Command::Start { protocol } => {
                return Err(format!("this adapter speaks version 2, not {protocol}").into());
            }
            Command::Run { seq, case } => say(&match run(&case.steps) {
                Ok(observed) => Answer::Observed { seq, observed },
                Err(errored) => Answer::Errored { seq, errored },
            })?,
            Command::Stop => break,
        }
    }
    Ok(())
}

/// A step that this adapter does not know makes a case that it cannot run.
fn run(steps: &[serde_json::Value]) -> Result<Vec<Outcome>, String> {
    let steps: Vec<Step> = steps
        .iter()
        .map(|step| Step::deserialize(step).map_err(|error| format!("{step}: {error}")))
        .collect::<Result<_, _>>()?;
    schedule::run(&steps)
}

fn say(message: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let mut out = stdout().lock();
    serde_json::to_writer(&mut out, message)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}
