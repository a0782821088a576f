"""Which rules have cases: each has one, or a reason for having none, and no case cites another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hyperparameter_conformance.suite_files import SUITE

_HEADING = "## Rules without cases"


def excused() -> dict[str, str]:
    """The rules that have no cases by intention, with the reasons, from the suite's README."""
    text = (SUITE / "README.md").read_text(encoding="utf-8")
    section = text.split(f"\n{_HEADING}\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| ([A-Z]+ [0-9]+) \| (.+) \|$", section, re.MULTILINE))


def faults(
    rules: Sequence[str], cases: Sequence[Mapping[str, Any]], excused: Mapping[str, str]
) -> list[str]:
    """What is missing between rules and cases, one line each."""
    cited = {case["rule"] for case in cases}
    return [
        *(f"{rule} has no case" for rule in rules if rule not in {*cited, *excused}),
        *(f"{rule} has cases, and a reason for having none" for rule in excused if rule in cited),
        *(f"{rule} has a reason, but is no rule" for rule in excused if rule not in rules),
        *(
            f"{case['id']} cites {case['rule']}, which is no rule"
            for case in cases
            if case["rule"] not in rules
        ),
    ]
