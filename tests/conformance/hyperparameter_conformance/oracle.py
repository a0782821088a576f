"""The oracle: what the rules say that a case comes to, from the reference model."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hyperparameter_conformance.judge import DONE
from hyperparameter_conformance.reference.model import CAPABILITIES, Model
from hyperparameter_conformance.reference.refused import IllegalCaseError

__all__ = ["IllegalCaseError", "predict"]

#: Capabilities that change what a step comes to, and not only whether it can be done.
DECISIVE = ("bigint",)


def predict(case: dict[str, Any]) -> dict[str, Any] | None:
    """The case with its expectations; None where the rules leave open what happens.

    Raises:
        IllegalCaseError: the case has a step that cannot be done, such as one
            of an actor that has ended.
    """
    answers = _answers(case, CAPABILITIES)
    alternatives = {
        capability: _answers(case, [other for other in CAPABILITIES if other != capability])
        for capability in DECISIVE
    }
    if answers is None:
        return None
    steps = []
    for at, step in enumerate(case["steps"]):
        ((operation, fields),) = step.items()
        stated = {name: value for name, value in fields.items() if name not in _STATED}
        if answers[at] != DONE:
            stated["expect"] = answers[at]
        without = {
            capability: other[at]
            for capability, other in alternatives.items()
            if other is not None and other[at] != answers[at]
        }
        if without:
            stated["without"] = without
        steps.append({operation: stated})
    return {**case, "steps": steps}


_STATED = ("expect", "without")


def _answers(case: dict[str, Any], capabilities: Collection[str]) -> list[dict[str, Any]] | None:
    model = Model(capabilities)
    answers = [_bare(model.step(step)) for step in case["steps"]]
    return answers if model.is_settled else None


def _bare(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the text of its error, which no case expects."""
    return {tag: content for tag, content in answer.items() if tag != "message"}
