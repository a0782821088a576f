"""Mutants about how text is rounded to a float, and what is out of its range."""

from __future__ import annotations

import math
import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion, number
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()


def _rounds(how: Any) -> Any:
    """Reads a finite decimal otherwise."""

    def make(original: Any) -> Any:
        def real(text: str) -> Any:
            value = original(text)
            is_finite = value is not None and math.isfinite(value) and value != 0
            return how(text, value) if is_finite and number.DECIMAL.fullmatch(text) else value

        return real

    return make


def _toward_zero(text: str, value: float) -> float:
    nearest, exact = Decimal(value), Decimal(text)
    return math.nextafter(value, 0) if abs(nearest) > abs(exact) else value


def _half_up(text: str, value: float) -> float:
    up = math.nextafter(value, math.copysign(math.inf, value))
    if math.isinf(up):
        return value
    middle = (Decimal(value) + Decimal(up)) / 2
    return up if Context(prec=2000).compare(abs(Decimal(text)), abs(middle)) == 0 else value


def _digits(most: int, rounding: str) -> Any:
    def read(text: str, value: float) -> float:
        return float(Decimal(text).normalize(Context(prec=most, rounding=rounding)))

    return read


def _by_powers(text: str, value: float) -> float:
    """Digits as a float, and then times or through a power of ten: two roundings."""
    match = number.DECIMAL.fullmatch(text)
    assert match is not None
    digits, exponent = number.scientific(match)
    if abs(exponent) > 300 or len(digits) > 300:
        return value
    scaled = int(digits) * 10.0**exponent if exponent >= 0 else int(digits) / 10.0**-exponent
    return -scaled if text.startswith("-") else scaled


CATALOGUE.family(
    number,
    "real",
    {
        "rounds-toward-zero": ("A number in text is cut to a float.", _rounds(_toward_zero)),
        "rounds-half-up": (
            "A number half way between two floats goes to the larger one.",
            _rounds(_half_up),
        ),
        "rounds-from-seventeen-digits": (
            "Digits after the seventeenth are cut.",
            _rounds(_digits(17, ROUND_DOWN)),
        ),
        "rounds-from-nineteen-digits": (
            "Digits after the nineteenth are rounded first.",
            _rounds(_digits(19, ROUND_HALF_UP)),
        ),
        "rounds-from-forty-digits": (
            "Digits after the fortieth are cut.",
            _rounds(_digits(40, ROUND_DOWN)),
        ),
        "rounds-by-powers-of-ten": (
            "A number is its digits, rounded, times a power of ten, rounded.",
            _rounds(_by_powers),
        ),
        "rounds-two-e-23-wrongly": (
            "The number 2e23 is read as the float beside the nearest.",
            _rounds(
                lambda text, value: math.nextafter(value, 0) if value in (2e23, 1e23) else value
            ),
        ),
        "rounds-near-the-smallest-normal-wrongly": (
            "A number close to the smallest normal float is read as that.",
            _rounds(
                lambda text, value: (
                    2.0**-1022
                    if 0 < abs(value) <= 2.0**-1022 * (1 + 1e-13)
                    and abs(value) > 2.0**-1022 * (1 - 1e-13)
                    else value
                )
            ),
        ),
        "loses-the-last-subnormals": (
            "A number is at least twice the smallest float.",
            _rounds(
                lambda text, value: math.copysign(1e-323, value) if abs(value) < 1e-323 else value
            ),
        ),
    },
)


def _out_of_range(pattern: str, instead: Any) -> Any:
    """Takes numbers that are out of range for something."""

    def make(original: Any) -> Any:
        def real(text: str) -> Any:
            return instead(text) if re.fullmatch(pattern, text) else original(text)

        return real

    return make


CATALOGUE.family(
    number,
    "real",
    {
        "rounds-down-to-the-largest": (
            "A number just beyond the largest float is the largest.",
            _out_of_range(r"1\.797693134862315[89]e308", lambda text: 1.7976931348623157e308),
        ),
        "refuses-above-the-largest": (
            "A number just above the largest float is out of range, though it rounds to it.",
            _out_of_range(r"1\.7976931348623158e308", lambda text: _refuse()),
        ),
        "rounds-half-of-the-smallest-up": (
            "A number just below half of the smallest float is the smallest.",
            _out_of_range(r"2(\.4703282292062327)?e-324", lambda text: 5e-324),
        ),
        "refuses-below-the-smallest": (
            "A number below the smallest float is out of range, though it rounds to it.",
            _out_of_range(r"3e-324|2\.4703282292062328e-324", lambda text: _refuse()),
        ),
        "negative-numbers-vanish": (
            "A negative number too small for a float is negative zero.",
            _out_of_range(r"-1e-400", lambda text: -0.0),
        ),
        "negative-numbers-overflow": (
            "A negative number too large for a float is negative infinity.",
            _out_of_range(r"-1e400", lambda text: -math.inf),
        ),
        "zeros-count-for-the-range": (
            "Zeros that the exponent takes away count for the range of a float.",
            _out_of_range(r"0\.0{300,}1e[0-9]+", lambda text: _refuse()),
        ),
    },
)


def _refuse() -> Any:
    raise RefusedError("conversion", "out of range")


def _interprets(pattern: str, instead: Any) -> Any:
    """Interprets numbers out of range otherwise."""

    def make(original: Any) -> Any:
        def interpret(self: conversion.Converter, text: str) -> Any:
            value = original(self, text)
            return instead(text) if re.fullmatch(pattern, text) and value == text else value

        return interpret

    return make


LARGE, SMALL = r"-?[0-9.]+e[0-9]{3,}", r"-?[0-9.]+e-[0-9]{3,}"
CATALOGUE.family(
    conversion.Converter,
    "_number",
    {
        "interprets-large-numbers-as-errors": (
            "A number too large for a float cannot be interpreted.",
            _interprets(LARGE, lambda text: _refuse()),
        ),
        "interprets-small-numbers-as-errors": (
            "A number too small for a float cannot be interpreted.",
            _interprets(SMALL, lambda text: _refuse()),
        ),
        "interprets-large-numbers-as-infinity": (
            "A number too large for a float is interpreted as infinity.",
            _interprets(LARGE, float),
        ),
        "interprets-small-numbers-as-zero": (
            "A number too small for a float is interpreted as zero.",
            _interprets(SMALL, float),
        ),
        "interprets-large-numbers-as-the-largest": (
            "A number too large for a float is interpreted as the largest float.",
            _interprets(LARGE, lambda text: 1.7976931348623157e308),
        ),
    },
)


@CATALOGUE.replaces(conversion.Converter, "interpret")
def elements_out_of_range_spoil_the_list(original: Any) -> Any:
    """A list with a number out of range in it is text."""

    def interpret(self: conversion.Converter, held: Any) -> Any:
        if isinstance(held, Untyped) and held.text.startswith("["):
            value = original(self, held)
            is_spoilt = isinstance(value, tuple) and "1e400" in value
            return held.text if is_spoilt else value
        return original(self, held)

    return interpret
