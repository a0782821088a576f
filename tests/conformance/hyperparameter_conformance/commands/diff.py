"""``diff``: the same cases on two ports, and where the ports disagree."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import Any

from hyperparameter_conformance import escaping, judge, options, port_comparison, run
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.port_comparison import Pair
from hyperparameter_conformance.report import terminal
from hyperparameter_conformance.run import Outcome, Report


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "diff", help="run the cases on two ports and show where they disagree", allow_abbrev=False
    )
    parser.add_argument(
        "--port",
        metavar="COMMAND",
        action="append",
        required=True,
        type=options.command,
        help="starts the adapter of a port; given twice",
    )
    options.add_selection(parser)
    options.add_limits(parser)
    parser.set_defaults(command=_diff)


def _diff(arguments: argparse.Namespace) -> int:
    if len(arguments.port) != 2:
        raise UsageError("diff compares two ports: give --port twice")
    cases = options.selected(arguments.only)
    reports = []
    with terminal.progress(2 * len(cases)) as advance:
        for port in arguments.port:
            reports.append(
                run.execute(
                    port.text,
                    port.words,
                    cases,
                    limits=options.limits(arguments),
                    progress=advance,
                )
            )
            if reports[-1].identity is None:
                print(f"{port.text}: {escaping.printable(reports[-1].faults[0])}", file=sys.stderr)
                return 2
    names = _names(*reports)
    pairs = port_comparison.pairs(reports[0].outcomes, reports[1].outcomes)
    for pair in pairs:
        if pair.kind != "same":
            print("\n".join(_tell(pair, names)), end="\n\n")
    counts = Counter(pair.kind for pair in pairs)
    print(f"{names[0]} and {names[1]}: " + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
    for name, report in zip(names, reports):
        print(f"{name}: {len(report.of_kind('passed'))} of {len(cases)} passed")
    return 1 if counts["disagree"] else 0


def _names(one: Report, other: Report) -> tuple[str, str]:
    """Names of the two ports that tell them apart."""
    assert one.identity is not None
    assert other.identity is not None
    names = escaping.printable(one.identity.name), escaping.printable(other.identity.name)
    return names if names[0] != names[1] else (f"a: {names[0]}", f"b: {names[1]}")


def _tell(pair: Pair, names: tuple[str, str]) -> list[str]:
    case = pair.one.case
    lines = [f"{pair.kind.upper()} {case['id']} ({case['rule']}): {case['title']}"]
    if pair.one.observed and pair.other.observed:
        for position, step, *observed in pair.steps():
            lines.append(f"  step {position}: {escaping.step(step)}")
            lines.append(f"    expected {_expected(step)}")
            lines += [f"    {name} {escaping.compact(it)}" for name, it in zip(names, observed)]
    else:
        outcomes = zip(names, (pair.one, pair.other))
        lines += [f"  {name} {_summary(outcome)}" for name, outcome in outcomes]
    return lines


def _expected(step: dict[str, Any]) -> str:
    ((_, fields),) = step.items()
    without = fields.get("without", {}).items()
    wanted = escaping.compact(fields.get("expect", judge.DONE))
    return wanted + "".join(f", without {name} {escaping.compact(it)}" for name, it in without)


def _summary(outcome: Outcome) -> str:
    return (
        f"{outcome.kind}: {escaping.printable(outcome.reason)}" if outcome.reason else outcome.kind
    )
