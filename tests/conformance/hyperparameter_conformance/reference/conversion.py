"""CONV: what a value becomes when it is read toward a kind, and what is refused."""

from __future__ import annotations

from typing import Any, Callable

from hyperparameter_conformance.reference import flow, number
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import (
    LARGEST,
    SMALLEST,
    Host,
    Untyped,
    Value,
    kind,
    spell,
)

NULLS = ("null", "Null", "NULL", "~")
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
ELEMENTS = {"bool", "int", "float", "text"}
TRUTHS = {"true", "yes", "on", "t", "y", "1"}
FALSEHOODS = {"false", "no", "off", "f", "n", "0"}


class Converter:
    """The reads of a host, with integers of any size or of 64 bits."""

    def __init__(self, bigint: bool) -> None:
        self._bigint = bigint

    def toward(self, default: Value, held: Value | Untyped, optional: bool = False) -> Value:
        """What is held, as the kind of the default (CONV 1)."""
        wanted = kind(default)
        if optional and self._is_null(held, "what may be absent"):
            return None
        if wanted == "list":
            return self._toward_list(element_kind(default), held)
        return self._convert(wanted, held)

    def _convert(self, wanted: str, held: Any) -> Value:
        """What is held as a value of a kind, null as null, and anything as null asks for."""
        if wanted == "null":
            return self.interpret(held)
        if self._is_null(held, wanted):
            return None
        convert: Callable[[Any], Value] = getattr(self, "_" + wanted)
        return convert(held)

    def _toward_list(self, element: str, held: Value | Untyped) -> Value:
        """A list whose elements are of a kind, or as they are if it is null (CONV 1)."""
        if self._is_null(held, "list"):
            return None
        return tuple(self._element(element, item) for item in self._list(held))

    def interpret(self, held: Value | Untyped) -> Value:
        """What is held, untyped text by the schema and the syntax of YAML (CONV 3)."""
        if isinstance(held, tuple):
            return tuple(self.interpret(item) for item in held)
        if not isinstance(held, Untyped):
            return held
        text = held.text
        if text in NULLS:
            return None
        if text in BOOLS:
            return BOOLS[text]
        spelled = self._number(text)
        if spelled is not None:
            return spelled
        node = flow.read(text)
        return text if node is None else self.interpret(node)

    def _number(self, text: str) -> Value:
        """The number that a text spells, the text if it is out of range, else None."""
        try:
            whole = number.whole(text, self._bigint)
            return number.real(text) if whole is None else whole
        except RefusedError:
            return text

    def _is_null(self, held: Value | Untyped, wanted: str) -> bool:
        """Null is null toward any kind; untyped text that spells it is a word toward text."""
        if isinstance(held, Untyped):
            return held.text in NULLS and wanted != "text"
        return held is None

    def _bool(self, held: Value | Untyped) -> bool:
        if isinstance(held, bool):
            return held
        if isinstance(held, int) and held in (0, 1):
            return bool(held)
        if isinstance(held, (str, Untyped)):
            said = spoken(written(held))
            if said is not None:
                return said
        raise refused(held, "bool")

    def _int(self, held: Value | Untyped) -> int:
        if isinstance(held, bool):
            raise refused(held, "int")
        if isinstance(held, int):
            return held
        if isinstance(held, float) and held.is_integer() and SMALLEST <= int(held) <= LARGEST:
            return int(held)
        if isinstance(held, (str, Untyped)):
            integral = number.integral(written(held), self._bigint)
            if integral is not None:
                return integral
        raise refused(held, "int")

    def _float(self, held: Value | Untyped) -> float:
        if isinstance(held, bool):
            raise refused(held, "float")
        if isinstance(held, float):
            return held
        if isinstance(held, int) and is_exact(held):
            return float(held)
        if isinstance(held, (str, Untyped)):
            text = written(held)
            real = number.real(text)
            if real is None:
                real = number.word(text)
            if real is not None:
                return real
        raise refused(held, "float")

    def _text(self, held: Value | Untyped) -> str:
        if isinstance(held, (str, Untyped)):
            return written(held)
        if isinstance(held, (bool, int, float)):
            return spell(held)
        raise refused(held, "text")

    def _bytes(self, held: Value | Untyped) -> bytes:
        if isinstance(held, bytes):
            return held
        raise refused(held, "bytes")

    def _list(self, held: Value | Untyped) -> tuple[Any, ...]:
        """A list, the plain elements of a flow list untyped in their turn."""
        if isinstance(held, tuple):
            return held
        if isinstance(held, Untyped):
            node = flow.read(held.text)
            if isinstance(node, tuple):
                return node
        raise refused(held, "list")

    def _element(self, wanted: str, item: Any) -> Value:
        """An element of a list, by the same table as a value of its own."""
        return self._convert(wanted, item)

    def _object(self, held: Value | Untyped) -> Host:
        if isinstance(held, Host):
            return held
        raise refused(held, "object")


def element_kind(default: Value) -> str:
    """What a list as default asks of elements: one kind if all of its own are of it, else null."""
    kinds = {kind(item) for item in default} if isinstance(default, tuple) else set()
    return kinds.pop() if len(kinds) == 1 and kinds <= ELEMENTS else "null"


def spoken(text: str) -> bool | None:
    """The bool that a word says, in any case."""
    word = text.lower()
    if word in TRUTHS:
        return True
    return False if word in FALSEHOODS else None


def is_exact(number: int) -> bool:
    """Whether a float holds an int exactly."""
    try:
        return int(float(number)) == number
    except OverflowError:
        return False


def written(held: str | Untyped) -> str:
    """Text as it is written."""
    return held.text if isinstance(held, Untyped) else held


def refused(held: Value | Untyped, wanted: str) -> RefusedError:
    return RefusedError("conversion", f"cannot read {held!r} as {wanted}")
