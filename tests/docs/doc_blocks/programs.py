"""Runs a program and compares what it prints with what its page says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from doc_blocks.pages import Block

TIMEOUT = 120


def run(command: Sequence[object], folder: Path) -> str:
    """What a command prints; it must succeed and keep quiet on its error output."""
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
    """Runs a ``python`` block as a program of its own."""
    program = folder / (file_name(block) or f"{block.name}.py")
    program.write_text(block.text, encoding="utf-8")
    compare(block, run([sys.executable, "-W", "error", program.name], folder))


def file_name(block: Block) -> str | None:
    """The file that a block says it is, by a comment in its first line."""
    first = block.text.partition("\n")[0]
    name = first.removeprefix("# ")
    return name if first != name and name.endswith(".py") and " " not in name else None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]
