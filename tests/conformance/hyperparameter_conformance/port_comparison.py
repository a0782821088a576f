"""Where two ports differ on the same cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hyperparameter_conformance import judge
from hyperparameter_conformance.run import Outcome


@dataclass(frozen=True)
class Pair:
    """What came of one case on each of two ports."""

    one: Outcome
    other: Outcome

    @property
    def kind(self) -> str:
        """How the two relate.

        ``same``: there is no difference. ``disagree``: they differ, and at least one is
        wrong. ``allowed``: they differ, and each is right by its capabilities.
        ``not compared``: a port left the case out.
        """
        if {"skipped", "unclaimed"} & {self.one.kind, self.other.kind}:
            return "same" if self.one.kind == self.other.kind else "not compared"
        if self.one.observed and self.other.observed:
            if not self.steps():
                return "same"
            return "allowed" if self.one.kind == self.other.kind == "passed" else "disagree"
        return "same" if self.one.kind == self.other.kind else "disagree"

    def steps(self) -> list[tuple[int, dict[str, Any], dict[str, Any], dict[str, Any]]]:
        """The steps that differ: place from 1, step, and what each port observed."""
        steps = zip(self.one.case["steps"], self.one.observed, self.other.observed)
        return [
            (position, step, one, other)
            for position, (step, one, other) in enumerate(steps, 1)
            if not judge.agrees(one, other)
        ]


def pairs(one: Sequence[Outcome], other: Sequence[Outcome]) -> list[Pair]:
    """The outcomes of one run beside those of another, disagreements first."""
    assert [outcome.case["id"] for outcome in one] == [outcome.case["id"] for outcome in other]
    order = ["disagree", "allowed", "not compared", "same"]
    return sorted(map(Pair, one, other), key=lambda pair: order.index(pair.kind))
