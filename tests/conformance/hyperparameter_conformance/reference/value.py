"""VAL: what a parameter holds, and how the vectors spell it.

Null, bool, int, float, text and bytes are Python's own; a list is a tuple and a
mapping inside one a tuple of pairs, because values never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Union

from hyperparameter_conformance.reference.refused import RefusedError

DEEPEST = 128
MOST = 1_000_000  # elements of a list, those of all lists and mappings in it counted
FEW = 8  # lists that nest deeper are spelled by their number
SMALLEST, LARGEST = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Untyped:
    """Text from outside, whose kind each read decides (VAL 4)."""

    text: str


@dataclass(frozen=True)
class Host:
    """A host object: within one case the same name is the same object."""

    name: str


@dataclass(frozen=True)
class Unset:
    """What a layer holds for a key that it hides, with all below it (SCOPE 8)."""


@dataclass(frozen=True)
class Map:
    """A mapping inside a list (VAL 3): text keys, each once, in some order."""

    pairs: tuple[tuple[str, Any], ...]


Value = Union[None, bool, int, float, str, bytes, Host, Map, tuple[Any, ...]]


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
    if tag == "nested":
        return nested(int(spelling))
    if tag == "map":
        return Map(tuple((key, decode(item)) for key, item in spelling))
    return tuple(decode(item) for item in spelling)


def nested(depth: int) -> Value:
    """Lists in lists, the innermost empty."""
    value: Value = ()
    for _ in range(depth - 1):
        value = (value,)
    return value


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
        levels = nesting(value)
        if levels > FEW:
            return {"nested": str(levels)}
        return {"list": [encode(item) for item in value]}
    if isinstance(value, Map):
        return {"map": [[key, encode(item)] for key, item in value.pairs]}
    return {kind(value): spell(value)}


def nesting(value: Value) -> int:
    """How many lists nest, if each holds nothing but the next and the last is empty, else 0."""
    levels = 1
    while isinstance(value, tuple) and len(value) == 1:
        levels, value = levels + 1, value[0]
    return levels if value == () else 0


def kind(value: Value) -> str:
    """The kind of a value, by its tag."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    names = {int: "int", float: "float", str: "text", bytes: "bytes", tuple: "list", Map: "map"}
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
    """The value as a frame keeps it, or a refusal (VAL 1, VAL 3)."""
    levels = depths(value)
    if len(levels) - 1 > DEEPEST:
        raise RefusedError("limit", f"lists and mappings nest at most {DEEPEST} deep")
    if sum(map(len, levels[1:])) > MOST:
        raise RefusedError("limit", f"a list holds at most {MOST} elements")
    if not all(is_text(text) for level in levels for item in level for text in texts(item)):
        raise RefusedError("conversion", "half of a surrogate pair is no text")
    return value


def depths(value: Value) -> list[list[Value]]:
    """The value itself, what it holds, what that holds, and so on, down to an empty level.

    The levels are one more than lists and mappings nest deep.
    """
    levels: list[list[Value]] = [[value]]
    while any(isinstance(item, (tuple, Map)) for item in levels[-1]):
        levels.append([inner for item in levels[-1] for inner in held_in(item)])
    return levels


def held_in(value: Value) -> list[Value]:
    """The elements of a list or the values of a mapping."""
    if isinstance(value, Map):
        return [item for _, item in value.pairs]
    return list(value) if isinstance(value, tuple) else []


def texts(value: Value) -> list[str]:
    """The text of a value, but for what it holds: of a mapping the keys."""
    if isinstance(value, Map):
        return [key for key, _ in value.pairs]
    return [value] if isinstance(value, str) else []


def is_text(text: str) -> bool:
    """Whether it is valid Unicode: Python's strings may hold half of a surrogate pair."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
