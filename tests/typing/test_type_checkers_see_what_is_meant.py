"""mypy --strict over how the package is used, and over the package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="mypy is of the lint group")

ROOT = Path(__file__).parents[2]


def check(*arguments: str) -> str:
    """What mypy says; in the newest Python it knows, whatever runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.stdout + done.stderr


def test_uses_have_the_types_that_are_meant():
    assert "" == check("tests/typing/usage.py")


def test_the_package_is_strictly_typed():
    assert "" == check("python/hyperparameter")


def test_a_wrong_type_would_be_found(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from hyperparameter import param_scope\nx: str = param_scope.a | 1\n")

    assert "Incompatible types in assignment" in check(str(wrong))


def test_an_accessor_taken_for_a_condition_would_be_found(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from hyperparameter import param_scope\nnumber: int = param_scope.a or 5\n")

    assert 'Right operand of "or" is never evaluated' in check("--warn-unreachable", str(wrong))
