"""Mutants that read numbers as the library of some language does."""

from __future__ import annotations

import re
from typing import Any, Callable, Optional, Union

from hyperparameter_conformance.mutants.characters import JAVASCRIPT
from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import number

CATALOGUE = Catalogue()

#: What a text that is no number by the rules is taken for, None where it stays none.
Lenient = Callable[[str], Optional[Union[int, float, str]]]


def _spells(text: str) -> bool:
    """Whether a text is a number or a word of floats by the rules."""
    patterns = (number.DECIMAL, number.BASED, number.INFINITY, number.NOT_A_NUMBER, number.WORD)
    return any(pattern.fullmatch(text) for pattern in patterns)


def _also(lenient: Lenient) -> Any:
    """Reads a text that is no number as the one that it is taken for.

    What is taken for another text is read as that text; an int is read toward every
    kind, and a float toward a float.
    """

    def whole(original: Any) -> Any:
        def read(text: str, bigint: bool) -> Any:
            taken = None if _spells(text) else lenient(text)
            if isinstance(taken, str):
                return original(taken, bigint)
            return taken if isinstance(taken, int) else original(text, bigint)

        return read

    def real(original: Any) -> Any:
        def read(text: str) -> Any:
            taken = None if _spells(text) else lenient(text)
            if isinstance(taken, str):
                return original(taken) if number.word(taken) is None else number.word(taken)
            return float(taken) if taken is not None else original(text)

        return read

    return whole, real


def _taken(pattern: str, what: Any) -> Lenient:
    return lambda text: what(it) if (it := re.fullmatch(pattern, text, re.DOTALL)) else None


def _first(pattern: str, what: Any = lambda it: it[0]) -> Lenient:
    return lambda text: what(it) if (it := re.match(pattern, text)) else None


def _python_int(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _python_float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
DIGITS = "[0-9]+"

READERS: dict[str, tuple[str, Lenient]] = {
    "reads-as-python-int": ("Text is read as Python's int reads it.", _python_int),
    "reads-as-python-float": ("Text is read as Python's float reads it.", _python_float),
    "reads-a-beginning": (
        "A text is the number that it begins with, as for C's strtod.",
        _first(r"[ \t\n\v\f\r]*(" + NUMBER + ")", lambda it: it[1]),
    ),
    "reads-the-first-number": (
        "A text is the first number that stands in it.",
        lambda text: it[0] if (it := re.search(NUMBER, text)) else None,
    ),
    "reads-digits-alone": (
        "What is no digit in a text does not count.",
        lambda text: "".join(re.findall("[0-9]", text)) or None,
    ),
    "trims-as-javascript": (
        "Blanks around a number do not count, as for JavaScript's Number.",
        lambda text: it if _spells(it := text.strip(JAVASCRIPT)) else None,
    ),
    "trims-as-java": (
        "Characters up to the space around a number do not count, as for Java's parseDouble.",
        lambda text: it if _spells(it := text.strip("".join(map(chr, range(33))))) else None,
    ),
    "trims-as-python": (
        "Blanks around a number do not count, as for Python's strip.",
        lambda text: it if _spells(it := text.strip()) else None,
    ),
    "trims-spaces": (
        "Spaces around a number do not count.",
        lambda text: it if _spells(it := text.strip(" ")) else None,
    ),
    "trims-line-ends": (
        "A line end behind a number does not count.",
        lambda text: it if _spells(it := text.rstrip("\r\n")) else None,
    ),
    "ends-at-a-nul": (
        "A number ends at a NUL.",
        lambda text: it if _spells(it := text.partition("\0")[0]) else None,
    ),
    "passes-over-blanks": (
        "Blanks inside a number do not count.",
        lambda text: it if _spells(it := "".join(text.split())) else None,
    ),
    "passes-over-a-byte-order-mark": (
        "A byte order mark before a number does not count.",
        lambda text: it if _spells(it := text.lstrip("\ufeff")) else None,
    ),
    "passes-over-underscores": (
        "Underscores in a number do not count.",
        lambda text: it if _spells(it := text.replace("_", "")) else None,
    ),
    "passes-over-apostrophes": (
        "Apostrophes in a number do not count.",
        lambda text: it if _spells(it := text.replace("'", "")) else None,
    ),
    "passes-over-commas": (
        "Commas in a number do not count.",
        lambda text: it if _spells(it := text.replace(",", "")) else None,
    ),
    "takes-a-comma-for-the-point": (
        "A comma is a point.",
        lambda text: it if _spells(it := re.sub("[,٫]", ".", text)) else None,
    ),
    "unquotes-numbers": (
        "Quotes around a number do not count.",
        lambda text: it if _spells(it := text.strip("\"'")) else None,
    ),
    "takes-digits-of-any-script": (
        "Digits of every script are digits, and the minus sign is a sign.",
        lambda text: _python_float(text.replace("−", "-")),
    ),
    "takes-superscripts": (
        "Superscripts are digits.",
        _taken("([0-9]+)²", lambda it: int(it[1] + "2")),
    ),
    "takes-suffixes": (
        "Letters behind a number give its type.",
        _taken(f"({NUMBER})(?:[LlnNfFdDjJ]|u8|i64)", lambda it: it[1]),
    ),
    "takes-units": (
        "Letters of size behind a number count as thousands.",
        _taken(f"({DIGITS})k", lambda it: int(it[1]) * 1000),
    ),
    "takes-percent": (
        "A percent sign behind a number is passed over.",
        _taken(f"({NUMBER})%", lambda it: it[1]),
    ),
    "takes-hash": (
        "A hash behind a number is passed over.",
        _taken(f"({NUMBER})#.*", lambda it: it[1]),
    ),
    "calculates": (
        "Numbers with an operator between are calculated.",
        _taken(r"\(?([0-9]+)(?:([*/])([0-9]+))?\)?", lambda it: _calculated(it)),
    ),
    "takes-binary": (
        "The spelling 0b101 is a number toward each kind.",
        _taken("0[bB]([01]+)", lambda it: int(it[1], 2)),
    ),
    "takes-signed-bases": (
        "Hexadecimal and octal spellings may have a sign.",
        _taken("([-+])(0[xo])([0-9a-fA-F]+)", lambda it: _based(it)),
    ),
    "takes-capital-bases": (
        "Bases may be spelled with capitals toward each kind.",
        _taken("0([XO])([0-9a-fA-F]+)", lambda it: int(it[2], 16 if it[1] == "X" else 8)),
    ),
    "takes-other-bases": (
        "A number may give its base before a hash, after a dollar or by the letter h.",
        _taken(r"(?:16#|\$)([0-9a-f]+)|([0-9a-f]+)h", lambda it: int(it[1] or it[2], 16)),
    ),
    "takes-bases-without-digits": ("A base without digits is zero.", _taken("0[xo]", lambda it: 0)),
    "takes-hexadecimal-floats": (
        "Hexadecimal digits may have a point and a binary exponent, as in C.",
        lambda text: float.fromhex(text) if re.fullmatch("0x1(\\.8|p3)", text) else None,
    ),
    "takes-any-hexadecimal-digit": (
        "A hexadecimal spelling ends where its digits end.",
        _first("0x[0-9a-f]+(?=[g_])"),
    ),
    "takes-bad-octal-digits": (
        "Octal digits may be 8 and 9.",
        _taken("0o([0-9]+)", lambda it: int(it[1])),
    ),
    "takes-exponents-without-digits": (
        "An exponent without digits is zero.",
        _taken(f"({NUMBER})[eE][-+]?", lambda it: it[1]),
    ),
    "takes-exponents-with-fractions": (
        "A fraction in an exponent is passed over.",
        _taken(r"([0-9]+e[0-9]+)\.[0-9]+", lambda it: it[1]),
    ),
    "takes-two-exponents": (
        "Of two exponents the first counts.",
        _taken("([0-9]+e[0-9]+)e.*", lambda it: it[1]),
    ),
    "takes-exponents-alone": (
        "An exponent alone is a power of ten.",
        _taken(r"\.?e([0-9]+)", lambda it: "1e" + it[1]),
    ),
    "takes-two-signs": (
        "Of two signs the last counts.",
        _taken(r"(.*)[-+]([-+][0-9]+)", lambda it: it[1] + it[2]),
    ),
    "takes-signs-behind": (
        "A sign may stand behind the digits.",
        _taken("([0-9]+)([-+])", lambda it: it[2] + it[1]),
    ),
    "takes-signs-alone": (
        "A sign or a point alone is zero.",
        _taken(r"[-+]?\.?", lambda it: 0 if it[0] else None),
    ),
    "takes-two-points": (
        "Of two points the second ends the number.",
        _taken(r"([0-9]*\.[0-9]*)\..*", lambda it: it[1] + "0"),
    ),
    "takes-points-twice": (
        "Two points are one.",
        _taken(r"(\.)\.([0-9]+)", lambda it: it[1] + it[2]),
    ),
    "takes-x-for-e": (
        "A letter between digits is passed over.",
        _taken("([0-9]+)[A-Z]([0-9]+)", lambda it: it[1] + it[2]),
    ),
    "takes-words-in-any-case": (
        "Infinity and not a number are spelled in any case, with any sign.",
        lambda text: (
            float(text.replace(".", "")) if re.fullmatch(r"(?ai)[-+]?\.?(inf|nan)", text) else None
        ),
    ),
    "takes-infinity-in-full": (
        "Infinity may be spelled in full or by its sign.",
        lambda text: (
            float(text.replace(".", "").replace("∞", "inf"))
            if re.fullmatch(r"(?i)[-+]?\.?(infinity|∞)", text)
            else None
        ),
    ),
    "takes-nan-with-a-payload": (
        "Not a number may have a payload, as in C.",
        _taken(r"nan\([0-9a-z]*\)", lambda it: float("nan")),
    ),
    "takes-infinity-of-c": (
        "Infinity may be spelled as older C libraries do.",
        _taken(r"1\.#INF", lambda it: float("inf")),
    ),
    "takes-points-before-words": (
        "Points and blanks before inf do not count.",
        _taken(r"[-. ]*\.?inf", lambda it: float("inf")),
    ),
    "trims-words": (
        "Blanks around the words of floats do not count.",
        lambda text: float(it) if re.fullmatch("inf|nan", it := text.strip()) else None,
    ),
    "takes-a-dotless-i": ("An i without a dot is an i.", _taken("ınf", lambda it: float("inf"))),
    "takes-dates-for-numbers": (
        "A text of digits and signs is the first of its numbers.",
        _taken("([0-9]+)(?:[-:][0-9]+)+", lambda it: it[1]),
    ),
}


def _calculated(it: re.Match[str]) -> int | float:
    left, right = int(it[1]), int(it[3] or 1)
    return left / right if it[2] == "/" else left * right


def _based(it: re.Match[str]) -> int | None:
    try:
        return int(it[1] + it[3], 16 if it[2] == "0x" else 8)
    except ValueError:
        return None


#: What is taken for no int, so that a reader of ints takes nothing more for one.
FLOATS = {
    *("reads-as-python-float", "takes-a-comma-for-the-point", "takes-digits-of-any-script"),
    *("takes-hexadecimal-floats", "takes-exponents-with-fractions", "takes-two-exponents"),
    *("takes-exponents-alone", "takes-two-points", "takes-points-twice", "takes-infinity-in-full"),
    *("takes-nan-with-a-payload", "takes-infinity-of-c", "takes-points-before-words"),
    *("trims-words", "takes-a-dotless-i", "takes-words-in-any-case"),
}

for id, (fault, lenient) in READERS.items():
    whole, real = _also(lenient)
    if id not in FLOATS:
        ints = {f"{id}-toward-ints": (f"{fault} So it is in ints.", whole)}
        CATALOGUE.family(number, "whole", ints)
    CATALOGUE.family(
        number, "real", {f"{id}-toward-floats": (f"{fault} So it is in floats.", real)}
    )
