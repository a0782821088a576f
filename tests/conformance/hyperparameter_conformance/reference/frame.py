"""A frame: everything that is set at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Union

from hyperparameter_conformance.reference import key
from hyperparameter_conformance.reference.value import Unset, Untyped, Value

Held = Union[Value, Untyped, Unset]


class Frame:
    """Parameters by key; it never changes, and overriding makes another."""

    def __init__(self, parameters: dict[str, Value | Untyped] | None = None) -> None:
        self._parameters = parameters or {}

    def __contains__(self, name: str) -> bool:
        return name in self._parameters

    def __getitem__(self, name: str) -> Value | Untyped:
        return self._parameters[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frame) and self._spelled() == other._spelled()

    __hash__ = None  # type: ignore[assignment]

    def _spelled(self) -> dict[str, str]:
        # As text, because 1, 1.0 and true are equal in Python.
        return {name: repr(held) for name, held in self._parameters.items()}

    def overridden(self, layer: Iterable[tuple[str, Held]]) -> Frame:
        """This frame with the pairs of a layer over it, one after another (SCOPE 1).

        What is unset is taken away with all below it (SCOPE 8).
        """
        parameters = dict(self._parameters)
        for name, held in layer:
            if isinstance(held, Unset):
                for gone in [other for other in parameters if key.lies_at_or_below(other, name)]:
                    del parameters[gone]
            else:
                parameters[name] = held
        return Frame(parameters)

    def keys(self, prefix: str) -> list[str]:
        """The keys at and below a prefix, "" for all, sorted by code points (READ 8)."""
        return sorted(
            name for name in self._parameters if not prefix or key.lies_at_or_below(name, prefix)
        )
