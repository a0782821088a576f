"""What binds arguments already, and the namespaces that it reads."""

from __future__ import annotations

import weakref
from typing import Any

#: The namespace of each, and whether it fills in where `required` is passed.
_bound: weakref.WeakKeyDictionary[Any, tuple[str, bool]] = weakref.WeakKeyDictionary()


def remember(bound: Any, namespace: str, takes_required: bool) -> None:
    """Notes a callable that fills in what was not passed.

    ``takes_required``: also where `required` is passed in its place, by position or name.
    """
    _bound[bound] = namespace, takes_required


def is_bound(function: Any) -> bool:
    """Whether it fills in what was not passed."""
    try:
        return function in _bound
    except TypeError:  # it cannot be hashed, or not be referred to weakly
        return False


def takes_required(function: Any) -> bool:
    """Whether it also fills in where `required` is passed."""
    return is_bound(function) and _bound[function][1]


def covers(path: str, key: str) -> bool:
    """Whether some callable reads ``key`` from a namespace at or below ``path``."""
    return any(
        f"{namespace}.".startswith(f"{path}.") and key.startswith(f"{namespace}.")
        for namespace, _ in list(_bound.values())
    )
