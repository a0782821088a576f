"""examples/demo.sh and the Rust programs: what ``make demo`` shows, checked."""

import re
import shutil
import subprocess
import sys

import pytest

SECONDS = 1800  # a first build compiles everything

pytestmark = pytest.mark.skipif(
    not (shutil.which("cargo") and shutil.which("cc") and shutil.which("bash")),
    reason="needs bash, cargo and a C compiler",
)


def run(*command, cwd):
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=SECONDS, check=False
    )


@pytest.fixture(scope="module")
def sections(examples, tmp_path_factory):
    """The lines under each heading of the demo, run from a directory of its own."""
    ended = run(
        "bash", examples / "demo.sh", sys.executable, cwd=tmp_path_factory.mktemp("elsewhere")
    )
    # Not that stderr is empty: a newer compiler may warn there.
    assert ended.returncode == 0, ended.stderr
    _, *parts = ended.stdout.split("\n== ")
    return {
        heading: text.splitlines() for heading, _, text in (part.partition("\n") for part in parts)
    }


def section(sections, start):
    (found,) = (lines for heading, lines in sections.items() if heading.startswith(start))
    return found


def test_the_demo_trains_with_the_defaults_and_with_overrides(sections):
    default, overridden, higher = (
        float(section(sections, f"Python: {start}")[-1].rpartition(" ")[2])
        for start in ("train with", "the same", "a higher")
    )

    assert overridden < default < higher


def test_the_rust_quick_start_returns_to_its_defaults(sections):
    command, *lines = section(sections, "Rust: overrides")

    assert command.endswith("--example quickstart")
    assert lines == [
        "lr=0.001, batch_size=32",
        "lr=0.0005, batch_size=64",
        "lr=0.001, batch_size=32",
    ]


def test_rust_threads_see_the_published_seed_and_their_own_number(sections):
    command, *lines = section(sections, "Rust: threads")

    assert command.endswith("--example threads")
    assert sorted(lines) == [f"Worker {w} iter {i} seed 42" for w in range(4) for i in range(5)]


def test_the_c_program_reads_its_arguments(sections):
    lines = section(sections, "C:")

    assert any(line.startswith("arguments: train.lr = 0.0005") for line in lines)


def test_the_demo_names_what_is_missing(examples, tmp_path):
    ended = run("bash", examples / "demo.sh", "no-such-python", cwd=tmp_path)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "no-such-python lacks hyperparameter" in ended.stderr


@pytest.fixture
def run_rust(examples):
    def rust(example, *arguments):
        command = ["cargo", "run", "--quiet", "--locked", "--example", example, "--"]
        return run(*command, *arguments, cwd=examples.parent)

    return rust


def test_a_rust_program_takes_definitions_from_its_command_line(run_rust):
    default = run_rust("command_line")
    finer = run_rust("command_line", "fit.degree=3", "fit.points=1e3")

    assert (default.returncode, default.stdout) == (0, "degree=2, points=10: 0.332500\n")
    assert (finer.returncode, finer.stdout) == (0, "degree=3, points=1000: 0.250000\n")


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        ("fit.degree=300", 'cannot read fit.degree as u8: "300" is out of range'),
        ("fit", 'bad definition "fit", item 1'),
    ],
)
def test_a_rust_program_answers_a_bad_definition_with_an_error(run_rust, definition, reason):
    ended = run_rust("command_line", definition)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"command_line: error: {reason}" in ended.stderr


def test_rust_futures_that_wait_for_each_other_keep_their_own_overrides(run_rust):
    ended = run_rust("requests")
    answers = re.findall(r"\[(.*)\]: \[(.*)\]\n", ended.stdout)

    scores = ["0.1", "0.3", "0.5", "0.7", "0.9"]
    kept = {"": "0.9"} | {
        f'"rerank.threshold=0.{i}"': ", ".join(s for s in scores if s >= f"0.{i}")
        for i in range(1, 8)
    }
    assert dict(answers) == kept
