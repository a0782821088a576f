"""``param_scope.train.lr``: a key being spelled, until it is read.

An accessor is not a value. Whatever would quietly treat it as one (comparing,
iterating, adding, pickling) raises a TypeError that shows the right spelling.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn, TypeVar, Union, overload

from hyperparameter import _context
from hyperparameter._frame import MISSING, Frame
from hyperparameter._kinds import interpreted, kind_of
from hyperparameter.exceptions import InvalidKeyError

T = TypeVar("T")

#: How many accessors are kept to be found again as plain attributes.
MAX_KEPT = 10_000

# Asked of every object by notebooks and mocks, and never meant as parameters.
_PROBES = re.compile(r"_repr_\w+_|_ipython_\w+_|_mock_\w+|_spec_\w+")

_get = _context.get

#: No default: the parameter is required.
_REQUIRED: Any = object()

#: Types of accessors and of what is read in turn: not values to default to.
_UNFINISHED: set[type] = set()


class _Unfinished:
    """What becomes a value only when it is read."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        _UNFINISHED.add(cls)


class Accessor(_Unfinished):
    """A parameter's name; read it with a default: ``param_scope.train.lr | 1e-3``."""

    __slots__ = ("__dict__", "__key__")

    def __init__(self, key: str) -> None:
        _set_key(self, key)

    # Reading

    @overload
    def __or__(self, default: Accessor) -> Fallback: ...
    @overload
    def __or__(self, default: None) -> Any: ...
    @overload
    def __or__(self, default: T) -> T: ...
    def __or__(self, default: Any) -> Any:
        try:
            value = _get()[self.__key__]
        except LookupError:
            value = _context.current()[self.__key__]
        if type(value) is type(default):
            return value
        if value is MISSING and type(default) not in _UNFINISHED:
            return default
        return read_or(_context.current(), self, default)

    @overload
    def __call__(self) -> Any: ...
    @overload
    def __call__(self, default: None, /) -> Any: ...
    @overload
    def __call__(self, default: T, /) -> T: ...
    def __call__(self, default: Any = _REQUIRED, /, *more: Any, **keywords: Any) -> Any:
        key = self.__key__
        if more or keywords:
            raise TypeError(
                f"{spelled(key)}(...) takes one default, by position: "
                f"write {spelled(key)}(default), or {spelled(key)}() if it is required"
            )
        if default is _REQUIRED:
            return frame_of(self).require(key)
        if type(default) in _UNFINISHED:
            raise TypeError(
                f"an accessor is not a default: write {spelled(key)} | other | default"
            )
        return self | default

    def __bool__(self) -> bool:
        return frame_of(self).truth(self.__key__)

    def __contains__(self, key: object) -> bool:
        return frame_of(self).is_set(joined(self.__key__, key))

    # Spelling

    def __getattr__(self, name: str) -> Accessor:
        refuse_probe(name)
        return type(self).__child__(self, joined(self.__key__, name))

    def __getitem__(self, key: str) -> Accessor:
        return type(self).__child__(self, joined(self.__key__, key))

    def __child__(self, key: str) -> Accessor:
        return Accessor(key)

    # Assigning

    def __setattr__(self, name: str, value: Any) -> None:
        refuse_probe(name)
        type(self).__assign__(self, joined(self.__key__, name), value)

    def __setitem__(self, key: str, value: Any) -> None:
        type(self).__assign__(self, joined(self.__key__, key), value)

    def __assign__(self, key: str, value: Any) -> None:
        _context.assign(key, checked_value(key, value))

    def __frame__(self) -> Frame:
        return _context.current()

    # Showing

    def __repr__(self) -> str:
        key = self.__key__
        return f"<parameter {key}{shown(self)}>"

    def __format__(self, spec: str) -> str:
        if spec:
            refuse(self, "format it")
        return repr(self)

    def __dir__(self) -> list[str]:
        """The segments that follow this path among what is set."""
        try:
            start = len(self.__key__) + 1
            below = {key[start:].partition(".")[0] for key in frame_of(self).keys_below(self.__key__)}
        except Exception:
            return []
        return sorted(name for name in below if name)

    # What only values can do

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> NoReturn:
        refuse(self, "compare it")

    def __iter__(self) -> NoReturn:
        refuse(self, "iterate over it")

    def __len__(self) -> NoReturn:
        refuse(self, "take its length")

    def __delattr__(self, name: str) -> NoReturn:
        refuse_deletion(joined(self.__key__, name))

    def __delitem__(self, key: str) -> NoReturn:
        refuse_deletion(joined(self.__key__, key))

    def __reduce_ex__(self, protocol: object) -> Any:
        refuse(self, "pickle or copy it")

    def __ror__(self, left: object) -> NoReturn:
        raise TypeError(
            f"the default stands on the right: write {spelled(self.__key__)} | {left!r}"
        )


_set_key = Accessor.__dict__["__key__"].__set__


class NamedAccessor(Accessor):
    """An accessor reached from ``param_scope`` by attributes alone.

    A program names so many and no more, so these are kept, to be found again as
    plain attributes; within a bound, because names can be computed.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Accessor:
        global _kept
        refuse_probe(name)
        key = joined(self.__key__, name)
        if _kept >= MAX_KEPT:
            return Accessor(key)
        _kept += 1
        child = self.__dict__[name] = NamedAccessor(key)
        return child


_kept = 0


class Fallback(_Unfinished):
    """Parameters to read in turn: ``param_scope.a | param_scope.b | 1``."""

    __slots__ = ("__accessors__",)

    def __init__(self, *accessors: Accessor) -> None:
        self.__accessors__ = accessors

    @overload
    def __or__(self, default: Union[Accessor, Fallback]) -> Fallback: ...
    @overload
    def __or__(self, default: None) -> Any: ...
    @overload
    def __or__(self, default: T) -> T: ...
    def __or__(self, default: Any) -> Any:
        if isinstance(default, Accessor):
            return Fallback(*self.__accessors__, default)
        if isinstance(default, Fallback):
            return Fallback(*self.__accessors__, *default.__accessors__)
        for accessor in self.__accessors__:
            frame = frame_of(accessor)
            if frame.is_set(accessor.__key__):
                return read_or(frame, accessor, default)
        return default

    def __bool__(self) -> NoReturn:
        self.__refuse__()

    def __eq__(self, other: object) -> NoReturn:
        self.__refuse__()

    def __iter__(self) -> NoReturn:
        self.__refuse__()

    __hash__ = None  # type: ignore[assignment]

    def __refuse__(self) -> NoReturn:
        raise TypeError(f"{self!r} is not a value: end it with a default, {self!r} | default")

    def __repr__(self) -> str:
        return " | ".join(spelled(accessor.__key__) for accessor in self.__accessors__)


def read_or(frame: Frame, accessor: Accessor, default: Any) -> Any:
    """The parameter in ``frame``, toward the kind of ``default``; else ``default``."""
    if isinstance(default, Accessor):
        return Fallback(accessor, default)
    if isinstance(default, Fallback):
        return Fallback(accessor, *default.__accessors__)
    key = accessor.__key__
    value = frame[key]
    if value is MISSING:
        return default
    if type(value) is type(default):
        return value
    return frame.read(key, interpreted if default is None else kind_of(type(default)))


def frame_of(accessor: Accessor) -> Frame:
    """The frame that an accessor reads."""
    return type(accessor).__frame__(accessor)


def joined(path: str, key: object) -> str:
    """A subscript's full key; subscripts take text as it is."""
    if isinstance(key, Accessor):
        key = key.__key__
    if not isinstance(key, str):
        raise InvalidKeyError(
            f"invalid key {key!r}: a key is text, not {type(key).__name__}; write [\"a.b\"]"
        )
    return f"{path}.{key}" if path else key


def refuse_probe(name: str) -> None:
    """Names that no parameter has as an attribute; a subscript takes any."""
    if (name[:2] == "__" == name[-2:]) or _PROBES.fullmatch(name):
        raise AttributeError(name)


def checked_value(key: str, value: Any) -> Any:
    """The value to assign; an accessor is none."""
    if isinstance(value, (Accessor, Fallback)):
        raise TypeError(
            f"cannot assign an accessor to {spelled(key)}: read it first, with | default or ()"
        )
    return value


def spelled(key: str) -> str:
    """How a program writes the accessor of ``key``."""
    if all(segment.isidentifier() for segment in key.split(".")):
        return f"param_scope.{key}"
    return f'param_scope["{key}"]'


def shown(accessor: Accessor) -> str:
    """The current value for a repr."""
    frame = frame_of(accessor)
    if frame[accessor.__key__] is MISSING:
        return ", not set"
    return f" = {frame.require(accessor.__key__)!r}"


def refuse(accessor: Accessor, what: str) -> NoReturn:
    """The error of treating an accessor as a value."""
    key = spelled(accessor.__key__)
    raise TypeError(
        f"{key} is not a value, one cannot {what}: read it first, with ({key} | default) or {key}()"
    )


def refuse_deletion(key: str) -> NoReturn:
    """Overrides end with their scope; nothing is deleted."""
    raise TypeError(f'cannot delete "{key}": an override ends with its scope')


def _refusing(what: str) -> Any:
    def operation(self: Accessor, *others: object) -> NoReturn:
        refuse(self, what)

    return operation


for _name in ("lt", "le", "gt", "ge", "ne"):
    setattr(Accessor, f"__{_name}__", _refusing("compare it"))
for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "xor",
              "lshift", "rshift", "divmod"):
    setattr(Accessor, f"__{_name}__", _refusing("calculate with it"))
    setattr(Accessor, f"__r{_name}__", _refusing("calculate with it"))
for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "xor",
              "lshift", "rshift", "or"):
    setattr(Accessor, f"__i{_name}__", _refusing("change it in place"))
for _name in ("neg", "pos", "abs", "invert", "int", "float", "complex", "index", "round", "trunc",
              "floor", "ceil"):
    setattr(Accessor, f"__{_name}__", _refusing("calculate with it"))
