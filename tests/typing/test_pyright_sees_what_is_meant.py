"""pyright over how the package is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyright", reason="pyright is of the lint group")

ROOT = Path(__file__).parents[2]


def check(path: Path) -> str:
    """What pyright says of a file, under the interpreter that runs this."""
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, str(path)],
        cwd=path.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    return done.stdout + done.stderr


def test_uses_have_the_types_that_are_meant():
    assert "0 errors, 0 warnings, 0 informations" in check(ROOT / "tests/typing/usage.py")


WRONG = {
    "text: str = param_scope.a | 1": "reportAssignmentType",
    "number: int = param_scope.a or 5": "reportAssignmentType",
    "if param_scope.a: pass": "returns type",
    "not param_scope.a": "returns type",
    "bound()": "reportCallIssue",
    'bound("text")': "reportArgumentType",
    'filled("text")': "reportArgumentType",
}
START = """
from hyperparameter import auto_param, param_scope, required

@auto_param("n")
def bound(x: int) -> int:
    return x

@auto_param("n")
def filled(x: int = required) -> int:
    return x

"""


def test_wrong_uses_are_found(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text(START + "\n".join(WRONG))
    found = check(wrong).splitlines()
    first = START.count("\n") + 1

    for at, (line, report) in enumerate(WRONG.items(), first):
        said = [words for words in found if f"wrong.py:{at}:" in words]
        assert said, line
        assert report in "".join(found[found.index(said[0]) :][:4]), line
