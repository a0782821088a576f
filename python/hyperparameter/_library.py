"""Loads the C library, or says cleanly why it cannot be: always an ImportError."""

from __future__ import annotations

import importlib


def _is_subinterpreter() -> bool:
    for name in ("_interpreters", "_xxsubinterpreters"):  # as CPython 3.13, and before, has it
        try:
            interpreters = importlib.import_module(name)
        except ImportError:
            continue
        return bool(interpreters.get_current() != interpreters.get_main())
    return False


# Before the loader is touched: in a subinterpreter it can take the process down.
if _is_subinterpreter():
    raise ImportError("hyperparameter does not load in subinterpreters: import it in the main one")


try:
    from hyperparameter._lowlevel import ffi, lib
except ImportError:
    raise
except Exception as error:  # the loader's own errors, of many types
    raise ImportError(f"cannot load the native library of hyperparameter: {error}") from error

if lib.hp_abi_version() != lib.HP_ABI_VERSION:
    raise ImportError(
        f"the native library of hyperparameter has ABI version {lib.hp_abi_version()}, "
        f"this package needs {lib.HP_ABI_VERSION}; reinstall hyperparameter"
    )

if lib.hp_objects_claim() != lib.HP_OK:
    raise ImportError(
        "hyperparameter is loaded in this process already, by another copy of the package; "
        "the two cannot share one native library"
    )

__all__ = ["ffi", "lib"]
