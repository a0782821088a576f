"""What an annotation asks a value to be."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Union

from hyperparameter._kinds import interpreted, kind_of
from hyperparameter.exceptions import ConversionError

if TYPE_CHECKING:
    from hyperparameter._kinds import Kind, Parameter

_UNIONS: tuple[Any, ...] = (Union,)
if sys.version_info >= (3, 10):
    _UNIONS = (Union, types.UnionType)


def resolved(annotation: Any, module_names: dict[str, Any], with_extras: bool = False) -> Any:
    """The annotation with its names looked up, None if one cannot be; what `Annotated` adds
    is left out unless ``with_extras``."""
    holder = types.SimpleNamespace(__annotations__={"annotated": annotation})
    try:
        return typing.get_type_hints(holder, module_names, None, with_extras)["annotated"]
    except Exception:  # whatever evaluating a stranger's text raises
        return None


def annotated_kind(annotation: Any) -> Kind | None:
    """How to read a parameter toward an annotation; None if it does not say."""
    if annotation is Any or annotation is object:
        return interpreted
    origin = typing.get_origin(annotation)
    if origin in _UNIONS:
        return _union(_members(annotation))
    if origin is typing.Literal:
        return _literal(typing.get_args(annotation))
    if hasattr(annotation, "__supertype__"):  # a NewType
        return annotated_kind(annotation.__supertype__)
    wanted = origin or annotation
    return kind_of(wanted) if _tells_instances(wanted) else None


def members_of(annotation: Any) -> list[Any]:
    """The types that a union is made of, or the one that it is."""
    return _members(annotation) if typing.get_origin(annotation) in _UNIONS else [annotation]


def fits(default: Any, annotation: Any) -> bool:
    """Whether a default is what its annotation says."""
    if annotation is Any:
        return True
    origin = typing.get_origin(annotation)
    if origin in _UNIONS:
        return any(fits(default, member) for member in typing.get_args(annotation))
    if origin is typing.Literal:
        return _is_one_of(default, typing.get_args(annotation))
    if hasattr(annotation, "__supertype__"):
        return fits(default, annotation.__supertype__)
    wanted = origin or annotation
    if not _tells_instances(wanted):
        return False
    if wanted is float and isinstance(default, int):  # as type checkers have it
        return not isinstance(default, bool)
    return isinstance(default, wanted)


def _tells_instances(wanted: Any) -> bool:
    """Whether ``isinstance`` can answer: not for protocols and typed dicts."""
    try:
        isinstance(None, wanted)
    except TypeError:
        return False
    return isinstance(wanted, type)


def _is_one_of(value: Any, choices: tuple[Any, ...]) -> bool:
    # The types first: a stranger's comparison may raise, or answer with an array.
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _members(annotation: Any) -> list[Any]:
    return [member for member in typing.get_args(annotation) if member is not type(None)]


def _union(members: Sequence[Any]) -> Kind | None:
    kinds = [annotated_kind(member) for member in members]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < len(members):
        return None
    if len(known) == 1:
        return known[0]
    wanted = " or ".join(getattr(member, "__name__", str(member)) for member in members)

    def read(parameter: Parameter) -> Any:
        value = interpreted(parameter)
        if value is None or any(fits(value, member) for member in members):
            return value
        for kind in known:
            with suppress(ConversionError):
                return kind(parameter)
        raise parameter.refuse(wanted)

    return read


def _literal(choices: tuple[Any, ...]) -> Kind:
    kinds = {type(choice): kind_of(type(choice)) for choice in choices}

    def read(parameter: Parameter) -> Any:
        for kind in kinds.values():
            with suppress(ConversionError):
                value = kind(parameter)
                if value is None or _is_one_of(value, choices):
                    return value
        raise parameter.refuse("one of " + ", ".join(repr(choice) for choice in choices))

    return read
