"""An immutable frame of the C library, and what was read from it before.

A frame never changes, so an answer is final: the value, or that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hyperparameter import _native
from hyperparameter._kinds import Kind, interpreted
from hyperparameter._values import (
    Override,
    UntypedText,
    ValueList,
    encoded_key,
    forget,
    pack,
    readable,
    unpack,
)

#: How many answers a frame keeps; a program names far fewer parameters.
MAX_ANSWERS = 4096


class _Missing:
    """The answer that a parameter is not set."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class Frame:
    """A map from key to value; a child shares all but its overrides.

    ``answers`` maps a key to the value as it is stored, or to MISSING; a pair of
    a key and a kind maps to what the value converts to. It is bounded.
    """

    __slots__ = ("answers", "handle")

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.answers: dict[Any, Any] = {}

    def __del__(self, free: Callable[[int], int] = _native.free_frame) -> None:
        free(self.handle)

    def child(self, overrides: Sequence[Override]) -> Frame:
        """A child with the overrides, all of them or, if one is bad, none."""
        layer, tokens = pack(overrides)
        try:
            child = Frame(_native.child_frame(self.handle, layer))
        except BaseException:
            forget(tokens)
            raise
        child.answers.update(readable(overrides))
        return child

    def answer(self, key: str) -> Any:
        """The value as it is stored, or MISSING."""
        try:
            return self.answers[key]
        except KeyError:
            native = _native.get(self.handle, encoded_key(key), _native.WANT_STORED)
            answer = MISSING if native is None else unpack(native)
            self._keep(key, answer)
            return answer

    def read(self, key: str, kind: Kind) -> Any:
        """The value of a parameter that is set, read toward ``kind``."""
        try:
            value = self.answers[key, kind]
        except KeyError:
            value = kind(_Parameter(self, key))
            self._keep((key, kind), value)
        return _copied(value) if type(value) is ValueList else value

    def contains(self, key: str) -> bool:
        """Whether the parameter is set."""
        return self.answer(key) is not MISSING

    def truth(self, key: str) -> bool:
        """Whether the parameter is set to something true."""
        answer = self.answer(key)
        if type(answer) is UntypedText:
            return _native.truth(self.handle, encoded_key(key))
        return answer is not MISSING and bool(answer)

    def require(self, key: str) -> Any:
        """The value, untyped text interpreted.

        Raises:
            MissingKeyError: if the parameter is not set.
        """
        if self.answer(key) is MISSING:
            raise _native.missing(self.handle, encoded_key(key))
        return self.read(key, interpreted)

    def keys(self, prefix: str = "") -> list[str]:
        """The sorted full keys at and below ``prefix``."""
        return _native.keys(self.handle, encoded_key(prefix) if prefix else b"")

    def below(self, key: str) -> str | None:
        """A key that is set below ``key``, if there is one."""
        try:
            found: str | None = self.answers[key, None]
        except KeyError:
            found = next((below for below in self.keys(key) if below != key), None)
            self._keep((key, None), found)
        return found

    def _keep(self, key: Any, answer: Any) -> None:
        if len(self.answers) >= MAX_ANSWERS:
            self.answers.clear()
        self.answers[key] = answer


class _Parameter:
    """One parameter of a frame, as the kinds read it."""

    __slots__ = ("frame", "key")

    def __init__(self, frame: Frame, key: str) -> None:
        self.frame = frame
        self.key = key

    @property
    def stored(self) -> Any:
        return self.frame.answer(self.key)

    def fetch(self, want: int) -> Any:
        native = _native.get(self.frame.handle, encoded_key(self.key), want)
        assert native is not None, "a parameter that is set stays set in its frame"
        return unpack(native)

    def refuse(self, wanted: str) -> Exception:
        return _native.refusal(self.frame.handle, encoded_key(self.key), wanted)


def _copied(value: ValueList) -> list[Any]:
    return [_copied(item) if type(item) is ValueList else item for item in value]
