"""Judges what a port observed, step by step, by what the case expects."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?|-?inf|nan")

#: What a step that states no expectation has to come to.
DONE = {"done": ""}


@dataclass(frozen=True)
class Mismatch:
    """A step of which something else came than the case expects."""

    #: The place of the step in its case, from 1.
    position: int
    step: dict[str, Any]
    expected: dict[str, Any]
    observed: dict[str, Any]


def compare(
    case: dict[str, Any], observed: list[dict[str, Any]], capabilities: Collection[str]
) -> list[Mismatch]:
    """Every step that went wrong.

    Args:
        case: a case of the suite.
        observed: what came of each of its steps, as the protocol's answer says it.
        capabilities: what the port can do; it decides which expectation holds.
    """
    assert len(observed) == len(case["steps"]), "each step has been observed"
    mismatches = []
    for position, (step, outcome) in enumerate(zip(case["steps"], observed), 1):
        wanted = expected(step, capabilities)
        if not agrees(wanted, outcome):
            mismatches.append(Mismatch(position, step, wanted, outcome))
    return mismatches


def expected(step: dict[str, Any], capabilities: Collection[str]) -> dict[str, Any]:
    """What has to come of a step in a port that has these capabilities."""
    ((_, fields),) = step.items()
    for capability, instead in fields.get("without", {}).items():
        if capability not in capabilities:
            return dict(instead)
    return dict(fields.get("expect", DONE))


def agrees(wanted: dict[str, Any], outcome: dict[str, Any]) -> bool:
    """Whether an outcome is the one that is wanted: of what is reported, the class alone counts."""
    for report in ("error", "warning"):
        if report in wanted:
            return bool(wanted[report] == outcome.get(report))
    if "items" in wanted:
        return "items" in outcome and _same_items(wanted["items"], outcome["items"])
    return _same(wanted, outcome)


def _same_items(wanted: list[Any], found: list[Any]) -> bool:
    return len(wanted) == len(found) and all(
        key == other and _same(value, another)
        for (key, value), (other, another) in zip(wanted, found)
    )


def _same(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether two tagged values have the same kind and content."""
    wanted, found = _written_out(wanted), _written_out(found)
    ((kind, content),) = wanted.items()
    if set(found) != {kind}:
        return False
    if kind == "float":
        return _same_float(content, found[kind])
    if kind == "list":
        return len(content) == len(found[kind]) and all(map(_same, content, found[kind]))
    if kind == "map":
        return _same_items(sorted(content, key=_key), sorted(found[kind], key=_key))
    return bool(content == found[kind])


def _key(pair: list[Any]) -> str:
    return str(pair[0])


def _written_out(value: dict[str, Any]) -> dict[str, Any]:
    """The outermost list of `{nested: ...}` as a list."""
    if "nested" not in value:
        return value
    depth = int(value["nested"])
    return {"list": [{"nested": str(depth - 1)}] if depth > 1 else []}


def _same_float(wanted: str, found: str) -> bool:
    """Whether two decimals name one float, by its bits; every NaN is the same."""
    if not _DECIMAL.fullmatch(found):
        return False
    left, right = float(wanted), float(found)
    return (math.isnan(left) and math.isnan(right)) or struct.pack("<d", left) == struct.pack(
        "<d", right
    )
