"""An immutable frame, and what was read from it before.

A frame never changes, so an answer is final: the value, or that there is none.
The C library's frame is made when something first needs it. Until then a frame
of plain overrides answers for these itself, and its parent for the rest.
"""

from __future__ import annotations

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.kinds import SHARED, fresh, interpreted
from hyperparameter._kernel.layer import NO_OVERRIDES, Layer
from hyperparameter._kernel.native import Frame as NativeFrame
from hyperparameter._kernel.packing import pack
from hyperparameter._kernel.values import (
    UNCHANGING,
    UntypedText,
    encoded_key,
    native_of,
    unpack,
)
from hyperparameter.exceptions import ConversionError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any

    from hyperparameter._kernel.kinds import Kind

#: How many answers a frame keeps; a program names far fewer parameters.
MAX_ANSWERS = 4096

#: Under what a frame keeps its last listing: the prefix and the keys.
_LISTED = object()

#: How many frames in a row a read passes that wait for the C library's to be made.
MAX_WAITING = 16


class _NoValue:
    """An answer that is no value; of a type of its own, which no default has."""

    __slots__ = ()


#: The answer that a parameter is not set.
MISSING = _NoValue()
#: Of a key that a frame has not been asked for.
UNASKED: Any = _NoValue()


class Frame:
    """A map from key to value: a layer of overrides over a parent, whose rest it shares."""

    # Filled by `over`, not by a constructor: opening a scope is a hot path.
    __slots__ = ("_native", "answers", "identity", "layer", "parent")

    #: Its own overrides over its parent; none in what a thread begins with.
    layer: Layer
    parent: Frame | None
    #: What it has been asked: for a key, its value as it is stored, or MISSING; for a pair of
    #: key and kind, what the value converts to; for other objects, what `keep` was given. At
    #: first its own overrides, which are those of its layer: only `keep` may write to it.
    answers: dict[Any, Any]
    #: The C library's frame, once something has needed it.
    _native: NativeFrame | None
    #: Tells this frame from all others, also after it is gone, and does not keep it;
    #: None until it is read, False until it is read again.
    identity: object

    def stored(self, key: str) -> Any:
        """The value as it is stored, or MISSING."""
        answer = self.answers.get(key, UNASKED)
        return self.ask(key) if answer is UNASKED else answer

    def ask(self, key: str) -> Any:
        """The same, of a key that was not asked for."""
        owner = self if self._native is not None else self._owner(key)
        if owner is self:
            answer = self._fetch(key, _native.WANT_STORED)
        elif (answer := owner.answers.get(key, UNASKED)) is UNASKED:
            # Kept there too: the next frame over it finds it.
            answer = owner.ask(key)
        self.keep(key, answer)
        return answer

    def keep(self, fact: Any, answer: Any) -> None:
        """Remembers an answer, within a bound."""
        answers, own = self.answers, self.layer.values
        if answers is own:
            self.answers = answers = own.copy()
        elif len(answers) >= MAX_ANSWERS and len(answers) >= MAX_ANSWERS + len(own or ()):
            self.answers = answers = own.copy() if own else {}
        answers[fact] = answer

    def identified(self) -> object:
        """The identity, made now; what another thread writes in between is not given out."""
        identity = self.identity = object()
        return identity

    def here(self) -> Frame:
        """What counts in this context: this frame, except where its scope was abandoned."""
        return self

    def native(self) -> NativeFrame:
        """The C library's frame, made now if it was not needed before."""
        waiting = []
        frame = self
        while (made := frame._native) is None:
            parent = frame.parent
            # Without one, another thread has just made the library's frame and let go of it.
            if parent is not None:
                waiting.append(frame)
                frame = parent
        for frame in reversed(waiting):
            made = native_child(made, frame.layer)
            # Another thread may have done the same; the two are equal.
            frame._native = made = frame._native or made
        return made

    def let_go(self) -> None:
        """Lets go of the parent, of which the C library's frame has all that is needed."""
        self.native()
        self.parent = None

    def read(self, key: str, kind: Kind) -> Any:
        """The value of a parameter that is set, read toward ``kind``."""
        value = self._converted(key, kind)
        return fresh(value) if type(value) in SHARED else value

    def is_set(self, key: str) -> bool:
        """Whether the parameter is set."""
        return self.stored(key) is not MISSING

    def require(self, key: str) -> Any:
        """The value, untyped text interpreted.

        Raises:
            MissingKeyError: if the parameter is not set.
        """
        if self.stored(key) is MISSING:
            raise self.native().missing(encoded_key(key))
        return self.read(key, interpreted)

    def keys_below(self, prefix: str = "") -> list[str]:
        """The sorted full keys at and below ``prefix``."""
        last, names = self.answers.get(_LISTED, (None, ()))
        if last != prefix:
            names = tuple(self.native().keys(encoded_key(prefix)))
            if len(names) <= MAX_ANSWERS:
                self.keep(_LISTED, (prefix, names))
        return list(names)

    def below(self, key: str) -> str | None:
        """A key that is set below ``key``, if there is one."""
        found = self.answers.get((key, None), MISSING)
        if found is MISSING:
            found = next((below for below in self.keys_below(key) if below != key), None)
            self.keep((key, None), found)
        return found  # type: ignore[no-any-return]

    def _converted(self, key: str, kind: Kind) -> Any:
        value = self.answers.get((key, kind), MISSING)
        if value is MISSING:
            owner = self._owner(key)
            value = kind(Parameter(self, key)) if owner is self else owner._converted(key, kind)
            self.keep((key, kind), value)
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
            if key in frame.layer.values:  # type: ignore[operator]
                break
            if passed == MAX_WAITING:
                frame.native()
                break
            parent = frame.parent
            if parent is None:  # as above
                break
            frame, passed = parent, passed + 1
        return frame


def over(parent: Frame | None, layer: Layer) -> Frame:
    """A frame of ``layer`` over ``parent``, or the error of a bad override."""
    frame = Frame()
    frame.parent, frame.layer, frame.identity = parent, layer, None
    values = layer.values
    if values is None:
        assert parent is not None
        frame._native = native_child(parent.native(), layer)
        frame.answers = {}
    else:
        frame._native = None
        frame.answers = values
    return frame


def begun_with(native: NativeFrame) -> Frame:
    """A frame with nothing below it."""
    frame = over(None, NO_OVERRIDES)
    frame._native = native
    return frame


def native_child(parent: NativeFrame, layer: Layer) -> NativeFrame:
    """A child of ``parent`` with the overrides of ``layer``, or the error of a bad one."""
    objects: dict[int, Any] = {}
    return parent.child(pack(layer.overrides, objects), objects)


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


class Parameter:
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
        return self.frame.stored(self.key)

    def fetch(self, want: int) -> Any:
        if self._value is UNASKED:
            if self.frame._native is None and type(self.stored) in _ALONE:
                # No frame is made for one value; but an error says what the frame knows of it.
                try:
                    given: Any = native_of(self.stored)
                    return unpack(_native.convert_alone(given, want), _native.EMPTY)
                except (ConversionError, LimitError):
                    pass
            return self.frame._fetch(self.key, want)
        value = native_of(self._value)
        if value is None:
            return self._value
        native = self.frame.native()
        key, place = encoded_key(self.key), self._place.encode()
        return unpack(native.convert(key, place, value, want), native)

    def part(self, place: str, value: Any) -> Parameter:
        """A value in it, such as the element at ``[0]``, or what stands for it itself."""
        return Parameter(self.frame, self.key, self._place + place, value)

    def refuse(self, wanted: str) -> Exception:
        value = None if self._value is UNASKED else native_of(self._value)
        return self.frame.native().refusal(
            encoded_key(self.key), self._place.encode(), value, wanted
        )


#: Types whose values the C library converts without their frame.
_ALONE = UNCHANGING - {int} | {UntypedText}
