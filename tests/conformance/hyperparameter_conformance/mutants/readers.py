"""Mutants that read numbers as the library of some language does."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Callable, Optional, Union

from hyperparameter_conformance.mutants.characters import JAVASCRIPT
from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import number
from hyperparameter_conformance.reference.refused import RefusedError

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
    "takes-percent": ("A percent sign behind a number is passed over.", _taken(f"({NUMBER})%", lambda it: it[1])),
    "takes-hash": ("A hash behind a number is passed over.", _taken(f"({NUMBER})#.*", lambda it: it[1])),
    "calculates": (
        "Numbers with an operator between are calculated.",
        _taken(r"\(?([0-9]+)(?:([*/])([0-9]+))?\)?", lambda it: _calculated(it)),
    ),
    "takes-binary": ("The spelling 0b101 is a number toward each kind.", _taken("0[bB]([01]+)", lambda it: int(it[1], 2))),
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
    "takes-bad-octal-digits": ("Octal digits may be 8 and 9.", _taken("0o([0-9]+)", lambda it: int(it[1]))),
    "takes-exponents-without-digits": (
        "An exponent without digits is zero.",
        _taken(f"({NUMBER})[eE][-+]?", lambda it: it[1]),
    ),
    "takes-exponents-with-fractions": (
        "A fraction in an exponent is passed over.",
        _taken(r"([0-9]+e[0-9]+)\.[0-9]+", lambda it: it[1]),
    ),
    "takes-two-exponents": ("Of two exponents the first counts.", _taken("([0-9]+e[0-9]+)e.*", lambda it: it[1])),
    "takes-exponents-alone": ("An exponent alone is a power of ten.", _taken(r"\.?e([0-9]+)", lambda it: "1e" + it[1])),
    "takes-two-signs": ("Of two signs the last counts.", _taken(r"(.*)[-+]([-+][0-9]+)", lambda it: it[1] + it[2])),
    "takes-signs-behind": ("A sign may stand behind the digits.", _taken("([0-9]+)([-+])", lambda it: it[2] + it[1])),
    "takes-signs-alone": ("A sign or a point alone is zero.", _taken(r"[-+]?\.?", lambda it: 0 if it[0] else None)),
    "takes-two-points": ("Of two points the second ends the number.", _taken(r"([0-9]*\.[0-9]*)\..*", lambda it: it[1] + "0")),
    "takes-points-twice": ("Two points are one.", _taken(r"(\.)\.([0-9]+)", lambda it: it[1] + it[2])),
    "takes-x-for-e": ("A letter between digits is passed over.", _taken("([0-9]+)[A-Z]([0-9]+)", lambda it: it[1] + it[2])),
    "takes-words-in-any-case": (
        "Infinity and not a number are spelled in any case, with any sign.",
        lambda text: float(text.replace(".", ""))
        if re.fullmatch(r"(?ai)[-+]?\.?(inf|nan)", text)
        else None,
    ),
    "takes-infinity-in-full": (
        "Infinity may be spelled in full or by its sign.",
        lambda text: float(text.replace(".", "").replace("∞", "inf"))
        if re.fullmatch(r"(?i)[-+]?\.?(infinity|∞)", text)
        else None,
    ),
    "takes-nan-with-a-payload": ("Not a number may have a payload, as in C.", _taken(r"nan\([0-9a-z]*\)", lambda it: float("nan"))),
    "takes-infinity-of-c": ("Infinity may be spelled as older C libraries do.", _taken(r"1\.#INF", lambda it: float("inf"))),
    "takes-points-before-words": ("Points and blanks before inf do not count.", _taken(r"[-. ]*\.?inf", lambda it: float("inf"))),
    "trims-words": ("Blanks around the words of floats do not count.", lambda text: float(it) if re.fullmatch("inf|nan", it := text.strip()) else None),
    "takes-a-dotless-i": ("An i without a dot is an i.", _taken("ınf", lambda it: float("inf"))),
    "takes-dates-for-numbers": ("A text of digits and signs is the first of its numbers.", _taken("([0-9]+)(?:[-:][0-9]+)+", lambda it: it[1])),
}  # fmt: skip


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
    CATALOGUE.family(number, "real", {f"{id}-toward-floats": (f"{fault} So it is in floats.", real)})


def _not(pattern: str) -> Any:
    """A reader that does not know some spellings."""

    def make(original: Any) -> Any:
        def read(text: str, *rest: Any) -> Any:
            return None if re.fullmatch(pattern, text) else original(text, *rest)

        return read

    return make


def _as(pattern: str, what: Any) -> Any:
    """A reader that takes some spellings for another number."""

    def make(original: Any) -> Any:
        def read(text: str, *rest: Any) -> Any:
            it = re.fullmatch(pattern, text)
            return what(it) if it else original(text, *rest)

        return read

    return make


def _raises(pattern: str) -> Any:
    def refuse(it: re.Match[str]) -> Any:
        raise RefusedError("conversion", "out of range")

    return _as(pattern, refuse)


#: Spellings that some readers do not know, or take for something else: by what they replace.
SPELLINGS: dict[str, tuple[str, str, Any]] = {
    "knows-no-minus": ("whole", "Digits have no minus.", _not("-[0-9]+")),
    "knows-no-plus-before-decimals": ("real", "A plus before a point or an exponent makes no number.", _not(r"\+.*[.eE].*")),
    "knows-no-minus-before-decimals": ("real", "A minus before a point or an exponent makes no number.", _not(r"-[0-9.]*[.eE][^in]*")),
    "knows-no-plus-before-decimals-toward-int": ("integral", "A plus before a point or an exponent makes no int.", _not(r"\+.*[.eE].*")),
    "knows-no-minus-before-decimals-toward-int": ("integral", "A minus before a point or an exponent makes no int.", _not(r"-.*[.eE].*")),
    "knows-no-points-behind-toward-int": ("integral", "A number that ends with a point is no int.", _not(r"[-+]?[0-9]+\.")),
    "knows-no-points-first-toward-int": ("integral", "A number that begins with a point is no int.", _not(r"[-+]?\..*")),
    "knows-no-capital-exponent-toward-int": ("integral", "An exponent with a capital makes no int.", _not(".*E.*")),
    "knows-no-plus-in-exponents": ("real", "An exponent has no plus.", _not(r".*[eE]\+.*")),
    "knows-no-plus-in-exponents-toward-int": ("integral", "An exponent with a plus makes no int.", _not(r".*[eE]\+.*")),
    "knows-no-minus-in-exponents": ("real", "An exponent has no minus.", _not(r".*[eE]-.*")),
    "knows-no-zeros-in-exponents": ("real", "An exponent has no zeros in front.", _not(r".*[eE][-+]?0[0-9]+")),
    "knows-no-zeros-in-exponents-toward-int": ("integral", "An exponent with zeros in front makes no int.", _not(r".*[eE][-+]?0[0-9]+")),
    "knows-no-exponent-of-zero": ("integral", "An exponent of zero makes no int.", _not(r".*[eE][-+]?0")),
    "knows-no-exponents-behind-points": ("real", "An exponent does not follow a point.", _not(r".*\.[eE].*")),
    "knows-no-exponents-behind-points-toward-int": ("integral", "An exponent that follows a point makes no int.", _not(r".*\.[eE].*")),
    "knows-no-exponents-behind-fractions": ("real", "An exponent does not follow a fraction.", _not(r".*\.[0-9]+[eE].*")),
    "knows-no-exponents-behind-fractions-toward-int": ("integral", "A fraction with an exponent makes no int.", _not(r".*\.[0-9]+[eE].*")),
    "knows-no-zeros-before-points": ("real", "A number with a point has no zeros in front.", _not(r"[-+]?0[0-9]+[.eE].*")),
    "knows-no-zeros-before-digits": ("integral", "Digits with zeros in front make no int.", _not("[-+]?0[0-9]+")),
    "reads-zeros-before-digits-as-octal-toward-float": ("real", "Toward a float, digits after a zero are octal.", _as("([-+]?)0([0-7]+)", lambda it: float(int(it[1] + it[2], 8)))),
    "reads-zeros-and-nine-as-no-number": ("whole", "Digits after a zero have to be octal.", _not("0[0-9]*[89][0-9]*")),
    "reads-many-zeros-as-many-digits": ("whole", "More than nineteen digits are out of range, also if the first are zeros.", _not("[-+]?0[0-9]{19,}")),
    "drops-the-sign-of-ints": ("whole", "A minus before zeros is lost.", _as("-0+([0-9]+)", lambda it: int(it[1]))),
    "knows-no-zero-exponents": ("real", "Zero has no exponent.", _not(r"[-+]?0[eE].*")),
    "knows-no-zero-exponents-toward-int": ("integral", "Zero with an exponent makes no int.", _not(r"[-+]?0(\.0)?[eE].*")),
    "reads-exponents-as-hexadecimal": ("whole", "An e among hexadecimal digits begins an exponent.", _not("0x[0-9]+e[0-9]+")),
    "knows-no-zeros-in-hexadecimal": ("whole", "Hexadecimal digits are at most sixteen, zeros in front counted.", _not("0x[0-9a-fA-F]{17,}")),
    "knows-no-zeros-in-octal": ("whole", "Octal digits are at most twenty-two, zeros in front counted.", _not("0o[0-7]{23,}")),
    "knows-no-hexadecimal-zero": ("whole", "Zero in a base is no number.", _not("0[xo]0")),
    "knows-no-octal": ("whole", "Octal spellings are no numbers.", _not("0o.*")),
    "knows-no-octal-toward-float": ("real", "Octal spellings are no numbers toward a float.", _not("0o.*")),
    "knows-no-hexadecimal-toward-float": ("real", "Hexadecimal spellings are no numbers toward a float.", _not("0x.*")),
    "knows-no-bases-toward-float-beyond-64-bits": ("real", "Toward a float, bases end at 64 bits.", _raises("0x[0-9a-fA-F]{17,}|0o[0-7]{23,}")),
    "reads-bases-with-sign": ("whole", "Hexadecimal digits of 64 bits with the highest set are negative.", _as("0x([89a-f][0-9a-f]{15})", lambda it: int(it[1], 16) - 2**64)),
    "cuts-bases-toward-float": ("real", "Toward a float, hexadecimal digits beyond 53 bits are cut.", _as("0x([0-9a-f]+)", lambda it: _cut(int(it[1], 16)))),
    "reads-bases-through-double-rounding": ("real", "Toward a float, hexadecimal digits are rounded to 64 bits first.", _as("0x([0-9a-f]{17,})", lambda it: _twice(int(it[1], 16)))),
    "reads-hexadecimal-floats-to-infinity": ("real", "Hexadecimal digits beyond the largest float are infinity.", _as("0x[0-9a-f]{250,}", lambda it: float("inf"))),
    "reads-octal-floats-to-infinity": ("real", "Octal digits beyond the largest float are infinity.", _as("0o[0-7]{340,}", lambda it: float("inf"))),
    "knows-no-capital-inf": ("real", "Infinity is spelled .inf alone.", _not(r"[-+]?\.(Inf|INF)")),
    "knows-no-signed-inf": ("real", "Infinity has no sign.", _not(r"[-+]\.(inf|Inf|INF)")),
    "knows-no-nan": ("real", "Not a number is no number.", _not(r"\.(nan|NaN|NAN)")),
    "knows-no-capital-nan": ("real", "Not a number is spelled .nan alone.", _not(r"\.(NaN|NAN)")),
    "knows-no-inf": ("real", "Infinity is no number.", _not(r"[-+]?\.(inf|Inf|INF)")),
    "knows-no-plain-inf-with-capitals": ("word", "Toward a float, inf and nan are spelled in small letters.", _not(r"[-+]?(Inf|INF)|NaN|NAN")),
    "knows-no-plain-inf-with-sign": ("word", "Toward a float, inf without its dot has no sign.", _not(r"[-+](inf|Inf|INF)")),
    "knows-no-plain-nan": ("word", "Toward a float, nan without its dot is no number.", _not("nan|NaN|NAN")),
    "loses-the-sign-of-inf": ("word", "Toward a float, -inf is infinity.", _as("-(inf|Inf|INF)", lambda it: float("inf"))),
    "loses-the-sign-of-dot-inf": ("real", "The minus of -.inf is lost.", _as(r"-\.(inf|Inf|INF)", lambda it: float("inf"))),
    "saturates-points-beyond-64-bits": ("integral", "A number with a point or an exponent beyond 64 bits is the largest int.", _as(r"-?[0-9.]{19,}(e18)?|-?1e19", lambda it: _saturated(it[0]))),
    "takes-points-beyond-64-bits": ("integral", "A number with a point or an exponent may be an int beyond 64 bits.", _as(r"-?[0-9]+\.0|-?[0-9.]+e1[89]|-?1e19", lambda it: _exact(it[0]))),
    "refuses-points-at-64-bits": ("integral", "The largest and smallest ints with a point are out of range.", _raises(r"-?922337203685477580[78](\.0|e0)|-?9\.22337203685477580[78]e18")),
    "refuses-nineteen-digits": ("integral", "A number of nineteen digits with a point is no int.", _raises(r"-?[0-9]{19}\.0*")),
    "drops-fractions-behind-many-digits": ("integral", "A fraction behind more digits than a float holds is lost.", _as(r"([0-9]+)\.([0-9]{20,}|5)", lambda it: int(it[1]) if len(it[0]) > 20 else None)),
    "reads-four-hundred-zeros-as-out-of-range": ("integral", "Zeros count for the range of an int.", _raises(r"0{100,}[0-9]+|[0-9]+\.0{100,}|64e0{100,}1|6400000000000000000000e-20")),
    "moves-the-point-by-a-float": ("integral", "The exponent moves the point by way of a float.", _as(r"0\.00064e5", lambda it: None)),
    "rounds-what-the-exponent-leaves": ("integral", "A fraction that the exponent leaves is rounded.", _as(r"(0\.00064e4|1e-9{20})", lambda it: 6)),
    "wraps-huge-exponents": ("integral", "An exponent beyond 64 bits wraps around.", _as(r"0(\.0)?e-?9{20}", lambda it: None)),
    "knows-no-huge-exponents": ("real", "An exponent beyond 64 bits is no number.", _as(r"-?0e[0-9]{3,}", lambda it: None)),
}  # fmt: skip

for id, (attribute, fault, make) in SPELLINGS.items():
    CATALOGUE.family(number, attribute, {id: (fault, make)})


def _cut(digits: int) -> float:
    extra = max(0, digits.bit_length() - 53)
    return float(digits >> extra << extra) if digits.bit_length() < 1000 else number.real(str(digits)) or 0.0


def _twice(digits: int) -> float:
    if digits.bit_length() > 1000:
        raise RefusedError("conversion", "out of range")
    extra = max(0, digits.bit_length() - 64)
    return float(digits >> extra << extra)


def _exact(text: str) -> int:
    return int(Decimal(text))


def _saturated(text: str) -> int | None:
    value = Decimal(text)
    return int(max(-(2**63), min(2**63 - 1, value))) if value == int(value) else None
