"""Values with a tag, as vectors and protocol spell them, and the Python values they mean."""

from __future__ import annotations

import threading
from typing import Any

Tagged = dict[str, Any]


class FaultError(Exception):
    """A step that this adapter cannot do, or that the package does in contradictory ways."""


class Host:
    """A host object, opaque to the library."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Host({self.name!r})"


def nested(depth: int) -> list[Any]:
    """Lists in lists, the innermost empty."""
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


class Objects:
    """The host objects of one case: the same name is the same object in every actor."""

    def __init__(self) -> None:
        self._named: dict[str, Host] = {}
        self._lock = threading.Lock()

    def value(self, tagged: Tagged) -> Any:
        """The Python value that is meant; a new object each time, where Python makes new ones."""
        ((kind, text),) = tagged.items()
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
        if kind == "nested":
            return nested(int(text))
        if kind == "map":
            return self.mapping(text)
        if kind == "mapping":
            return self.mapping(text)
        if kind == "object":
            return self._object(text)
        raise FaultError(f"no such kind of value: {kind}")

    def mapping(self, pairs: list[Any]) -> dict[str, Any]:
        """The mapping of these pairs."""
        mapping = {key: self.value(tagged) for key, tagged in pairs}
        if len(mapping) < len(pairs):
            raise FaultError(f"a mapping has each key once: {[key for key, _ in pairs]}")
        return mapping

    def tagged(self, value: Any) -> Tagged:
        """The spelling of a value that was read; its exact type tells its kind."""
        kind = type(value)
        if value is None:
            return {"null": ""}
        if kind is bool:
            return {"bool": "true" if value else "false"}
        if kind is int:
            return {"int": str(value)}
        if kind is float:
            return {"float": repr(value)}
        if kind is str:
            return {"text": value}
        if kind is bytes:
            return {"bytes": value.hex()}
        if kind is list:
            return {"list": [self.tagged(item) for item in value]}
        if kind is dict:
            return {"map": [[key, self.tagged(item)] for key, item in value.items()]}
        if kind is Host and value is self._named.get(value.name):
            return {"object": value.name}
        raise FaultError(f"a case has no such value: {value!r}")

    def _object(self, name: str) -> Host:
        with self._lock:
            return self._named.setdefault(name, Host(name))
