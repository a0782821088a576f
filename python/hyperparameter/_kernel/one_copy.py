"""Keeps one copy of the package in a process, even if ``sys.modules`` is reset.

A test may import it inside ``patch.dict(sys.modules)``, which removes the import at its
end. A second import would create another context variable, whose scopes the first copy's
``param_scope`` would not see; so it returns the modules of the first import.
"""

from __future__ import annotations

import sys

#: The attribute of `sys` that keeps the modules; `sys` itself is never re-imported.
_KEPT = "_hyperparameter_modules"


def keep(package: str) -> None:
    """Remembers the modules of ``package`` for a later import; the first ones stay."""
    kept = sys.__dict__.setdefault(_KEPT, {})
    for name, module in list(sys.modules.items()):
        if name == package or name.startswith(f"{package}."):
            kept.setdefault(name, module)


def _restore(package: str) -> None:
    """Gives an import of ``package`` the modules of an earlier one of the same file."""
    kept = getattr(sys, _KEPT, {})
    now = sys.modules[package]
    if getattr(kept.get(package), "__file__", None) != now.__file__:
        return
    restored = [
        name for name, module in kept.items() if sys.modules.setdefault(name, module) is module
    ]
    for name in restored:
        around, _, last = name.rpartition(".")
        setattr(sys.modules[around], last, kept[name])


_restore(__name__.partition(".")[0])
