"""``generate``: cases made at random, on one port, until one fails."""

from __future__ import annotations

import argparse

from hyperparameter_conformance import options, yaml_writer
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.differential import Runs, examine, smallest
from hyperparameter_conformance.generation import generate
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.protocol import Identity
from hyperparameter_conformance.report import terminal
from hyperparameter_conformance.run import Outcome
from hyperparameter_conformance.session import Port, PortError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "generate", help="run cases made at random until one fails", allow_abbrev=False
    )
    options.add_port(parser)
    options.add_limits(parser)
    options.add_seed(parser)
    parser.add_argument(
        "--cases",
        metavar="N",
        type=options.count,
        default=1000,
        help="how many (%(default)d)",
    )
    parser.set_defaults(command=_generate)


def first_failure(port: Runs, identity: Identity, seed: int, cases: int) -> Outcome | None:
    """The first of the cases that fails, as small as it can be made, or None."""
    for index in range(cases):
        outcome = examine(port, identity, generate(f"{seed}/{index}", identity.capabilities))
        assert outcome is not None, "a generated case ends where the rules leave things open"
        if outcome.counts:
            print(f"case {index} of seed {seed} failed; it is made smaller", flush=True)
            return smallest(port, identity, outcome)
    print(f"{cases} cases of seed {seed}: none fails")
    return None


def _generate(arguments: argparse.Namespace) -> int:
    seed = options.seed(arguments)
    print(f"seed {seed}", flush=True)
    with Port(arguments.port.words, options.limits(arguments)) as port:
        try:
            identity = port.start()
        except PortError as error:
            raise UsageError(f"the port could not be run: it {error}") from error
        outcome = first_failure(port, identity, seed, arguments.cases)
        fault = port.stop()
    if fault is not None:
        print(f"at its end, the adapter {fault}")
    if outcome is not None:
        print(terminal.failure(outcome))
        print(yaml_writer.document(outcome.case))
    return 0 if outcome is None and fault is None else 1
