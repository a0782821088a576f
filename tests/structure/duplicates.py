"""Finds runs of lines that stand twice, in the same file or in two, whatever the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What makes a pair: so many lines with something in them, one after the other.
LINES = 11


@dataclass(frozen=True)
class Place:
    """A line of a file, by its number."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def duplicates(files: Mapping[str, str]) -> list[tuple[Place, Place, int]]:
    """Pairs of places from which lines are the same, and how many lines are.

    Blank lines and indentation do not count. A run is given once, where it begins.

    Args:
        files: the texts by name.
    """
    lines = {name: _lines(text) for name, text in files.items()}
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    found = []
    for name, numbered in lines.items():
        at = 0
        while at + LINES <= len(numbered):
            earlier = first.setdefault(
                tuple(text for _, text in numbered[at : at + LINES]), (name, at)
            )
            length = _same(lines[earlier[0]][earlier[1] :], numbered[at:])
            if earlier == (name, at) or (earlier[0] == name and at - earlier[1] < LINES):
                at += 1
                continue
            one = Place(earlier[0], lines[earlier[0]][earlier[1]][0])
            found.append((one, Place(name, numbered[at][0]), length))
            at += length
    return found


def _lines(text: str) -> list[tuple[int, str]]:
    stripped = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [(number, line) for number, line in stripped if line]


def _same(one: list[tuple[int, str]], other: list[tuple[int, str]]) -> int:
    pairs = zip(one, other)
    return next((at for at, (a, b) in enumerate(pairs) if a[1] != b[1]), min(len(one), len(other)))
