"""Which rule a failure is about, by the step that went wrong and what leads to it.

It is meant for a case that was made small: what is still in it is what matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hyperparameter_conformance.judge import Mismatch

Step = dict[str, Any]

_BY_ERROR = {"invalid_key": "KEY 1", "definition": "SCOPE 2", "missing": "READ 2", "limit": "VAL 3"}
_BY_OPERATION = {
    "exit": "SCOPE 7",
    "assign": "SCOPE 5",
    "base": "THREAD 6",
    "freeze": "THREAD 2",
    "spawn": "THREAD 1",
    "join": "THREAD 1",
}


def rule(steps: list[Step], mismatch: Mismatch) -> str:
    """The rule that an implementation breaks where a step came to something else."""
    before = steps[: mismatch.position]
    operations = [operation for step in before for operation in step]
    ((operation, fields),) = mismatch.step.items()
    expected = mismatch.expected.get("error")
    if expected in _BY_ERROR and not (expected == "limit" and operation != "enter"):
        return _BY_ERROR[expected]
    if operation in _BY_OPERATION:
        return _BY_OPERATION[operation]
    if operation == "enter":
        return "SCOPE 8" if "unset" in _tags(fields) else "SCOPE 1"
    return _of_history(before, operations) or _of_value(before, operation, fields, mismatch)


def _of_history(before: list[Step], operations: list[str]) -> str | None:
    """What happened before, if more happened than that a scope was entered."""
    kinds = {step["spawn"]["kind"] for step in before if "spawn" in step}
    if "base" in operations:
        return "THREAD 6"
    if "freeze" in operations:
        return "THREAD 2"
    if kinds:
        return "THREAD 3" if "task" in kinds else "THREAD 1"
    if "unset" in set(_tags(before)) or any(text.strip()[:1] == "~" for text in _defined(before)):
        return "SCOPE 8"
    if "assign" in operations:
        return "SCOPE 5"
    if "exit" in operations:
        return "SCOPE 7" if operations.count("enter") > 1 else "SCOPE 1"
    if operations.count("enter") > 1:
        return "SCOPE 3"
    return None


def _of_value(before: list[Step], operation: str, fields: Any, mismatch: Mismatch) -> str:
    """What is wrong with an answer, where nothing but one scope leads to it."""
    expected = mismatch.expected
    if operation in ("keys", "items"):
        return "READ 8"
    if operation == "contains":
        return "READ 6"
    if "default" in expected:
        return "READ 4"
    if "map" in set(_tags(before)):
        return "VAL 3"
    is_untyped = bool({"define", "untyped"} & set(_tags(before)))
    default = next(iter(fields.get("default", {"null": ""})))
    if default == "null":
        return "CONV 3" if is_untyped else "VAL 1"
    if "null" in expected or "optional" in fields:
        return "CONV 4"
    is_spelled = default == "text" and bool({"bool", "int", "float"} & set(_tags(before[:-1])))
    return "CONV 5" if is_spelled else "CONV 1"


def _defined(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, inner in part.items():
            if name == "define":
                yield inner
            else:
                yield from _defined(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _defined(inner)


def _tags(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, inner in part.items():
            yield name
            yield from _tags(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _tags(inner)
