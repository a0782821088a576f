"""What an actor does: one step after another, in a context of its own."""

from __future__ import annotations

import struct
import threading
from typing import Any, Callable

import hyperparameter
from hyperparameter import param_scope, untyped
from hyperparameter.exceptions import (
    ConversionError,
    DefinitionError,
    HyperparameterError,
    InvalidKeyError,
    MissingKeyError,
    ScopeError,
)

CLASSES: dict[str, type[HyperparameterError]] = {
    "missing": MissingKeyError,
    "invalid_key": InvalidKeyError,
    "conversion": ConversionError,
    "definition": DefinitionError,
    "scope": ScopeError,
}


class Host:
    """A host object, opaque to the library."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Host({self.name!r})"


class Objects:
    """The host objects of one case: the same name is the same object in every actor."""

    def __init__(self) -> None:
        self._named: dict[str, Host] = {}
        self._lock = threading.Lock()

    def value(self, node: dict[str, Any]) -> Any:
        """The Python value of a node; a new object each time, where Python makes new ones."""
        ((kind, text),) = node.items()
        if kind == "null":
            return None
        if kind == "bool":
            return text == "true"
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
        if kind == "text":
            return text
        if kind == "bytes":
            return bytes.fromhex(text)
        if kind == "list":
            return [self.value(item) for item in text]
        if kind == "mapping":
            return self.mapping(text)
        assert kind == "object", kind
        with self._lock:
            return self._named.setdefault(text, Host(text))

    def mapping(self, pairs: list[Any]) -> dict[str, Any]:
        mapping = {key: self.value(node) for key, node in pairs}
        assert len(mapping) == len(pairs), "a mapping has each key once"
        return mapping

    def check(self, expect: dict[str, Any] | None, outcome: Outcome) -> None:
        """Fail unless the outcome is the one expected."""
        __tracebackhide__ = True
        assert self._agrees(expect, outcome), f"expected {expect}, got {outcome}"

    def _agrees(self, expect: dict[str, Any] | None, outcome: Outcome) -> bool:
        if expect is None:
            return outcome.kind == "done"
        ((kind, wanted),) = expect.items()
        if kind == "error":
            return outcome.kind == "error" and type(outcome.value) is CLASSES[wanted]
        if kind in ("default", "keys"):
            return outcome.kind == kind and (kind == "default" or outcome.value == wanted)
        if kind == "items":
            return outcome.kind == "items" and same(
                [[key, self.value(node)] for key, node in wanted], outcome.value
            )
        return outcome.kind == "value" and same(self.value(expect), outcome.value)


class Outcome:
    """What came of a step: done, default, value, keys, items or error."""

    def __init__(self, kind: str, value: Any = None) -> None:
        self.kind = kind
        self.value = value

    def __repr__(self) -> str:
        return self.kind if self.value is None else f"{self.kind} {self.value!r}"


def same(left: Any, right: Any) -> bool:
    """Equality that tells kinds apart, and floats by their bits; every NaN is one."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return struct.pack("<d", left) == struct.pack("<d", right) or (
            left != left and right != right
        )
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left is right if isinstance(left, Host) else left == right


class Actor:
    """The scopes an actor has open, innermost last, and the steps it can do."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._open: list[tuple[str, Any]] = []

    def perform(self, operation: str, step: dict[str, Any]) -> Outcome:
        operate: Callable[[dict[str, Any]], Outcome] = getattr(self, "_" + operation)
        try:
            return operate(step)
        except HyperparameterError as error:
            return Outcome("error", error)

    def leave(self) -> None:
        """Leave what is still open, as the end of a thread or task does."""
        while self._open:
            self._open.pop()[1].__exit__(None, None, None)

    def _enter(self, step: dict[str, Any]) -> Outcome:
        sources = []
        for source in step.get("sources", []):
            ((kind, content),) = source.items()
            if kind == "define":
                sources.append(content)
            elif kind == "mapping":
                sources.append(self._objects.mapping(content))
            else:
                sources.append(untyped(dict(content)))
        scope = param_scope(*sources, **self._objects.mapping(step.get("keywords", [])))
        scope.__enter__()
        self._open.append((step["scope"], scope))
        return Outcome("done")

    def _exit(self, step: dict[str, Any]) -> Outcome:
        at = max(at for at, (name, _) in enumerate(self._open) if name == step["scope"])
        _, scope = self._open.pop(at)
        scope.__exit__(None, None, None)
        return Outcome("done")

    def _read(self, step: dict[str, Any]) -> Outcome:
        """All spellings are the same read, so each of them must give the same."""
        default = self._objects.value(step["default"])
        outcomes = [self._attempt(read, step["key"], default) for read in _readings(step["key"])]
        first = outcomes[0]
        for other in outcomes[1:]:
            agree = first.kind == other.kind and (
                first.kind == "error" or same(first.value, other.value)
            )
            assert agree, f"spellings of one read differ: {outcomes}"
        return first

    @staticmethod
    def _attempt(read: Callable[[str, Any], Any], key: str, default: Any) -> Outcome:
        try:
            value = read(key, default)
        except HyperparameterError as error:
            return Outcome("error", error)
        return Outcome("default") if value is default else Outcome("value", value)

    def _require(self, step: dict[str, Any]) -> Outcome:
        return Outcome("value", param_scope[step["key"]]())

    def _contains(self, step: dict[str, Any]) -> Outcome:
        return Outcome("value", step["key"] in param_scope)

    def _truth(self, step: dict[str, Any]) -> Outcome:
        return Outcome("value", bool(param_scope[step["key"]]))

    def _assign(self, step: dict[str, Any]) -> Outcome:
        param_scope[step["key"]] = self._objects.value(step["value"])
        return Outcome("done")

    def _keys(self, step: dict[str, Any]) -> Outcome:
        prefix = step["prefix"]
        return Outcome("keys", hyperparameter.keys(prefix) if prefix else hyperparameter.keys())

    def _items(self, step: dict[str, Any]) -> Outcome:
        prefix = step["prefix"]
        items = hyperparameter.items(prefix) if prefix else hyperparameter.items()
        return Outcome("items", [list(item) for item in items])

    def _freeze(self, step: dict[str, Any]) -> Outcome:
        hyperparameter.frozen()
        return Outcome("done")


def _readings(key: str) -> list[Callable[[str, Any], Any]]:
    readings: list[Callable[[str, Any], Any]] = [
        lambda key, default: param_scope[key] | default,
        lambda key, default: param_scope[key](default),
    ]
    segments = key.split(".")
    if all(segment.isidentifier() and not segment.startswith("__") for segment in segments):
        readings.append(lambda key, default: _attribute(segments) | default)
    return readings


def _attribute(segments: list[str]) -> Any:
    accessor: Any = param_scope
    for segment in segments:
        accessor = getattr(accessor, segment)
    return accessor
