"""Runs a program and compares what it prints with what its page says."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tokenize
from collections.abc import Sequence
from pathlib import Path

from doc_blocks import files
from doc_blocks.pages import Block

TIMEOUT = 120


def run(command: Sequence[object], folder: Path, fails: bool = False) -> str:
    """What a command prints; it must succeed and keep quiet on its error output.

    Where it ``fails``, it must not succeed, and its error output is part of what it prints.
    """
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT,
        encoding="utf-8",
        check=False,
    )
    if fails:
        assert done.returncode != 0, done.stdout
        return done.stdout + done.stderr
    assert (done.returncode, done.stderr) == (0, ""), (
        f"exit status {done.returncode}\n{done.stdout}{done.stderr}"
    )
    return done.stdout


def environment() -> dict[str, str]:
    """Without what would let a program import something else than is installed."""
    unwanted = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PYTHONUTF8": "1"}


def compare(block: Block, printed: str, fragment: bool = False) -> None:
    """Fails unless ``printed`` is what the page shows; fragments need not show it."""
    if fragment and block.output is None:
        return
    shown = block.output.text if block.output else ""
    expected, actual = _lines(shown), _lines(printed)
    if block.output and "unordered" in block.output.marks:
        expected, actual = sorted(expected), sorted(actual)

    assert actual == expected


def run_python(block: Block, folder: Path) -> None:
    """Runs a ``python`` block as a program of its own, or by pytest."""
    files.write(block.page, folder)
    name = files.name_of(block) or f"{block.name}.py"
    (folder / name).write_text(block.text, encoding="utf-8")
    if name.startswith("test_"):
        run(
            [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", name],
            folder,
        )
        return
    printed = run([sys.executable, "-W", "error", name], folder)
    if block.output is None and printed:
        _compare_comments(block, _lines(printed))
    else:
        compare(block, printed)


def _compare_comments(block: Block, printed: list[str]) -> None:
    """Fails unless the comments behind statements hold every line that is printed, in order."""
    comments = iter(_comments_behind_statements(block.text))
    for line in printed:
        shown = re.compile(re.escape(line) + "([,;，；].*)?")
        assert any(shown.fullmatch(comment) for comment in comments), f"not shown: {line!r}"


def _comments_behind_statements(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        token.string.removeprefix("#").strip()
        for token in tokens
        if token.type == tokenize.COMMENT and token.line[: token.start[1]].strip()
    ]


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]
