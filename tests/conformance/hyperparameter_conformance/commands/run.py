"""``run``: the cases on one port."""

from __future__ import annotations

import argparse
from pathlib import Path

from hyperparameter_conformance import known_failures, manifest, options, run
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.report import html, junit, terminal
from hyperparameter_conformance.run import Report


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("run", help="run the cases on a port", allow_abbrev=False)
    options.add_port(parser)
    options.add_selection(parser)
    options.add_limits(parser)
    parser.add_argument(
        "--expected-failures",
        metavar="FILE",
        type=Path,
        help="ids of cases that are known to fail, each with '# reason'",
    )
    for name, what in (
        ("--junit", "the report for CI hosts, as JUnit XML"),
        ("--html", "the report to publish, as one page"),
        ("--badge", "the verdict as an SVG image"),
    ):
        parser.add_argument(name, metavar="FILE", type=options.output, help=what)
    parser.set_defaults(command=_run)


def _run(arguments: argparse.Namespace) -> int:
    cases = options.selected(arguments.only)
    path = arguments.expected_failures
    known = {} if path is None else known_failures.read(path)
    with terminal.progress(len(cases)) as advance:
        report = run.execute(
            arguments.port.text,
            arguments.port.words,
            cases,
            known,
            options.limits(arguments),
            advance,
        )
    for id in known_failures.stale(known, manifest.read()["cases"]):
        report.faults.append(f"{id} is listed as a known failure, but there is no such case")
    terminal.write(report)
    _write_files(report, arguments)
    if report.identity is None:
        return 2
    return 0 if report.passed else 1


def _write_files(report: Report, arguments: argparse.Namespace) -> None:
    for path, write in (
        (arguments.junit, junit.write),
        (arguments.html, html.write),
        (arguments.badge, html.write_badge),
    ):
        if path is not None:
            try:
                write(report, path)
            except OSError as error:
                raise UsageError(f"cannot write {path}: {error}") from error
