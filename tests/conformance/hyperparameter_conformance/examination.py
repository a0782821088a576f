"""Examines a port with a case that states no expectations: the reference model predicts them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from hyperparameter_conformance import judge
from hyperparameter_conformance.judge import Mismatch
from hyperparameter_conformance.prediction import predict
from hyperparameter_conformance.session import Result


class Runs(Protocol):
    """What runs a case: a port by its adapter, or one in this process."""

    def run(self, case: dict[str, Any]) -> Result: ...


@dataclass(frozen=True)
class Verdict:
    """What came of one examination."""

    #: agreed, disagreed, skipped, or open where the rules do not say what happens
    kind: str
    #: The case with the expectations of the reference model.
    case: dict[str, Any]
    mismatches: list[Mismatch]
    #: Why, where the port gave no observations.
    reason: str = ""


def examine(port: Runs, case: dict[str, Any], capabilities: Collection[str]) -> Verdict:
    """Run the case on the port and compare with the model."""
    predicted = predict(case)
    if predicted is None:
        return Verdict("open", case, [])
    result = port.run(predicted)
    if result.kind == "skipped":
        return Verdict("skipped", predicted, [], result.reason)
    if result.kind != "observed":
        return Verdict("disagreed", predicted, [], f"{result.kind}: {result.reason}")
    mismatches = judge.compare(predicted, result.observed, capabilities)
    return Verdict("disagreed" if mismatches else "agreed", predicted, mismatches)
