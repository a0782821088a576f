"""The sources of a scope, brought to pairs of key and value in the order they are applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hyperparameter_conformance.reference import key
from hyperparameter_conformance.reference.frame import Held
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Unset, Untyped, decode, is_text, store

Layer = list[tuple[str, Held]]


def build(step: dict[str, Any]) -> Layer:
    """All pairs of a scope: its sources from left to right, and then its keywords (SCOPE 1)."""
    layer: Layer = []
    for part in parts(step):
        layer.extend(pairs(part))
    return layer


def is_settled(step: dict[str, Any]) -> bool:
    """Whether the rules say what the sources come to.

    Which of several faults is raised is left to the implementation, and so is whether
    the keys in a mapping are checked each by itself or as the joined key of a value.
    """
    faults = {kind for part in parts(step) for kind in _part_faults(part)}
    mappings = [part["mapping"] for part in parts(step) if "mapping" in part]
    return len(faults) <= 1 and all(map(_checks_agree, mappings))


def _checks_agree(entries: list[Any], outer: str | None = None, each: bool = True) -> bool:
    """Whether every key of a mapping is refused, or none is, by both ways to check."""
    for name, node in entries:
        full = name if outer is None else key.join(outer, name)
        inner = node.get("mapping")
        each_here = each and key.is_key(name)
        if inner:
            if not _checks_agree(inner, full, each_here):
                return False
        elif (each_here and key.is_key(full)) != (inner is not None or key.is_key(full)):
            return False
    return True


def fault(step: dict[str, Any]) -> str | None:
    """The class of the first fault in the sources of a scope, None if they have none."""
    return next(filter(None, map(_part_fault, parts(step))), None)


def _part_faults(part: dict[str, Any]) -> set[str]:
    """The classes of all faults in a source; a pair may have one in its key and one in its value."""
    if "mapping" not in part:
        kind = _part_fault(part)
        return set() if kind is None else {kind}
    return {kind for name, node in _leaves(part["mapping"]) for kind in _pair_faults(name, node)}


def _leaves(entries: list[Any], outer: str | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, node in entries:
        full = name if outer is None else key.join(outer, name)
        if "mapping" in node:
            yield from _leaves(node["mapping"], full)
        else:
            yield full, node


def _pair_faults(name: str, node: dict[str, Any]) -> Iterator[str]:
    if not key.is_key(name):
        yield "invalid_key"
    try:
        store(decode(node))
    except RefusedError as refusal:
        yield refusal.kind


def _part_fault(part: dict[str, Any]) -> str | None:
    try:
        pairs(part)
    except RefusedError as refusal:
        return refusal.kind
    return None


def parts(step: dict[str, Any]) -> list[dict[str, Any]]:
    """The sources in their order, the keywords as the last of them."""
    return [*step.get("sources", []), {"mapping": step.get("keywords", [])}]


def pairs(source: dict[str, Any]) -> Layer:
    ((form, content),) = source.items()
    if form == "define":
        return [define(content)]
    if form == "mapping":
        return mapping(content)
    if form == "unset":
        return [(key.check(name), Unset()) for name in content]
    return [(key.check(name), untyped(text)) for name, text in content]


def untyped(text: str) -> Untyped:
    """Text from outside, which is valid Unicode (VAL 1)."""
    if not is_text(text):
        raise RefusedError("conversion", f"{text!a} is no text")
    return Untyped(text)


def define(definition: str) -> tuple[str, Held]:
    """The pair of a `key=value` text, or of `~key` (SCOPE 2, SCOPE 8)."""
    hidden = unsets(definition)
    try:
        if hidden is not None:
            return key.check_typed(hidden), Unset()
        name, text = split(definition)
        return key.check_typed(key.strip(name)), untyped(text)
    except RefusedError as refusal:
        raise RefusedError("definition", f"bad definition {definition!a}: {refusal}") from refusal


def unsets(definition: str) -> str | None:
    """The key of `~key`, with nothing between the two; None for another definition."""
    stripped = key.strip(definition)
    return stripped[1:] if stripped.startswith("~") else None


def split(definition: str) -> tuple[str, str]:
    name, equals, text = definition.partition("=")
    if not equals:
        raise RefusedError("definition", "it has no '='")
    return name, text


def mapping(entries: list[Any], outer: str | None = None) -> Layer:
    """The pairs of a mapping, those of inner mappings below their key (VAL 2)."""
    layer: Layer = []
    for name, node in entries:
        full = name if outer is None else key.join(outer, name)
        if "mapping" in node:
            layer.extend(mapping(node["mapping"], full))
        else:
            layer.append((key.check(full), store(decode(node))))
    return layer
