"""Evidence that no mutant survives and that no case is without a purpose.

A full table of all cases on all mutants takes minutes. Once it was made, a case that
finds each mutant and a mutant that each case finds are written down here, and that
they still do is quick to see.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hyperparameter_conformance.mutants.mutant import Mutant
from hyperparameter_conformance.mutants.table import failing

EVIDENCE = Path(__file__).with_name("evidence.json")

Case = dict[str, Any]


@dataclass
class Evidence:
    """What finds what."""

    #: A case that finds the mutant, by the id of the mutant.
    cases: dict[str, str] = field(default_factory=dict)
    #: A mutant that the case finds, by the id of the case.
    mutants: dict[str, str] = field(default_factory=dict)


def read() -> Evidence:
    """The evidence as it was written last."""
    return Evidence(**json.loads(EVIDENCE.read_text(encoding="utf-8")))


def write(evidence: Evidence) -> None:
    """Write it for the next check."""
    EVIDENCE.write_bytes((json.dumps(vars(evidence), indent=1, sort_keys=True) + "\n").encode())


def faults(
    evidence: Evidence, mutants: Mapping[str, Mutant], cases: Sequence[Case]
) -> list[str]:
    """What is not shown, one line each: mutants that survive, and cases without a purpose."""
    by_id = {case["id"]: case for case in cases}
    found = []
    for id, mutant in mutants.items():
        case = by_id.get(evidence.cases.get(id, ""))
        if case is None or not failing([case], mutant):
            found.append(f"no case is known to find {id}")
    for id, case in by_id.items():
        known = mutants.get(evidence.mutants.get(id, ""))
        if known is None or not failing([case], known):
            found.append(f"no mutant is known that {id} finds")
    return found


def renewed(
    evidence: Evidence, mutants: Mapping[str, Mutant], cases: Sequence[Case]
) -> Evidence:
    """The evidence, with what is missing looked for; what holds already is kept."""
    by_id = {case["id"]: case for case in cases}
    new = Evidence()
    for id, mutant in mutants.items():
        known = by_id.get(evidence.cases.get(id, ""))
        if known is not None and failing([known], mutant):
            new.cases[id] = known["id"]
        else:
            new.cases.update({id: case["id"] for case in cases[::-1] if failing([case], mutant)})
    finds = {case: mutant for mutant, case in new.cases.items()}
    for id, case in by_id.items():
        known_mutant = evidence.mutants.get(id, finds.get(id, ""))
        if known_mutant in mutants and failing([case], mutants[known_mutant]):
            new.mutants[id] = known_mutant
        else:
            found = (other for other, mutant in mutants.items() if failing([case], mutant))
            new.mutants.update({id: mutant for mutant in [next(found, None)] if mutant is not None})
    return new
