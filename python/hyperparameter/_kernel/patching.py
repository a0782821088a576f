"""Assignments and deletions by attribute or item; patches by pytest or mock are refused.

A patch saves an attribute, sets it, and restores the saved one at its end. For a parameter
it would save an accessor, which is not a value and cannot be restored.
"""

from __future__ import annotations

import sys

from hyperparameter._kernel import context as _context
from hyperparameter._kernel.unfinished import Unfinished, spelled

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any, NoReturn
    from weakref import ReferenceType

    from hyperparameter._kernel.scope import Scope

#: The modules that implement patching.
_PATCHING = frozenset({"_pytest.monkeypatch", "unittest.mock", "mock.mock"})


def assign(key: str, value: Any, scope: ReferenceType[Scope] | None = None) -> None:
    """Implements ``__setattr__`` and ``__setitem__``.

    Raises:
        TypeError: if the caller is a patch of pytest or mock.
        ScopeError: if ``scope``, or any scope without it, is not open here.
    """
    # The callers: __setattr__, the code that sets.
    if _is_patching(3):
        # A patch that was refused restores the accessor that it saved.
        if isinstance(value, Unfinished) and getattr(value, "__key__", None) == key:
            return
        _refuse(key)
    _context.assign(key, value, scope)


def refuse_deletion(key: str) -> NoReturn:
    """Refuses a deletion: overrides end with their scope."""
    # The callers: __delattr__, the code that deletes.
    if _is_patching(3):
        _refuse(key)
    raise TypeError(
        f'cannot delete "{key}": an override ends with its scope; '
        f'to hide it, open a scope with param_scope(unset("{key}"))'
    )


def refuse_items(key: str, asked: object = None) -> None:
    """Refuses a patch of items, which calls ``get`` with the item's name, or ``copy``.

    Raises:
        TypeError: if a patch of pytest or mock calls the accessor of ``key``.
    """
    # The callers: __call__, the code that calls.
    if not _is_patching(3):
        return
    path, _, name = key.rpartition(".")
    if name == "get" and asked and isinstance(asked, str):
        key = _below(path, asked)
    elif name == "copy":
        key = _below(path, "key")
    _refuse(key)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is_patching(callers: int) -> bool:
    """Whether the caller at this depth is a patch of pytest or mock."""
    return sys._getframe(callers).f_globals.get("__name__") in _PATCHING


def _refuse(key: str) -> NoReturn:
    raise TypeError(
        f"cannot patch {spelled(key)}, because its previous value could not be restored; "
        f'use with param_scope(**{{"{key}": value}}): '
        f'or decorate the test with @param_scope(**{{"{key}": value}})'
    )
