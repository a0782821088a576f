"""What a default, or an annotation, asks a value to be.

The C library converts toward its own kinds. This module maps Python types to
them, and adds what only Python has: enum members by name, paths, integers of
any size, and ``isinstance`` for everything else.
"""

from __future__ import annotations

import sys

from hyperparameter import _native
from hyperparameter._values import UNKNOWN, UntypedText, ValueList, is_host_object

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    import enum
    from pathlib import PurePath
    from typing import Any, Callable, Protocol

    class Parameter(Protocol):
        """A parameter that is set, as the kinds below read it."""

        @property
        def stored(self) -> Any:
            """The value exactly as it was set."""

        def fetch(self, want: int) -> Any:
            """The value converted toward ``want`` by the C library."""

        def part(self, place: str, value: Any) -> Parameter:
            """A value in this one, at a place such as ``[0]``; or in its stead, at ``""``."""

        def refuse(self, wanted: str) -> Exception:
            """The error that the value is not a ``wanted``."""

    #: Reads a parameter that is set.
    Kind = Callable[[Parameter], Any]


def _kind_of(wanted: type) -> Kind:
    """How to read a parameter toward values of type ``wanted``."""
    if issubclass(wanted, _loaded("enum", "Enum")):
        return _member_of(wanted)
    for base, want in _NATIVE:
        if issubclass(wanted, base):
            return _native_kind(want, wanted, base)
    if wanted is type(None):
        return interpreted
    if issubclass(wanted, _loaded("pathlib", "PurePath")):
        return _path(wanted)
    return _instance(wanted)


class _Kinds(dict["type", "Kind"]):
    """Kinds by type, each found once, within a bound; `functools` takes long to import."""

    def __missing__(self, wanted: type) -> Kind:
        if len(self) >= MAX_KINDS:
            self.clear()
        return self.setdefault(wanted, _kind_of(wanted))


#: How many kinds are kept to be found again.
MAX_KINDS = 1024
kind_of = _Kinds().__getitem__


def _loaded(module: str, name: str) -> Any:
    """A class of a module that takes long to import; no type is below it where nobody did."""
    return getattr(sys.modules.get(module), name, ())


def interpreted(parameter: Parameter) -> Any:
    """Anything as it is, untyped text interpreted."""
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
    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if type(stored) is UntypedText:
            read = stored.toward(base)
            if read is not UNKNOWN:
                return read
        if is_host_object(stored):
            if isinstance(stored, wanted):
                return stored
            if type(stored) is int and issubclass(wanted, (float, str)):
                return _from_big_integer(stored, wanted, parameter)
        if want == _native.WANT_TEXT:
            # Null is null toward any default; untyped text that spells it is a word here.
            return None if stored is None else parameter.fetch(_native.WANT_WORDS)
        return _plain(parameter.fetch(want), parameter)

    return read


def _from_big_integer(stored: int, wanted: type, parameter: Parameter) -> Any:
    if issubclass(wanted, str):
        try:
            return str(stored)
        except ValueError:
            raise parameter.refuse(_TOO_MANY_DIGITS) from None
    try:
        converted = float(stored)
    except OverflowError:
        converted = float("inf")
    if converted != stored:
        raise parameter.refuse("float")
    return converted


def _plain(value: Any, parameter: Parameter) -> Any:
    """What is still untyped after a conversion is an integer beyond 64 bits."""
    if type(value) is ValueList:
        return ValueList(_plain(item, parameter) for item in value)
    if type(value) is UntypedText:
        return _big_integer(value, parameter)
    return value


def _big_integer(text: str, parameter: Parameter) -> int:
    try:
        for prefix, base in (("0x", 16), ("0o", 8)):
            if text.startswith(prefix):
                return int(text[2:], base)
        return int(text)
    except ValueError:  # Python takes only so many digits
        raise parameter.refuse(_TOO_MANY_DIGITS) from None


_TOO_MANY_DIGITS = "int within sys.get_int_max_str_digits()"


def _member_of(wanted: type[enum.Enum]) -> Kind:
    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if _is_null(stored):
            return None
        if isinstance(stored, wanted):
            return stored
        if isinstance(stored, str) and stored in wanted.__members__:
            return wanted[stored]
        names = ", ".join(list(wanted.__members__)[:8])
        raise parameter.refuse(f"{wanted.__name__} (one of {names})")

    return read


def _path(wanted: type[PurePath]) -> Kind:
    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if _is_null(stored):
            return None
        if isinstance(stored, wanted):
            return stored
        if type(stored) is str or type(stored) is UntypedText:
            return wanted(str(stored))
        raise parameter.refuse("a path")

    return read


def _instance(wanted: type) -> Kind:
    def read(parameter: Parameter) -> Any:
        value = interpreted(parameter)
        if value is None or isinstance(value, wanted):
            return value
        if wanted is tuple and type(value) is ValueList:
            return tuple(value)
        raise parameter.refuse(wanted.__name__)

    return read


def _is_null(stored: Any) -> bool:
    if type(stored) is UntypedText:
        return stored in _NULL_SPELLINGS
    return stored is None


_NULL_SPELLINGS = frozenset({"null", "Null", "NULL", "~"})
