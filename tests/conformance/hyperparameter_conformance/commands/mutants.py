"""``mutants``: whether the vectors find every wrong implementation, and each finds one."""

from __future__ import annotations

import argparse

from hyperparameter_conformance import options, vectors
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.generation import generate
from hyperparameter_conformance.mutants import MUTANTS, evidence
from hyperparameter_conformance.mutants.table import Row, failing, table
from hyperparameter_conformance.options import UsageError
from hyperparameter_conformance.oracle import predict
from hyperparameter_conformance.reference_port import IDENTITY
from hyperparameter_conformance.report import kills


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "mutants",
        help="check that cases find every wrong implementation, and that each case finds one",
        description="Checks the evidence that was written down, which takes seconds; with any "
        "of the options but --write it makes the table of all cases on all mutants anew, "
        "which takes minutes.",
        allow_abbrev=False,
    )
    parser.add_argument("--write", action="store_true", help="look for evidence that is missing")
    parser.add_argument(
        "--table", action="store_true", help="show how many cases find which wrong implementation"
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
    unmutated = failing(cases)
    for id in unmutated:
        print(f"{id} fails on the reference itself")
    if any((arguments.table, arguments.generated, arguments.json, arguments.html)):
        found = _table(arguments, cases)
    else:
        found = _evidence(arguments.write, cases)
    return 1 if unmutated or not found else 0


def _evidence(write: bool, cases: list[dict[str, object]]) -> bool:
    """Whether it is shown that no mutant survives and no case is without a purpose."""
    known = evidence.read()
    if write:
        known = evidence.renewed(known, MUTANTS, cases)
        evidence.write(known)
    faults = evidence.faults(known, MUTANTS, cases)
    for fault in faults:
        print(fault)
    if faults:
        print("look for it with --write; what is not found then is a case or a mutant too few")
    else:
        print(f"cases find all {len(MUTANTS)} mutants, and each of {len(cases)} cases finds one")
    return not faults


def _table(arguments: argparse.Namespace, cases: list[dict[str, object]]) -> bool:
    seed = options.seed(arguments)
    made = [
        predict(generate(f"{seed}/{index}", IDENTITY.capabilities))
        for index in range(arguments.generated)
    ]
    rows = table(MUTANTS, cases, [case for case in made if case is not None])
    kills.print_table(rows, len(made), seed)
    for path, write in ((arguments.json, kills.write_json), (arguments.html, kills.write_html)):
        if path is not None:
            try:
                write(rows, path)
            except OSError as error:
                raise UsageError(f"cannot write {path}: {error}") from error
    return _survivors(rows, len(cases)) == 0


def _survivors(rows: list[Row], cases: int) -> int:
    survivors = [row.mutant.id for row in rows if row.survived]
    for id in survivors:
        print(f"no case finds {id}")
    print(f"{len(rows) - len(survivors)} of {len(rows)} mutants are found by {cases} cases")
    return len(survivors)
