//! Small programs that depend on the crate under another name, through another crate, or twice.

use std::fs;
use std::path::Path;

mod project;

use project::{Project, ROOT};

#[test]
fn the_crate_may_be_renamed() {
    let project = Project::new("renamed");
    project.package(
        "program",
        r#"settings = { path = "CORE", package = "hyperparameter" }"#,
        r#"
use settings::{Error, with_params};

async fn tuned() -> Result<i64, Error> {
    with_params! {
        try set a.b = std::future::ready(1).await;
        with_params! { unset a.c; try get b: i64 = a.b; Ok(b) }
    }
}

fn main() {
    let text = with_params! {
        params ["a.c=2"];
        get c = a.c or 0;
        get d = [format!("a.{}", "d")] or "none";
        format!("{c} {d}")
    };
    drop(tuned());
    println!("{text}");
}
"#,
    );
    project.prints("2 none");
}

#[test]
fn another_crate_may_re_export_the_crate_and_the_macro() {
    let project = Project::new("re-exported");
    project.package(
        "facade",
        r#"hyperparameter = { path = "CORE" }"#,
        "pub use hyperparameter as params;\npub use hyperparameter::with_params as scoped;\n\
         pub fn rate() -> f64 { hyperparameter::with_params! { get lr = lr or 0.5; lr } }\n",
    );
    project.package(
        "program",
        r#"facade = { path = "../facade" }"#,
        r#"
use facade::params::with_params;

fn main() {
    let by_module = with_params! { set lr = 0.1; with_params! { get x = x or 1; set x = x + 1; facade::rate() } };
    let by_macro = facade::scoped! { set lr = 0.2; facade::rate() };
    println!("{by_module} {by_macro} {}", facade::rate());
}
"#,
    );
    project.prints("0.1 0.2 0.5");
}

#[test]
fn two_versions_in_one_program_are_refused() {
    let project = Project::new("twice");
    // The older one is this one under another number, as a registry would have it.
    for name in ["hyperparameter", "hyperparameter-macros"] {
        let (from, to) = (
            Path::new(ROOT).join("crates").join(name),
            project.0.join(name),
        );
        copy(&from.join("src"), &to.join("src"));
        fs::copy(from.join("Cargo.toml"), to.join("Cargo.toml")).unwrap();
    }
    fs::copy(
        Path::new(ROOT).join("crates/hyperparameter/build.rs"),
        project.0.join("hyperparameter/build.rs"),
    )
    .unwrap();
    let workspace = fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let workspace = workspace
        .replace(&format!("version = \"{version}\""), "version = \"0.0.1\"")
        .replace(&format!("\"={version}\""), "\"=0.0.1\"")
        .replace("\"crates/hyperparameter-capi\",", "")
        .replace("crates/", "");
    fs::write(project.0.join("Cargo.toml"), workspace + "\n").unwrap();
    project.package(
        "program",
        "old = { path = \"../hyperparameter\", package = \"hyperparameter\" }\n\
         new = { path = \"CORE\", package = \"hyperparameter\" }",
        "fn main() {}",
    );

    let output = project.cargo(&["metadata", "--format-version=1"]);

    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        errors.contains("links to the native library `hyperparameter`"),
        "{errors}"
    );
    assert!(
        errors.contains(&format!("hyperparameter v{version}")),
        "{errors}"
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            fs::copy(&path, there).unwrap();
        }
    }
}
