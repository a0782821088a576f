"""Mutants about what is taken toward int, float, text, bytes and list."""

from __future__ import annotations

import math
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion, flow
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Host, Untyped

CATALOGUE = Catalogue()


@CATALOGUE.replaces(Converter, "_int")
def truncates_floats(original: Any) -> Any:
    """A float toward an int loses its fractional part."""

    def to_int(self: Converter, held: Any) -> int:
        if isinstance(held, float) and math.isfinite(held):
            return int(held)
        return int(original(self, held))

    return to_int


@CATALOGUE.replaces(Converter, "_int")
def rounds_floats(original: Any) -> Any:
    """A number toward an int is rounded."""

    def to_int(self: Converter, held: Any) -> int:
        try:
            return int(original(self, held))
        except RefusedError:
            nearest = Converter._float(self, held)
            if not math.isfinite(nearest):
                raise
            return round(nearest)

    return to_int


@CATALOGUE.replaces(Converter, "_int")
def floats_are_no_ints(original: Any) -> Any:
    """An integral float toward an int is refused."""

    def to_int(self: Converter, held: Any) -> int:
        if isinstance(held, float):
            raise conversion.refused(held, "int")
        return int(original(self, held))

    return to_int


@CATALOGUE.replaces(Converter, "_int")
def counts_bools(original: Any) -> Any:
    """A bool is an int."""
    return lambda self, held: int(held) if isinstance(held, bool) else original(self, held)


@CATALOGUE.replaces(Converter, "_float")
def measures_bools(original: Any) -> Any:
    """A bool is a float."""
    return lambda self, held: float(held) if isinstance(held, bool) else original(self, held)


@CATALOGUE.replaces(Converter, "_float")
def rounds_ints(original: Any) -> Any:
    """An int that no float holds exactly is rounded toward a float."""

    def to_float(self: Converter, held: Any) -> float:
        return float(held) if type(held) is int else float(original(self, held))

    return to_float


@CATALOGUE.replaces(Converter, "_float")
def ints_are_no_floats(original: Any) -> Any:
    """An int toward a float is refused."""

    def to_float(self: Converter, held: Any) -> float:
        if type(held) is int:
            raise conversion.refused(held, "float")
        return float(original(self, held))

    return to_float


@CATALOGUE.replaces(Converter, "_text")
def unquotes_toward_text(original: Any) -> Any:
    """Toward text, untyped text loses its quotes."""

    def to_text(self: Converter, held: Any) -> str:
        quoted = flow.read(held.text) if isinstance(held, Untyped) else None
        return quoted if isinstance(quoted, str) else str(original(self, held))

    return to_text


@CATALOGUE.replaces(Converter, "_text")
def respells_toward_text(original: Any) -> Any:
    """Toward text, untyped text that spells a number is spelled anew."""

    def to_text(self: Converter, held: Any) -> str:
        value = self.interpret(held)
        is_number = type(value) in (int, float)
        return str(original(self, value if is_number else held))

    return to_text


@CATALOGUE.replaces(Converter, "_text")
def writes_anything_as_text(original: Any) -> Any:
    """Toward text, bytes and lists are written out."""

    def to_text(self: Converter, held: Any) -> str:
        return str(held) if isinstance(held, (bytes, tuple)) else str(original(self, held))

    return to_text


@CATALOGUE.replaces(Converter, "_text")
def numbers_are_no_text(original: Any) -> Any:
    """Toward text, nothing but text is taken."""

    def to_text(self: Converter, held: Any) -> str:
        if not isinstance(held, (str, Untyped)):
            raise conversion.refused(held, "text")
        return str(original(self, held))

    return to_text


@CATALOGUE.replaces(Converter, "_bytes")
def encodes_text(original: Any) -> Any:
    """Toward bytes, text is encoded."""

    def to_bytes(self: Converter, held: Any) -> bytes:
        if isinstance(held, (str, Untyped)):
            return conversion.written(held).encode()
        return bytes(original(self, held))

    return to_bytes


@CATALOGUE.replaces(Converter, "_list")
def splits_commas_toward_lists(original: Any) -> Any:
    """Toward a list, untyped text without brackets is split at commas."""

    def to_list(self: Converter, held: Any) -> Any:
        if isinstance(held, Untyped) and held.text[:1] != "[":
            return tuple(self.interpret(Untyped(part)) for part in held.text.split(","))
        return original(self, held)

    return to_list


@CATALOGUE.replaces(Converter, "_list")
def wraps_single_values(original: Any) -> Any:
    """Toward a list, one number is a list of one."""

    def to_list(self: Converter, held: Any) -> Any:
        return (held,) if type(held) in (bool, int, float) else original(self, held)

    return to_list


@CATALOGUE.replaces(Converter, "_list")
def reads_lists_from_text(original: Any) -> Any:
    """Toward a list, text that is not untyped is read as a flow list."""

    def to_list(self: Converter, held: Any) -> Any:
        return original(self, Untyped(held) if isinstance(held, str) else held)

    return to_list


@CATALOGUE.replaces(Converter, "_int")
def saturates_floats(original: Any) -> Any:
    """A float beyond 64 bits toward an int is the largest or smallest that fits."""

    def to_int(self: Converter, held: Any) -> int:
        if isinstance(held, float) and abs(held) >= 2.0**63:
            return -(2**63) if held < 0 else 2**63 - 1
        return int(original(self, held))

    return to_int


@CATALOGUE.replaces(Converter, "_int")
def nan_is_zero(original: Any) -> Any:
    """Not a number toward an int is zero."""
    return lambda self, held: 0 if held != held else original(self, held)


@CATALOGUE.replaces(Converter, "_int")
def refuses_the_smallest_int(original: Any) -> Any:
    """The float of -2**63 toward an int is out of range."""

    def to_int(self: Converter, held: Any) -> int:
        if isinstance(held, float) and held == -(2.0**63):
            raise conversion.refused(held, "int")
        return int(original(self, held))

    return to_int


@CATALOGUE.replaces(Converter, "_float")
def large_ints_are_no_floats(original: Any) -> Any:
    """An int beyond 2**53 toward a float is refused, also if a float holds it exactly."""

    def to_float(self: Converter, held: Any) -> float:
        if type(held) is int and abs(held) > 2**53:
            raise conversion.refused(held, "float")
        return float(original(self, held))

    return to_float


def _refuses_text(kind: str) -> Any:
    def make(original: Any) -> Any:
        def convert(self: Converter, held: Any) -> Any:
            if isinstance(held, str):
                raise conversion.refused(held, kind)
            return original(self, held)

        return convert

    return make


@CATALOGUE.replaces(Converter, "_int")
def text_is_no_int(original: Any) -> Any:
    """Toward an int, text is taken only if it is untyped."""
    return _refuses_text("int")(original)


@CATALOGUE.replaces(Converter, "_float")
def text_is_no_float(original: Any) -> Any:
    """Toward a float, text is taken only if it is untyped."""
    return _refuses_text("float")(original)


@CATALOGUE.replaces(Converter, "_text")
def writes_objects(original: Any) -> Any:
    """Toward text, a host object is written out."""
    return lambda self, held: repr(held) if isinstance(held, Host) else original(self, held)


@CATALOGUE.replaces(Converter, "_bytes")
def takes_lists_for_bytes(original: Any) -> Any:
    """Toward bytes, a list of small ints is taken."""
    return lambda self, held: bytes(held) if isinstance(held, tuple) else original(self, held)


@CATALOGUE.replaces(Converter, "_list")
def takes_bytes_for_lists(original: Any) -> Any:
    """Toward a list, bytes are taken."""
    return lambda self, held: tuple(held) if isinstance(held, bytes) else original(self, held)


@CATALOGUE.replaces(Converter, "_int")
def floats_beyond_53_bits_are_no_ints(original: Any) -> Any:
    """A float beyond 2**53 toward an int is refused, though it is integral."""

    def to_int(self: Converter, held: Any) -> int:
        if isinstance(held, float) and abs(held) > 2.0**53:
            raise conversion.refused(held, "int")
        return int(original(self, held))

    return to_int
