"""The base class of accessors and fallbacks, which are not values until they are read.

An operation that would silently treat an accessor as its value (comparing, adding,
iterating, pickling) raises a TypeError that shows how to read it.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any, NoReturn

#: All subclasses of `Unfinished`, for a fast check on hot paths.
UNFINISHED: set[type] = set()


class Unfinished:
    """A read that still lacks its default or its ``()``."""

    __slots__ = ()

    #: The key, or the keys that are tried in turn; "" for `param_scope` itself.
    __key__: str | tuple[str, ...]

    def __init_subclass__(cls) -> None:
        UNFINISHED.add(cls)

    def __bool__(self) -> NoReturn:
        refuse(self, "use it as a condition")


def spelled(key: str) -> str:
    """How a program writes the accessor of ``key``."""
    import keyword  # imported here: only messages need it

    segments = key.split(".")
    if all(name.isidentifier() and not keyword.iskeyword(name) for name in segments):
        return f"param_scope.{key}"
    return f'param_scope["{key}"]'


def spelling_of(unfinished: Unfinished) -> tuple[str, str]:
    """How a program spells it, and how it reads it; for messages."""
    key = unfinished.__key__
    if isinstance(key, tuple):
        name = " | ".join(map(spelled, key))
        return name, f"({name} | default)"
    if not key:
        return "param_scope", "a parameter's name; or open a scope, with param_scope(...)"
    name = spelled(key)
    return name, f"({name} | default) or {name}()"


def refuse(unfinished: Unfinished, what: str) -> NoReturn:
    """Raises the TypeError for using it as a value."""
    name, finished = spelling_of(unfinished)
    raise TypeError(f"{name} is not a value: cannot {what}; read it first, with {finished}")


def _refusing(what: str) -> Any:
    def operation(self: Unfinished, *others: object) -> NoReturn:
        refuse(self, what)

    return operation


_REFUSED = {
    # An f-string may build a file's name; `!r` still works, for debugging.
    "format it": "format",
    "convert it to a string": "str",
    "pickle or copy it": "reduce_ex",
    "compare it": "eq ne lt le gt ge",
    "use it as a key": "hash",
    "iterate over it": "iter aiter next reversed",
    "take its length": "len",
    "await it": "await",
    "enter it": "enter exit aenter aexit",
    "calculate with it": "neg pos abs invert int float complex index round trunc floor ceil",
    "change it in place": "ior",
}
_BINARY = "add sub mul truediv floordiv mod divmod pow matmul and xor lshift rshift"

for _what, _names in _REFUSED.items():
    for _name in _names.split():
        setattr(Unfinished, f"__{_name}__", _refusing(_what))
for _name in _BINARY.split():
    setattr(Unfinished, f"__{_name}__", _refusing("calculate with it"))
    setattr(Unfinished, f"__r{_name}__", _refusing("calculate with it"))
    setattr(Unfinished, f"__i{_name}__", _refusing("change it in place"))
