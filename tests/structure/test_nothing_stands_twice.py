"""No run of more than ten lines stands twice, in Rust, Python, C, Go or TypeScript.

Tests, benches and mutants are left out: they show their case on the spot. So are
generated files, and the tests in a source file of Rust.
"""

from __future__ import annotations

import re
from pathlib import Path

from duplicates import Place, duplicates

ROOT = Path(__file__).parents[2]

_SOURCES = [
    "crates/*/src/**/*.rs",
    "python/**/*.py",
    "bindings/c/examples/*.c",
    "bindings/generate",
    "examples/*.py",
    ".ci/*",
    "tests/conformance/hyperparameter_conformance/**/*.py",
    *(f"tests/conformance/ports/**/*.{suffix}" for suffix in ("c", "go", "h", "py", "rs", "ts")),
]
_LEFT_OUT = {"_lowlevel", "dist", "mutants", "node_modules", "target", "test", "tests"}
_TESTS_IN_RUST = re.compile(r"^#\[cfg\(test\)\]\nmod tests \{.*", re.MULTILINE | re.DOTALL)


def _sources() -> dict[str, str]:
    found = {}
    for path in sorted({path for pattern in _SOURCES for path in ROOT.glob(pattern)}):
        name = path.relative_to(ROOT)
        parts = set(name.parts[name.parts[0] == "tests" :])
        if path.is_file() and not parts & _LEFT_OUT and not path.stem.endswith("_test"):
            found[name.as_posix()] = _TESTS_IN_RUST.sub("", path.read_text(encoding="utf-8"))
    return found


def test_no_more_than_ten_lines_stand_twice() -> None:
    found = duplicates(_sources())

    assert [f"{length} lines at {one} and at {other}" for one, other, length in found] == []


def test_the_sources_are_found() -> None:
    found = _sources()

    assert {Path(name).suffix for name in found} == {"", ".c", ".go", ".h", ".py", ".rs", ".ts"}
    assert "crates/hyperparameter/src/lib.rs" in found
    assert not [name for name in found if "/mutants/" in name or name.startswith("benches")]


LINES = [f"line {number}" for number in range(30)]


def test_eleven_lines_in_two_files_are_found() -> None:
    files = {"a": "\n".join(LINES), "b": "\n".join(["", *LINES[3:14], "end"])}

    assert duplicates(files) == [(Place("a", 4), Place("b", 2), 11)]


def test_indentation_and_blank_lines_hide_nothing() -> None:
    files = {"a": "\n".join(LINES), "b": "\n\n".join(f"    {line}" for line in LINES[:12])}

    assert duplicates(files) == [(Place("a", 1), Place("b", 1), 12)]


def test_a_pair_within_a_file_is_found() -> None:
    files = {"a": "\n".join([*LINES, *LINES[5:25]])}

    assert duplicates(files) == [(Place("a", 6), Place("a", 31), 20)]


def test_ten_lines_are_no_pair() -> None:
    assert duplicates({"a": "\n".join(LINES), "b": "\n".join(LINES[:10])}) == []
