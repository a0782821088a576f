//! Compiles the C programs as a user would, as C99 and as C++17, against the shared and the static library, and runs them, also under valgrind.
//!
//! `CC`, `CXX` and `VALGRIND` name other tools. One that is missing is a failure that says so.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const WARNINGS: [&str; 5] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g"];

#[derive(Clone, Copy)]
enum Language {
    C,
    Cpp,
}

#[derive(Clone, Copy)]
enum Linking {
    Shared,
    Static,
}

/// A program that was compiled.
struct Program(PathBuf);

impl Program {
    fn compile(name: &str, sources: &[PathBuf], language: Language, linking: Linking) -> Program {
        let (tool, flags): (_, &[&str]) = match language {
            Language::C => (tool("CC", "cc"), &["-std=c99"]),
            Language::Cpp => (tool("CXX", "c++"), &["-std=c++17", "-x", "c++"]),
        };
        let program = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let mut command = Command::new(&tool);
        command
            .args(flags)
            .args(WARNINGS)
            .arg("-I")
            .arg(repository().join("bindings/c/include"))
            .args(sources);
        if let Language::Cpp = language {
            // What follows is not a source.
            command.args(["-x", "none"]);
        }
        match linking {
            Linking::Shared => {
                let folder = libraries();
                command.arg("-L").arg(&folder).arg("-lhyperparameter_capi");
                command.arg(format!("-Wl,-rpath,{}", folder.display()));
            }
            Linking::Static => {
                command
                    .arg(libraries().join("libhyperparameter_capi.a"))
                    .args(["-ldl", "-lm"]);
            }
        }
        command.args(["-pthread", "-o"]).arg(&program);
        let output = run(&mut command, &tool);
        assert!(
            output.status.success(),
            "{name} does not compile\n{}",
            text(&output)
        );
        Program(program)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run(Command::new(&self.0).args(arguments), self.0.as_os_str())
    }

    fn run_watched(&self, arguments: &[&str]) -> Output {
        let tool = tool("VALGRIND", "valgrind");
        let mut command = Command::new(&tool);
        command.args([
            "--quiet",
            "--error-exitcode=99",
            "--leak-check=full",
            "--child-silent-after-fork=yes",
            // Threads take turns; else one that only writes may keep all others waiting.
            "--fair-sched=try",
        ]);
        // The baseline is kept by a pointer into its block, which is "possibly lost" to valgrind.
        command.args([
            "--show-leak-kinds=definite",
            "--errors-for-leak-kinds=definite",
        ]);
        command
            .arg(&self.0)
            .args(arguments)
            .env("HP_TEST_WATCHED", "1");
        run(&mut command, &tool)
    }
}

fn tool(variable: &str, usual: &str) -> OsString {
    env::var_os(variable).unwrap_or_else(|| usual.into())
}

fn run(command: &mut Command, name: &(impl AsRef<std::ffi::OsStr> + ?Sized)) -> Output {
    // Cargo's search path comes before the program's own, and may hold an older library.
    command.env_remove("LD_LIBRARY_PATH");
    command.output().unwrap_or_else(|error| {
        panic!(
            "{} is needed to test the C interface, and cannot be run: {error}",
            name.as_ref().to_string_lossy()
        )
    })
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Where cargo puts the libraries that it builds for this test.
fn libraries() -> PathBuf {
    let test = env::current_exe().expect("a test knows where it is");
    test.parent().expect("a test is in a folder").to_owned()
}

fn tests_in_c() -> Vec<PathBuf> {
    let folder = repository().join("tests/c");
    let mut sources: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the tests in C can be listed")
        .map(|entry| entry.expect("the tests in C can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "c"))
        .collect();
    sources.sort();
    sources
}

fn assert_passed(output: &Output) {
    let text = text(output);
    let failures: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("ok "))
        .collect();

    assert!(
        output.status.success() && text.contains(" 0 failed"),
        "{}\n{}",
        output.status,
        failures.join("\n")
    );
    println!("{}", text.lines().last().unwrap_or_default());
}

fn test_program(name: &str, language: Language, linking: Linking) -> Program {
    Program::compile(name, &tests_in_c(), language, linking)
}

#[test]
fn the_tests_pass_in_c_with_the_shared_library() {
    assert_passed(&test_program("tests-c-shared", Language::C, Linking::Shared).run(&[]));
}

#[test]
fn the_tests_pass_in_c_with_the_static_library() {
    assert_passed(&test_program("tests-c-static", Language::C, Linking::Static).run(&[]));
}

#[test]
fn the_tests_pass_in_cpp_with_the_shared_library() {
    assert_passed(&test_program("tests-cpp-shared", Language::Cpp, Linking::Shared).run(&[]));
}

#[test]
fn the_tests_pass_in_cpp_with_the_static_library() {
    assert_passed(&test_program("tests-cpp-static", Language::Cpp, Linking::Static).run(&[]));
}

#[test]
fn the_tests_pass_under_valgrind() {
    assert_passed(&test_program("tests-c-watched", Language::C, Linking::Shared).run_watched(&[]));
}

/// A checker that finds nothing may be looking at nothing.
#[test]
fn valgrind_notices_a_byte_beyond_a_layer_and_a_block_that_is_lost() {
    let source = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("misuse.c");
    let code = r#"
        #include <stdlib.h>
        #include "hyperparameter.h"
        int main(void) {
            hp_handle frame;
            uint8_t *block = (uint8_t *)calloc(1, 8);
            hp_frame_empty(&frame);
            return hp_frame_child_packed(frame, block, 20, NULL, &frame) == HP_OK;
        }"#;
    fs::write(&source, code).expect("the folder for the tests' files can be written");

    let output =
        Program::compile("misuse", &[source], Language::C, Linking::Shared).run_watched(&[]);

    assert_eq!(output.status.code(), Some(99), "{}", text(&output));
    assert!(
        text(&output).contains("Invalid read") && text(&output).contains("definitely lost"),
        "{}",
        text(&output)
    );
}

const QUICKSTART: &str = "\
defaults: train.lr = 0.001, train.momentum = 0.9
arguments: train.lr = 0.0005, train.momentum = 0.9
trial: train.lr = 0.0005, train.momentum = 0.5
after the trial: train.lr = 0.0005, train.momentum = 0.9
baseline: train.lr = 0.0005, train.momentum = 0.9
error: no parameter \"train.momentun\" is set; did you mean \"train.momentum\"?
";

#[test]
fn the_quick_start_prints_what_its_reader_expects() {
    let source = repository().join("bindings/c/examples/quickstart.c");
    for (name, language, linking) in [
        ("quickstart-c", Language::C, Linking::Shared),
        ("quickstart-cpp", Language::Cpp, Linking::Static),
    ] {
        let program = Program::compile(name, std::slice::from_ref(&source), language, linking);
        for output in [
            program.run(&["train.lr=5e-4"]),
            program.run_watched(&["train.lr=5e-4"]),
        ] {
            assert!(output.status.success(), "{}", text(&output));
            assert_eq!(text(&output), QUICKSTART);
        }

        let refused = program.run(&["train.lr=fast"]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            text(&refused).contains(
                "cannot read train.lr as float: \"fast\" (from \"train.lr=fast\", item 1)"
            )
        );
    }
}
