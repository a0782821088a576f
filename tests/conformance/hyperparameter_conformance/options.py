"""What several commands ask on the command line: which port, which cases, which limits."""

from __future__ import annotations

import argparse
import secrets
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from hyperparameter_conformance import vectors
from hyperparameter_conformance.session import Limits


@dataclass(frozen=True)
class Command:
    """The command that starts a port, as it was given and in words."""

    text: str
    words: list[str]


class UsageError(Exception):
    """What was asked for cannot be done."""


def command(text: str) -> Command:
    """A port's command, split as a shell does; nothing in it is expanded."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"cannot split {text!r}: {error}") from None
    if not words:
        raise argparse.ArgumentTypeError("the command is empty")
    return Command(text, words)


def output(text: str) -> Path:
    """A file to write; that its folder is missing is said before the run, not after it."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"cannot write {text!r}: no such folder")
    return path


def count(text: str) -> int:
    """A number of things to do, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number of one or more: {text!r}")
    return int(text)


def add_port(parser: argparse.ArgumentParser) -> None:
    """Which port."""
    parser.add_argument(
        "--port",
        metavar="COMMAND",
        required=True,
        type=command,
        help="starts the port's adapter",
    )


def add_seed(parser: argparse.ArgumentParser) -> None:
    """What is drawn at random; the same seed draws the same."""
    parser.add_argument("--seed", metavar="N", type=int, help="what to draw from (drawn itself)")


def seed(arguments: argparse.Namespace) -> int:
    """The seed that was asked for, or another each time."""
    return secrets.randbelow(1 << 32) if arguments.seed is None else int(arguments.seed)


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Which cases."""
    parser.add_argument(
        "--only",
        metavar="GLOB",
        action="append",
        help="only cases whose id fits, such as 'conv-*'; may be repeated",
    )


def add_limits(parser: argparse.ArgumentParser) -> None:
    """How long an adapter may take."""
    parser.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=_seconds,
        default=Limits.answer,
        help="for the answer to one case (%(default)g)",
    )


def limits(arguments: argparse.Namespace) -> Limits:
    """The limits that were asked for."""
    return Limits(answer=arguments.time_limit)


def selected(globs: Sequence[str] | None) -> list[dict[str, Any]]:
    """The cases whose ids fit one of the globs, or all; raises UsageError if none does."""
    cases = vectors.load()
    if globs is None:
        return cases
    for glob in globs:
        if not any(fnmatchcase(case["id"], glob) for case in cases):
            raise UsageError(f"no case has an id that fits {glob!r}")
    return [case for case in cases if any(fnmatchcase(case["id"], glob) for glob in globs)]


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"not a time limit: {text!r}")
    return seconds
