"""An immutable frame, and what was read from it before.

A frame never changes, so an answer is final: the value, or that there is none.
The C library's frame is made when something first needs it. Until then a frame
of plain overrides answers for these itself, and its parent for the rest.
"""

from __future__ import annotations

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.kinds import SHARED, fresh, interpreted
from hyperparameter._kernel.layer import Layer, overrides_of, plain_of
from hyperparameter._kernel.native import Frame as NativeFrame
from hyperparameter._kernel.packing import pack
from hyperparameter._kernel.values import encoded_key, native_of, unpack
from hyperparameter.exceptions import ConversionError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any

    from hyperparameter._kernel.kinds import Kind

#: How many answers a frame keeps; a program names far fewer parameters.
MAX_ANSWERS = 4096

#: How many frames in a row a read passes that wait for the C library's to be made.
MAX_WAITING = 16


class _Missing:
    """The answer that a parameter is not set."""

    def __reduce__(self) -> str:
        return "MISSING"

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()

#: Of a key that a frame has not been asked for.
UNASKED: Any = object()


class Frame(dict["Any", "Any"]):
    """A map from key to value; a child shares all but its overrides.

    As a dict it holds the answers given so far: a key's value as it is stored, or
    MISSING; for a pair of a key and a kind, what the value converts to. Asking it
    for another key finds the answer and keeps it, within a bound.
    """

    # Filled after it is made, not by a constructor: opening a scope is a hot path.
    __slots__ = ("_layer", "_native", "_parent", "identity")

    #: Its own overrides over its parent; None for what a thread begins with.
    _layer: Layer | dict[str, Any] | None
    _parent: Frame | None
    #: The C library's frame, once something has needed it.
    _native: NativeFrame | None
    #: Tells this frame from all others, also after it is gone, and does not keep it;
    #: None until it is read, False until it is read again.
    identity: object

    def __missing__(self, key: str) -> Any:
        owner = self if self._native is not None else self._owner(key)
        if owner is self:
            answer = self._fetch(key, _native.WANT_STORED)
        elif (answer := owner.get(key, UNASKED)) is UNASKED:
            answer = owner.answer(key)
        self._keep(key, answer)
        return answer

    #: The value as it is stored, or MISSING, found anew: for a frame over this one.
    answer = __missing__

    def identified(self) -> object:
        """The identity, made now; what another thread writes in between is not given out."""
        identity = self.identity = object()
        return identity

    def native(self) -> NativeFrame:
        """The C library's frame, made now if it was not needed before."""
        waiting = []
        frame = self
        while (made := frame._native) is None:
            parent = frame._parent
            # Without one, another thread has just made the library's frame and let go of it.
            if parent is not None:
                waiting.append(frame)
                frame = parent
        for frame in reversed(waiting):
            assert frame._layer is not None
            made = native_child(made, frame._layer)
            # Another thread may have done the same; the two are equal.
            frame._native = made = frame._native or made
        return made

    def read(self, key: str, kind: Kind) -> Any:
        """The value of a parameter that is set, read toward ``kind``."""
        value = self._converted(key, kind)
        return fresh(value) if type(value) in SHARED else value

    def is_set(self, key: str) -> bool:
        """Whether the parameter is set."""
        return self[key] is not MISSING

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

    def below(self, key: str) -> str | None:
        """A key that is set below ``key``, if there is one."""
        found = self.get((key, None), MISSING)
        if found is MISSING:
            found = next((below for below in self.keys_below(key) if below != key), None)
            self._keep((key, None), found)
        return found  # type: ignore[no-any-return]

    def _converted(self, key: str, kind: Kind) -> Any:
        value = self.get((key, kind), MISSING)
        if value is MISSING:
            owner = self._owner(key)
            value = kind(_Parameter(self, key)) if owner is self else owner._converted(key, kind)
            self._keep((key, kind), value)
        return value

    def _fetch(self, key: str, want: int) -> Any:
        native = self.native()
        value = native.get(encoded_key(key), want)
        return MISSING if value is None else unpack(value, native)

    def _owner(self, key: str) -> Frame:
        """The nearest frame that knows whether ``key`` is set: by an override of
        its own, or because it has the C library's frame."""
        frame, passed = self, 0
        while frame._native is None:
            layer, parent = frame._layer, frame._parent
            plain = layer if type(layer) is dict else layer.plain  # type: ignore[union-attr]
            # Without a parent, another thread has just made the library's frame.
            if key in plain or parent is None:  # type: ignore[operator]
                break
            if passed == MAX_WAITING:
                frame.native()
                break
            frame, passed = parent, passed + 1
        return frame

    def _keep(self, key: Any, answer: Any) -> None:
        if len(self) >= MAX_ANSWERS:
            # Its own overrides are not among what is bounded.
            plain = (self._layer is not None and plain_of(self._layer)) or {}
            if len(self) >= MAX_ANSWERS + len(plain):
                self.clear()
                self.update(plain)
        self[key] = answer


def refuse_keys_below(frame: Frame, key: str, instead: str) -> None:
    """A mapping is not a value: keys below one's key would be ignored by its default.

    Raises:
        ConversionError: if there are such keys.
    """
    below = frame.below(key)
    if below is not None:
        raise ConversionError(
            f'cannot read {key} as a mapping: it is not a value, but "{below}" is set below it; '
            f"{instead}",
            key=key,
        )


def native_child(parent: NativeFrame, layer: Layer | dict[str, Any]) -> NativeFrame:
    """A child of ``parent`` with the overrides of ``layer``, or the error of a bad one."""
    objects: dict[int, Any] = {}
    return parent.child(pack(overrides_of(layer), objects), objects)


class _Parameter:
    """One parameter of a frame, or a value in it, as the kinds read it."""

    __slots__ = ("_place", "_value", "frame", "key")

    def __init__(self, frame: Frame, key: str, place: str = "", value: Any = UNASKED) -> None:
        self.frame = frame
        self.key = key
        self._place = place
        self._value = value

    @property
    def stored(self) -> Any:
        if self._value is not UNASKED:
            return self._value
        stored = self.frame.get(self.key, UNASKED)
        return self.frame.answer(self.key) if stored is UNASKED else stored

    def fetch(self, want: int) -> Any:
        if self._value is UNASKED:
            return self.frame._fetch(self.key, want)
        value = native_of(self._value)
        if value is None:
            return self._value
        native = self.frame.native()
        key, place = encoded_key(self.key), self._place.encode()
        return unpack(native.convert(key, place, value, want), native)

    def part(self, place: str, value: Any) -> _Parameter:
        """A value in it, such as the element at ``[0]``, or what stands for it itself."""
        return _Parameter(self.frame, self.key, self._place + place, value)

    def refuse(self, wanted: str) -> Exception:
        value = None if self._value is UNASKED else native_of(self._value)
        return self.frame.native().refusal(
            encoded_key(self.key), self._place.encode(), value, wanted
        )
