"""Finds the arguments of a callable that have keys set below their own key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hyperparameter._kernel.frame import MAX_WAITING, Frame

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument

#: Frames with more overrides than this are searched by the C library instead.
MAX_SCANNED = 64


class KeysBelow:
    """Finds the arguments below a namespace that have keys set below their own key.

    A frame caches the result, with this object as the cache key.
    """

    __slots__ = ("_names", "_prefix")

    def __init__(self, arguments: Iterable[Argument]) -> None:
        names = {argument.name: argument.key for argument in arguments}
        #: The namespace with its dot; without arguments ".", which is a prefix of no key.
        self._prefix = next((key[: -len(name)] for name, key in names.items()), ".")
        self._names = frozenset(names)

    def found_in(self, frame: Frame, passed: int = 0) -> frozenset[str]:
        """The names of these arguments in ``frame``, after a search that passed other frames."""
        found: frozenset[str] | None = frame.answers.get(self)
        if found is None:
            found = self._searched(frame, passed)
            frame.keep(self, found)
        return found

    def _searched(self, frame: Frame, passed: int) -> frozenset[str]:
        layer, parent = frame.layer, frame.parent
        if parent is not None and passed < MAX_WAITING and len(layer) <= MAX_SCANNED:
            keys = layer.keys()
            if keys is not None:
                return self.found_in(parent, passed + 1) | self._among(keys)
        return self._among(frame.keys_below(self._prefix[:-1]))

    def _among(self, keys: Iterable[str]) -> frozenset[str]:
        start = len(self._prefix)
        parts = [key[start:].partition(".") for key in keys if key.startswith(self._prefix)]
        return self._names.intersection([name for name, dot, _ in parts if dot])
