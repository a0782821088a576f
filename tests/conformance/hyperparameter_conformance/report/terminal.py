"""The report on the terminal: progress, failures, and a table of topics."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from hyperparameter_conformance import __version__, escaping, manifest
from hyperparameter_conformance.report.topics import by_reason, tally
from hyperparameter_conformance.run import FAILURES, Outcome, Report


@contextmanager
def progress(cases: int) -> Iterator[Callable[[Outcome], None]]:
    """A bar while cases run, where there is a terminal to show it."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(
        *columns, console=console, transient=True, disable=not sys.stderr.isatty()
    ) as bars:
        bar = bars.add_task("", total=cases)
        failures = 0

        def advance(outcome: Outcome) -> None:
            nonlocal failures
            failures += outcome.counts
            bars.update(bar, advance=1, description=f"{failures} failed" if failures else "")

        yield advance


def write(report: Report) -> None:
    """Print the report: failures first, the verdict last."""
    console = Console(highlight=False, markup=False, emoji=False)
    for outcome in report.of_kind(*FAILURES):
        if outcome.counts and outcome.kind != "not run":
            _line(console, failure(outcome))
            console.print()
    for outcome in report.outcomes:
        if outcome.kind in FAILURES and not outcome.counts:
            reason = escaping.printable(outcome.known or "")
            _line(console, f"known failure: {outcome.case['id']} {outcome.kind}  # {reason}")
    for kind, shown in (("unclaimed", "not claimed"), ("not run", "not run")):
        for reason, ids in by_reason(report, kind).items():
            _line(console, f"{shown} {len(ids)}: {escaping.printable(reason)}")
    if report.identity is not None:
        console.print(_table(report))
        _line(console, describe(report))
    for fault in report.faults:
        _line(console, escaping.printable(fault))
    style = "bold green" if report.passed else "bold red"
    console.print(Text(report.verdict, style))


def failure(outcome: Outcome) -> str:
    """A failure with all that is needed to find its cause."""
    case = outcome.case
    lines = [f"{outcome.kind.upper()} {case['id']} ({case['rule']}): {case['title']}"]
    if "where" in case:
        lines.append(f"  {case['where']}")
    if outcome.reason:
        lines.append(f"  {escaping.printable(outcome.reason)}")
    for mismatch in outcome.mismatches:
        lines.append(f"  step {mismatch.position}: {escaping.step(mismatch.step)}")
        lines.append(f"    expected {escaping.compact(mismatch.expected)}")
        lines.append(f"    observed {escaping.compact(mismatch.observed)}")
    if outcome.stderr:
        lines.append("  its standard error ends:")
        lines += [f"    {line}" for line in escaping.printable(outcome.stderr[-2000:]).splitlines()]
    return "\n".join(lines)


def describe(report: Report) -> str:
    """Who was tested."""
    identity = report.identity
    assert identity is not None
    host = f" on {identity.host}" if identity.host else ""
    return escaping.printable(
        f"{identity.name} {identity.version} ({identity.language}{host}), which follows version "
        f"{identity.spec} of the specification and has "
        f"{', '.join(sorted(identity.capabilities)) or 'no capabilities'}; "
        f"tested with version {__version__} of the suite, for {manifest.read()['spec']}"
    )


def _table(report: Report) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("topic")
    for column in ("cases", "passed", "failed", "known", "not claimed"):
        table.add_column(column, justify="right")
    rows = tally(report)
    for row in rows:
        table.add_row(row.topic, *map(_count, row.counts), style="red" if row.failed else None)
    table.add_section()
    table.add_row("all", *(_count(sum(column)) for column in zip(*(row.counts for row in rows))))
    return table


def _count(number: int) -> str:
    return str(number) if number else "."


def _line(console: Console, text: str) -> None:
    console.print(Text(text), soft_wrap=True)
