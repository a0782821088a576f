"""Which cases find which mutant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from hyperparameter_conformance import judge
from hyperparameter_conformance.in_process import InProcess
from hyperparameter_conformance.mutants.mutant import Mutant


@dataclass(frozen=True)
class Row:
    """A mutant, and the ids of the cases that find it."""

    mutant: Mutant
    killers: list[str]

    @property
    def survived(self) -> bool:
        return not self.killers


def table(mutants: Mapping[str, Mutant], cases: Sequence[dict[str, Any]]) -> list[Row]:
    """A row for each mutant."""
    return [Row(mutant, failing(cases, mutant)) for mutant in mutants.values()]


def failing(cases: Iterable[dict[str, Any]], mutant: Mutant | None = None) -> list[str]:
    """The ids of the cases that fail on the model, with or without a fault in it."""
    port = InProcess()
    with mutant.applied() if mutant else nullcontext():
        return [case["id"] for case in cases if _fails(port, case)]


def _fails(port: InProcess, case: dict[str, Any]) -> bool:
    result = port.run(case)
    return result.kind != "observed" or bool(
        judge.compare(case, result.observed, port.capabilities)
    )
