"""The command line: each module of ``commands`` is a subcommand that registers itself."""

from __future__ import annotations

import argparse
import importlib
import io
import pkgutil
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from hyperparameter_conformance import __version__, commands
from hyperparameter_conformance.known_failures import MalformedListError
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.vectors import MalformedError


def program() -> NoReturn:
    """Be the program: run the command that was given, and end with its status."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 good, 1 failures, 2 it could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parsed = parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except (MalformedError, MalformedListError, UsageError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="hyperparameter_conformance",
        description="Tells whether a port of parameters does what the specification says.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    register = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
        importlib.import_module(module.name).register(register)
    return parser


def _terminate(signal: int, frame: FrameType | None) -> NoReturn:
    """Ends by an exception, so that adapters are ended as well."""
    sys.exit(128 + signal)
