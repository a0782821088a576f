//! Small programs that depend on the crate under another name, through another crate, or twice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository, for the crate and the versions of its dependencies.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A package in a directory of its own, and other packages beside it.
struct Project(PathBuf);

impl Project {
    /// An empty directory of this name, where the build puts what is temporary.
    fn new(name: &str) -> Project {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&directory);
        Project(directory)
    }

    fn package(&self, path: &str, manifest: &str, source: &str) {
        let directory = self.0.join(path);
        let file = if source.contains("fn main()") {
            "main.rs"
        } else {
            "lib.rs"
        };
        fs::create_dir_all(directory.join("src")).unwrap();
        let core = Path::new(ROOT).join("crates/hyperparameter");
        let manifest = format!(
            "[package]\nname = \"{path}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
             [workspace]\n[dependencies]\n{}",
            manifest.replace("CORE", core.to_str().unwrap())
        );
        fs::write(directory.join("Cargo.toml"), manifest).unwrap();
        fs::write(directory.join("src").join(file), source).unwrap();
    }

    /// Runs cargo for the program, with the dependencies that this workspace has.
    fn cargo(&self, arguments: &[&str]) -> Output {
        let program = self.0.join("program");
        fs::copy(
            Path::new(ROOT).join("Cargo.lock"),
            program.join("Cargo.lock"),
        )
        .unwrap();
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(program)
            // All of them build the same dependencies.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("projects"),
            )
            .output()
            .unwrap()
    }

    #[track_caller]
    fn prints(&self, expected: &str) {
        let output = self.cargo(&["run", "--quiet"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        assert_eq!(expected, String::from_utf8_lossy(&output.stdout).trim());
    }
}

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
