//! A small program as a user has it, with what cargo says of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository, for the crate and the versions of its dependencies.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A package in a directory of its own, and other packages beside it.
pub(crate) struct Project(pub(crate) PathBuf);

impl Project {
    /// An empty directory of this name, where the build puts what is temporary.
    pub(crate) fn new(name: &str) -> Project {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&directory);
        Project(directory)
    }

    pub(crate) fn package(&self, path: &str, manifest: &str, source: &str) {
        let directory = self.0.join(path);
        let file = if source.contains("fn main()") {
            "main.rs"
        } else {
            "lib.rs"
        };
        fs::create_dir_all(directory.join("src")).unwrap();
        // The programs share a directory of what was built, and there each has its own name.
        let name = match path {
            "program" => self.0.file_name().unwrap().to_str().unwrap(),
            path => path,
        };
        let core = Path::new(ROOT).join("crates/hyperparameter");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
             [workspace]\n[dependencies]\n{}",
            manifest.replace("CORE", core.to_str().unwrap())
        );
        fs::write(directory.join("Cargo.toml"), manifest).unwrap();
        fs::write(directory.join("src").join(file), source).unwrap();
    }

    /// Runs cargo for the program, with the dependencies that this workspace has.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
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
    #[allow(dead_code, reason = "not every test runs what it builds")]
    pub(crate) fn prints(&self, expected: &str) {
        let output = self.cargo(&["run", "--quiet"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        assert_eq!(expected, String::from_utf8_lossy(&output.stdout).trim());
    }
}
