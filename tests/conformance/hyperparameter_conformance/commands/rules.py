"""``rules``: rules with their cases, and what is missing between them."""

from __future__ import annotations

import argparse
from collections import Counter

from hyperparameter_conformance import coverage, manifest, vectors
from hyperparameter_conformance.commands import Commands


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "rules", help="list rules without cases and cases without rules", allow_abbrev=False
    )
    parser.set_defaults(command=_rules)


def _rules(arguments: argparse.Namespace) -> int:
    cases, rules, excused = vectors.load(), manifest.read()["rules"], coverage.excused()
    cited = Counter(case["rule"] for case in cases)
    for rule in rules:
        print(f"{rule:<9}{cited[rule] or '-':>4}  {excused.get(rule, '')}".rstrip())
    found = coverage.faults(rules, cases, excused)
    print("\n".join(found) if found else "every rule has a case, or a reason for having none")
    return 1 if found else 0
