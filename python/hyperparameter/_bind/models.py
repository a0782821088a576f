"""Dataclasses, pydantic models and attrs classes, made of the keys below a parameter."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import sys
from typing import TYPE_CHECKING, Any, Callable

from hyperparameter._bind.annotations import members_of
from hyperparameter._kernel.frame import Frame
from hyperparameter._kernel.kinds import fresh
from hyperparameter._kernel.model_types import is_model, is_pydantic
from hyperparameter.exceptions import ConversionError

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument
    from hyperparameter._kernel.kinds import Parameter


def model_of(argument: Argument, base: Any) -> type | None:
    """The model that a parameter is, by what it is set to or else by its annotation."""
    if is_model(type(base)):
        return type(base)
    return next(filter(is_model, members_of(argument.annotation())), None)


def built(argument: Argument, model: type, base: Any, frame: Frame, keys: list[str]) -> Any:
    """``base``, or a new ``model``, with the fields that ``keys`` set."""
    from hyperparameter._bind.argument import report_missing
    from hyperparameter._bind.below import read_below

    if not isinstance(base, model):
        base = _made_default(argument, model)
    if base is None and frame.is_set(argument.key):
        raise ConversionError(
            f'cannot read {argument.key} as {model.__name__}: it is set, and so is "{keys[0]}" '
            "below it; unset one of them",
            key=argument.key,
        )
    fields = _fields(argument.key, model, base)
    start = len(argument.key) + 1
    changes = {}
    for name in dict.fromkeys(key[start:].partition(".")[0] for key in keys):
        field = fields.get(name)
        if field is None:
            raise ConversionError(
                _unknown(argument.key, name, model, fields), key=f"{argument.key}.{name}"
            )
        deep = any(key.startswith(f"{field.key}.") for key in keys)
        changes[name] = read_below(field, frame) if deep else field.read(frame)
    if base is not None:
        return _replaced(argument.key, base, changes)
    missing = [(field, field.unset) for name, field in fields.items() if name not in changes]
    if any(field.required for field, _ in missing):
        report_missing(model, missing)
    return model(**changes)


def fields_in(
    parameter: Parameter, model: type, values: dict[str, Any]
) -> dict[str, Callable[[], Any]]:
    """The fields that a mapping inside a list gives, each as a function that makes it."""
    fields = _fields("", model, None)
    made: dict[str, Callable[[], Any]] = {}
    for name, value in values.items():
        if name not in fields:
            raise parameter.refuse(f"{model.__name__}, which has no field {name!r}")
        read = fields[name].part_kind()(parameter.part(f".{name}", value))
        made[name] = functools.partial(fresh, read)
    missing = [name for name, field in fields.items() if field.required and name not in values]
    if missing:
        raise parameter.refuse(f"{model.__name__}, whose {', '.join(missing)} is missing")
    return made


def _fields(path: str, model: type, base: Any) -> dict[str, Argument]:
    from hyperparameter._bind.argument import Argument, can_be_bound, signature_of

    fields = {}
    for parameter in signature_of(model).parameters.values():
        if can_be_bound(parameter):
            if base is not None:
                current = getattr(base, _attribute(model, parameter.name), parameter.default)
                parameter = parameter.replace(default=current)
            fields[parameter.name] = Argument(parameter, path, model)
    return fields


def _unknown(path: str, name: str, model: type, fields: dict[str, Any]) -> str:
    import difflib

    near = difflib.get_close_matches(name, fields, 1)
    hint = f'did you mean "{path}.{near[0]}"?' if near else f"its fields are {', '.join(fields)}"
    return f'cannot set "{path}.{name}": {model.__name__} has no field {name}; {hint}'


def _made_default(argument: Argument, model: type) -> Any:
    """What the factory of a field makes; None if it is not the field of a model."""
    if not (argument.is_made and is_model(argument.owner)):
        return None
    name = _attribute(argument.owner, argument.name)
    made = None
    if is_pydantic(argument.owner):
        made = argument.owner.model_fields[name].get_default(call_default_factory=True)
    elif hasattr(argument.owner, "__attrs_attrs__"):
        factory = sys.modules["attr"].fields_dict(argument.owner)[name].default
        made = None if getattr(factory, "takes_self", True) else factory.factory()
    else:
        factory = argument.owner.__dataclass_fields__[name].default_factory
        made = factory() if callable(factory) else None
    return made if isinstance(made, model) else None


def _replaced(key: str, base: Any, changes: dict[str, Any]) -> Any:
    model = type(base)
    if is_pydantic(model):
        # Through the constructor, so that the model's validators see the new values.
        current = {
            name: getattr(base, _attribute(model, name))
            for name, parameter in inspect.signature(model).parameters.items()
            if parameter.kind is not parameter.VAR_KEYWORD
        }
        made = model(**{**current, **(base.model_extra or {}), **changes})
        # What was a default before is one still.
        changed = {_attribute(model, name) for name in changes}
        made.model_fields_set.intersection_update(base.model_fields_set | changed)
        return made
    if hasattr(model, "__attrs_attrs__"):
        return sys.modules["attr"].evolve(base, **changes)
    try:
        return dataclasses.replace(base, **changes)
    except (TypeError, ValueError) as error:  # a TypeError from Python 3.13 on
        if "InitVar" not in str(error):
            raise
        raise ConversionError(
            f"cannot set fields of {key} one by one: {error}; set {key} as a whole", key=key
        ) from None


def _attribute(model: Any, parameter: str) -> str:
    """The attribute that a parameter of the constructor sets."""
    if hasattr(model, "__attrs_attrs__"):
        for field in model.__attrs_attrs__:
            if parameter == getattr(field, "alias", field.name.lstrip("_")):
                return str(field.name)
    if is_pydantic(model):
        for name, field in model.model_fields.items():
            if parameter in (field.alias, field.validation_alias):
                return str(name)
    return parameter
