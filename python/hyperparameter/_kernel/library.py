"""Loads the C library; any failure is an ImportError that says why."""

from __future__ import annotations

import sys


def _is_subinterpreter() -> bool:
    try:
        if sys.version_info >= (3, 13):
            import _interpreters as interpreters
        else:
            import _xxsubinterpreters as interpreters  # type: ignore[import-not-found]
    except ImportError:
        return False
    return bool(interpreters.get_current() != interpreters.get_main())


# Checked before loading: in a subinterpreter the loader can crash the process.
if _is_subinterpreter():
    raise ImportError("hyperparameter does not load in subinterpreters: import it in the main one")


try:
    from hyperparameter._lowlevel import ffi, lib
except ImportError:
    raise
except Exception as error:  # the loader raises many types
    raise ImportError(f"cannot load the native library of hyperparameter: {error}") from error

if lib.hp_abi_version() != lib.HP_ABI_VERSION:
    raise ImportError(
        f"the native library of hyperparameter has ABI version {lib.hp_abi_version()}, "
        f"this package needs {lib.HP_ABI_VERSION}; reinstall hyperparameter"
    )

# 0: Python's frames keep the objects alive, so it needs no report of released tokens.
if lib.hp_objects_claim(0) != lib.HP_OK:
    raise ImportError(
        "hyperparameter is loaded in this process already, by another copy of the package; "
        "the two cannot share one native library"
    )

__all__ = ["ffi", "lib"]
