//! The lines for clippy in the guide find what the compiler lets pass.

mod project;

use std::fs;
use std::path::Path;
use std::process::Command;

use project::{Project, ROOT};

/// The blocks of TOML in the section of the guide: of `clippy.toml`, and of `Cargo.toml`.
fn lines_of_the_guide() -> [String; 2] {
    let guide = fs::read_to_string(Path::new(ROOT).join("docs/guides/rust.md")).unwrap();
    let section = guide.split("## Lints").nth(1).unwrap();
    let mut blocks = section
        .split("```toml\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap().to_owned());
    [blocks.next().unwrap(), blocks.next().unwrap()]
}

/// What clippy says about a program with this body of an async function.
fn said(name: &str, body: &str) -> (bool, String) {
    let [configuration, lints] = lines_of_the_guide();
    let project = Project::new(name);
    let source = format!(
        "use hyperparameter::{{Frame, enter}};\n\
         async fn run(frame: Frame) {{\n{body}\n}}\n\
         fn main() {{ drop(run(Frame::empty())); }}\n"
    );
    let manifest = format!("hyperparameter = {{ path = \"CORE\" }}\n{lints}");
    project.package("program", &manifest, &source);
    fs::write(project.0.join("program/clippy.toml"), configuration).unwrap();
    let output = project.cargo(&["clippy", "--quiet"]);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), errors)
}

fn has_clippy() -> bool {
    let version = Command::new(env!("CARGO"))
        .args(["clippy", "--version"])
        .output();
    let found = version.is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: this toolchain has no clippy");
    }
    found
}

#[test]
fn a_guard_held_across_an_await_is_found() {
    if !has_clippy() {
        return;
    }
    let held = "let _scope = enter(frame);\nstd::future::ready(()).await;";

    let (passed, errors) = said("held-guard", held);

    assert!(!passed);
    assert!(
        errors.contains("use task::in_frame, or with_params!"),
        "{errors}"
    );
}

#[test]
fn a_guard_that_is_bound_to_nothing_is_found() {
    if !has_clippy() {
        return;
    }
    let (passed, errors) = said("lost-guard", "let _ = enter(frame);");

    assert!(!passed);
    assert!(errors.contains("let_underscore_must_use"), "{errors}");
}

#[test]
fn a_guard_that_is_left_before_the_await_is_fine() {
    if !has_clippy() {
        return;
    }
    let left = "{ let _scope = enter(frame); }\nstd::future::ready(()).await;";

    let (passed, errors) = said("left-guard", left);

    assert!(passed, "{errors}");
}
