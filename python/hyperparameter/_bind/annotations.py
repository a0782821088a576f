"""What an annotation asks a value to be."""

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
    """The annotation with its names looked up, None if one cannot be; what `Annotated` adds
    is left out unless ``with_extras``."""
    holder = types.SimpleNamespace(__annotations__={"annotated": annotation})
    try:
        return typing.get_type_hints(holder, module_names, None, with_extras)["annotated"]
    except Exception:  # whatever evaluating a stranger's text raises
        return None


#: A parameter without a default.
NO_DEFAULT: Any = object()


def asked_for(annotation: Any, default: Any = NO_DEFAULT, converts: bool = False) -> Kind:
    """How to read a parameter with an annotation, or None for none, and a default.

    ``converts``: whether who gets the value makes instances of its own types by itself.
    """
    by_default = interpreted if default is NO_DEFAULT else kind_for(default)
    # None fits every annotation, as it did before Optional was always written out.
    members, nullable = _members(annotation)
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
    """How to read a parameter toward an annotation; None if it does not say."""
    if _is_anything(annotation):
        return interpreted
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in _UNIONS:
        members, nullable = _members(annotation)
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
    # A `tuple[()]` says that it is empty, and has no arguments that say so.
    if wanted in _MADE and (arguments or (origin is tuple and annotation is not tuple)):
        return _collection(annotation, wanted, arguments)
    if is_model(wanted):
        return model_kind(wanted)
    return kind_of(wanted)


#: What is made where an annotation of a collection says what its elements are.
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


def _members(annotation: Any) -> tuple[list[Any], bool]:
    """The types that a union is made of, or the one that it is; whether None is among them."""
    if typing.get_origin(annotation) not in _UNIONS:
        return [annotation], False
    members = typing.get_args(annotation)
    some = [member for member in members if member is not type(None)]
    return some, len(some) < len(members)


def members_of(annotation: Any) -> list[Any]:
    """The types that a union is made of, or the one that it is."""
    return _members(annotation)[0]


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


def _first_of(members: Sequence[Any], kinds: Sequence[Kind]) -> Kind:
    """Toward a union: what is of a member is taken as it is, else the first kind that takes it."""
    wanted = " or ".join(getattr(member, "__name__", str(member)) for member in members)

    def read(parameter: Parameter) -> Any:
        stored = parameter.stored
        if stored is None:
            return None
        # Untyped text is of no type until it is read as one.
        if type(stored) is not UntypedText and any(_is_of(stored, member) for member in members):
            return interpreted(parameter)
        for kind in kinds:
            with suppress(ConversionError):
                return kind(parameter)
        raise parameter.refuse(wanted)

    return read


def _of_one(members: Sequence[Any], kinds: Sequence[Any], nullable: bool) -> Kind:
    """Toward any of some types, and None where it may be absent."""
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
    """Toward what may be absent: there untyped null is null."""
    if kind is kind_of(str):
        return toward_text_or_none
    if kind in (kind_of(int), kind_of(float), kind_of(bool), interpreted):
        return kind  # null is null there

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
