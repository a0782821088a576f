"""What an actor does: one step after another, in a context of its own."""

from __future__ import annotations

import warnings
from typing import Any, Callable

import hyperparameter
from hyperparameter import ScopeWarning, param_scope, unset, untyped
from hyperparameter.exceptions import (
    ConversionError,
    DefinitionError,
    HyperparameterError,
    InvalidKeyError,
    LimitError,
    MissingKeyError,
    ScopeError,
)
from python_port.optional import read_optional
from python_port.tagged import FaultError, Objects, Tagged

CLASSES: dict[type[BaseException], str] = {
    MissingKeyError: "missing",
    InvalidKeyError: "invalid_key",
    ConversionError: "conversion",
    DefinitionError: "definition",
    ScopeError: "scope",
    LimitError: "limit",
}

#: What comes of a step that has no value.
DONE: Tagged = {"done": ""}


class Actor:
    """The scopes that an actor has entered and no step has left, and the steps it can do."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._entered: list[tuple[str, Any]] = []
        self._operations: dict[str, Callable[[dict[str, Any]], Tagged]] = {
            "enter": self._enter,
            "exit": self._exit,
            "read": self._read,
            "require": self._require,
            "contains": self._contains,
            "assign": self._assign,
            "keys": self._keys,
            "items": self._items,
            "freeze": self._freeze,
            "base": self._base,
        }

    def perform(self, operation: str, step: dict[str, Any]) -> Tagged:
        """Do a step; returns what came of it, as the protocol's answer says it."""
        if operation not in self._operations:
            raise FaultError(f"no such operation: {operation}")
        try:
            for _ in range(int(step.get("times", "1"))):
                answer = self._operations[operation](step)
                if answer != DONE:
                    break
            return answer
        except HyperparameterError as error:
            return _refused(error)

    def leave(self) -> None:
        """Leave what is still open, as the end of a thread or task does."""
        while self._entered:
            self._entered.pop()[1].__exit__(None, None, None)

    def _enter(self, step: dict[str, Any]) -> Tagged:
        sources, keywords = self._overrides(step)
        scope = param_scope(*sources, **keywords)
        scope.__enter__()
        self._entered.append((step["scope"], scope))
        return DONE

    def _overrides(self, step: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        sources = [self._source(source) for source in step.get("sources", [])]
        return sources, self._objects.mapping(step.get("keywords", []))

    def _source(self, source: dict[str, Any]) -> Any:
        ((kind, content),) = source.items()
        if kind == "define":
            return content
        if kind == "mapping":
            return self._objects.mapping(content)
        if kind == "untyped":
            return untyped(dict(content))
        if kind == "unset":
            return unset(*content)
        raise FaultError(f"no such source: {kind}")

    def _exit(self, step: dict[str, Any]) -> Tagged:
        places = [at for at, (name, _) in enumerate(self._entered) if name == step["scope"]]
        if not places:
            raise FaultError(f"no scope {step['scope']!r} was entered")
        _, scope = self._entered.pop(places[-1])
        # Filters belong to the process, but steps never overlap.
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            scope.__exit__(None, None, None)
        for warning in caught:
            if issubclass(warning.category, ScopeWarning):
                return {"warning": "scope", "message": str(warning.message)}
        return DONE

    def _read(self, step: dict[str, Any]) -> Tagged:
        """All spellings are the same read, so each of them must give the same."""
        default = self._objects.value(step["default"])
        readings = [read_optional] if "optional" in step else _readings(step["key"])
        outcomes = [self._attempt(read, step["key"], default) for read in readings]
        if any(outcome != outcomes[0] for outcome in outcomes):
            raise FaultError(f"spellings of one read differ: {outcomes}")
        return outcomes[0]

    def _attempt(self, read: Callable[[str, Any], Any], key: str, default: Any) -> Tagged:
        try:
            value = read(key, default)
        except HyperparameterError as error:
            return _refused(error)
        # That it is the very object does not suffice: there is one True, one None and one 7.
        if value is default and key not in param_scope:
            return {"default": ""}
        return self._objects.tagged(value)

    def _require(self, step: dict[str, Any]) -> Tagged:
        return self._objects.tagged(param_scope[step["key"]]())

    def _contains(self, step: dict[str, Any]) -> Tagged:
        return self._objects.tagged(step["key"] in param_scope)

    def _assign(self, step: dict[str, Any]) -> Tagged:
        param_scope[step["key"]] = self._objects.value(step["value"])
        return DONE

    def _keys(self, step: dict[str, Any]) -> Tagged:
        prefix = step["prefix"]
        return {"keys": hyperparameter.keys(prefix) if prefix else hyperparameter.keys()}

    def _items(self, step: dict[str, Any]) -> Tagged:
        prefix = step["prefix"]
        items = hyperparameter.items(prefix) if prefix else hyperparameter.items()
        return {"items": [[key, self._objects.tagged(value)] for key, value in items]}

    def _freeze(self, step: dict[str, Any]) -> Tagged:
        hyperparameter.frozen()
        return DONE

    def _base(self, step: dict[str, Any]) -> Tagged:
        sources, keywords = self._overrides(step)
        hyperparameter.base(*sources, **keywords)
        return DONE


def _refused(error: HyperparameterError) -> Tagged:
    return {"error": CLASSES.get(type(error), "other"), "message": str(error)}


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
