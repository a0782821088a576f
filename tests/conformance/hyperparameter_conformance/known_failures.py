"""The list of known failures: ids of cases that a port is known not to pass, each with the reason.

::

    # what is missing in our port
    conv-list-from-flow  # flow lists are not read yet
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path


class MalformedListError(Exception):
    """A list that cannot be read."""


def read(path: Path) -> dict[str, str]:
    """The reasons by id; raises MalformedListError naming the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MalformedListError(f"cannot read {path}: {error}") from error
    known: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        id, _, reason = (part.strip() for part in line.partition("#"))
        if not id:
            continue
        if not reason:
            raise MalformedListError(f"{path}:{number}: {id} has no reason; write id  # reason")
        if id in known:
            raise MalformedListError(f"{path}:{number}: {id} is listed twice")
        known[id] = reason
    return known


def stale(known: Collection[str], ids: Collection[str]) -> list[str]:
    """The ids that are listed and no longer exist."""
    return sorted(set(known) - set(ids))
