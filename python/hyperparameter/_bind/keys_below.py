"""Finds the arguments of a callable that have keys set below their own key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hyperparameter._kernel.frame import MAX_WAITING, Frame

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument

#: Frames with more overrides than this are searched by the C library instead.
MAX_SCANNED = 64

_NOTHING: frozenset[str] = frozenset()


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

    def found_in(self, frame: Frame) -> frozenset[str]:
        """The names of these arguments in ``frame``."""
        # Goes outward to a frame with a cached result, then back, caching the result in each.
        waiting: list[tuple[Frame, Any]] = []
        found: frozenset[str] | None = frame.answers.get(self)
        while found is None and len(waiting) < MAX_WAITING:
            layer, parent = frame.layer, frame.parent
            if parent is None or len(layer) > MAX_SCANNED:
                break
            keys = layer.keys()
            if keys is None:
                break
            waiting.append((frame, keys))
            frame = parent
            found = frame.answers.get(self)
        if found is None:
            found = self._among(frame.keys_below(self._prefix[:-1]))
            frame.keep(self, found)
        for frame, keys in reversed(waiting):
            found |= self._among(keys)
            frame.keep(self, found)
        return found

    def _among(self, keys: Iterable[str]) -> frozenset[str]:
        found = _NOTHING
        for key in keys:
            if key.startswith(self._prefix):
                name, dot, _ = key[len(self._prefix) :].partition(".")
                if dot and name in self._names:
                    found |= {name}
        return found
