"""The parts that a run leaves are gathered into one file, and a run without ours is none."""

from __future__ import annotations

import json

import pytest
import results as module
from results import NEWEST, OURS, Results, gathered

FIGURE = {"operation": "read", "fixture": "one scope", "ns": 2.0, "floor_ns": 1.0, "ratio": 2.0}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """What the benches leave, with a toolchain that says what it is."""
    crates = {
        "node": "root",
        "hyperparameter": "1.2.3",
        "namesake": "0.5",
        "config": "7",
        "figment": "8",
    }
    metadata = {
        "packages": [{"id": name, "version": version} for name, version in crates.items()],
        "resolve": {
            "root": "root",
            "nodes": [{"id": "root", "deps": [{"name": name, "pkg": name} for name in crates]}],
        },
    }

    def output(*command):
        return json.dumps(metadata) if command[0] == "cargo" else "rustc 1.2.3"

    monkeypatch.setattr(module, "_output", output)
    (tmp_path / "python").mkdir()
    (tmp_path / "rust").mkdir()
    left = {
        "machine_info": {
            "machine": "x86_64",
            "system": "Linux",
            "cpu": {"brand_raw": "a processor", "count": 2},
            "python_implementation": "CPython",
            "python_version": "3.11.7",
        },
        "commit_info": {"id": "0123456789abcdef", "dirty": True},
        "datetime": "2026-01-31T12:00:00",
        "benchmarks": [{"extra_info": {**FIGURE, "subject": OURS, "version": "0.1.0"}}],
    }
    (tmp_path / "python" / "1-ours.json").write_text(json.dumps(left))
    lines = [
        {**FIGURE, "language": language, "subject": subject}
        for language, subject in [("Rust", OURS), ("Rust", "figment"), ("C", OURS)]
    ]
    (tmp_path / "rust" / "figures.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return tmp_path


def test_figures_of_all_languages_come_with_their_versions(run):
    found = gathered(run)

    assert {
        ("Python", OURS, "0.1.0"),
        ("Rust", OURS, "1.2.3"),
        ("Rust", "figment", "8"),
        ("C", OURS, "1.2.3"),
    } == {(one["language"], one["subject"], one["version"]) for one in found.figures}


def test_a_commit_with_changes_says_so(run):
    assert gathered(run).environment["commit"] == "commit 0123456789ab and changes"


def test_what_was_written_is_read_again(run):
    found = gathered(run)

    found.write(run / "results.json")

    assert Results.read(run / "results.json") == found


def test_subjects_that_were_not_there_are_kept_with_their_reasons(run):
    missing = {"subject": "gin", "reason": "no matching distribution"}
    (run / "unavailable.jsonl").write_text(json.dumps(missing))

    assert gathered(run).unavailable == [missing]


def test_another_interpreter_is_a_language_of_its_own(run):
    left = json.loads((run / "python" / "1-ours.json").read_text())
    left["machine_info"]["python_version"] = "3.13.0"
    (run / "python" / "4-newest.json").write_text(json.dumps(left))

    found = gathered(run)

    assert found.environment["python"] == "CPython 3.11.7"
    assert found.environment["newest"] == "CPython 3.13.0"
    assert [one["version"] for one in found.of("Python", "read").values()] == ["0.1.0"]
    assert [one["version"] for one in found.of(NEWEST, "read").values()] == ["0.1.0"]


def test_a_run_without_figures_of_ours_is_refused(run):
    (run / "rust" / "figures.jsonl").write_text("")

    with pytest.raises(SystemExit, match=f"no figure of {OURS} in Rust"):
        gathered(run)
