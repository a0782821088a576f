"""``param_scope.train.lr``: a key being spelled, until it is read."""

from __future__ import annotations

import sys
from _collections_abc import Mapping  # `collections` takes long to import

from hyperparameter._kernel import state as _state
from hyperparameter._kernel.frame import MISSING, Frame, refuse_keys_below
from hyperparameter._kernel.kinds import kind_for
from hyperparameter._kernel.native import MAX_KEY_BYTES
from hyperparameter._kernel.patching import assign, refuse_deletion, refuse_items
from hyperparameter._kernel.required import required
from hyperparameter._kernel.unfinished import UNFINISHED, Unfinished, refuse, spelled
from hyperparameter._kernel.values import UNKNOWN, UntypedText, exact_text
from hyperparameter.exceptions import InvalidKeyError, MissingKeyError, ScopeError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any, Callable, NoReturn, TypeVar, overload

    T = TypeVar("T")

#: How many accessors are kept to be found again as plain attributes.
MAX_KEPT = 10_000

#: No default: the parameter is required.
_REQUIRED: Any = object()

# Asked of every object by notebooks and mocks, and never meant as parameters: how they begin
# and end, with a word between.
_PROBES = (("_repr_", "_"), ("_ipython_", "_"), ("_mock_", ""), ("_spec_", ""))

#: What pytest asks objects for that it collects doctests from.
_PROBE_OF_DOCTESTS = "pytest_mock_example_attribute_that_shouldnt_exist"

_get = _state.get


class Accessor(Unfinished):
    """A parameter's name; read it with a default: ``param_scope.train.lr | 1e-3``."""

    __slots__ = ()

    __key__: str

    # Reading

    if TYPE_CHECKING:

        @overload
        def __or__(self, default: Unfinished) -> Fallback: ...
        @overload
        def __or__(self, default: None) -> Any: ...
        @overload
        def __or__(self, default: T) -> T: ...

    def __or__(self, default: Any) -> Any:
        return read_or(self.__frame__(), self, default)

    if TYPE_CHECKING:

        @overload
        def __call__(self, /) -> Any: ...
        @overload
        def __call__(self, default: None, /) -> Any: ...
        @overload
        def __call__(self, default: T, /) -> T: ...

    def __call__(self, default: Any = _REQUIRED, /, *more: Any, **keywords: Any) -> Any:
        if more or keywords:
            refuse_items(self.__key__, default)
            name = spelled(self.__key__)
            raise TypeError(
                f"{name}(...) takes one default, by position: "
                f"write {name}(default), or {name}() if it is required"
            )
        frame = frame_of(self)
        if default is _REQUIRED:
            try:
                return frame.require(self.__key__)
            except MissingKeyError:
                refuse_items(self.__key__)
                refuse_method(frame, self.__key__)
                raise
        if type(default) in UNFINISHED:
            raise TypeError(
                f"{default!r} is not a default: write {spelled(self.__key__)} | other | default"
            )
        if frame[self.__key__] is MISSING:
            refuse_method(frame, self.__key__)
        return self | default

    def __contains__(self, key: object) -> bool:
        return frame_of(self).is_set(joined(self.__key__, key))

    # Spelling

    def __getattr__(self, name: str) -> Accessor:
        refuse_probe(name)
        return self.__child__(joined(self.__key__, name))

    def __getitem__(self, key: str) -> Accessor:
        return self.__child__(joined(self.__key__, key))

    def __child__(self, key: str) -> Accessor:
        return ComputedAccessor(key)

    # Assigning

    def __setattr__(self, name: str, value: Any) -> None:
        refuse_probe(name)
        self.__assign__(joined(self.__key__, name), value)

    def __setitem__(self, key: str, value: Any) -> None:
        self.__assign__(joined(self.__key__, key), value)

    def __assign__(self, key: str, value: Any) -> None:
        assign(key, value)

    def __delattr__(self, name: str) -> NoReturn:
        refuse_deletion(joined(self.__key__, name))

    def __delitem__(self, key: str) -> NoReturn:
        refuse_deletion(joined(self.__key__, key))

    # Showing

    def __repr__(self) -> str:
        return f"<parameter {self.__key__}{_shown(self)}>"

    def __dir__(self) -> list[str]:
        """The segments that follow this path among what is set."""
        try:
            keys = frame_of(self).keys_below(self.__key__)
        except ScopeError:
            return []
        start = len(self.__key__) + 1
        return sorted({key[start:].partition(".")[0] for key in keys if len(key) > start})

    def __spelling__(self) -> tuple[str, str]:
        name = spelled(self.__key__)
        return name, f"({name} | default) or {name}()"

    def __ror__(self, left: object) -> NoReturn:
        raise TypeError(
            f"the default stands on the right: write {spelled(self.__key__)} | {left!r}"
        )

    def __frame__(self) -> Frame:
        return _state.current()


class ComputedAccessor(Accessor):
    """An accessor reached by a subscript: there may be any number, so none is kept."""

    __slots__ = ("__key__",)

    def __init__(self, key: str) -> None:
        _set_key(self, key)

    if not TYPE_CHECKING:  # typed as its base is

        def __or__(self, default):
            try:
                frame = _get()
            except LookupError:
                frame = _state.current()
            value = frame[self.__key__]
            if type(value) is type(default):
                return value
            return read_or(frame, self, default)


_set_key = ComputedAccessor.__dict__["__key__"].__set__


class NamedAccessor(Accessor):
    """An accessor reached from ``param_scope`` by attributes alone.

    A program names so many and no more, so these are kept, to be found again as
    plain attributes; within a bound, because names can be computed.
    """

    # Looking up `__or__`, an operator asks the type for it, and the type's slot the accessor.
    # Later versions find attributes quicker where there are no slots.
    __slots__ = ("__dict__", "__key__", "__or__") if sys.version_info < (3, 13) else ("__dict__",)

    def __init__(self, key: str) -> None:
        _set(self, "__key__", key)
        _set(self, _READ, reading(self))

    if not TYPE_CHECKING and sys.version_info >= (3, 13):

        def __or__(self, default):
            return self.__read__(default)

    def __getattr__(self, name: str) -> Accessor:
        global _kept
        refuse_probe(name)
        key = joined(self.__key__, name)
        # One too long to be a key would be kept for nothing.
        if _kept >= MAX_KEPT or len(key) > MAX_KEY_BYTES:
            return ComputedAccessor(key)
        _kept += 1
        child = NamedAccessor(key)
        # Not through `__dict__`: once somebody has looked at that, attributes are slower.
        _set(self, name, child)
        return child


_set = object.__setattr__
_READ = "__or__" if sys.version_info < (3, 13) else "__read__"
_kept = 0


def reading(accessor: Accessor) -> Callable[[Any], Any]:
    """The function behind ``accessor | default``.

    It remembers one answer: in a loop the frame, and the default, are mostly those of
    the last read. What is remembered is a number or a text, and no frame is held by it.
    """
    current = _state.get
    # In one tuple, so that what another thread writes is seen as a whole.
    remembered: tuple[object, Any, Any] = (object(), None, None)
    # Together, because each name from out here is work for every call.
    others: list[Any] = [accessor, accessor.__key__, None]

    def read(default: Any) -> Any:
        nonlocal remembered
        try:
            frame = current()
        except LookupError:
            frame = _state.current()
        identity, known, answer = remembered
        if frame.identity is identity and default is known:
            return answer
        itself, key, read_last = others
        answer = frame[key]
        kind = type(default)
        if type(answer) is not kind:
            if answer is MISSING and kind in _REMEMBERED:
                answer = default
            elif type(answer) is not UntypedText or (answer := answer.toward(kind)) is UNKNOWN:
                answer = read_or(frame, itself, default)
        # From the second read on: many a frame lives for one request, and is read once.
        seen = frame.identity
        if seen is None:
            frame.identity = False
        elif seen is not read_last:
            others[2] = seen or frame.identified()
        elif (
            kind in _REMEMBERED
            and type(answer) is kind
            and answer.__sizeof__() + default.__sizeof__() <= _MOST_REMEMBERED
        ):
            remembered = (seen, default, answer)
        return answer

    return read


#: What may be remembered after its frame is gone, and how many bytes of it.
_REMEMBERED = frozenset({bool, int, float, str})
_MOST_REMEMBERED = 1024


class Fallback(Unfinished):
    """Parameters to read in turn: ``param_scope.a | param_scope.b | 1``."""

    __slots__ = ("__accessors__",)

    __accessors__: tuple[Accessor, ...]

    def __init__(self, *accessors: Accessor) -> None:
        self.__accessors__ = accessors

    if TYPE_CHECKING:

        @overload
        def __or__(self, default: Unfinished) -> Fallback: ...
        @overload
        def __or__(self, default: None) -> Any: ...
        @overload
        def __or__(self, default: T) -> T: ...

    def __or__(self, default: Any) -> Any:
        if isinstance(default, Unfinished):
            return Fallback(*self.__accessors__, *_accessors_of(default))
        for accessor in self.__accessors__:
            frame = frame_of(accessor)
            if frame.is_set(accessor.__key__):
                return read_or(frame, accessor, default)
        if default is required:
            first = self.__accessors__[0]
            return frame_of(first).require(first.__key__)
        if isinstance(default, Mapping):
            for accessor in self.__accessors__:
                refuse_mapping_default(frame_of(accessor), accessor)
        return default

    def __call__(self, /, *default: Any, **keywords: Any) -> NoReturn:
        refuse(self, "call it")

    def __ror__(self, left: object) -> NoReturn:
        raise TypeError(f"the default stands on the right: write {self!r} | {left!r}")

    def __repr__(self) -> str:
        return " | ".join(spelled(accessor.__key__) for accessor in self.__accessors__)

    def __spelling__(self) -> tuple[str, str]:
        return repr(self), f"({self!r} | default)"


def read_or(frame: Frame, accessor: Accessor, default: Any) -> Any:
    """The parameter in ``frame``, toward the kind of ``default``; else ``default``."""
    if isinstance(default, Unfinished):
        return Fallback(accessor, *_accessors_of(default))
    key = accessor.__key__
    if default is required:
        return frame.require(key)
    value = frame[key]
    if value is MISSING:
        if isinstance(default, Mapping):
            refuse_mapping_default(frame, accessor)
        return default
    if type(value) is type(default):
        return value
    return frame.read(key, kind_for(default))


def refuse_mapping_default(frame: Frame, accessor: Accessor) -> None:
    """A mapping as default would pass over the keys that are set below."""
    key = accessor.__key__
    refuse_keys_below(frame, key, f"read them one by one, or with as_dict({key!r})")


def refuse_method(frame: Frame, key: str) -> None:
    """``param_scope.mode.upper()`` where ``mode`` is set: a method of its value was meant.

    Raises:
        TypeError: if it was.
    """
    owner, _, name = key.rpartition(".")
    if not owner or not frame.is_set(owner):
        return
    value = frame.require(owner)
    if callable(getattr(type(value), name, None)):
        raise TypeError(
            f"{spelled(owner)} is not a value, one cannot call its method {name}: "
            f"read it first, with ({spelled(owner)} | default).{name}(...)"
        )


def _accessors_of(unfinished: Unfinished) -> tuple[Accessor, ...]:
    if isinstance(unfinished, Fallback):
        return unfinished.__accessors__
    assert isinstance(unfinished, Accessor)
    return (unfinished,)


def frame_of(accessor: Accessor) -> Frame:
    """The frame that an accessor reads."""
    return accessor.__frame__()


def joined(path: str, key: object) -> str:
    """A subscript's full key; subscripts take text as it is."""
    if isinstance(key, Accessor):
        key = key.__key__
    if not isinstance(key, str):
        hint = 'write ["a.b"]'
        if path:
            hint += f"; if its value is meant, read that first, with ({spelled(path)} | default)"
        raise InvalidKeyError(
            f"invalid key {key!r}: a key is text, not {type(key).__name__}; {hint}"
        )
    text = exact_text(key)
    if not text:
        raise InvalidKeyError('invalid key "": it is empty; write ["a.b"]', key="")
    return f"{path}.{text}" if path else text


def refuse_probe(name: str) -> None:
    """Names that no parameter has as an attribute; a subscript takes any."""
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
        frame = frame_of(accessor)
    except ScopeError:
        return " of a scope that is not open here"
    try:
        if not frame.is_set(accessor.__key__):
            return ", not set"
        return f" = {frame.require(accessor.__key__)!r}"
    except Exception as error:  # the value's own repr may raise anything
        return f", which cannot be shown: {error}"
