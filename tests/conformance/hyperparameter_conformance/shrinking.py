"""Makes a failing case smaller, as long as it still fails.

First whole steps go, many at a time (delta debugging), and then parts of what is left:
sources, entries, elements and characters, each value in favour of a simpler one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Steps = list[dict[str, Any]]
Fails = Callable[[Steps], bool]

#: Fields that a step can do without.
_OPTIONAL = ("sources", "keywords", "actor")
#: Simple values, by kind; the second keeps apart what the first would make the same.
_SIMPLE: dict[str, list[str]] = {
    "int": ["1", "2"],
    "float": ["1.5", "2.5"],
    "text": ["", "x"],
    "bytes": ["", "00"],
    "bool": ["true"],
    "object": ["model"],
}


def shrink(steps: Steps, fails: Fails) -> Steps:
    """The smallest steps found that still fail; `fails` is false for steps that are illegal."""
    steps = _fewer(steps, fails)
    while True:
        for candidate in _simpler(steps):
            if fails(candidate):
                steps = _fewer(candidate, fails)
                break
        else:
            return steps


def _fewer(steps: Steps, fails: Fails) -> Steps:
    """Steps of which none can be left out."""
    size = len(steps)
    while size:
        at = len(steps) - size
        while at >= 0:
            candidate = steps[:at] + steps[at + size :]
            if candidate and fails(candidate):
                steps = candidate
            at -= size
        size //= 2
    return steps


def _simpler(steps: Steps) -> Iterator[Steps]:
    for at, step in enumerate(steps):
        for candidate in _smaller(step, ""):
            yield [*steps[:at], candidate, *steps[at + 1 :]]


def _smaller(node: Any, field: str) -> Iterator[Any]:
    """The same node with one part of it left out or simpler."""
    if isinstance(node, dict):
        yield from _smaller_mapping(node)
    elif isinstance(node, list):
        for at, item in enumerate(node):
            yield [*node[:at], *node[at + 1 :]]
            for candidate in _smaller(item, field):
                yield [*node[:at], candidate, *node[at + 1 :]]
    else:
        yield from _shorter(node, field)


def _smaller_mapping(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, inner in node.items():
        if name in _OPTIONAL:
            yield {other: node[other] for other in node if other != name}
        if name == "list" or (name == "mapping" and len(node) == 1):
            yield {"int": "1"}
        for candidate in _smaller(inner, name):
            yield {**node, name: candidate}


def _shorter(text: str, field: str) -> Iterator[str]:
    if field in _SIMPLE:
        simple = _SIMPLE[field]
        yield from simple[: simple.index(text)] if text in simple else simple
    if field in ("int", "float", "bool", "bytes", "null", "scope", "name", "kind", "actor"):
        return
    half = len(text) // 2
    yield from (text[:half], text[half:]) if half > 1 else ()
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]
