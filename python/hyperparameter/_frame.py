"""An immutable frame, and what was read from it before.

A frame never changes, so an answer is final: the value, or that there is none.
The C library's frame is made when something first needs it. Until then a frame
of plain overrides answers for these itself, and its parent for the rest.
"""

from __future__ import annotations

from typing import Any, Optional

from hyperparameter import _native
from hyperparameter._kinds import Kind, interpreted
from hyperparameter._layer import Layer
from hyperparameter._values import UntypedText, ValueList, encoded_key, forget, pack, unpack

#: How many answers a frame keeps; a program names far fewer parameters.
MAX_ANSWERS = 4096

#: How many frames in a row may wait for the C library's to be made.
MAX_WAITING = 16


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

    __slots__ = ("_layer", "_native", "_parent", "_waiting", "answers")

    def __init__(
        self, native: Optional[_native.Frame], parent: Optional[Frame], layer: Optional[Layer]
    ) -> None:
        self._native = native
        self._parent = parent
        self._layer = layer
        self._waiting = 0 if parent is None else parent._waiting + 1
        plain = None if layer is None else layer.plain
        self.answers: dict[Any, Any] = {} if plain is None else dict(plain)

    @classmethod
    def baseline(cls) -> Frame:
        """What a thread starting now begins with."""
        return cls(_native.baseline_frame(), None, None)

    def child(self, layer: Layer) -> Frame:
        """A child with the overrides, all of them or, if one is bad, none."""
        if layer.plain is None:
            return Frame(_native_child(self.native(), layer), None, None)
        if self._waiting >= MAX_WAITING:
            self.native()
        return Frame(None, self, layer)

    def native(self) -> _native.Frame:
        """The C library's frame, made now if it was not needed before."""
        made = self._native
        if made is not None:
            return made
        waiting = []
        frame = self
        while frame._native is None:
            waiting.append(frame)
            assert frame._parent is not None
            frame = frame._parent
        made = frame._native
        for frame in reversed(waiting):
            assert frame._layer is not None
            made = _native_child(made, frame._layer)
            # Another thread may be doing the same; whichever frame is kept, they are equal.
            frame._native = made
            frame._parent = None
            frame._waiting = 0
        return made

    def answer(self, key: str) -> Any:
        """The value as it is stored, or MISSING."""
        try:
            return self.answers[key]
        except KeyError:
            owner = self._owner(key)
            if owner is not self:
                answer = owner.answer(key)
            else:
                native = self.native().get(encoded_key(key), _native.WANT_STORED)
                answer = MISSING if native is None else unpack(native)
            self._keep(key, answer)
            return answer

    def read(self, key: str, kind: Kind) -> Any:
        """The value of a parameter that is set, read toward ``kind``."""
        try:
            value = self.answers[key, kind]
        except KeyError:
            owner = self._owner(key)
            if owner is not self:
                value = owner.read(key, kind)
            else:
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
            return self.native().truth(encoded_key(key))
        return answer is not MISSING and bool(answer)

    def require(self, key: str) -> Any:
        """The value, untyped text interpreted.

        Raises:
            MissingKeyError: if the parameter is not set.
        """
        if self.answer(key) is MISSING:
            raise self.native().missing(encoded_key(key))
        return self.read(key, interpreted)

    def keys(self, prefix: str = "") -> list[str]:
        """The sorted full keys at and below ``prefix``."""
        return self.native().keys(encoded_key(prefix))

    def below(self, key: str) -> Optional[str]:
        """A key that is set below ``key``, if there is one."""
        try:
            found: Optional[str] = self.answers[key, None]
        except KeyError:
            found = next((below for below in self.keys(key) if below != key), None)
            self._keep((key, None), found)
        return found

    def _owner(self, key: str) -> Frame:
        """The nearest frame that knows whether ``key`` is set: by an override of
        its own, or because it has the C library's frame."""
        frame = self
        while frame._native is None:
            assert frame._layer is not None and frame._layer.plain is not None
            parent = frame._parent
            # Without a parent, another thread is making the C library's frame just now.
            if key in frame._layer.plain or parent is None:
                break
            frame = parent
        return frame

    def _keep(self, key: Any, answer: Any) -> None:
        if len(self.answers) >= MAX_ANSWERS:
            self.answers.clear()
            if self._layer is not None and self._layer.plain is not None:
                self.answers.update(self._layer.plain)
        self.answers[key] = answer


def _native_child(parent: _native.Frame, layer: Layer) -> _native.Frame:
    packed, tokens = pack(layer.overrides())
    try:
        return parent.child(packed)
    except BaseException:
        forget(tokens)
        raise


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
        native = self.frame.native().get(encoded_key(self.key), want)
        assert native is not None, "a parameter that is set stays set in its frame"
        return unpack(native)

    def refuse(self, wanted: str) -> Exception:
        return self.frame.native().refusal(encoded_key(self.key), wanted)


def _copied(value: ValueList) -> list[Any]:
    return [_copied(item) if type(item) is ValueList else item for item in value]
