"""``schedules``: the cases with several actors, in every order that their steps could have."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hyperparameter_conformance import options, yaml_writer
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.differential import examine
from hyperparameter_conformance.interleavings import Orders, arranged
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.protocol import Identity
from hyperparameter_conformance.report import terminal
from hyperparameter_conformance.run import Outcome, lacking
from hyperparameter_conformance.session import Port, PortError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "schedules",
        help="run the cases with several actors in every order of their steps",
        allow_abbrev=False,
    )
    options.add_port(parser)
    options.add_selection(parser)
    options.add_limits(parser)
    parser.add_argument(
        "--interleavings",
        metavar="N",
        type=options.count,
        default=100,
        help="orders of one case at most, drawn at random where there are more (%(default)d)",
    )
    options.add_seed(parser)
    parser.set_defaults(command=_schedules)


@dataclass
class Walk:
    """The orders of one case that were walked."""

    id: str
    total: int
    outcomes: list[Outcome] = field(default_factory=list)
    #: How many of the walked orders come to something that the rules do not say.
    open: int = 0

    def __str__(self) -> str:
        walked = f"{self.id}: {len(self.outcomes) + self.open} of {self.total} orders"
        return walked + (f", {self.open} of them left open by the rules" if self.open else "")


def walk(
    port: Port, identity: Identity, cases: list[dict[str, Any]], bound: int, seed: int
) -> Iterator[Walk]:
    """The walks through the cases that have more than one order."""
    for case in cases:
        orders = Orders(case)
        if orders.total == 1:
            continue
        walked = Walk(case["id"], orders.total)
        for order in orders.walk(bound, seed):
            outcome = examine(port, identity, arranged(case, order))
            if outcome is None:
                walked.open += 1
            else:
                walked.outcomes.append(outcome)
        yield walked


def _schedules(arguments: argparse.Namespace) -> int:
    cases = options.selected(arguments.only)
    seed = options.seed(arguments)
    failed = walks = 0
    with Port(arguments.port.words, options.limits(arguments)) as port:
        try:
            identity = port.start()
        except PortError as error:
            raise UsageError(f"the port could not be run: it {error}") from error
        able = [case for case in cases if not lacking(case, identity)]
        for walked in walk(port, identity, able, arguments.interleavings, seed):
            walks += 1
            print(walked, flush=True)
            wrong = [outcome for outcome in walked.outcomes if outcome.counts]
            failed += bool(wrong)
            if wrong:
                _tell(wrong)
        fault = port.stop()
    unclaimed = Counter(", ".join(lacks) for case in cases if (lacks := lacking(case, identity)))
    for what, count in unclaimed.items():
        print(f"not claimed {count}: the port does not claim {what}")
    if fault is not None:
        print(f"at its end, the adapter {fault}")
    if not walks:
        print("no case has more than one order")
    print(f"{walks} cases walked, {failed} of them disagree in some order; seed {seed}")
    return 1 if failed or fault is not None or not walks else 0


def _tell(wrong: list[Outcome]) -> None:
    """The first order that went wrong, and how many did."""
    print(f"  {len(wrong)} orders disagree; the first:")
    print(terminal.failure(wrong[0]))
    print(yaml_writer.document(wrong[0].case))
