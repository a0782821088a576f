"""Converts number types that are not built in: numpy's, and those registered with ``numbers``."""

from __future__ import annotations

import math
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel.kinds import kind_of as _kind_of
from hyperparameter._kernel.kinds import loaded, made_of
from hyperparameter._kernel.values import UntypedText

if TYPE_CHECKING:
    from hyperparameter._kernel.kinds import Kind, Parameter


def plain_number(value: Any) -> bool | int | float | None:
    """The bool, int or float that equals an object exactly; None if there is none."""
    kind = type(value)
    if _is_bool(kind):
        return bool(value)
    if issubclass(kind, loaded("numbers", "Integral")):
        return int(value)
    if not issubclass(kind, loaded("numbers", "Real")):
        return None
    try:
        number = float(value)
        if number == value or math.isnan(number):
            return number
        whole = int(value)
    except (ArithmeticError, ValueError):
        return None
    return whole if whole == value else None


def kind_of(wanted: type) -> Kind | None:
    """How to convert a parameter to such a type; None for other types."""
    if _is_bool(wanted):
        return _as(wanted, bool)
    if issubclass(wanted, loaded("numbers", "Integral")):
        return _as(wanted, int)
    return _as(wanted, float) if issubclass(wanted, loaded("numbers", "Real")) else None


def _as(wanted: type, plain: type) -> Kind:
    def make(parameter: Parameter, stored: Any) -> Any:
        value = _kind_of(plain)(parameter)
        try:
            with _without_warnings(wanted):
                number: Any = wanted(value)
            fits = _fits(plain(number), value, type(stored) in (float, str, UntypedText))
        except (ArithmeticError, ValueError, TypeError):
            fits = False
        if not fits:
            raise parameter.refuse(wanted.__name__)
        return number

    return made_of(wanted, make)


def _fits(number: Any, value: Any, rounds: bool) -> bool:
    if number == value or value != value:
        return True
    # Floats and strings may be rounded to fewer bits, but not to zero or infinity.
    return rounds and isinstance(value, float) and number != 0 and math.isfinite(number)


def _without_warnings(wanted: type) -> Any:
    # numpy warns about overflow, which `_fits` checks.
    if wanted.__module__ == "numpy":
        return sys.modules["numpy"].errstate(all="ignore")
    return nullcontext()


def _is_bool(kind: type) -> bool:
    return kind.__module__ == "numpy" and kind.__name__ in ("bool", "bool_")


_one_copy.keep("hyperparameter")
