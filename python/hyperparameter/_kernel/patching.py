"""Assignments and deletions, as they are written; a patch of pytest or mock is refused.

A patch reads an attribute, sets it, and sets what it has read again at its end. Of a
parameter it reads an accessor, which cannot be put back as a value.
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

#: The modules whose functions patch.
_PATCHING = frozenset({"_pytest.monkeypatch", "unittest.mock", "mock.mock"})


def assign(key: str, value: Any, scope: ReferenceType[Scope] | None = None) -> None:
    """Assigns, for a ``__setattr__`` or a ``__setitem__``.

    Raises:
        TypeError: if a patch of pytest or mock is what sets.
        ScopeError: if no scope is open here, or not this one.
    """
    # From here: __setattr__, who sets.
    if _is_patching(3):
        # One that was refused puts back the accessor that it has found.
        if isinstance(value, Unfinished) and getattr(value, "__key__", None) == key:
            return
        _refuse(key)
    _context.assign(key, value, scope)


def refuse_deletion(key: str) -> NoReturn:
    """Overrides end with their scope; nothing is deleted."""
    # From here: __delattr__, who deletes.
    if _is_patching(3):
        _refuse(key)
    raise TypeError(
        f'cannot delete "{key}": an override ends with its scope; '
        f'to hide it, open a scope with param_scope(unset("{key}"))'
    )


def refuse_items(key: str, asked: object = None) -> None:
    """A patch of items calls ``get``, with the item's name, or ``copy``.

    Raises:
        TypeError: if a patch of pytest or mock is what calls the accessor of ``key``.
    """
    # From here: __call__, who calls.
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
    """Whether a patch made the call that lies so many calls further out."""
    return sys._getframe(callers).f_globals.get("__name__") in _PATCHING


def _refuse(key: str) -> NoReturn:
    raise TypeError(
        f"cannot patch {spelled(key)}, what it was before could not be put back: "
        f'write with param_scope(**{{"{key}": value}}): '
        f'or decorate the test with @param_scope(**{{"{key}": value}})'
    )
