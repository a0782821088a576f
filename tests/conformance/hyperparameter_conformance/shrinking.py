"""Makes a failing case smaller, as long as it still fails.

First whole steps go, many at a time (delta debugging), and then parts of what is left:
sources, entries, elements and characters, each value in favour of a simpler one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]
Steps = list[Node]
Fails = Callable[[Steps], bool]

#: The simplest values of each kind; the second is for what has to differ from the first.
_SIMPLE = {
    "int": ["1", "2"],
    "float": ["1.5", "2.5"],
    "bytes": ["", "00"],
    "bool": ["true"],
    "object": ["model"],
}


_KEYS = ["a", "b"]


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
    """Steps that an actor less does, with a simpler key, or of which one has a smaller part."""
    for actor in [step["spawn"]["name"] for step in steps if "spawn" in step]:
        yield [_by_main(step, actor) for step in steps if not _is_of_life(step, actor)]
    for name in sorted(_names(steps)):
        for simple in _KEYS[: _KEYS.index(name)] if name in _KEYS else _KEYS:
            renamed = _renamed(steps, name, simple)
            if _has_each_key_once(renamed):
                yield renamed
    for at, step in enumerate(steps):
        ((operation, fields),) = step.items()
        for candidate in _fields(fields):
            yield [*steps[:at], {operation: candidate}, *steps[at + 1 :]]


def _has_each_key_once(node: Any) -> bool:
    """Whether no mapping has a key twice, which not every language can write."""
    if isinstance(node, dict):
        for form in ("mapping", "map", "untyped", "keywords"):
            names = [name for name, _ in node.get(form, ())]
            if len(names) > len(set(names)):
                return False
        return all(map(_has_each_key_once, node.values()))
    return not isinstance(node, list) or all(map(_has_each_key_once, node))


def _is_of_life(step: Node, actor: str) -> bool:
    """Whether a step starts or ends an actor."""
    return any(step.get(operation, {}).get("name") == actor for operation in ("spawn", "join"))


def _by_main(step: Node, actor: str) -> Node:
    ((operation, fields),) = step.items()
    if fields.get("actor") != actor:
        return step
    return {operation: {name: inner for name, inner in fields.items() if name != "actor"}}


def _names(node: Any) -> set[str]:
    """The keys that steps ask for or assign."""
    return {
        fields[name]
        for step in node
        for fields in step.values()
        for name in ("key", "prefix")
        if fields.get(name)
    }


def _renamed(node: Any, name: str, simple: str) -> Any:
    """The same with another name for a key, wherever it stands alone or before an equals sign."""
    if isinstance(node, dict):
        return {field: _renamed(inner, name, simple) for field, inner in node.items()}
    if isinstance(node, list):
        return [_renamed(inner, name, simple) for inner in node]
    if node == name:
        return simple
    return simple + node[len(name) :] if node.startswith(name + "=") else node


def _fields(fields: Node) -> Iterator[Node]:
    for name in ("sources", "keywords", "actor", "optional", "times"):
        if name in fields:
            yield {other: fields[other] for other in fields if other != name}
    for name, smaller in _FIELDS.items():
        for candidate in smaller(fields[name]) if name in fields else ():
            yield {**fields, name: candidate}


def _sources(sources: list[Node]) -> Iterator[list[Node]]:
    return (candidate for candidate in _items(sources, _source) if candidate)


def _source(source: Node) -> Iterator[Node]:
    ((form, content),) = source.items()
    if form == "unset":
        yield from ({form: some} for some in _items(content, _text) if some)
        return
    for candidate in _text(content) if form == "define" else _pairs(content):
        yield {form: candidate}


def _pairs(pairs: list[Any]) -> Iterator[list[Any]]:
    """Fewer or smaller entries, each key once."""
    for candidate in _items(pairs, _pair):
        names = [name for name, _ in candidate]
        if len(names) == len(set(names)):
            yield candidate


def _pair(pair: list[Any]) -> Iterator[list[Any]]:
    name, content = pair
    for candidate in _text(name):
        yield [candidate, content]
    smaller = _text(content) if isinstance(content, str) else _node(content)
    yield from ([name, candidate] for candidate in smaller)


def _node(node: Node) -> Iterator[Node]:
    """Smaller nodes; a value inside a list is one as well, but for what only lists hold."""
    ((kind, content),) = node.items()
    if kind != "mapping":
        yield from _value(node)
        return
    yield {"int": "1"}
    for candidate in _pairs(content):
        yield {"mapping": candidate}


def _value(value: Node) -> Iterator[Node]:
    ((kind, content),) = value.items()
    if kind == "list":
        candidates: Iterator[Any] = _items(content, _value)
    elif kind == "map":
        candidates = _pairs(content)
    elif kind == "text":
        candidates = _text(content)
    else:
        simple = _SIMPLE.get(kind, [content])
        candidates = iter(simple[: simple.index(content)] if content in simple else simple)
    for candidate in candidates:
        yield {kind: candidate}


def _items(items: list[Any], smaller: Callable[[Any], Iterator[Any]]) -> Iterator[list[Any]]:
    for at, item in enumerate(items):
        yield [*items[:at], *items[at + 1 :]]
        for candidate in smaller(item):
            yield [*items[:at], candidate, *items[at + 1 :]]


def _text(text: str) -> Iterator[str]:
    half = len(text) // 2
    if half > 1:
        yield from (text[:half], text[half:])
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


_FIELDS: dict[str, Callable[[Any], Iterator[Any]]] = {
    "sources": _sources,
    "keywords": _pairs,
    "key": _text,
    "prefix": _text,
    "default": _value,
    "value": _value,
}
