"""One argument of a callable, and the key that it is bound to."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from hyperparameter._bind.annotations import NO_DEFAULT, asked_for, resolved
from hyperparameter._kernel.frame import MISSING, Frame
from hyperparameter._kernel.kinds import kind_of, loaded, toward_text_or_none
from hyperparameter._kernel.required import required
from hyperparameter._kernel.unfinished import Unfinished, spelling_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from hyperparameter._kernel.kinds import Kind


class Argument:
    """An argument, its key, and how it is read.

    Args:
        parameter: the parameter in the signature.
        namespace: the prefix of its key.
        owner: the function or class in whose module the annotation is resolved.
    """

    def __init__(self, parameter: inspect.Parameter, namespace: str, owner: Any) -> None:
        default = parameter.default
        if isinstance(default, Unfinished):
            name, finished = spelling_of(default)
            raise TypeError(
                f"the default of {parameter.name} is {name}, which is not a value: "
                f"read it first, with {finished}"
            )
        self.name = parameter.name
        self.key = f"{namespace}.{parameter.name}"
        self.owner = owner
        self.default = default
        self.required = default is inspect.Parameter.empty or default is required
        #: Whether a library creates the default, as with `field(default_factory=...)`.
        self.is_made = is_of_library(default)
        #: What to pass if it is neither passed nor set.
        self.unset = required if self.required else default
        #: The type whose values need no conversion; with an annotation it is known only after
        #: the first read.
        self.plain: type | None = None
        if parameter.annotation is parameter.empty and type(default) in _PLAIN.values():
            self.plain = type(default)
        self._written = parameter.annotation
        self._kind: Kind | None = None

    def as_it_is(self, frame: Frame) -> Any:
        """The value that is set; None if it has to be converted; `required` if it is not set."""
        value = frame.stored(self.key)
        if value is MISSING:
            return required
        return value if type(value) is self.plain else None

    def read(self, frame: Frame) -> Any:
        """The value that is set, converted; `required` if it is not set."""
        value = self.as_it_is(frame)
        return frame.read(self.key, self.kind()) if value is None else value

    @property
    def has_default(self) -> bool:
        """Whether it has a default that is a value."""
        return not (self.required or self.is_made)

    def annotation(self) -> Any:
        """Its annotation, resolved; None if there is none or it cannot be resolved."""
        if self._written is inspect.Parameter.empty:
            return None
        return resolved(self._written, self._names())

    def kind(self) -> Kind:
        """How its value is converted."""
        if self._kind is not None:
            return self._kind
        # Resolved at the first call: an annotation may name a class that is defined later.
        default = self.default if self.has_default else NO_DEFAULT
        # pydantic converts strings to its own types, such as URLs, itself.
        converts = hasattr(self.owner, "__pydantic_validator__")
        self._kind = asked_for(self.annotation(), default, converts)
        self.plain = _PLAIN.get(self._kind)
        return self._kind

    def _names(self) -> dict[str, Any]:
        if isinstance(self.owner, type):
            module = sys.modules.get(self.owner.__module__)
            return {**getattr(module, "__dict__", {}), **vars(self.owner)}
        return getattr(inspect.unwrap(self.owner), "__globals__", {})

    def __getstate__(self) -> dict[str, Any]:
        """For libraries that pickle functions by value; the kind is not sent, but found again."""
        return {**vars(self), "_kind": None}


def report_missing(function: Any, missing: Collection[Argument]) -> NoReturn:
    """Raises the TypeError of a call without arguments that are not set either."""
    plural = "s" if len(missing) > 1 else ""
    names = ", ".join(repr(argument.name) for argument in missing)
    keys = ", ".join(f'"{argument.key}"' for argument in missing)
    what = getattr(function, "__qualname__", repr(function))
    raise TypeError(
        f"{what}() missing {len(missing)} required argument{plural}: {names}; "
        f"pass {'them' if plural else 'it'}, or set {keys}"
    )


#: Types whose values need no conversion, by the kind that converts to them.
_PLAIN: dict[Kind, type] = {kind_of(plain): plain for plain in (bool, int, float, str, bytes)}
_PLAIN[toward_text_or_none] = str

#: Module and name of the objects that stand for "no default" in signatures of libraries.
_MARKS = (
    ("dataclasses", "MISSING"),
    ("dataclasses", "_HAS_DEFAULT_FACTORY"),
    ("attr", "NOTHING"),
    ("pydantic_core", "PydanticUndefined"),
    ("pydantic._internal._signature", "_HAS_DEFAULT_FACTORY"),
)
#: Types of defaults that are instructions for a library, not values.
_DESCRIPTIONS = (("pydantic.fields", "FieldInfo"), ("fastapi.params", "Depends"))


def is_of_library(default: Any) -> bool:
    """Whether a default is not a value, but a marker or instruction of a library."""
    # If a module was never imported, its markers are not in use.
    is_mark = default is not None and any(
        default is getattr(sys.modules.get(module), name, None) for module, name in _MARKS
    )
    return is_mark or any(isinstance(default, loaded(*kind)) for kind in _DESCRIPTIONS)
