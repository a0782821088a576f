"""Kinds of annotations: how a value is converted to an annotated type."""

from __future__ import annotations

import re
import sys
import types
import typing
from collections import abc
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Union

from hyperparameter._bind.models import is_model, model_kind
from hyperparameter._kernel.elements import collection, mapping
from hyperparameter._kernel.kinds import (
    Instance,
    as_written,
    interpreted,
    kind_for,
    kind_of,
    toward_text_or_none,
)
from hyperparameter._kernel.values import UntypedText, is_null
from hyperparameter.exceptions import ConversionError

if TYPE_CHECKING:
    from hyperparameter._kernel.kinds import Kind, Parameter

_UNIONS: tuple[Any, ...] = (Union,)
if sys.version_info >= (3, 10):
    _UNIONS = (Union, types.UnionType)


def resolved(annotation: Any, module_names: dict[str, Any], with_extras: bool = False) -> Any:
    """The annotation with its names resolved, None if that fails; metadata of `Annotated` is
    dropped unless ``with_extras``."""
    holder = types.SimpleNamespace(__annotations__={"annotated": annotation})
    try:
        return typing.get_type_hints(holder, module_names, None, with_extras)["annotated"]
    except Exception:  # evaluating an annotation may raise anything
        return None


#: Stands for the default of an argument without one.
NO_DEFAULT: Any = object()


def asked_for(annotation: Any, default: Any = NO_DEFAULT, converts: bool = False) -> Kind:
    """How to convert an argument with this annotation, or None, and this default.

    ``converts``: whether the library that gets the value converts to its own types itself.
    """
    by_default = interpreted if default is NO_DEFAULT else kind_for(default)
    # A default of None makes every annotation optional, as PEP 484 first had it.
    members, nullable = members_of(annotation)
    nullable |= default is None
    kinds = [annotated_kind(member) for member in members]
    if converts:
        kinds = [as_written if isinstance(kind, Instance) else kind for kind in kinds]
    if annotation is None or None in kinds:
        return by_default
    if default is not NO_DEFAULT and default is not None:
        # The type of the default is tried first, and counts as a member.
        at = next((at for at, member in enumerate(members) if fits(default, member)), None)
        if at is None or _is_anything(members[at]):
            members, kinds = [type(default), *members], [by_default, *kinds]
        else:
            members.insert(0, members.pop(at))
            kinds.insert(0, kinds.pop(at))
    return _of_one(members, kinds, nullable)


def annotated_kind(annotation: Any) -> Kind | None:
    """How to convert to an annotated type; None if the annotation does not tell."""
    if _is_anything(annotation):
        return interpreted
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in _UNIONS:
        members, nullable = members_of(annotation)
        kinds = [annotated_kind(member) for member in members]
        if None in kinds:
            return None
        return _of_one(members, kinds, nullable)
    if origin is typing.Literal:
        return _literal(arguments)
    if hasattr(annotation, "__supertype__"):  # a NewType
        return annotated_kind(annotation.__supertype__)
    wanted = origin or annotation
    if not _tells_instances(wanted):
        return None
    # `tuple[()]` means an empty tuple, and `get_args` returns nothing for it.
    if wanted in _MADE and (arguments or (origin is tuple and annotation is not tuple)):
        return _collection(annotation, wanted, arguments)
    if is_model(wanted):
        return model_kind(wanted)
    return kind_of(wanted)


#: The type that is created for an annotated collection with element types.
_MADE: dict[Any, type] = {
    **{getattr(abc, name): list for name in ("Sequence", "MutableSequence", "Iterable")},
    **{getattr(abc, name): list for name in ("Collection", "Container", "Reversible")},
    **dict.fromkeys((abc.Set, abc.MutableSet), set),
    **dict.fromkeys((abc.Mapping, abc.MutableMapping), dict),
    **{made: made for made in (list, tuple, set, frozenset, dict)},
}


def _is_anything(annotation: Any) -> bool:
    return annotation is Any or annotation is object


def _collection(annotation: Any, wanted: Any, arguments: tuple[Any, ...]) -> Kind:
    made = _MADE[wanted]
    name = re.sub(r"\b[a-z_.]+\.(?=\w)", "", str(annotation))
    kinds = [annotated_kind(argument) or interpreted for argument in arguments if argument != ()]
    if made is dict:
        return mapping(wanted, name, kinds[-1])
    if made is not tuple or ... in arguments:
        return collection(made, name, lambda at: kinds[0], accepted=wanted)
    return collection(made, name, kinds.__getitem__, length=len(kinds), accepted=wanted)


def members_of(annotation: Any) -> tuple[list[Any], bool]:
    """The members of a union without None, or the type itself; and whether None is a member."""
    if typing.get_origin(annotation) not in _UNIONS:
        return [annotation], False
    members = typing.get_args(annotation)
    some = [member for member in members if member is not type(None)]
    return some, len(some) < len(members)


def fits(default: Any, annotation: Any) -> bool:
    """Whether a default matches its annotation."""
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
    if wanted is float and isinstance(default, int):  # as type checkers allow
        return not isinstance(default, bool)
    return isinstance(default, wanted)


def _tells_instances(wanted: Any) -> bool:
    """Whether ``isinstance`` works with it: not with protocols and typed dicts."""
    try:
        isinstance(None, wanted)
    except TypeError:
        return False
    return isinstance(wanted, type)


def _is_one_of(value: Any, choices: tuple[Any, ...]) -> bool:
    # Types first: comparing foreign objects may raise, or return an array.
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _first_of(members: Sequence[Any], kinds: Sequence[Kind]) -> Kind:
    """Converts to a union: a value of a member's type is kept, else the first kind that fits."""
    wanted = " or ".join(getattr(member, "__name__", str(member)) for member in members)

    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if stored is None:
            return None
        # An untyped string has no type of its own.
        if type(stored) is not UntypedText and any(_is_of(stored, member) for member in members):
            return interpreted(parameter)
        for kind in kinds:
            with suppress(ConversionError):
                return kind(parameter)
        raise parameter.refuse(wanted)

    return read


def _of_one(members: Sequence[Any], kinds: Sequence[Any], nullable: bool) -> Kind:
    """Converts to any of these types, or to None if ``nullable``."""
    kind = kinds[0] if len(kinds) == 1 else _first_of(members, kinds)
    return _or_none(kind) if nullable else kind


def _is_of(value: Any, member: Any) -> bool:
    if _is_anything(member):
        return True
    if typing.get_origin(member) is typing.Literal:
        return _is_one_of(value, typing.get_args(member))
    if typing.get_args(member) or not _tells_instances(member):
        return False
    return isinstance(value, member) and not (isinstance(value, bool) and member is not bool)


def _or_none(kind: Kind) -> Kind:
    """Converts by ``kind``, or to None, which is also how an untyped ``null`` reads."""
    if kind is kind_of(str):
        return toward_text_or_none
    if kind in (kind_of(int), kind_of(float), kind_of(bool), interpreted):
        return kind  # reads null as None already

    def read(parameter: Parameter) -> Any:
        return None if is_null(parameter.stored) else kind(parameter)

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
