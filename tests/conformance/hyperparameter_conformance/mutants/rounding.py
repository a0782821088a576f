"""Mutants about how text is rounded to a float, and how a float is written."""

from __future__ import annotations

import math
import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion, number
from hyperparameter_conformance.reference.refused import RefusedError

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
            _rounds(lambda text, value: math.nextafter(value, 0) if value in (2e23, 1e23) else value),
        ),
        "rounds-near-the-smallest-normal-wrongly": (
            "A number close to the smallest normal float is read as that.",
            _rounds(
                lambda text, value: 2.0**-1022 if 0 < abs(value) <= 2.0**-1022 * (1 + 1e-13) and abs(value) > 2.0**-1022 * (1 - 1e-13) else value
            ),
        ),
        "loses-the-last-subnormals": (
            "A number is at least twice the smallest float.",
            _rounds(lambda text, value: math.copysign(1e-323, value) if abs(value) < 1e-323 else value),
        ),
    },
)  # fmt: skip


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
        if isinstance(held, conversion.Untyped) and held.text.startswith("["):
            value = original(self, held)
            is_spoilt = isinstance(value, tuple) and "1e400" in value
            return held.text if is_spoilt else value
        return original(self, held)

    return interpret


def _float(change: Any) -> Any:
    """Writes a finite float otherwise."""

    def make(original: Any) -> Any:
        def spell(value: Any) -> str:
            if isinstance(value, float) and math.isfinite(value):
                return str(change(value, original(value)))
            return str(original(value))

        return spell

    return make


def _java(value: float, text: str) -> str:
    """From 1e-3 to 1e7 without an exponent, else with a capital E and a point before it."""
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return text
    digits, exponent = f"{Decimal(text):e}".split("e")
    digits = f"{Decimal(digits).normalize():f}"
    return (digits if "." in digits else digits + ".0") + "E" + str(int(exponent))


def _exponent(form: str) -> Any:
    return lambda value, text: re.sub(r"e(-?)([0-9]+)$", form, text)


def _from(limit: float, below: bool) -> Any:
    """Writes floats out up to another limit, or with an exponent from another one."""

    def change(value: float, text: str) -> str:
        size = abs(value)
        if below and 0 < size < 1e-4 and size >= limit:
            return f"{Decimal(text):f}"
        if not below and 1e16 <= size < limit:
            return f"{Decimal(text):f}" + ".0"
        return text

    return change


def _sooner(limit: float) -> Any:
    def change(value: float, text: str) -> str:
        size = abs(value)
        is_sooner = limit <= size < 1e16 if limit > 1 else 1e-4 <= size < limit
        if not is_sooner:
            return text
        digits, exponent = f"{Decimal(text).normalize():e}".split("e")
        return f"{digits}e{int(exponent)}"

    return change


CATALOGUE.family(
    conversion,
    "spell",
    {
        "writes-as-java": ("Floats are written as by Java.", _float(_java)),
        "writes-as-java-before-19": (
            "Some floats are written with more digits than they need, as by Java before 19.",
            _float(
                lambda value, text: {
                    2e23: "1.9999999999999998e23",
                    8.41e21: "8.409999999999999e21",
                    5e-324: "4.9e-324",
                }.get(value, text)
            ),
        ),
        "writes-as-c": ("Floats are written as by C's %g with seventeen digits.", _float(lambda value, text: f"{value:.17g}")),
        "writes-fifteen-digits": ("Floats are written with fifteen digits.", _float(lambda value, text: text if float(f"{value:.15g}") == value else f"{value:.15g}")),
        "writes-fixed-points": ("Floats are written out with six digits behind the point.", _float(lambda value, text: f"{value:f}")),
        "writes-plus-in-exponents": ("Exponents are written with a plus.", _float(lambda value, text: re.sub("e([0-9])", r"e+\1", text))),
        "writes-capital-exponents": ("Exponents are written with a capital.", _float(lambda value, text: text.replace("e", "E"))),
        "writes-two-digits-in-exponents": ("Exponents are written with two digits at least.", _float(lambda value, text: re.sub("e(-?)([0-9])$", r"e\g<1>0\2", text))),
        "writes-points-before-exponents": ("A point is written before every exponent.", _float(lambda value, text: re.sub("^(-?[0-9])e", r"\1.0e", text))),
        "writes-out-to-1e17": ("Floats below 1e17 are written out.", _float(_from(1e17, below=False))),
        "writes-out-to-1e21": ("Floats below 1e21 are written out, as by JavaScript.", _float(_from(1e21, below=False))),
        "writes-out-to-1e22": ("Floats up to 1e21 are written out.", _float(_from(1e22, below=False))),
        "writes-out-from-1e-5": ("Floats from 1e-5 on are written out.", _float(_from(1e-5, below=True))),
        "writes-out-from-1e-6": ("Floats from 1e-6 on are written out, as by JavaScript.", _float(_from(9.999e-7, below=True))),
        "writes-exponents-from-1e7": ("Floats from 1e7 on have an exponent.", _float(_sooner(1e7))),
        "writes-exponents-from-1e15": ("Floats from 1e15 on have an exponent.", _float(_sooner(1e15))),
        "writes-exponents-from-1e6": ("Floats from 1e6 on have an exponent.", _float(_sooner(1e6))),
        "writes-exponents-below-1e-3": ("Floats below 1e-3 have an exponent.", _float(_sooner(1e-3))),
        "writes-exponents-below-a-tenth": ("Floats below a tenth have an exponent.", _float(_sooner(0.1))),
        "writes-no-zero-before-points": ("No zero is written before a point.", _float(lambda value, text: re.sub("^(-?)0\\.", r"\1.", text))),
        "writes-groups": ("Digits are written in groups of three.", _float(lambda value, text: f"{value:,}" if "e" not in text else text)),
        "writes-commas": ("A comma is written for the point.", _float(lambda value, text: text.replace(".", ","))),
        "writes-single-precision": ("Floats are written with the digits of single precision.", _float(lambda value, text: text if abs(value) > 1e38 or 0 < abs(value) < 1e-38 else f"{value:.9g}")),
        "writes-no-point-from-1e15": ("Floats from 1e15 on are written without a point.", _float(lambda value, text: text.removesuffix(".0") if abs(value) >= 1e15 else text)),
        "writes-no-minus-in-exponents": ("Exponents are written without a minus.", _float(lambda value, text: text.replace("e-", "e"))),
        "writes-large-floats-as-ints": ("Integral floats beyond 2**53 are written as ints.", _float(lambda value, text: str(int(value)) if value.is_integer() and abs(value) >= 2.0**53 else text)),
        "writes-the-smallest-floats-as-zero": ("Floats below the normal ones are written as zero.", _float(lambda value, text: "0.0" if 0 < abs(value) < 2.0**-1022 else text)),
    },
)  # fmt: skip


def _word(words: dict[str, str]) -> Any:
    def make(original: Any) -> Any:
        return lambda value: words.get(original(value), original(value))

    return make


def _int(change: Any) -> Any:
    def make(original: Any) -> Any:
        def spell(value: Any) -> str:
            return change(value) if type(value) is int else str(original(value))

        return spell

    return make


CATALOGUE.family(
    conversion,
    "spell",
    {
        "writes-infinity-in-full": (
            "Infinity is written in full.",
            _word({"inf": "Infinity", "-inf": "-Infinity"}),
        ),
        "writes-dots-before-infinity": ("Infinity is written as in YAML.", _word({"inf": ".inf", "-inf": "-.inf"})),
        "writes-nan-with-capitals": ("Not a number is written with capitals.", _word({"nan": "NaN"})),
        "writes-false-as-nothing": ("False is written as empty text.", _word({"false": ""})),
        "writes-yes-and-no": ("Bools are written as yes and no.", _word({"true": "yes", "false": "no"})),
        "writes-ints-in-groups": ("Ints are written in groups of three.", _int(lambda value: f"{value:,}")),
        "writes-ints-with-a-plus": ("Ints are written with their sign.", _int(lambda value: f"{value:+d}")),
        "writes-ints-as-floats": ("Ints are written as floats.", _int(lambda value: repr(float(value)))),
        "writes-no-minus-before-ints": ("Ints are written without a minus.", _int(lambda value: str(abs(value)))),
    },
)
