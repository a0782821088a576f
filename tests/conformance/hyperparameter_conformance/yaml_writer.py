"""Writes a case as YAML, in the form of the vectors: one line a step, all text quoted.

The form is a choice among those that YAML has, which its writers do not offer;
every reader of YAML reads it.
"""

from __future__ import annotations

import unicodedata
from typing import Any

#: Fields whose text is a name or a class, which no reader takes for something else.
_NAMES = ("actor", "scope", "name", "kind", "error", "warning")

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def document(case: dict[str, Any]) -> str:
    """A document of vectors with one case."""
    topic, _, _ = case["id"].partition("-")
    return f"topic: {topic}\ncases:\n{written(case)}"


def written(case: dict[str, Any]) -> str:
    """The case as an entry of a document's cases."""
    lines = [
        f"  - id: {case['id']}",
        f"    rule: {case['rule']}",
        f"    title: {_quoted(case['title'])}",
    ]
    if "note" in case:
        lines.append(f"    note: {_quoted(case['note'])}")
    if "needs" in case:
        lines.append(f"    needs: [{', '.join(case['needs'])}]")
    lines.append("    steps:")
    for step in case["steps"]:
        ((operation, fields),) = step.items()
        lines.append(f"      - {operation}: {_flow(fields)}")
    return "\n".join(lines) + "\n"


def _flow(node: Any, field: str = "") -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f"{name}: {_flow(node[name], name)}" for name in node) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(_flow, node)) + "]"
    return node if field in _NAMES else _quoted(node)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable() and not unicodedata.combining(character):
        return character
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
