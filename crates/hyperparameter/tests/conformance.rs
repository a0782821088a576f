//! Runs the conformance vectors of `tests/conformance`, one test for each case.
//!
//! The format, and what a host has to provide, are in that folder's README.

#[path = "conformance/actor.rs"]
mod actor;
#[path = "conformance/judge.rs"]
mod judge;
#[path = "conformance/schedule.rs"]
mod schedule;
#[path = "conformance/step.rs"]
mod step;
#[path = "conformance/tagged.rs"]
mod tagged;
#[path = "conformance/vector.rs"]
mod vector;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::vector::Case;

fn suite() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance")
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // The baseline belongs to the process: cases that publish one run alone.
    arguments.test_threads = Some(1);

    let cases = match vector::load(&suite().join("vectors")) {
        Ok(cases) => cases,
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::FAILURE;
        }
    };
    let ids: Vec<String> = cases.iter().map(|case| case.id.clone()).collect();
    let mut trials: Vec<Trial> = cases
        .into_iter()
        .map(|case| Trial::test(case.id.clone(), move || run(&case).map_err(Failed::from)))
        .collect();
    trials.push(Trial::test("suite-is-complete", move || {
        suite_is_complete(&ids)
    }));
    trials.push(Trial::test(
        "suite-refuses-malformed-vectors",
        suite_refuses_malformed_vectors,
    ));
    trials.push(Trial::test(
        "suite-finds-wrong-expectations",
        suite_finds_wrong_expectations,
    ));
    trials.push(Trial::test(
        "suite-has-colliding-keys",
        suite_has_colliding_keys,
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn run(case: &Case) -> Result<(), String> {
    judge::judge(case, &schedule::run(&case.steps)?)
}

/// The cases run here are those of the committed list, which the other runners compare with as well.
fn suite_is_complete(ids: &[String]) -> Result<(), Failed> {
    let listed = std::fs::read_to_string(suite().join("index.txt"))?;
    let listed: Vec<&str> = listed.lines().collect();
    let run: BTreeSet<&str> = ids.iter().map(String::as_str).collect();

    assert_eq!(ids.len(), run.len(), "an id is used twice");
    assert_eq!(
        listed,
        run.into_iter().collect::<Vec<_>>(),
        "the vectors differ from index.txt"
    );
    Ok(())
}

/// Each document in `planted/malformed` has one fault, named by the file.
fn suite_refuses_malformed_vectors() -> Result<(), Failed> {
    let mut documents = 0;
    for entry in std::fs::read_dir(suite().join("planted/malformed"))? {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)?;
        assert!(
            vector::parse(&text).is_err(),
            "{} is accepted",
            path.display()
        );
        documents += 1;
    }
    assert_ne!(documents, 0);
    Ok(())
}

/// Each case in `planted/wrong.yaml` expects what no implementation should do.
fn suite_finds_wrong_expectations() -> Result<(), Failed> {
    let document = vector::parse(&std::fs::read_to_string(
        suite().join("planted/wrong.yaml"),
    )?)?;
    assert!(!document.cases.is_empty());
    for case in &document.cases {
        assert!(run(case).is_err(), "{} passes", case.id);
    }
    Ok(())
}

/// Without this the vectors about colliding keys would prove nothing.
fn suite_has_colliding_keys() -> Result<(), Failed> {
    let text = std::fs::read_to_string(suite().join("vectors/01-key.yaml"))?;
    let keys: BTreeSet<&str> = text
        .split('"')
        .filter(|word| word.starts_with("collide.") && !word.contains('='))
        .collect();
    let hashes: BTreeSet<u64> = keys
        .iter()
        .map(|key| rapidhash::v3::rapidhash_v3(key.as_bytes()))
        .collect();

    assert_eq!(keys.len(), 3);
    assert_eq!(hashes.len(), 1, "{hashes:x?}");
    Ok(())
}
