"""Shows what a port sent: it may hold anything, and must neither act on a terminal nor fill it."""

from __future__ import annotations

import json
from typing import Any

_LONGEST = 2000


def printable(text: str) -> str:
    """Text without what terminals and readers would act on, cut where it is very long."""
    left = len(text) - _LONGEST
    shown = "".join(map(_char, text[:_LONGEST]))
    return f"{shown} ... and {left:,} characters more" if left > 0 else shown


def _char(char: str) -> str:
    return char if char.isprintable() or char == "\n" else ascii(char)[1:-1]


def compact(value: Any) -> str:
    """A step or an outcome on one line, as JSON."""
    return printable(json.dumps(value, ensure_ascii=False))


def step(step: dict[str, Any]) -> str:
    """A step on one line, without what is expected of it."""
    ((operation, fields),) = step.items()
    given = {name: value for name, value in fields.items() if name not in ("expect", "without")}
    return f"{operation} {compact(given)}"
