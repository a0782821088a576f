"""``param_scope.train.lr``: an accessor, which names a parameter and can read it."""

from __future__ import annotations

import sys

from hyperparameter._kernel import state as _state
from hyperparameter._kernel.frame import MISSING, Frame
from hyperparameter._kernel.native import MAX_KEY_BYTES
from hyperparameter._kernel.patching import assign, refuse_deletion, refuse_items
from hyperparameter._kernel.reading import Readable, Reader, frame_of
from hyperparameter._kernel.required import required
from hyperparameter._kernel.unfinished import UNFINISHED, spelled
from hyperparameter._kernel.values import exact_text
from hyperparameter.exceptions import InvalidKeyError, MissingKeyError, ScopeError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from _weakref import ReferenceType
    from typing import Any, NoReturn, TypeVar, overload

    from hyperparameter._kernel.scope import Scope

    T = TypeVar("T")

#: How many accessors are cached as plain attributes.
MAX_KEPT = 10_000

#: How many accessors reached by subscripts are cached, by key.
MAX_SUBSCRIPTED = 512

#: How many accessors a scope caches.
MAX_SCOPED = 1_000

# Attributes that notebooks and mocks look up on any object, by prefix and suffix: never
# parameters.
_PROBES = (("_repr_", "_"), ("_ipython_", "_"), ("_mock_", ""), ("_spec_", ""))

#: The attribute that pytest looks up when it collects doctests.
_PROBE_OF_DOCTESTS = "pytest_mock_example_attribute_that_shouldnt_exist"

_get = _state.get
_set = object.__setattr__

# An operator looks up `__or__` on the type; as a slot there, it returns the accessor's own read
# function, which saves a call. From Python 3.13 on, attributes are faster without slots.
_OPERATOR_IS_SLOT = sys.version_info < (3, 13)
_SLOTS = ("__key__", "__or__", "__reader__") if _OPERATOR_IS_SLOT else ()


class Accessor(Readable):
    """Names a parameter; read it with a default: ``param_scope.train.lr | 1e-3``."""

    __slots__ = (*_SLOTS, "__dict__")

    __key__: str
    __reader__: Reader
    #: The scope that it reads in; None for the innermost one.
    __scope__: ReferenceType[Scope] | None = None

    def __init__(self, key: str) -> None:
        reader = Reader(self.__scope__, key)
        _set(self, "__key__", key)
        _set(self, "__reader__", reader)
        if _OPERATOR_IS_SLOT:
            _set(self, "__or__", reader.read)

    # Reading

    if not TYPE_CHECKING and not _OPERATOR_IS_SLOT:

        def __or__(self, default):
            # `Reader.read` begins the same: inlined, on a hot path.
            reader = self.__reader__
            identity, known, answer = reader.remembered
            try:
                if _get().identity is identity and default is known:
                    return answer
            except LookupError:
                pass
            return reader.read(default)

    if TYPE_CHECKING:

        @overload
        def __call__(self, /) -> Any: ...
        @overload
        def __call__(self, default: None, /) -> Any: ...
        @overload
        def __call__(self, default: T, /) -> T: ...

    def __call__(self, default: Any = required, /, *more: Any, **keywords: Any) -> Any:
        reader = self.__reader__
        identity, known, answer = reader.remembered
        try:
            now = _get().identity
        except LookupError:
            now = None
        if more or keywords:
            refuse_items(reader.key, default)
            name = spelled(reader.key)
            raise TypeError(
                f"{name}(...) takes one default, by position: "
                f"write {name}(default), or {name}() if it is required"
            )
        # Hot path.
        is_last = now is identity and default is known
        if is_last and (answer is not default or now is reader.checked):
            return answer
        if default is required:
            try:
                return reader.read(required)
            except MissingKeyError:
                refuse_items(reader.key)
                refuse_method(frame_of(reader.scope, reader.key), reader.key)
                raise
        if type(default) in UNFINISHED:
            raise TypeError(
                f"{default!r} is not a default: write {spelled(reader.key)} | other | default"
            )
        answer = reader.read(default)
        if answer is default and now is not reader.checked:
            frame = frame_of(reader.scope, reader.key)
            if frame.stored(reader.key) is MISSING:
                refuse_method(frame, reader.key)
                if now:
                    reader.checked = now
        return answer

    def __contains__(self, key: object) -> bool:
        return frame_of(self.__scope__, self.__key__).is_set(joined(self.__key__, key))

    # Spelling

    def __getattr__(self, name: str) -> Accessor:
        refuse_probe(name)
        child = subscripted[joined(self.__key__, name)]
        # Only while this accessor is cached itself, so that the same limit holds.
        if subscripted.get(self.__key__) is self:
            _set(self, name, child)
        return child

    def __getitem__(self, key: str) -> Accessor:
        if type(key) is str and key:
            return subscripted[f"{self.__key__}.{key}"]
        return subscripted[joined(self.__key__, key)]

    # Assigning

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1] == "_":
            refuse_probe(name)
        path = self.__key__
        assign(f"{path}.{name}" if path else name, value, self.__scope__)

    def __setitem__(self, key: str, value: Any) -> None:
        assign(joined(self.__key__, key), value, self.__scope__)

    def __delitem__(self, key: str) -> NoReturn:
        refuse_deletion(joined(self.__key__, key))

    __delattr__ = __delitem__

    # Showing

    def __repr__(self) -> str:
        return f"<parameter {self.__key__}{_shown(self)}>"

    def __dir__(self) -> list[str]:
        """The next segments of the keys that are set below this path."""
        try:
            keys = frame_of(self.__scope__, self.__key__).keys_below(self.__key__)
        except ScopeError:
            return []
        start = len(self.__key__) + 1
        return sorted({key[start:].partition(".")[0] for key in keys if len(key) > start})


class _Subscripted(dict["str", "Accessor"]):
    """A bounded cache, by key, of accessors reached by subscripts."""

    def __missing__(self, key: str) -> Accessor:
        accessor = Accessor(key)
        # A string that is too long cannot be a key: not worth caching.
        if len(key) <= MAX_KEY_BYTES:
            if len(self) >= MAX_SUBSCRIPTED:
                self.clear()
            self[key] = accessor
        return accessor


subscripted = _Subscripted()


class NamedAccessor(Accessor):
    """An accessor reached from ``param_scope`` by attributes alone.

    A program's source has a limited number of these, so they are cached as plain attributes;
    up to a limit, because ``getattr`` can compute names.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Accessor:
        global _kept
        refuse_probe(name)
        key = joined(self.__key__, name)
        if _kept >= MAX_KEPT or len(key) > MAX_KEY_BYTES:
            return subscripted[key]
        _kept += 1
        child = NamedAccessor(key)
        # Not through `__dict__`: once that exists as a dict, attributes are slower.
        _set(self, name, child)
        return child


_kept = 0


class ScopedAccessor(Accessor):
    """Names a parameter in one scope: ``ps.train.lr``.

    Its scope caches it, and it refers to its scope weakly.
    """

    __slots__ = ("__scope__",) if _OPERATOR_IS_SLOT else ()

    __scope__: ReferenceType[Scope]

    def __init__(self, scope: ReferenceType[Scope], key: str) -> None:
        _set(self, "__scope__", scope)
        super().__init__(key)

    def __getattr__(self, name: str) -> ScopedAccessor:
        refuse_probe(name)
        child = ScopedAccessor(self.__scope__, joined(self.__key__, name))
        keep_in(self.__scope__(), self, name, child)
        return child

    def __getitem__(self, key: str) -> ScopedAccessor:
        return ScopedAccessor(self.__scope__, joined(self.__key__, key))


def keep_in(scope: Scope | None, owner: object, name: str, child: ScopedAccessor) -> None:
    """Caches an accessor of a scope as an attribute, up to a limit for each scope."""
    if scope is None or len(name) > MAX_KEY_BYTES:
        return
    if (kept := getattr(scope, "__kept__", 0)) < MAX_SCOPED:
        _set(scope, "__kept__", kept + 1)
        _set(owner, name, child)


def refuse_method(frame: Frame, key: str) -> None:
    """Refuses ``param_scope.mode.upper()`` where ``mode`` is set to a value with that method.

    Raises:
        TypeError: if the key's last segment is a method of the value set above it.
    """
    owner, _, name = key.rpartition(".")
    if not owner or not frame.is_set(owner):
        return
    value = frame.require(owner)
    if callable(getattr(type(value), name, None)):
        raise TypeError(
            f"{spelled(owner)} is not a value: cannot call its method {name}; "
            f"read it first, with ({spelled(owner)} | default).{name}(...)"
        )


def joined(path: str, key: object) -> str:
    """The full key of a subscript, whose string may have dots; the syntax is not checked here."""
    if isinstance(key, Accessor):
        key = key.__key__
    if not isinstance(key, str):
        hint = 'write ["a.b"]'
        if path:
            hint += f"; if its value is meant, read that first, with ({spelled(path)} | default)"
        raise InvalidKeyError(
            f"invalid key {key!r}: a key is a string, not {type(key).__name__}; {hint}"
        )
    text = exact_text(key)
    if not text:
        raise InvalidKeyError('invalid key "": it is empty; write ["a.b"]', key="")
    return f"{path}.{text}" if path else text


def refuse_probe(name: str) -> None:
    """Raises AttributeError for names that are no parameters as attributes; subscripts take any."""
    if name[:1] == "_" and ((name[:2] == "__" == name[-2:]) or _is_probe(name)):
        raise AttributeError(name)
    if name == _PROBE_OF_DOCTESTS:
        raise AttributeError(name)


def _is_probe(name: str) -> bool:
    return any(
        name.startswith(begin)
        and name.endswith(end)
        and name[len(begin) : len(name) - len(end)].replace("_", "a").isalnum()
        for begin, end in _PROBES
    )


def _shown(accessor: Accessor) -> str:
    """The current value for a repr, which never fails: debuggers show locals."""
    try:
        frame = frame_of(accessor.__scope__, accessor.__key__)
    except ScopeError:
        return " of a scope that is not open here"
    try:
        if not frame.is_set(accessor.__key__):
            return ", not set"
        return f" = {frame.require(accessor.__key__)!r}"
    except Exception as error:  # the value's own repr may raise anything
        return f", which cannot be shown: {error}"
