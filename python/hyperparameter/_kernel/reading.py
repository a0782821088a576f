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
    from typing import Any, NoReturn, Optional, TypeVar, overload
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

_get = _state.get


class Reader:
    """Reads one parameter toward a default: what is behind ``accessor | default``.

    It caches one result: in a loop the state and the default are mostly those of the last
    read. Only immutable values are cached, and the cache keeps neither the state alive nor its
    frame. Apart from the accessor, because attributes of a class with ``__getattr__`` are slow.
    """

    __slots__ = ("checked", "key", "read_last", "remembered", "scope")

    def __init__(self, scope: ReferenceType[Scope] | None, key: str) -> None:
        self.key = key
        #: The scope that it reads in; None for the innermost one.
        self.scope = scope
        #: The identity of a state, a default, and the result of reading toward it. One tuple,
        #: so that a reader in another thread never sees a mix of two results.
        self.remembered: tuple[object, Any, Any] = _NEVER, None, None
        #: The identity of the state that was read last.
        self.read_last = _NEVER
        #: The identity of the state for which `accessor.refuse_method` has already passed.
        self.checked = _NEVER

    def read(self, default: Any) -> Any:
        """The parameter as the type of ``default``; ``default`` if it is not set."""
        identity, known, answer = self.remembered
        try:
            state = _get()
            if state.identity is identity and default is known:
                return answer
        except LookupError:
            state = _state.current()
        key = self.key
        if self.scope is not None and state.scope is not self.scope():
            state = opened(self.scope, key)
        # Before the frame: whoever replaces that resets the identity after it.
        identity = state.identity
        frame = state.frame
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
                if kind in UNFINISHED:
                    return Fallback((self.scope, key), *_parts_of(default))
                answer = toward(frame, key, default)
        # Only from the second read on: a state may live for one request and be read once.
        if identity is None:
            state.identity = False
        elif identity is not self.read_last:
            if identity is False:
                # Of this thread, even if another one replaces it.
                state.identity = identity = object()
            self.read_last = identity
        elif (
            kind in _REMEMBERED
            and type(answer) in UNCHANGING
            and answer.__sizeof__() + default.__sizeof__() <= _MOST_REMEMBERED
            and state.scope is not _state.REPLACED
        ):
            self.remembered = identity, default, answer
        return answer


#: Is the identity of no state.
_NEVER = object()


def toward(frame: Frame, key: str, default: Any) -> Any:
    """The parameter in ``frame`` as the type of ``default``; ``default`` if it is not set."""
    kind = type(default)
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


class Readable(Unfinished):
    """What ``|`` reads with a default."""

    __slots__ = ()

    if TYPE_CHECKING:

        @overload
        def __or__(self, default: Unfinished) -> Fallback: ...
        @overload
        def __or__(self, default: None) -> Any: ...
        @overload
        def __or__(self, default: T) -> T: ...

        def __or__(self, default: Any) -> Any: ...

    def __ror__(self, left: object) -> NoReturn:
        name, _ = spelling_of(self)
        raise TypeError(f"the default stands on the right: write {name} | {left!r}")


class Fallback(Readable):
    """Parameters to read in turn: ``param_scope.a | param_scope.b | 1``."""

    __slots__ = ("__key__", "__parts__")

    #: The scope, or None for the innermost one, and the key of each parameter.
    __parts__: tuple[Part, ...]

    def __init__(self, *parts: Part) -> None:
        self.__parts__ = parts
        self.__key__ = tuple(key for _, key in parts)

    def _read(self, default: Any) -> Any:
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

    if not TYPE_CHECKING:  # so that checkers see the overloads
        __or__ = _read

    def __call__(self, /, *default: Any, **keywords: Any) -> NoReturn:
        refuse(self, "call it")

    def __repr__(self) -> str:
        return spelling_of(self)[0]


def frame_of(scope: ReferenceType[Scope] | None, key: str) -> Frame:
    """The frame that a key is read in: of ``scope``, or of the innermost one if it is None."""
    return _state.current().frame if scope is None else opened(scope, key).frame


def _parts_of(unfinished: Any) -> tuple[Part, ...]:
    if isinstance(unfinished, Fallback):
        return unfinished.__parts__
    return ((unfinished.__scope__, unfinished.__key__),)
