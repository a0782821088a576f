"""``mutants``: whether the vectors find every wrong implementation of the catalogue."""

from __future__ import annotations

import argparse

from hyperparameter_conformance import options, vectors
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.generation import generate
from hyperparameter_conformance.in_process import IDENTITY
from hyperparameter_conformance.mutants import MUTANTS
from hyperparameter_conformance.mutants.table import Row, failing, table
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.prediction import predict
from hyperparameter_conformance.report import kills


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "mutants", help="show which cases find which wrong implementation", allow_abbrev=False
    )
    parser.add_argument(
        "--generated",
        metavar="N",
        type=options.count,
        default=0,
        help="also count how many of N cases made at random find each",
    )
    options.add_seed(parser)
    parser.add_argument("--json", metavar="FILE", type=options.output, help="the table as JSON")
    parser.add_argument("--html", metavar="FILE", type=options.output, help="the table as a page")
    parser.set_defaults(command=_mutants)


def _mutants(arguments: argparse.Namespace) -> int:
    cases = vectors.load()
    seed = options.seed(arguments)
    made = [
        predict(generate(f"{seed}/{index}", IDENTITY.capabilities))
        for index in range(arguments.generated)
    ]
    rows = table(MUTANTS, cases, [case for case in made if case is not None])
    unmutated = failing(cases)
    kills.print_table(rows, len(made), seed)
    for path, write in ((arguments.json, kills.write_json), (arguments.html, kills.write_html)):
        if path is not None:
            try:
                write(rows, path)
            except OSError as error:
                raise UsageError(f"cannot write {path}: {error}") from error
    return _verdict(rows, unmutated, len(cases))


def _verdict(rows: list[Row], unmutated: list[str], cases: int) -> int:
    survivors = [row.mutant.id for row in rows if row.survived]
    for id in unmutated:
        print(f"{id} fails on the reference itself")
    for id in survivors:
        print(f"no case finds {id}")
    print(f"{len(rows) - len(survivors)} of {len(rows)} mutants are found by {cases} cases")
    return 1 if survivors or unmutated else 0
