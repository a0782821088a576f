"""Mutants that do not know some spellings of numbers, or take them for another number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import number
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()


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
    "knows-no-plus-before-decimals": (
        "real",
        "A plus before a point or an exponent makes no number.",
        _not(r"\+.*[.eE].*"),
    ),
    "knows-no-minus-before-decimals": (
        "real",
        "A minus before a point or an exponent makes no number.",
        _not(r"-[0-9.]*[.eE][^in]*"),
    ),
    "knows-no-plus-before-decimals-toward-int": (
        "integral",
        "A plus before a point or an exponent makes no int.",
        _not(r"\+.*[.eE].*"),
    ),
    "knows-no-minus-before-decimals-toward-int": (
        "integral",
        "A minus before a point or an exponent makes no int.",
        _not(r"-.*[.eE].*"),
    ),
    "knows-no-points-behind-toward-int": (
        "integral",
        "A number that ends with a point is no int.",
        _not(r"[-+]?[0-9]+\."),
    ),
    "knows-no-points-first-toward-int": (
        "integral",
        "A number that begins with a point is no int.",
        _not(r"[-+]?\..*"),
    ),
    "knows-no-capital-exponent-toward-int": (
        "integral",
        "An exponent with a capital makes no int.",
        _not(".*E.*"),
    ),
    "knows-no-plus-in-exponents": ("real", "An exponent has no plus.", _not(r".*[eE]\+.*")),
    "knows-no-plus-in-exponents-toward-int": (
        "integral",
        "An exponent with a plus makes no int.",
        _not(r".*[eE]\+.*"),
    ),
    "knows-no-minus-in-exponents": ("real", "An exponent has no minus.", _not(r".*[eE]-.*")),
    "knows-no-zeros-in-exponents": (
        "real",
        "An exponent has no zeros in front.",
        _not(r".*[eE][-+]?0[0-9]+"),
    ),
    "knows-no-zeros-in-exponents-toward-int": (
        "integral",
        "An exponent with zeros in front makes no int.",
        _not(r".*[eE][-+]?0[0-9]+"),
    ),
    "knows-no-exponent-of-zero": (
        "integral",
        "An exponent of zero makes no int.",
        _not(r".*[eE][-+]?0"),
    ),
    "knows-no-exponents-behind-points": (
        "real",
        "An exponent does not follow a point.",
        _not(r".*\.[eE].*"),
    ),
    "knows-no-exponents-behind-points-toward-int": (
        "integral",
        "An exponent that follows a point makes no int.",
        _not(r".*\.[eE].*"),
    ),
    "knows-no-exponents-behind-fractions": (
        "real",
        "An exponent does not follow a fraction.",
        _not(r".*\.[0-9]+[eE].*"),
    ),
    "knows-no-exponents-behind-fractions-toward-int": (
        "integral",
        "A fraction with an exponent makes no int.",
        _not(r".*\.[0-9]+[eE].*"),
    ),
    "knows-no-zeros-before-points": (
        "real",
        "A number with a point has no zeros in front.",
        _not(r"[-+]?0[0-9]+[.eE].*"),
    ),
    "knows-no-zeros-before-digits": (
        "integral",
        "Digits with zeros in front make no int.",
        _not("[-+]?0[0-9]+"),
    ),
    "reads-zeros-before-digits-as-octal-toward-float": (
        "real",
        "Toward a float, digits after a zero are octal.",
        _as("([-+]?)0([0-7]+)", lambda it: float(int(it[1] + it[2], 8))),
    ),
    "reads-zeros-and-nine-as-no-number": (
        "whole",
        "Digits after a zero have to be octal.",
        _not("0[0-9]*[89][0-9]*"),
    ),
    "reads-many-zeros-as-many-digits": (
        "whole",
        "More than nineteen digits are out of range, also if the first are zeros.",
        _not("[-+]?0[0-9]{19,}"),
    ),
    "drops-the-sign-of-ints": (
        "whole",
        "A minus before zeros is lost.",
        _as("-0+([0-9]+)", lambda it: int(it[1])),
    ),
    "knows-no-zero-exponents": ("real", "Zero has no exponent.", _not(r"[-+]?0[eE].*")),
    "knows-no-zero-exponents-toward-int": (
        "integral",
        "Zero with an exponent makes no int.",
        _not(r"[-+]?0(\.0)?[eE].*"),
    ),
    "reads-exponents-as-hexadecimal": (
        "whole",
        "An e among hexadecimal digits begins an exponent.",
        _not("0x[0-9]+e[0-9]+"),
    ),
    "knows-no-zeros-in-hexadecimal": (
        "whole",
        "Hexadecimal digits are at most sixteen, zeros in front counted.",
        _not("0x[0-9a-fA-F]{17,}"),
    ),
    "knows-no-zeros-in-octal": (
        "whole",
        "Octal digits are at most twenty-two, zeros in front counted.",
        _not("0o[0-7]{23,}"),
    ),
    "knows-no-hexadecimal-zero": ("whole", "Zero in a base is no number.", _not("0[xo]0")),
    "knows-no-octal": ("whole", "Octal spellings are no numbers.", _not("0o.*")),
    "knows-no-octal-toward-float": (
        "real",
        "Octal spellings are no numbers toward a float.",
        _not("0o.*"),
    ),
    "knows-no-hexadecimal-toward-float": (
        "real",
        "Hexadecimal spellings are no numbers toward a float.",
        _not("0x.*"),
    ),
    "knows-no-bases-toward-float-beyond-64-bits": (
        "real",
        "Toward a float, bases end at 64 bits.",
        _raises("0x[0-9a-fA-F]{17,}|0o[0-7]{23,}"),
    ),
    "reads-bases-with-sign": (
        "whole",
        "Hexadecimal digits of 64 bits with the highest set are negative.",
        _as("0x([89a-f][0-9a-f]{15})", lambda it: int(it[1], 16) - 2**64),
    ),
    "cuts-bases-toward-float": (
        "real",
        "Toward a float, hexadecimal digits beyond 53 bits are cut.",
        _as("0x([0-9a-f]+)", lambda it: _cut(int(it[1], 16))),
    ),
    "reads-bases-through-double-rounding": (
        "real",
        "Toward a float, hexadecimal digits are rounded to 64 bits first.",
        _as("0x([0-9a-f]{17,})", lambda it: _twice(int(it[1], 16))),
    ),
    "reads-hexadecimal-floats-to-infinity": (
        "real",
        "Hexadecimal digits beyond the largest float are infinity.",
        _as("0x[0-9a-f]{250,}", lambda it: float("inf")),
    ),
    "reads-octal-floats-to-infinity": (
        "real",
        "Octal digits beyond the largest float are infinity.",
        _as("0o[0-7]{340,}", lambda it: float("inf")),
    ),
    "knows-no-capital-inf": ("real", "Infinity is spelled .inf alone.", _not(r"[-+]?\.(Inf|INF)")),
    "knows-no-signed-inf": ("real", "Infinity has no sign.", _not(r"[-+]\.(inf|Inf|INF)")),
    "knows-no-nan": ("real", "Not a number is no number.", _not(r"\.(nan|NaN|NAN)")),
    "knows-no-capital-nan": ("real", "Not a number is spelled .nan alone.", _not(r"\.(NaN|NAN)")),
    "knows-no-inf": ("real", "Infinity is no number.", _not(r"[-+]?\.(inf|Inf|INF)")),
    "knows-no-plain-inf-with-capitals": (
        "word",
        "Toward a float, inf and nan are spelled in small letters.",
        _not(r"[-+]?(Inf|INF)|NaN|NAN"),
    ),
    "knows-no-plain-inf-with-sign": (
        "word",
        "Toward a float, inf without its dot has no sign.",
        _not(r"[-+](inf|Inf|INF)"),
    ),
    "knows-no-plain-nan": (
        "word",
        "Toward a float, nan without its dot is no number.",
        _not("nan|NaN|NAN"),
    ),
    "loses-the-sign-of-inf": (
        "word",
        "Toward a float, -inf is infinity.",
        _as("-(inf|Inf|INF)", lambda it: float("inf")),
    ),
    "loses-the-sign-of-dot-inf": (
        "real",
        "The minus of -.inf is lost.",
        _as(r"-\.(inf|Inf|INF)", lambda it: float("inf")),
    ),
    "saturates-points-beyond-64-bits": (
        "integral",
        "A number with a point or an exponent beyond 64 bits is the largest int.",
        _as(r"-?[0-9.]{19,}(e18)?|-?1e19", lambda it: _saturated(it[0])),
    ),
    "takes-points-beyond-64-bits": (
        "integral",
        "A number with a point or an exponent may be an int beyond 64 bits.",
        _as(r"-?[0-9]+\.0|-?[0-9.]+e1[89]|-?1e19", lambda it: _exact(it[0])),
    ),
    "refuses-points-at-64-bits": (
        "integral",
        "The largest and smallest ints with a point are out of range.",
        _raises(r"-?922337203685477580[78](\.0|e0)|-?9\.22337203685477580[78]e18"),
    ),
    "refuses-nineteen-digits": (
        "integral",
        "A number of nineteen digits with a point is no int.",
        _raises(r"-?[0-9]{19}\.0*"),
    ),
    "drops-fractions-behind-many-digits": (
        "integral",
        "A fraction behind more digits than a float holds is lost.",
        _as(r"([0-9]+)\.([0-9]{20,}|5)", lambda it: int(it[1]) if len(it[0]) > 20 else None),
    ),
    "reads-four-hundred-zeros-as-out-of-range": (
        "integral",
        "Zeros count for the range of an int.",
        _raises(r"0{100,}[0-9]+|[0-9]+\.0{100,}|64e0{100,}1|6400000000000000000000e-20"),
    ),
    "moves-the-point-by-a-float": (
        "integral",
        "The exponent moves the point by way of a float.",
        _as(r"0\.00064e5", lambda it: None),
    ),
    "rounds-what-the-exponent-leaves": (
        "integral",
        "A fraction that the exponent leaves is rounded.",
        _as(r"(0\.00064e4|1e-9{20})", lambda it: 6),
    ),
    "wraps-huge-exponents": (
        "integral",
        "An exponent beyond 64 bits wraps around.",
        _as(r"0(\.0)?e-?9{20}", lambda it: None),
    ),
    "knows-no-huge-exponents": (
        "real",
        "An exponent beyond 64 bits is no number.",
        _as(r"-?0e[0-9]{3,}", lambda it: None),
    ),
}

for id, (attribute, fault, make) in SPELLINGS.items():
    CATALOGUE.family(number, attribute, {id: (fault, make)})


def _cut(digits: int) -> float:
    extra = max(0, digits.bit_length() - 53)
    return (
        float(digits >> extra << extra)
        if digits.bit_length() < 1000
        else number.real(str(digits)) or 0.0
    )


def _twice(digits: int) -> float:
    if digits.bit_length() > 1000:
        raise RefusedError("conversion", "out of range")
    extra = max(0, digits.bit_length() - 64)
    return float(digits >> extra << extra)


def _exact(text: str) -> int:
    return int(Decimal(text))


def _saturated(text: str) -> int | None:
    exact = int(Decimal(text))
    return max(-(2**63), min(2**63 - 1, exact)) if exact == Decimal(text) else None
