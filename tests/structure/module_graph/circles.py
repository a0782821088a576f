"""Circles: modules of which each uses the next, and the last one the first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from graphlib import CycleError, TopologicalSorter


def circle(
    uses: Iterable[tuple[str, str]], owned: Collection[Collection[str]] = ()
) -> Sequence[str]:
    """One circle that nobody owns, its first module again at its end; () where there is none.

    Args:
        uses: who uses whom.
        owned: groups of modules that may use each other.
    """
    group_of = {module: f"a group with {min(group)}" for group in owned for module in group}
    # A group counts as one module, so that a circle through it is found too.
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for user, used in uses:
        user, used = group_of.get(user, user), group_of.get(used, used)
        if user != used:
            sorter.add(user, used)
    try:
        sorter.prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return ()


def is_one_circle(uses: Collection[tuple[str, str]], group: Collection[str]) -> bool:
    """Whether each module of the group reaches each other one without leaving it."""
    inside = [(user, used) for user, used in uses if user in group and used in group]
    return all(_reached(inside, module) >= set(group) for module in group)


def _reached(uses: Collection[tuple[str, str]], start: str) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        module = pending.pop()
        new = {used for user, used in uses if user == module} - found
        found |= new
        pending += new
    return found
