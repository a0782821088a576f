"""Mutants about numbers in text."""

from __future__ import annotations

import math
import re
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion, number
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()


@CATALOGUE.replaces(number, "whole")
def reads_leading_zero_as_octal(original: Any) -> Any:
    """Digits after a zero are octal, so that 010 is 8."""

    def whole(text: str, bigint: bool) -> Any:
        return int(text, 8) if re.fullmatch("0[0-7]+", text) else original(text, bigint)

    return whole


@CATALOGUE.replaces(number, "whole")
def refuses_leading_zeros(original: Any) -> Any:
    """Digits after a zero are no number, as in JSON."""

    def whole(text: str, bigint: bool) -> Any:
        return None if re.fullmatch("[-+]?0[0-9]+", text) else original(text, bigint)

    return whole


@CATALOGUE.replaces(number, "whole")
def knows_no_bases(original: Any) -> Any:
    """Hexadecimal and octal spellings are no numbers."""
    return lambda text, bigint: None if text[1:2] in ("x", "o") else original(text, bigint)


@CATALOGUE.replaces(number, "whole")
def knows_binary(original: Any) -> Any:
    """The spelling 0b101 is a number."""

    def whole(text: str, bigint: bool) -> Any:
        return int(text, 2) if re.fullmatch("0b[01]+", text) else original(text, bigint)

    return whole


@CATALOGUE.replaces(number, "whole")
def knows_signed_hexadecimal(original: Any) -> Any:
    """A hexadecimal spelling may have a sign."""

    def whole(text: str, bigint: bool) -> Any:
        signed = re.fullmatch("[-+]0x[0-9a-fA-F]+", text)
        return int(text, 16) if signed else original(text, bigint)

    return whole


@CATALOGUE.replaces(number, "whole")
def accepts_underscores(original: Any) -> Any:
    """Underscores between digits do not count."""

    def whole(text: str, bigint: bool) -> Any:
        grouped = re.fullmatch("[-+]?[0-9]+(_[0-9]+)+", text)
        return original(text.replace("_", "") if grouped else text, bigint)

    return whole


@CATALOGUE.replaces(number, "whole")
def accepts_blanks_around_numbers(original: Any) -> Any:
    """Blanks around a number do not count."""
    return lambda text, bigint: original(text.strip(), bigint)


@CATALOGUE.replaces(number, "whole")
def accepts_digits_of_any_script(original: Any) -> Any:
    """Digits of every script are digits."""

    def whole(text: str, bigint: bool) -> Any:
        return int(text) if text.isdecimal() else original(text, bigint)

    return whole


@CATALOGUE.replaces(number, "whole")
def reads_ints_through_floats(original: Any) -> Any:
    """Integers in text are read by way of a float, so that 2**53 + 1 is 2**53."""

    def whole(text: str, bigint: bool) -> Any:
        exact = original(text, bigint)
        return None if exact is None else int(float(exact))

    return whole


@CATALOGUE.replaces(number, "integral")
def reads_points_through_floats(original: Any) -> Any:
    """Integral numbers with a point or an exponent are read by way of a float."""

    def integral(text: str, bigint: bool) -> Any:
        exact = original(text, bigint)
        return exact if exact is None or number.DIGITS.fullmatch(text) else int(float(exact))

    return integral


@CATALOGUE.replaces(number, "integral")
def knows_no_exponents_toward_int(original: Any) -> Any:
    """Toward an int, text with a point or an exponent is refused."""
    return lambda text, bigint: number.whole(text, bigint)


@CATALOGUE.replaces(number, "within")
def wraps_beyond_64_bits(original: Any) -> Any:
    """An integer beyond 64 bits wraps around."""
    return lambda value: (value + 2**63) % 2**64 - 2**63


@CATALOGUE.replaces(number, "within")
def saturates_beyond_64_bits(original: Any) -> Any:
    """An integer beyond 64 bits is the largest or smallest that fits."""
    return lambda value: max(min(value, 2**63 - 1), -(2**63))


@CATALOGUE.replaces(number, "whole")
def floats_beyond_64_bits(original: Any) -> Any:
    """Digits beyond 64 bits are a float."""

    def whole(text: str, bigint: bool) -> Any:
        exact = original(text, bigint)
        return exact if exact is None or -(2**63) <= exact < 2**63 else float(exact)

    return whole


@CATALOGUE.replaces(number, "real")
def overflows_to_infinity(original: Any) -> Any:
    """A number too large for a float is infinity."""

    def real(text: str) -> Any:
        try:
            return original(text)
        except RefusedError:
            if number.DECIMAL.fullmatch(text) and math.isinf(float(text)):
                return float(text)
            raise

    return real


@CATALOGUE.replaces(number, "real")
def underflows_to_zero(original: Any) -> Any:
    """A number too small for a float is zero."""

    def real(text: str) -> Any:
        try:
            return original(text)
        except RefusedError:
            if number.DECIMAL.fullmatch(text) and float(text) == 0:
                return float(text)
            raise

    return real


@CATALOGUE.replaces(number, "real")
def flushes_subnormals(original: Any) -> Any:
    """Numbers below the smallest normal float are out of range."""

    def real(text: str) -> Any:
        value = original(text)
        if value and abs(value) < 2.0**-1022:
            raise number.out_of_range(text)
        return value

    return real


@CATALOGUE.replaces(number, "real")
def loses_the_sign_of_zero(original: Any) -> Any:
    """Negative zero in text is zero."""
    return lambda text: None if original(text) is None else original(text) + 0.0


@CATALOGUE.replaces(number, "real")
def reads_single_precision(original: Any) -> Any:
    """Numbers in text have seven digits."""

    def real(text: str) -> Any:
        value = original(text)
        return float(f"{value:.7g}") if value is not None and math.isfinite(value) else value

    return real


@CATALOGUE.replaces(number, "word")
def knows_words_of_floats_without_case(original: Any) -> Any:
    """Infinity and NaN are numbers in any case and in full, as Python's float takes them."""

    def word(text: str) -> Any:
        return float(text) if re.fullmatch("(?ai)[-+]?(inf(inity)?|nan)", text) else original(text)

    return word


@CATALOGUE.replaces(number, "word")
def knows_no_words_of_floats(original: Any) -> Any:
    """The words inf and nan are no floats even where one is asked for."""
    return lambda text: None


@CATALOGUE.replaces(conversion, "spell")
def writes_six_digits(original: Any) -> Any:
    """Floats are written as text with six digits."""
    return lambda value: f"{value:g}" if isinstance(value, float) else original(value)


@CATALOGUE.replaces(conversion, "spell")
def drops_the_point(original: Any) -> Any:
    """Integral floats are written as text without a point."""
    return lambda value: original(value).removesuffix(".0")


@CATALOGUE.replaces(conversion, "spell")
def writes_as_python(original: Any) -> Any:
    """Bools and floats are written as text in Python's spelling."""
    return lambda value: original(value) if type(value) is int else repr(value)


@CATALOGUE.replaces(conversion, "spell")
def writes_bools_as_numbers(original: Any) -> Any:
    """Bools are written as 1 and 0."""
    return lambda value: str(int(value)) if isinstance(value, bool) else original(value)


def _refuses(pattern: str) -> Any:
    """A reader of numbers that does not know some of their spellings."""

    def make(original: Any) -> Any:
        def read(text: str, *rest: Any) -> Any:
            return None if re.fullmatch(pattern, text) else original(text, *rest)

        return read

    return make


@CATALOGUE.replaces(number, "whole")
def knows_no_plus(original: Any) -> Any:
    """A plus before digits makes no number."""
    return _refuses(r"\+[0-9]+")(original)


@CATALOGUE.replaces(number, "real")
def needs_digits_before_the_point(original: Any) -> Any:
    """A number does not begin with a point."""
    return _refuses(r"[-+]?\.[0-9].*")(original)


@CATALOGUE.replaces(number, "real")
def needs_digits_behind_the_point(original: Any) -> Any:
    """A number does not end with a point."""
    return _refuses(r"[-+]?[0-9]+\.")(original)


@CATALOGUE.replaces(number, "real")
def knows_no_capital_exponent(original: Any) -> Any:
    """The letter of an exponent is small."""
    return _refuses(r".*[0-9.]E.*")(original)


@CATALOGUE.replaces(number, "real")
def knows_no_capital_infinity(original: Any) -> Any:
    """Infinity and not a number are of small letters."""
    return _refuses(r"[-+]?\.(Inf|INF)|\.(NaN|NAN)")(original)


@CATALOGUE.replaces(number, "real")
def knows_no_positive_infinity(original: Any) -> Any:
    """Infinity has no plus."""
    return _refuses(r"\+\.inf")(original)


@CATALOGUE.replaces(number, "whole")
def knows_capital_bases(original: Any) -> Any:
    """Bases may be spelled 0X and 0O."""
    return lambda text, bigint: original(re.sub("^0[XO]", lambda it: it[0].lower(), text), bigint)


@CATALOGUE.replaces(number, "whole")
def knows_no_capital_digits(original: Any) -> Any:
    """Hexadecimal digits are small letters."""
    return _refuses("0x.*[A-F].*")(original)


@CATALOGUE.replaces(number, "integral")
def knows_no_zero_with_large_exponents(original: Any) -> Any:
    """Zero with an exponent beyond 64 bits is out of range."""
    return _refuses(r"0e[0-9]{19,}")(original)


@CATALOGUE.replaces(conversion, "spell")
def writes_as_javascript(original: Any) -> Any:
    """Floats up to 1e21 are written out, and exponents have a plus."""

    def spell(value: Any) -> str:
        if isinstance(value, float) and math.isfinite(value) and 1e16 <= abs(value) < 1e21:
            return f"{value:.1f}"
        return str(original(value))

    return spell


@CATALOGUE.replaces(conversion, "spell")
def writes_small_floats_out(original: Any) -> Any:
    """Floats down to 1e-6 are written without an exponent."""

    def spell(value: Any) -> str:
        if isinstance(value, float) and 1e-6 <= abs(value) < 1e-4:
            return f"{value:.20f}".rstrip("0")
        return str(original(value))

    return spell


@CATALOGUE.replaces(conversion, "spell")
def writes_seventeen_digits(original: Any) -> Any:
    """Floats are written with seventeen digits, so that 0.1 is 0.10000000000000001."""

    def spell(value: Any) -> str:
        return f"{value:.17g}" if type(value) is float else str(original(value))

    return spell


@CATALOGUE.replaces(conversion, "spell")
def writes_no_sign_of_zero(original: Any) -> Any:
    """Negative zero is written as zero."""
    return lambda value: original(value + 0.0 if isinstance(value, float) else value)
