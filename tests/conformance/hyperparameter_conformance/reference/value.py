"""VAL: what a parameter holds, and how the vectors spell it.

Null, bool, int, float, text and bytes are Python's own; a list is a tuple,
because values never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Union

from hyperparameter_conformance.reference.refused import RefusedError

DEEPEST = 128
SMALLEST, LARGEST = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Untyped:
    """Text from outside, whose kind each read decides (VAL 4)."""

    text: str


@dataclass(frozen=True)
class Host:
    """A host object: within one case the same name is the same object."""

    name: str


Value = Union[None, bool, int, float, str, bytes, Host, tuple[Any, ...]]


def decode(node: dict[str, Any]) -> Value:
    """The value of a tagged node."""
    ((tag, spelling),) = node.items()
    if tag == "null":
        return None
    if tag == "bool":
        return bool(spelling == "true")
    if tag == "int":
        return integer(spelling)
    if tag == "float":
        return float(spelling)
    if tag == "text":
        return str(spelling)
    if tag == "bytes":
        return bytes.fromhex(spelling)
    if tag == "object":
        return Host(spelling)
    return tuple(decode(item) for item in spelling)


def encode(value: Value) -> dict[str, Any]:
    """The tagged node of a value."""
    if value is None:
        return {"null": ""}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, Host):
        return {"object": value.name}
    if isinstance(value, tuple):
        return {"list": [encode(item) for item in value]}
    return {kind(value): spell(value)}


def kind(value: Value) -> str:
    """The kind of a value, by its tag."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    names = {int: "int", float: "float", str: "text", bytes: "bytes", tuple: "list"}
    return names.get(type(value), "object")


def spell(value: bool | int | float) -> str:
    """The canonical spelling (CONV 5)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # Python refuses to write integers of more than 4,300 digits, and Decimal does not.
        return f"{Decimal(value):f}"
    mantissa, exponential, exponent = repr(value).partition("e")
    return mantissa + exponential + (str(int(exponent)) if exponential else "")


def integer(digits: str) -> int:
    """Decimal digits with an optional sign, however many."""
    return int(Decimal(digits))


def store(value: Value) -> Value:
    """The value as a frame keeps it, or a refusal (VAL 3)."""
    if depth(value) > DEEPEST:
        raise RefusedError("limit", f"a list nests at most {DEEPEST} deep")
    return value


def depth(value: Value) -> int:
    levels = 0
    level = [value]
    while lists := [item for item in level if isinstance(item, tuple)]:
        levels += 1
        level = [inner for outer in lists for inner in outer]
    return levels
