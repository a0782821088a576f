"""Which cases find which mutant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from hyperparameter_conformance.mutants.mutant import Mutant
from hyperparameter_conformance.reference_port import IDENTITY, InProcess
from hyperparameter_conformance.run import judged


@dataclass(frozen=True)
class Row:
    """A mutant, and what finds it."""

    mutant: Mutant
    #: The ids of the vectors that find it.
    killers: list[str]
    #: How many of the generated cases do.
    generated: int

    @property
    def survived(self) -> bool:
        """Whether no vector finds it, whatever generated cases do."""
        return not self.killers


def table(
    mutants: Mapping[str, Mutant],
    cases: Sequence[dict[str, Any]],
    generated: Sequence[dict[str, Any]] = (),
) -> list[Row]:
    """A row for each mutant; all cases state their expectations."""
    return [
        Row(mutant, failing(cases, mutant), len(failing(generated, mutant)))
        for mutant in mutants.values()
    ]


def failing(cases: Iterable[dict[str, Any]], mutant: Mutant | None = None) -> list[str]:
    """The ids of the cases that fail on the model, with or without a fault in it."""
    port = InProcess()
    with mutant.applied() if mutant else nullcontext():
        return [case["id"] for case in cases if judged(case, port.run(case), IDENTITY).counts]
