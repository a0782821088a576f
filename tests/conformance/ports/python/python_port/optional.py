"""Reads toward what may be absent, which in Python an annotation says."""

from __future__ import annotations

from typing import Any, Optional

from hyperparameter import auto_param, keys, param_scope, unset
from python_port.tagged import FaultError


def read_optional(key: str, default: Any) -> Any:
    """What a function gets for its parameter of the type of the default, or None."""
    namespace, _, name = key.rpartition(".")
    if not namespace or not name.isidentifier():
        raise FaultError(f"no parameter of a function can be bound to {key!r}")
    defined: dict[str, Any] = {}
    exec(f"def read({name}): return {name}", defined)
    read = defined["read"]
    read.__defaults__ = (default,)
    read.__annotations__ = {name: Optional[_type(default)]}
    # Keys below a parameter of a function are its fields, or an error; of a read they are not.
    below = [other for other in keys(key) if other != key]
    with param_scope(unset(*below)):
        return auto_param(namespace)(read)()


def _type(default: Any) -> Any:
    """The type of a value, of a list with that of its elements if they have one."""
    if isinstance(default, list):
        kinds = {type(item) for item in default}
        return list[kinds.pop()] if len(kinds) == 1 else list
    return type(default)
