"""Reads toward what may be absent, which in Python an annotation says."""

from __future__ import annotations

from typing import Any, List, Optional

from hyperparameter import auto_param
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
    return auto_param(namespace)(read)()


def _type(default: Any) -> Any:
    """The type of a value, of a list with that of its elements if they have one."""
    if isinstance(default, list):
        kinds = {type(item) for item in default}
        return List[kinds.pop()] if len(kinds) == 1 else list
    return type(default)
