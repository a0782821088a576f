"""``.ci/commit-message`` finds what is against the form that CONTRIBUTING.md describes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def faults(message: str, tmp_path: Path) -> str:
    """What it says of a message; nothing where it accepts it."""
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text(message, encoding="utf-8")
    done = subprocess.run(
        [ROOT / ".ci/commit-message", file],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1 if done.stderr else 0, "")
    return done.stderr


@pytest.mark.parametrize(
    "message",
    [
        "python: refuse an assignment without a scope\n",
        "core, python: take a base\n\nWhat was wrong, and why this way:\n\n    quoted " + "x" * 90,
        "python: bind `Optional[T]`\n\nSee https://example.org/" + "x" * 80,
        "docs: say what ABI 2 is\n# Please enter the commit message " + "x" * 80,
        "docs: say what ABI 2 is\n# ---- >8 ----\ndiff --git " + "x" * 80,
        "Merge branch 'a' into b\n",
        'Revert "python: bind what is passed"\n\nThis reverts commit 123.\n',
    ],
)
def test_a_message_of_the_form_is_accepted(message: str, tmp_path: Path) -> None:
    assert faults(message, tmp_path) == ""


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("refuse an assignment", 'the subject is not "area: what it does"'),
        ("misc: tidy", 'the subject is not "area: what it does"'),
        ("python:", 'the subject is not "area: what it does"'),
        ("", 'the subject is not "area: what it does"'),
        ("python: " + "x" * 65, "the subject has 73 characters, more than 72"),
        ("python: Refuse an assignment", "the subject begins with a capital"),
        ("python: refuse an assignment.", "the subject ends with a full stop"),
        ("python: refuse\nan assignment", "the second line is not blank"),
        ("python: refuse\n\n" + "word " * 17, "a line has 85 characters, more than 80"),
    ],
)
def test_a_fault_is_named(message: str, fault: str, tmp_path: Path) -> None:
    assert faults(message, tmp_path).startswith(f"the message: {fault}")
