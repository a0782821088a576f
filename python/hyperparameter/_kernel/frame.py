"""A frame: the immutable snapshot of all parameters at one point, with a cache of reads.

A frame never changes, so a cached result stays valid, whether it is a value or `MISSING`.
The C library's frame is created when something first needs it. Until then a frame
looks up plain overrides itself, and all other keys in its parent.
"""

from __future__ import annotations

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.kinds import SHARED, fresh, interpreted
from hyperparameter._kernel.layer import Layer
from hyperparameter._kernel.native import Frame as NativeFrame
from hyperparameter._kernel.values import (
    UNCHANGING,
    UntypedText,
    encoded_key,
    native_of,
    pack,
    unpack,
)
from hyperparameter.exceptions import ConversionError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any

    from hyperparameter._kernel.kinds import Kind

#: How many results a frame caches; a program names far fewer parameters.
MAX_ANSWERS = 4096

#: The cache key of a frame's last listing: its prefix and the keys found.
_LISTED = object()

#: How many frames without a C library's frame a read passes before it creates one.
MAX_WAITING = 16


class _NoValue:
    """A marker in place of a value; no default has this type."""

    __slots__ = ()


#: Stands for the value of a parameter that is not set.
MISSING = _NoValue()
#: Stands for the value of a key that a frame has not looked up yet.
UNASKED: Any = _NoValue()


class Frame:
    """A map from key to value: a layer of overrides over a parent frame."""

    # Set by `over`, not by a constructor: opening a scope is a hot path.
    __slots__ = ("_native", "answers", "layer", "parent")

    #: Its own overrides over its parent; empty in the frame that a thread starts with.
    layer: Layer
    parent: Frame | None
    #: The cache of results: for a key, the stored value or MISSING; for a pair of key and
    #: kind, the converted value; for other objects, what was passed to `keep`. It starts as
    #: the dict `layer.values` itself, so only `keep` may write to it, which copies it first.
    answers: dict[Any, Any]
    #: The C library's frame, once something has needed it.
    _native: NativeFrame | None

    def stored(self, key: str) -> Any:
        """The value as it is stored, or MISSING."""
        answer = self.answers.get(key, UNASKED)
        return self.ask(key) if answer is UNASKED else answer

    def ask(self, key: str) -> Any:
        """The stored value, or MISSING, of a key that is not in the cache."""
        owner = self if self._native is not None else self._owner(key)
        if owner is self:
            answer = self._fetch(key, _native.WANT_STORED)
        elif (answer := owner.answers.get(key, UNASKED)) is UNASKED:
            # This caches the result in the owner, too, for the next frame over it.
            answer = owner.ask(key)
        self.keep(key, answer)
        return answer

    def keep(self, fact: Any, answer: Any) -> None:
        """Caches a result, up to a limit."""
        answers, own = self.answers, self.layer.values
        if answers is own:
            self.answers = answers = own.copy()
        elif len(answers) >= MAX_ANSWERS and len(answers) >= MAX_ANSWERS + len(own or ()):
            self.answers = answers = own.copy() if own else {}
        answers[fact] = answer

    def here(self) -> Frame:
        """The frame to read in this context: this one, unless its scope was abandoned."""
        return self

    def native(self) -> NativeFrame:
        """The C library's frame, created when first needed."""
        waiting = []
        frame = self
        while (made := frame._native) is None:
            parent = frame.parent
            # If None, another thread has just set `_native` and then cleared `parent`.
            if parent is not None:
                waiting.append(frame)
                frame = parent
        for frame in reversed(waiting):
            made = native_child(made, frame.layer)
            # Another thread may have created one, too: the two are equal.
            frame._native = made = frame._native or made
        return made

    def let_go(self) -> None:
        """Drops the parent, which the C library's frame replaces."""
        self.native()
        self.parent = None

    def read(self, key: str, kind: Kind) -> Any:
        """The value of a parameter that is set, converted by ``kind``."""
        value = self._converted(key, kind)
        return fresh(value) if type(value) in SHARED else value

    def is_set(self, key: str) -> bool:
        """Whether the parameter is set."""
        return self.stored(key) is not MISSING

    def require(self, key: str) -> Any:
        """The value; an untyped string is interpreted.

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
            outer, levels = self._levels()
            if prefix or outer is self:
                names = tuple(self.native().keys(encoded_key(prefix)))
            else:
                names = tuple(sorted(set().union(outer.keys_below(), *levels)))
            if len(names) <= MAX_ANSWERS:
                self.keep(_LISTED, (prefix, names))
        return list(names)

    def known(self) -> dict[Any, Any]:
        """The cached results and the overrides of the frames that `_levels` finds, merged."""
        outer, levels = self._levels()
        merged = outer.answers.copy()
        for values in levels:
            merged.update(values)
        return merged

    def _levels(self) -> tuple[Frame, list[dict[str, Any]]]:
        """The nearest frame whose keys only the C library knows, and the overrides over it,
        from the outermost."""
        frame, levels = self, []
        while (values := frame.layer.values) is not None:
            parent = frame.parent
            if parent is None:
                break
            levels.append(values)
            frame = parent
        return frame, levels[::-1]

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
        """The nearest frame that can look up ``key``: it overrides the key itself, or has
        the C library's frame."""
        frame, passed = self, 0
        while frame._native is None:
            if key in frame.layer.values:  # type: ignore[operator]
                break
            if passed == MAX_WAITING:
                frame.native()
                break
            parent = frame.parent
            if parent is None:  # as in `native`
                break
            frame, passed = parent, passed + 1
        return frame


def over(parent: Frame | None, layer: Layer) -> Frame:
    """A frame of ``layer`` over ``parent``; raises the error of an invalid override."""
    frame = Frame()
    frame.parent, frame.layer = parent, layer
    values = layer.values
    if values is None:
        assert parent is not None
        frame._native = native_child(parent.native(), layer)
        frame.answers = {}
    else:
        frame._native = None
        frame.answers = values
    return frame


def native_child(parent: NativeFrame, layer: Layer) -> NativeFrame:
    """A child of ``parent`` with the overrides of ``layer``; raises the error of an invalid one."""
    objects: dict[int, Any] = {}
    return parent.child(pack(layer.overrides, objects), objects)


def refuse_keys_below(frame: Frame, key: str, instead: str) -> None:
    """Refuses a read with a mapping as its default if keys are set below the key.

    A mapping is not stored as a value, so the default would silently hide these keys.

    Raises:
        ConversionError: if there are such keys.
    """
    below = frame.below(key)
    if below is not None:
        raise ConversionError(
            f'cannot read {key} as a mapping: that would ignore "{below}", which is set; {instead}',
            key=key,
        )


def advising(error: Exception, advice: str) -> Exception:
    """The same error with ``advice`` at the end of its message."""
    error.args = (f"{error}; {advice}", *error.args[1:])
    return error


class Parameter:
    """One parameter of a frame, or a value inside it: what a `Kind` converts."""

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
                # Avoids creating the C library's frame for one value; only an error needs it,
                # to name the value's origin.
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
        """A value inside it, such as the element at ``[0]``, or a substitute for its value."""
        return Parameter(self.frame, self.key, self._place + place, value)

    def refuse(self, wanted: str, instead: str = "") -> Exception:
        """The error that it cannot be read as ``wanted``; ``instead`` says what would be right."""
        value = None if self._value is UNASKED else native_of(self._value)
        error = self.frame.native().refusal(
            encoded_key(self.key), self._place.encode(), value, wanted
        )
        return advising(error, instead) if instead else error


#: Types whose values the C library can convert without a frame.
_ALONE = UNCHANGING - {int} | {UntypedText}
