"""``list``: the cases, one a line."""

from __future__ import annotations

import argparse

from hyperparameter_conformance import options
from hyperparameter_conformance.commands import Commands


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("list", help="list the cases", allow_abbrev=False)
    options.add_selection(parser)
    parser.set_defaults(command=_list)


def _list(arguments: argparse.Namespace) -> int:
    cases = options.selected(arguments.only)
    width = max(len(case["id"]) for case in cases)
    for case in cases:
        needs = f" (needs {', '.join(case['needs'])})" if "needs" in case else ""
        print(f"{case['id']:<{width}}  {case['rule']:<8}  {case['title']}{needs}")
    return 0
