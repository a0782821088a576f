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
    from typing import Any, Callable, TypeVar

    from hyperparameter._kernel.frame import Parameter as Parameter

    T = TypeVar("T")

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
    for reader, bases in _ELSEWHERE.items():
        if issubclass(wanted, tuple(loaded(*base.split(".")) for base in bases)):
            from importlib import import_module

            found: Kind | None = import_module(f"hyperparameter._kernel.{reader}").kind_of(wanted)
            if found is not None:
                return found
    return Instance(wanted)


#: The modules in this package that convert to rarely used types, and base classes of these.
_ELSEWHERE = {
    "elements": ("builtins.tuple", "builtins.set", "builtins.frozenset"),
    "written": (
        "decimal.Decimal",
        "fractions.Fraction",
        "uuid.UUID",
        "datetime.date",
        "datetime.time",
        "datetime.timedelta",
    ),
    "numbers": ("numpy.generic", "numbers.Real"),
}

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
            if kind is UntypedText and stored == "None":
                advising(error, "None is written null")
            raise

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


def advising(error: Exception, advice: str) -> Exception:
    """The same error with ``advice`` at the end of its message."""
    error.args = (f"{error}; {advice}", *error.args[1:])
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
        return int(text, {"0x": 16, "0o": 8}.get(text[:2], 10))
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


def is_string(stored: Any) -> bool:
    """Whether a stored value is a string, typed or untyped."""
    return type(stored) is str or type(stored) is UntypedText


def _member_of(wanted: type[enum.Enum]) -> Kind:
    def make(parameter: Parameter, stored: Any) -> Any:
        if isinstance(stored, str) and stored in wanted.__members__:
            return wanted[stored]
        names = ", ".join(list(wanted.__members__)[:8])
        raise parameter.refuse(wanted.__name__, f"expected one of {names}")

    return made_of(wanted, make)


def _path(wanted: type[PurePath]) -> Kind:
    def make(parameter: Parameter, stored: Any) -> Any:
        if is_string(stored):
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


def converter(type: type[T], parse: Callable[[str], T], spell: Callable[[T], str]) -> None:
    """Registers how a program's own type is converted from and to a string.

    From then on, a read whose default or annotation is of this type or a subclass
    accepts strings, which ``parse`` converts, as well as instances and None; and a read
    with a ``str`` default converts an instance with ``spell``. The registration holds
    for the whole process, so make it where the type is defined. Registering the same
    type again replaces both functions.

    Args:
        type: a class; not a built-in type whose conversion is fixed, such as int.
        parse: creates an instance from a string. A ValueError, TypeError,
            ArithmeticError or LookupError that it raises becomes a ConversionError. It
            runs for each read, so that readers do not share an instance.
        spell: converts an instance to a string that ``parse`` accepts.

    Raises:
        TypeError: if ``type`` is not a class or its conversion is fixed, or if
            ``parse`` or ``spell`` is not callable.

    >>> from hyperparameter import converter, param_scope
    >>> class Percent:
    ...     def __init__(self, value):
    ...         self.value = value
    >>> converter(Percent, lambda text: Percent(int(text.rstrip("%"))), lambda p: f"{p.value}%")
    >>> with param_scope("share=50%", rate=Percent(5)):
    ...     (param_scope.share | Percent(1)).value, param_scope.rate | "1%"
    (50, '5%')
    """
    if not isinstance(type, _Class):
        raise TypeError(f"converter() takes a class, not {type!r}")
    if type in _OWN:
        raise TypeError(
            f"the conversion of {type.__name__} is built in and cannot be replaced; "
            "pass a class of your own"
        )
    for function in (parse, spell):
        if not callable(function):
            raise TypeError(f"converter() takes two functions, not {function!r}")
    converters[type] = _registered(type, parse)
    spellings[type] = spell
    forget(type)


def _registered(wanted: type, parse: Callable[[str], Any]) -> Kind:
    """How to convert a parameter to a type registered with `converter`."""

    def parsed(parameter: Parameter, text: str) -> Any:
        try:
            value = parse(text)
        except (ValueError, TypeError, ArithmeticError, LookupError) as error:
            why = f"its converter raised {type(error).__name__}: {error}"
            raise parameter.refuse(wanted.__name__, why) from error
        if not isinstance(value, wanted):
            raise parameter.refuse(wanted.__name__, f"its converter returned {value!r}")
        return value

    def make(parameter: Parameter, stored: Any) -> Any:
        if not is_string(stored):
            raise parameter.refuse(wanted.__name__)
        text = str(stored)
        parsed(parameter, text)
        # A new instance for each reader: it may be mutable.
        return Fresh(lambda: parsed(parameter, text))

    return made_of(wanted, make)


#: Types whose conversion is fixed.
_OWN = (bool, int, float, str, bytes, list, tuple, dict, set, frozenset, type(None), object)
_Class = type
