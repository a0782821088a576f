"""CONV 1: text that spells a number, by the core schema of YAML 1.2."""

from __future__ import annotations

import math
import re

from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import LARGEST, SMALLEST, integer

DECIMAL = re.compile(r"([-+]?)(\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?")
DIGITS = re.compile(r"[-+]?[0-9]+")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
INFINITY = re.compile(r"[-+]?\.(inf|Inf|INF)")
NOT_A_NUMBER = re.compile(r"\.(nan|NaN|NAN)")
WORD = re.compile(r"[-+]?(inf|Inf|INF)|nan|NaN|NAN")


def whole(text: str, bigint: bool) -> int | None:
    """The int that a text of digits spells, None for any other text."""
    if DIGITS.fullmatch(text):
        number = integer(text)
    elif BASED.fullmatch(text):
        number = int(text[2:], 8 if text[1] == "o" else 16)
    else:
        return None
    return number if bigint else within(number)


def integral(text: str, bigint: bool) -> int | None:
    """The int that a number in text is, by its digits; None where it spells no such number."""
    number = whole(text, bigint)
    match = DECIMAL.fullmatch(text)
    if number is not None or match is None:
        return number
    digits, exponent = scientific(match)
    if not digits:
        return 0
    if exponent < 0:
        return None
    if len(digits) + exponent > 19:  # the longest int of 64 bits has 19 digits
        raise out_of_range(text)
    return within(int(match[1] + digits) * 10**exponent)


def scientific(match: re.Match[str]) -> tuple[str, int]:
    """The digits of a decimal without zeros at the ends, and the power of ten of the last."""
    before, _, after = match[2].partition(".")
    digits = (before + after).lstrip("0")
    exponent = integer(match[3] or "0") - len(after)
    kept = digits.rstrip("0")
    return kept, exponent + len(digits) - len(kept)


def real(text: str) -> float | None:
    """The float nearest to a number in text, None where it spells none."""
    if INFINITY.fullmatch(text):
        return -math.inf if text.startswith("-") else math.inf
    if NOT_A_NUMBER.fullmatch(text):
        return math.nan
    if BASED.fullmatch(text):
        try:
            return float(int(text[2:], 8 if text[1] == "o" else 16))
        except OverflowError:
            raise out_of_range(text) from None
    match = DECIMAL.fullmatch(text)
    if match is None:
        return None
    number = float(text)
    vanished = number == 0 and scientific(match)[0]
    if vanished or math.isinf(number):
        raise out_of_range(text)
    return number


def word(text: str) -> float | None:
    """Infinity and not a number without their dot, which only a read toward a float takes."""
    return float(text) if WORD.fullmatch(text) else None


def within(number: int) -> int:
    """The same int if 64 bits hold it."""
    if not SMALLEST <= number <= LARGEST:
        raise RefusedError("conversion", "an integer beyond 64 bits")
    return number


def out_of_range(text: str) -> RefusedError:
    return RefusedError("conversion", f"{text!a} is out of range")
