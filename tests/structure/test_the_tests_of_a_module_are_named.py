"""tests/README.md leads from each module to its tests, and names each file of tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parents[2]

MODULES = ["python/hyperparameter/**/*.py", "crates/*/src/**/*.rs"]
TESTS = ["tests/python/test_*.py", "crates/*/tests/*.rs", "tests/c/*.c"]

#: Modules and tests: the patterns of the second and of the third column.
ROWS = re.compile(r"^\| [^|`]+ \| (`[^|]+`) \| (`[^|]+`) \|$", re.MULTILINE)
FOUND = ROWS.findall((ROOT / "tests/README.md").read_text(encoding="utf-8"))


def expanded(cell: str) -> Iterator[str]:
    """The patterns of a cell, one for each word in braces."""
    for before, words, after in re.findall(r"`([^`{]+)(?:\{([^}]+)\})?([^`]*)`", cell):
        yield from (f"{before}{word}{after}" for word in words.split(","))


def files(patterns: list[str]) -> set[str]:
    found = (path.relative_to(ROOT) for pattern in patterns for path in ROOT.glob(pattern))
    return {path.as_posix() for path in found if "_lowlevel" not in path.parts}


def unnamed(known: set[str], patterns: list[str]) -> set[str]:
    return {file for file in known if not any(fnmatchcase(file, it) for it in patterns)}


def test_every_module_is_in_a_row() -> None:
    assert unnamed(files(MODULES), [it for row in FOUND for it in expanded(row[0])]) == set()


def test_every_file_of_tests_is_in_a_row() -> None:
    assert unnamed(files(TESTS), [it for row in FOUND for it in expanded(row[1])]) == set()


def test_every_pattern_is_of_something() -> None:
    known = files([*MODULES, *TESTS])
    for it in (it for row in FOUND for cell in row for it in expanded(cell)):
        assert any(fnmatchcase(file, it) for file in known), it


def test_a_file_that_is_in_no_row_is_found() -> None:
    patterns = list(expanded("`a/{b,c}*.py`, `d.py`"))

    assert patterns == ["a/b*.py", "a/c*.py", "d.py"]
    assert unnamed({"a/b.py", "a/c/x.py", "d.py", "e.py"}, patterns) == {"e.py"}
