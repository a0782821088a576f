"""Runs the commands of a page that are quick, and looks up what the others name."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hyperparameter_conformance import cli

from doc_blocks import files
from doc_blocks.pages import ROOT, Block
from doc_blocks.programs import compare, run


def check(block: Block, folder: Path) -> None:
    """Runs or checks every command of a ``bash`` or ``console`` block."""
    session = block.tag == "console"
    lines = block.text.splitlines()
    commands = _session(lines) if session else [(line, []) for line in lines if line.strip()]
    assert commands, "the block has no command"
    printed = ""
    for line, shown in commands:
        words = shlex.split(line, comments=True)
        if _is_quick(words, block):
            said = _run(words, block, folder)
            printed += said
            assert not session or said.strip().splitlines() == shown, line
        else:
            assert not shown, f"the output of {line!r} is shown, but it is not run"
            _look_up(words)
    if not session:
        compare(block, printed)


def _session(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Commands, each with the lines that it prints."""
    commands: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            assert commands, "a console block begins with a command after $"
            commands[-1][1].append(line.rstrip())
    return commands


def _is_quick(words: Sequence[str], block: Block) -> bool:
    """Programs of the page itself are run."""
    return words[0] == "python" and words[1] in files.of(block.page)


def _run(words: Sequence[str], block: Block, folder: Path) -> str:
    files.write(block.page, folder)
    command = [sys.executable, "-W", "error", *words[1:]]
    return run(command, folder, fails="fails" in block.marks)


def _look_up(words: Sequence[str]) -> None:
    command, *arguments = words
    if "/" in command:
        assert os.access(ROOT / command, os.X_OK), f"there is no program {command!r}"
        return
    assert command in _CHECKS, f"do not know how to check the command {command!r}"
    _CHECKS[command](arguments)


def _make(arguments: Sequence[str]) -> None:
    for target in arguments:
        assert "=" in target or target in _make_targets(), f"make has no target {target!r}"


@cache
def _make_targets() -> frozenset[str]:
    done = subprocess.run(
        ["make", "--print-data-base", "--question", "--no-builtin-rules", "help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    without_names = re.sub(r"# Not a target:\n.*\n", "", done.stdout)
    return frozenset(re.findall(r"^([\w/.-]+):(?!=)", without_names, re.MULTILINE))


#: What a reader replaces by the path of their checkout.
_CHECKOUT = "/path/to/checkout/"


def _cargo(arguments: Sequence[str]) -> None:
    assert arguments[0] in ("test", "build", "run", "doc", "bench", "clippy", "fmt", "add")
    packages = {package["name"]: package for package in _metadata()["packages"]}
    chosen = _option(arguments, "-p")
    test = _option(arguments, "--test")
    path = _option(arguments, "--path")
    assert chosen is None or chosen in packages, f"no package {chosen!r}"
    if test is not None:
        targets = [target for package in packages.values() for target in package["targets"]]
        assert test in {target["name"] for target in targets if "test" in target["kind"]}
    if path is not None:
        inside = path.removeprefix(_CHECKOUT)
        assert (ROOT / inside / "Cargo.toml").exists(), f"no crate at {path!r}"


@cache
def _metadata() -> dict[str, Any]:
    command = ["cargo", "metadata", "--no-deps", "--format-version=1", "--locked"]
    return json.loads(subprocess.check_output(command, cwd=ROOT))  # type: ignore[no-any-return]


def _option(arguments: Sequence[str], name: str) -> str | None:
    return arguments[arguments.index(name) + 1] if name in arguments else None


def _paths(arguments: Sequence[str]) -> None:
    for word in arguments:
        if "/" in word or "." in word:
            assert list(ROOT.glob(word)), f"there is no {word!r}"


def _pip(arguments: Sequence[str]) -> None:
    assert arguments[0] == "install"
    for what in arguments[1:]:
        assert what == "hyperparameter" or (ROOT / what / "pyproject.toml").exists()


def _python(arguments: Sequence[str]) -> None:
    if arguments[0] == "-m":
        assert arguments[1] == "hyperparameter_conformance", arguments[1]
        _conformance(arguments[2:])
        return
    assert (ROOT / arguments[0]).exists(), f"there is no {arguments[0]!r}"


def _conformance(arguments: Sequence[str]) -> None:
    try:
        cli.parser().parse_args(arguments)
    except SystemExit:
        raise AssertionError(f"the conformance runner does not take {arguments}") from None


def _cc(arguments: Sequence[str]) -> None:
    assert shutil.which("cc")
    for word in arguments:
        if word.startswith("-I"):
            assert (ROOT / word[2:]).is_dir(), word
        elif word.endswith(".c"):
            assert (ROOT / word).exists(), word


def _cd(arguments: Sequence[str]) -> None:
    assert (ROOT / arguments[0]).is_dir(), arguments[0]


def _go(arguments: Sequence[str]) -> None:
    option, folder, command, *packages = arguments
    assert option == "-C"
    assert (ROOT / folder / "go.mod").exists(), f"no module at {folder!r}"
    assert command in ("build", "test", "vet")
    for package in packages:
        if package.startswith("./"):
            assert (ROOT / folder / package.removesuffix("...")).is_dir(), package


_CHECKS = {
    "make": _make,
    "cargo": _cargo,
    "pytest": _paths,
    "pip": _pip,
    "python": _python,
    "cc": _cc,
    "go": _go,
    "cd": _cd,
    "hyperparameter-conformance": _conformance,
}
