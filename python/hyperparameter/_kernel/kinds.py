"""Kinds: how a value is converted to the type of a default or an annotation.

The C library converts to its own types. This module maps Python types to them, and adds
what only Python has: enum members by name, paths, integers of any size, and an
``isinstance`` check for every other type. Rarely used types have their own modules, which
are imported on first use.
"""

from __future__ import annotations

import sys

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.values import (
    UNKNOWN,
    UntypedText,
    ValueList,
    ValueMap,
    copied,
    is_host_object,
    is_null,
    value_list,
)
from hyperparameter.exceptions import ConversionError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    import enum
    from pathlib import PurePath
    from typing import Any, Callable

    from hyperparameter._kernel.frame import Parameter as Parameter

    #: Converts a parameter that is set.
    Kind = Callable[[Parameter], Any]


class Fresh:
    """A converted value that is mutable, so that each reader gets a new one."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


#: Types of cached values of which readers get copies.
SHARED = frozenset({Fresh, ValueList})


def fresh(value: Any) -> Any:
    """A copy for a reader of a value in a frame's cache."""
    return value.make() if type(value) is Fresh else copied(value)


def kind_for(default: Any) -> Kind:
    """How to convert a parameter to the type of ``default``."""
    if default is None:
        return interpreted
    wanted = type(default)
    if (wanted is list or wanted is tuple) and default:
        element = type(default[0])
        if element in _ELEMENTS and all(type(item) is element for item in default):
            from hyperparameter._kernel.elements import kind_with_elements

            return kind_with_elements(wanted, element)
    return kind_of(wanted)


#: Element types of a list or tuple default to which the elements read are converted.
_ELEMENTS = frozenset({bool, int, float, str})


def _kind_of(wanted: type) -> Kind:
    """How to convert a parameter to type ``wanted``."""
    for registered in wanted.__mro__:
        if registered in converters:
            return converters[registered]
    if issubclass(wanted, loaded("enum", "Enum")):
        return _member_of(wanted)
    if wanted.__module__ != "numpy":
        for base, want in _NATIVE:
            if issubclass(wanted, base):
                return _native_kind(want, wanted, base)
    if wanted is type(None):
        return interpreted
    if issubclass(wanted, loaded("pathlib", "PurePath")):
        return _path(wanted)
    for module, name, reader in _ELSEWHERE:
        if issubclass(wanted, loaded(module, name)):
            from importlib import import_module

            found: Kind | None = import_module(f"hyperparameter._kernel.{reader}").kind_of(wanted)
            if found is not None:
                return found
    return Instance(wanted)


#: Base classes, by module and name, and the module in this package that converts to them.
_ELSEWHERE = (
    ("builtins", "tuple", "elements"),
    ("builtins", "set", "elements"),
    ("builtins", "frozenset", "elements"),
    ("decimal", "Decimal", "written"),
    ("fractions", "Fraction", "written"),
    ("uuid", "UUID", "written"),
    ("datetime", "date", "written"),
    ("datetime", "time", "written"),
    ("datetime", "timedelta", "written"),
    ("numpy", "generic", "numbers"),
    ("numbers", "Real", "numbers"),
)

#: The kinds of the types registered with `converter`.
converters: dict[type, Kind] = {}


class _Kinds(dict["type", "Kind"]):
    """A bounded cache of kinds by type; not `functools.lru_cache`, which is slow to import."""

    def __missing__(self, wanted: type) -> Kind:
        if len(self) >= MAX_KINDS:
            self.clear()
        return self.setdefault(wanted, _kind_of(wanted))


#: How many kinds are cached.
MAX_KINDS = 1024
_kinds = _Kinds()
kind_of = _kinds.__getitem__


def forget(changed: type) -> None:
    """Removes a type and its subclasses from the cache."""
    for wanted in list(_kinds):
        if issubclass(wanted, changed):
            del _kinds[wanted]


def loaded(module: str, name: str) -> Any:
    """A class of a module that is slow to import; ``()`` if the module was never imported,
    because then no class can inherit from it."""
    return getattr(sys.modules.get(module), name, ())


def interpreted(parameter: Parameter) -> Any:
    """Any value as it is; an untyped string is interpreted."""
    return _plain(parameter.fetch(_native.WANT_INTERPRETED), parameter)


_NATIVE: list[tuple[type, int]] = [
    (bool, _native.WANT_BOOL),
    (int, _native.WANT_INT),
    (float, _native.WANT_FLOAT),
    (str, _native.WANT_TEXT),
    (bytes, _native.WANT_BYTES),
    (list, _native.WANT_LIST),
]


def _native_kind(want: int, wanted: type, base: type) -> Kind:
    # Null reads as None with any default, but the untyped string `null` as "null" with a str.
    untyped_want = _native.WANT_WORDS if base is str else want

    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        kind = type(stored)
        if (kind is base and base is not list) or stored is None:
            return stored
        if kind is ValueList and base is list and stored.flat:
            return stored
        if kind is UntypedText:
            read = stored.toward(base)
            if read is not UNKNOWN:
                return read
        elif kind is int and base is float and float_of(stored) == stored:
            return float_of(stored)
        elif is_host_object(stored):
            if isinstance(stored, wanted) and kind.__module__ != "numpy":
                return stored
            if kind is int:
                return _from_big_integer(stored, wanted, parameter)
            if kind is not list:
                parameter = _plainly(stored, base, parameter)
        try:
            return _plain(parameter.fetch(untyped_want if kind is UntypedText else want), parameter)
        except ConversionError as error:
            raise _mentioning_null(error, stored) from None

    return read


def float_of(number: int) -> float:
    """The float nearest to an int; infinity if it is too large."""
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def _plainly(stored: Any, wanted: type, parameter: Parameter) -> Parameter:
    """A substitute for an object that a library has as a number, or that has a `spell`
    function; else the parameter itself."""
    from hyperparameter._kernel.numbers import plain_number

    if wanted is str:
        for registered in type(stored).__mro__:
            if registered in spellings:
                return parameter.part("", str(spellings[registered](stored)))
    number = plain_number(stored)
    return parameter if number is None else parameter.part("", number)


#: The `spell` functions of the types registered with `converter`.
spellings: dict[type, Callable[[Any], str]] = {}


def _mentioning_null(error: ConversionError, stored: Any) -> ConversionError:
    if isinstance(stored, str) and stored == "None" and type(stored) is UntypedText:
        error.args = (f"{error}; None is written null", *error.args[1:])
    return error


def toward_text_or_none(parameter: Parameter) -> Any:
    """A string or None; here an untyped ``null`` reads as None."""
    return None if is_null(parameter.stored) else kind_of(str)(parameter)


def _from_big_integer(stored: int, wanted: type, parameter: Parameter) -> Any:
    if issubclass(wanted, str):
        try:
            return str(stored)
        except ValueError:
            raise parameter.refuse(_TOO_MANY_DIGITS) from None
    raise parameter.refuse("float" if issubclass(wanted, float) else wanted.__name__)


def _plain(value: Any, parameter: Parameter) -> Any:
    """Converts integers beyond 64 bits, which the C library returns as untyped strings."""
    if type(value) is ValueList:
        return value_list(_plain(item, parameter) for item in value)
    if type(value) is ValueMap:
        return ValueMap((key, _plain(item, parameter)) for key, item in value.items())
    if type(value) is UntypedText:
        return _big_integer(value, parameter)
    return value


def _big_integer(text: str, parameter: Parameter) -> int:
    try:
        for prefix, base in (("0x", 16), ("0o", 8)):
            if text.startswith(prefix):
                return int(text[2:], base)
        return int(text)
    except ValueError:  # more digits than sys.get_int_max_str_digits() allows
        raise parameter.refuse(_TOO_MANY_DIGITS) from None


_TOO_MANY_DIGITS = "int within sys.get_int_max_str_digits()"


def made_of(wanted: type, make: Callable[[Parameter, Any], Any]) -> Kind:
    """How to convert a parameter to a type: an instance is returned as it is, null as None, and
    ``make`` converts any other value."""

    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if isinstance(stored, wanted):
            return stored
        return None if is_null(stored) else make(parameter, stored)

    return read


def _member_of(wanted: type[enum.Enum]) -> Kind:
    def make(parameter: Parameter, stored: Any) -> Any:
        if isinstance(stored, str) and stored in wanted.__members__:
            return wanted[stored]
        names = ", ".join(list(wanted.__members__)[:8])
        raise parameter.refuse(wanted.__name__, f"expected one of {names}")

    return made_of(wanted, make)


def _path(wanted: type[PurePath]) -> Kind:
    def make(parameter: Parameter, stored: Any) -> Any:
        if type(stored) is str or type(stored) is UntypedText:
            return wanted(str(stored))
        raise parameter.refuse("a path")

    return made_of(wanted, make)


class Instance:
    """Accepts only instances of a type for which there is no conversion, and None."""

    __slots__ = ("_wanted",)

    def __init__(self, wanted: type) -> None:
        self._wanted = wanted

    def __call__(self, parameter: Parameter) -> Any:
        value = interpreted(parameter)
        if value is None or isinstance(value, self._wanted):
            return value
        raise parameter.refuse(self._wanted.__name__)


def as_written(parameter: Parameter) -> Any:
    """An untyped string as a plain str, for a library that converts it; else as interpreted."""
    stored = parameter.stored
    if is_null(stored):
        return None
    return str(stored) if type(stored) is UntypedText else interpreted(parameter)
