"""Reads a parameter as the type of a default, or returns the default if it is not set.

Every read with a default ends here. Only functions of ``@auto_param`` do not use it: they
read a parameter as the type of its annotation.
"""

from __future__ import annotations

from _collections_abc import Mapping  # `collections` takes long to import

from hyperparameter._kernel import state as _state
from hyperparameter._kernel.context import opened
from hyperparameter._kernel.frame import MISSING, UNASKED, Frame, refuse_keys_below
from hyperparameter._kernel.kinds import kind_for
from hyperparameter._kernel.required import required
from hyperparameter._kernel.unfinished import UNFINISHED, Unfinished, refuse, spelling_of
from hyperparameter._kernel.values import UNCHANGING, UNKNOWN, UntypedText, ValueList

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any, Callable, NoReturn, Optional, TypeVar, overload
    from weakref import ReferenceType

    from hyperparameter._kernel.scope import Scope

    Part = tuple[Optional[ReferenceType[Scope]], str]
    T = TypeVar("T")

#: Types of defaults that are returned if the key is not set, even if keys below it are.
_NO_MAPPINGS = UNCHANGING | {list, tuple, set, frozenset}

#: Types of defaults with which a result may be cached after its frame is gone, and how many
#: bytes the two may have.
_REMEMBERED = UNCHANGING | {type(required)}
_MOST_REMEMBERED = 1024


def reading(key: str) -> Callable[..., Any]:
    """The function behind ``accessor | default``; by default it reads the current frame.

    It caches one result: in a loop the frame and the default are mostly those of the last
    read. Only immutable values are cached, and the cache does not keep the frame alive.
    """
    current = _state.get
    # One tuple, so that a reader in another thread never sees a mix of two results.
    remembered: tuple[object, Any, Any] = (object(), None, None)
    # One list, because every closure variable costs time in each call.
    others: list[Any] = [key, None]

    def read(default: Any, frame: Any = None) -> Any:
        nonlocal remembered
        if frame is None:
            try:
                frame = current().frame
            except LookupError:
                frame = _state.current().frame
        identity, known, answer = remembered
        if frame.identity is identity and default is known:
            return answer
        key, read_last = others
        answer = frame.answers.get(key, UNASKED)
        if answer is UNASKED:
            answer = frame.ask(key)
        kind = type(default)
        if type(answer) is not kind:
            if answer is MISSING and kind in _NO_MAPPINGS:
                answer = default
            elif type(answer) is ValueList and kind is list and not default and answer.flat:
                return list(answer)
            elif type(answer) is not UntypedText or (answer := answer.toward(kind)) is UNKNOWN:
                answer = toward(frame, key, default)
        # Only from the second read on: a frame may live for one request and be read once.
        seen = frame.identity
        if seen is None:
            frame.identity = False
        elif seen is not read_last:
            others[1] = seen or frame.identified()
        elif (
            kind in _REMEMBERED
            and type(answer) in UNCHANGING
            and answer.__sizeof__() + default.__sizeof__() <= _MOST_REMEMBERED
        ):
            remembered = (seen, default, answer)
        return answer

    return read


def reading_of(scope: ReferenceType[Scope], key: str, shared: Callable[..., Any]) -> Any:
    """The function behind ``accessor | default`` of a scope's accessor.

    ``shared`` is that of the scope-less accessor with the same key, whose cache it uses.
    """
    current = _state.get

    def read(default: Any) -> Any:
        itself = scope()
        try:
            state = current()
        except LookupError:
            state = _state.current()
        if state.scope is not itself or itself is None:
            state = opened(scope, key)
        answer = shared(default, state.frame)
        if type(answer) is Fallback:
            return Fallback((scope, key), *_parts_of(default))
        return answer

    return read


def toward(frame: Frame, key: str, default: Any) -> Any:
    """The parameter in ``frame`` as the type of ``default``; ``default`` if it is not set."""
    kind = type(default)
    if kind in UNFINISHED:
        return Fallback((None, key), *_parts_of(default))
    if default is required:
        return frame.require(key)
    value = frame.stored(key)
    if value is MISSING:
        if kind not in _NO_MAPPINGS and isinstance(default, Mapping):
            refuse_keys_below(frame, key, f"read them one by one, or with as_dict({key!r})")
        return default
    if type(value) is kind:
        return value
    return frame.read(key, kind_for(default))


class Fallback(Unfinished):
    """Parameters to read in turn: ``param_scope.a | param_scope.b | 1``."""

    __slots__ = ("__key__", "__parts__")

    #: The scope, or None for the innermost one, and the key of each parameter.
    __parts__: tuple[Part, ...]

    def __init__(self, *parts: Part) -> None:
        self.__parts__ = parts
        self.__key__ = tuple(key for _, key in parts)

    if TYPE_CHECKING:

        @overload
        def __or__(self, default: Unfinished) -> Fallback: ...
        @overload
        def __or__(self, default: None) -> Any: ...
        @overload
        def __or__(self, default: T) -> T: ...

    def __or__(self, default: Any) -> Any:
        if isinstance(default, Unfinished):
            return Fallback(*self.__parts__, *_parts_of(default))
        for scope, key in self.__parts__:
            frame = frame_of(scope, key)
            if frame.is_set(key):
                return toward(frame, key, default)
        # No key is set: each is read for its errors, if the default is `required`, or a mapping
        # while keys are set below.
        for scope, key in self.__parts__:
            toward(frame_of(scope, key), key, default)
        return default

    def __call__(self, /, *default: Any, **keywords: Any) -> NoReturn:
        refuse(self, "call it")

    def __ror__(self, left: object) -> NoReturn:
        raise TypeError(f"the default stands on the right: write {self!r} | {left!r}")

    def __repr__(self) -> str:
        return spelling_of(self)[0]


def frame_of(scope: ReferenceType[Scope] | None, key: str) -> Frame:
    """The frame that a key is read in: of ``scope``, or of the innermost one if it is None."""
    return _state.current().frame if scope is None else opened(scope, key).frame


def _parts_of(unfinished: Any) -> tuple[Part, ...]:
    if isinstance(unfinished, Fallback):
        return unfinished.__parts__
    return ((unfinished.__scope__, unfinished.__key__),)
