"""What binds arguments already, and the namespaces that it reads."""

from __future__ import annotations

import weakref
from typing import Any

_namespaces: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_take_required: weakref.WeakSet[Any] = weakref.WeakSet()


def remember(bound: Any, namespace: str, takes_required: bool) -> None:
    """Notes a callable that fills in what was not passed.

    ``takes_required``: also where `required` is passed in its place, by position or name.
    """
    _namespaces[bound] = namespace
    if takes_required:
        _take_required.add(bound)


def is_bound(function: Any) -> bool:
    """Whether it fills in what was not passed."""
    try:
        return function in _namespaces
    except TypeError:  # it cannot be hashed, or not be referred to weakly
        return False


def takes_required(bound: Any) -> bool:
    """Whether it fills in where `required` is passed."""
    return bound in _take_required


def covers(path: str, key: str) -> bool:
    """Whether some callable reads ``key`` from a namespace at or below ``path``."""
    return any(
        f"{namespace}.".startswith(f"{path}.") and key.startswith(f"{namespace}.")
        for namespace in list(_namespaces.values())
    )
