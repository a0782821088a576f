"""The registry of bound callables, with the namespaces that they read."""

from __future__ import annotations

import weakref
from typing import Any

#: The namespace of each, and whether it fills in arguments passed as `required`.
_bound: weakref.WeakKeyDictionary[Any, tuple[str, bool]] = weakref.WeakKeyDictionary()


def remember(bound: Any, namespace: str, takes_required: bool) -> None:
    """Registers a callable that fills in arguments that were not passed.

    ``takes_required``: whether it also fills in those passed as `required`.
    """
    _bound[bound] = namespace, takes_required


def takes_required(function: Any) -> bool | None:
    """Whether a bound callable also fills in arguments passed as `required`; None if it is not
    bound."""
    try:
        return _bound[function][1]
    except (KeyError, TypeError):  # TypeError: not hashable, or without weak references
        return None


def covers(path: str, key: str) -> bool:
    """Whether some bound callable reads ``key`` from a namespace at or below ``path``."""
    return any(
        f"{namespace}.".startswith(f"{path}.") and key.startswith(f"{namespace}.")
        for namespace, _ in list(_bound.values())
    )
