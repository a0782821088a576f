"""Examines a port with a case that states no expectations: the reference model predicts them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from hyperparameter_conformance import blamed_rule, run
from hyperparameter_conformance.generation import needing
from hyperparameter_conformance.oracle import IllegalCaseError, predict
from hyperparameter_conformance.protocol import Identity
from hyperparameter_conformance.run import Outcome
from hyperparameter_conformance.session import Result
from hyperparameter_conformance.shrinking import Steps, shrink


class Runs(Protocol):
    """What runs a case: a port by its adapter, or one in this process."""

    def run(self, case: dict[str, Any]) -> Result:
        """Run one case; whatever the port does, there is a result."""


def examine(port: Runs, identity: Identity, case: dict[str, Any]) -> Outcome | None:
    """What came of the case, judged by the prediction; None where the rules leave it open."""
    predicted = predict(case)
    return None if predicted is None else run.judged(predicted, port.run(predicted), identity)


def smallest(port: Runs, identity: Identity, outcome: Outcome) -> Outcome:
    """The smallest failure found in a failure; of an adapter that was lost, the failure itself."""
    found = outcome

    def fails(steps: Steps) -> bool:
        nonlocal found
        try:
            smaller = examine(port, identity, needing({**outcome.case, "steps": steps}))
        except IllegalCaseError:
            return False
        if smaller is None or not _shrinks(smaller) or not _is_vector(smaller.case):
            return False
        found = smaller
        return True

    if _shrinks(outcome):
        shrink(outcome.case["steps"], fails)
    return _about(found)


def _shrinks(outcome: Outcome) -> bool:
    """Whether the adapter lives on: one that is lost is started again only a few times."""
    return outcome.kind in ("failed", "errored")


def _is_vector(case: dict[str, Any]) -> bool:
    """Whether the case can be added: what it reads is not the default, and only reads differ."""
    reads = [step["read"] for step in case["steps"] if "read" in step]
    others = [fields for step in case["steps"] for name, fields in step.items() if name != "read"]
    return all(read["expect"] != read["default"] for read in reads) and not any(
        "without" in fields for fields in others
    )


def _about(outcome: Outcome) -> Outcome:
    """The outcome of a case that cites the rule of the step that went wrong."""
    if not outcome.mismatches:
        return outcome
    cited = blamed_rule.rule(outcome.case["steps"], outcome.mismatches[0])
    return replace(outcome, case={**outcome.case, "rule": cited})
