"""An immutable frame, and what was read from it before.

A frame never changes, so an answer is final: the value, or that there is none.
The C library's frame is made when something first needs it. Until then a frame
of plain overrides answers for these itself, and its parent for the rest.
"""

from __future__ import annotations

from typing import Any, Optional, cast

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


class Frame(dict[Any, Any]):
    """A map from key to value; a child shares all but its overrides.

    As a dict it holds the answers given so far: a key's value as it is stored, or
    MISSING; for a pair of a key and a kind, what the value converts to. Asking it
    for another key finds the answer and keeps it, within a bound.
    """

    # Filled by `derive`, not by a constructor: opening a scope is a hot path.
    __slots__ = ("_layer", "_native", "_parent", "_waiting")

    _native: Optional[_native.Frame]
    _parent: Optional[Frame]
    _layer: Optional[Layer]
    _waiting: int

    def __missing__(self, key: str) -> Any:
        owner = self._owner(key)
        if owner is not self:
            answer = owner[key]
        else:
            native = self.native().get(encoded_key(key), _native.WANT_STORED)
            answer = MISSING if native is None else unpack(native)
        self._keep(key, answer)
        return answer

    def begin(self) -> None:
        """Fills a new frame with the baseline."""
        self._native = _native.baseline_frame()
        self._parent = self._layer = None
        self._waiting = 0

    def derive(self, parent: Frame, layer: Layer) -> None:
        """Fills a new frame, made of ``layer.plain``, as a child of ``parent``.

        Raises what a bad override is; then the frame is not to be used.
        """
        self._layer = layer
        if layer.plain is None:
            self._native = _native_child(parent.native(), layer)
            self._parent = None
            self._waiting = 0
            return
        if parent._waiting >= MAX_WAITING:
            parent.native()
        self._native = None
        self._parent = parent
        self._waiting = parent._waiting + 1

    def share(self, other: Frame) -> None:
        """Fills a new frame, made of ``other``'s answers, as another of its kind."""
        self._layer = other._layer
        self._native = other.native()
        self._parent = None
        self._waiting = 0

    def native(self) -> _native.Frame:
        """The C library's frame, made now if it was not needed before."""
        waiting = []
        frame = self
        while True:
            made = frame._native
            if made is not None:
                break
            parent = frame._parent
            if parent is not None:  # else another thread has made it just now
                waiting.append(frame)
                frame = parent
        for frame in reversed(waiting):
            assert frame._layer is not None
            made = _native_child(made, frame._layer)
            # Another thread may be doing the same; whichever is kept, they are equal.
            frame._native = made
            frame._parent = None
            frame._waiting = 0
        return made

    def read(self, key: str, kind: Kind) -> Any:
        """The value of a parameter that is set, read toward ``kind``."""
        value = self.get((key, kind), MISSING)
        if value is MISSING:
            owner = self._owner(key)
            if owner is not self:
                value = owner.read(key, kind)
            else:
                value = kind(_Parameter(self, key))
            self._keep((key, kind), value)
        return _copied(value) if type(value) is ValueList else value

    def is_set(self, key: str) -> bool:
        """Whether the parameter is set."""
        return self[key] is not MISSING

    def truth(self, key: str) -> bool:
        """Whether the parameter is set to something true."""
        answer = self[key]
        if type(answer) is UntypedText:
            return self.native().truth(encoded_key(key))
        return answer is not MISSING and bool(answer)

    def require(self, key: str) -> Any:
        """The value, untyped text interpreted.

        Raises:
            MissingKeyError: if the parameter is not set.
        """
        if self[key] is MISSING:
            raise self.native().missing(encoded_key(key))
        return self.read(key, interpreted)

    def keys_below(self, prefix: str = "") -> list[str]:
        """The sorted full keys at and below ``prefix``."""
        return self.native().keys(encoded_key(prefix))

    def below(self, key: str) -> Optional[str]:
        """A key that is set below ``key``, if there is one."""
        found = self.get((key, None), MISSING)
        if found is MISSING:
            found = next((below for below in self.keys_below(key) if below != key), None)
            self._keep((key, None), found)
        return cast("Optional[str]", found)

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
        if len(self) >= MAX_ANSWERS:
            self.clear()
            if self._layer is not None and self._layer.plain is not None:
                self.update(self._layer.plain)
        self[key] = answer


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
        return self.frame[self.key]

    def fetch(self, want: int) -> Any:
        native = self.frame.native().get(encoded_key(self.key), want)
        assert native is not None, "a parameter that is set stays set in its frame"
        return unpack(native)

    def refuse(self, wanted: str) -> Exception:
        return self.frame.native().refusal(encoded_key(self.key), wanted)


def _copied(value: ValueList) -> list[Any]:
    return [_copied(item) if type(item) is ValueList else item for item in value]
