"""Converts strings to types of the standard library and to those registered by a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable

from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel.kinds import Fresh, loaded, made_of
from hyperparameter._kernel.values import UntypedText

if TYPE_CHECKING:
    from hyperparameter._kernel.kinds import Kind, Parameter


def kind_of(wanted: type) -> Kind | None:
    """How to convert a parameter to a type of the standard library; None for other types."""
    for module, name, parse, hint in _TYPES:
        if wanted is loaded(module, name):
            return _written(wanted, parse, f"write it as {hint}")
    return None


def custom(wanted: type, parse: Callable[[str], Any]) -> Kind:
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
        if not _is_text(stored):
            raise parameter.refuse(wanted.__name__)
        text = str(stored)
        parsed(parameter, text)
        # A new instance for each reader: it may be mutable.
        return Fresh(lambda: parsed(parameter, text))

    return made_of(wanted, make)


def _written(wanted: type, parse: Callable[[type, Any], Any], hint: str) -> Kind:
    def make(parameter: Parameter, stored: Any) -> Any:
        try:
            return parse(wanted, str(stored) if _is_text(stored) else stored)
        except (ValueError, TypeError, ArithmeticError):
            raise parameter.refuse(wanted.__name__, hint) from None

    return made_of(wanted, make)


def _is_text(stored: Any) -> bool:
    return type(stored) is str or type(stored) is UntypedText


def _number(wanted: type, given: Any) -> Any:
    if type(given) is int:
        return wanted(given)
    # Python also accepts white space, underscores and digits of other scripts.
    if type(given) is not str or not _NUMBER.fullmatch(given):
        raise ValueError
    return wanted(given)


def _uuid(wanted: type, given: Any) -> Any:
    if type(given) is not str:
        raise TypeError
    return wanted(given)


def _date(wanted: Any, given: Any) -> Any:
    return wanted.fromisoformat(_matched(_DATE, given)[0])


def _time(wanted: Any, given: Any) -> Any:
    return wanted.fromisoformat(_clock(given))


def _datetime(wanted: Any, given: Any) -> Any:
    date, _, time = _matched(_DATETIME, given).groups()
    return wanted.fromisoformat(f"{_matched(_DATE, date)[0]}T{_clock(time or '00:00')}")


def _clock(text: Any) -> str:
    """A time in the one spelling that `fromisoformat` reads in all versions of Python."""
    hour, minute, second, fraction, zone = _matched(_TIME, text).groups(default="")
    zone = zone.replace("Z", "+00:00")
    return f"{hour}:{minute}:{second or '00'}.{fraction:0<6}{zone}"


def _timedelta(wanted: type, given: Any) -> Any:
    if type(given) in (int, float):
        return wanted(seconds=given)
    if type(given) is str and _SECONDS.fullmatch(given):
        return wanted(seconds=float(given))
    sign, *parts = _matched(_DURATION, given).groups()
    if parts == [None] * len(parts) or given.endswith("T"):
        raise ValueError
    names = ("weeks", "days", "hours", "minutes", "seconds")
    values = {name: part and part.replace(",", ".") for name, part in zip(names, parts)}
    seconds = float(values.pop("seconds") or 0)
    made = wanted(seconds=seconds, **{name: int(part or 0) for name, part in values.items()})
    return -made if sign == "-" else made


def _matched(pattern: re.Pattern[str], given: Any) -> re.Match[str]:
    match = pattern.fullmatch(given)
    if match is None:
        raise ValueError
    return match


_NUMBER = re.compile(r"[-+]?(?=[.0-9])[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?(/[0-9]+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(
    r"([01]\d|2[0-3]):(\d\d)(?::(\d\d)(?:[.,](\d{1,6}))?)?(Z|[-+]\d\d:\d\d)?", re.ASCII
)
_DATETIME = re.compile(r"([-\d]+)([T ](.+))?", re.ASCII)
_SECONDS = re.compile(r"[-+]?(?=[.0-9])[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?", re.ASCII)
_DURATION = re.compile(
    r"([-+])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d{1,6})?)S)?)?",
    re.ASCII,
)

#: Module and name of a type, how to convert a string to it, and how errors show its form.
_TYPES: tuple[tuple[str, str, Callable[[type, Any], Any], str], ...] = (
    ("decimal", "Decimal", _number, "0.1"),
    ("fractions", "Fraction", _number, "1/3 or 0.1"),
    ("uuid", "UUID", _uuid, "32 hexadecimal digits"),
    ("datetime", "datetime", _datetime, "2026-11-28T09:30:00+00:00"),
    ("datetime", "date", _date, "2026-11-28"),
    ("datetime", "time", _time, "09:30:00"),
    ("datetime", "timedelta", _timedelta, "PT1H30M or as a number of seconds"),
)

_one_copy.keep("hyperparameter")
