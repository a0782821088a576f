"""Which parameters of a callable have keys set below their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hyperparameter._kernel.frame import MAX_WAITING, Frame

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument

#: How many overrides of a frame are looked through before the C library is asked instead.
MAX_SCANNED = 64

_NOTHING: frozenset[str] = frozenset()


class KeysBelow:
    """Which of the arguments below a namespace have keys below their own.

    A frame keeps what is found in it, under this object.
    """

    __slots__ = ("_names", "_prefix")

    def __init__(self, arguments: Iterable[Argument]) -> None:
        names = {argument.name: argument.key for argument in arguments}
        #: With the dot; where there are no arguments, of no key.
        self._prefix = next((key[: -len(name)] for name, key in names.items()), ".")
        self._names = frozenset(names)

    def found_in(self, frame: Frame) -> frozenset[str]:
        """The names of these arguments."""
        # From the frame outward to one that knows, and back: each keeps what it has found.
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
