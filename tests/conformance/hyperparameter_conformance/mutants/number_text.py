"""Mutants about how bools, ints and floats are written as text."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion

CATALOGUE = Catalogue()


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
        "writes-as-c": (
            "Floats are written as by C's %g with seventeen digits.",
            _float(lambda value, text: f"{value:.17g}"),
        ),
        "writes-fifteen-digits": (
            "Floats are written with fifteen digits.",
            _float(
                lambda value, text: text if float(f"{value:.15g}") == value else f"{value:.15g}"
            ),
        ),
        "writes-fixed-points": (
            "Floats are written out with six digits behind the point.",
            _float(lambda value, text: f"{value:f}"),
        ),
        "writes-plus-in-exponents": (
            "Exponents are written with a plus.",
            _float(lambda value, text: re.sub("e([0-9])", r"e+\1", text)),
        ),
        "writes-capital-exponents": (
            "Exponents are written with a capital.",
            _float(lambda value, text: text.replace("e", "E")),
        ),
        "writes-two-digits-in-exponents": (
            "Exponents are written with two digits at least.",
            _float(lambda value, text: re.sub("e(-?)([0-9])$", r"e\g<1>0\2", text)),
        ),
        "writes-points-before-exponents": (
            "A point is written before every exponent.",
            _float(lambda value, text: re.sub("^(-?[0-9])e", r"\1.0e", text)),
        ),
        "writes-out-to-1e17": (
            "Floats below 1e17 are written out.",
            _float(_from(1e17, below=False)),
        ),
        "writes-out-to-1e21": (
            "Floats below 1e21 are written out, as by JavaScript.",
            _float(_from(1e21, below=False)),
        ),
        "writes-out-to-1e22": (
            "Floats up to 1e21 are written out.",
            _float(_from(1e22, below=False)),
        ),
        "writes-out-from-1e-5": (
            "Floats from 1e-5 on are written out.",
            _float(_from(1e-5, below=True)),
        ),
        "writes-out-from-1e-6": (
            "Floats from 1e-6 on are written out, as by JavaScript.",
            _float(_from(9.999e-7, below=True)),
        ),
        "writes-exponents-from-1e7": ("Floats from 1e7 on have an exponent.", _float(_sooner(1e7))),
        "writes-exponents-from-1e15": (
            "Floats from 1e15 on have an exponent.",
            _float(_sooner(1e15)),
        ),
        "writes-exponents-from-1e6": ("Floats from 1e6 on have an exponent.", _float(_sooner(1e6))),
        "writes-exponents-below-1e-3": (
            "Floats below 1e-3 have an exponent.",
            _float(_sooner(1e-3)),
        ),
        "writes-exponents-below-a-tenth": (
            "Floats below a tenth have an exponent.",
            _float(_sooner(0.1)),
        ),
        "writes-no-zero-before-points": (
            "No zero is written before a point.",
            _float(lambda value, text: re.sub("^(-?)0\\.", r"\1.", text)),
        ),
        "writes-groups": (
            "Digits are written in groups of three.",
            _float(lambda value, text: f"{value:,}" if "e" not in text else text),
        ),
        "writes-commas": (
            "A comma is written for the point.",
            _float(lambda value, text: text.replace(".", ",")),
        ),
        "writes-single-precision": (
            "Floats are written with the digits of single precision.",
            _float(
                lambda value, text: (
                    text if abs(value) > 1e38 or 0 < abs(value) < 1e-38 else f"{value:.9g}"
                )
            ),
        ),
        "writes-no-point-from-1e15": (
            "Floats from 1e15 on are written without a point.",
            _float(lambda value, text: text.removesuffix(".0") if abs(value) >= 1e15 else text),
        ),
        "writes-no-minus-in-exponents": (
            "Exponents are written without a minus.",
            _float(lambda value, text: text.replace("e-", "e")),
        ),
        "writes-large-floats-as-ints": (
            "Integral floats beyond 2**53 are written as ints.",
            _float(
                lambda value, text: (
                    str(int(value)) if value.is_integer() and abs(value) >= 2.0**53 else text
                )
            ),
        ),
        "writes-the-smallest-floats-as-zero": (
            "Floats below the normal ones are written as zero.",
            _float(lambda value, text: "0.0" if 0 < abs(value) < 2.0**-1022 else text),
        ),
    },
)


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
        "writes-dots-before-infinity": (
            "Infinity is written as in YAML.",
            _word({"inf": ".inf", "-inf": "-.inf"}),
        ),
        "writes-nan-with-capitals": (
            "Not a number is written with capitals.",
            _word({"nan": "NaN"}),
        ),
        "writes-false-as-nothing": ("False is written as empty text.", _word({"false": ""})),
        "writes-yes-and-no": (
            "Bools are written as yes and no.",
            _word({"true": "yes", "false": "no"}),
        ),
        "writes-ints-in-groups": (
            "Ints are written in groups of three.",
            _int(lambda value: f"{value:,}"),
        ),
        "writes-ints-with-a-plus": (
            "Ints are written with their sign.",
            _int(lambda value: f"{value:+d}"),
        ),
        "writes-ints-as-floats": (
            "Ints are written as floats.",
            _int(lambda value: repr(float(value))),
        ),
        "writes-no-minus-before-ints": (
            "Ints are written without a minus.",
            _int(lambda value: str(abs(value))),
        ),
    },
)
