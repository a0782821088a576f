"""Models, classes whose constructors take their fields: dataclasses, pydantic, attrs."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from typing import TYPE_CHECKING, Any

from hyperparameter._kernel.kinds import Fresh, fresh, loaded, made_of
from hyperparameter._kernel.values import ValueMap
from hyperparameter.exceptions import ConversionError

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument
    from hyperparameter._kernel.kinds import Kind, Parameter


def is_model(wanted: Any) -> bool:
    """Whether it is a dataclass, a pydantic model or an attrs class."""
    return isinstance(wanted, type) and (
        dataclasses.is_dataclass(wanted)
        or hasattr(wanted, "__attrs_attrs__")
        or is_pydantic(wanted)
    )


def is_pydantic(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, loaded("pydantic", "BaseModel"))


def model_kind(model: type) -> Kind:
    """How to convert a parameter, or an element of a list, to a model."""

    def make(parameter: Parameter, stored: Any) -> Any:
        if type(stored) is not ValueMap:
            raise parameter.refuse(f"{model.__name__}")
        # Imported here: `fields` needs this module, because a field may be a model itself.
        from hyperparameter._bind.fields import fields_in

        fields = fields_in(parameter, model, stored)
        return Fresh(lambda: model(**{name: fresh(value) for name, value in fields.items()}))

    return made_of(model, make)


def made_default(argument: Argument, model: type) -> Any:
    """The model that a field's default factory creates; None if it creates none."""
    if not (argument.is_made and is_model(argument.owner)):
        return None
    name = attribute_of(argument.owner, argument.name)
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


def replaced(key: str, base: Any, changes: dict[str, Any]) -> Any:
    model = type(base)
    if is_pydantic(model):
        # Through the constructor, so that the model's validators see the new values.
        current = {
            name: getattr(base, attribute_of(model, name))
            for name, parameter in inspect.signature(model).parameters.items()
            if parameter.kind is not parameter.VAR_KEYWORD
        }
        made = model(**{**current, **(base.model_extra or {}), **changes})
        # Fields that were defaults before still count as not set.
        changed = {attribute_of(model, name) for name in changes}
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


def attribute_of(model: Any, parameter: str) -> str:
    """The name of the attribute that a parameter of the constructor sets."""
    if hasattr(model, "__attrs_attrs__"):
        for field in model.__attrs_attrs__:
            if parameter == getattr(field, "alias", field.name.lstrip("_")):
                return str(field.name)
    if is_pydantic(model):
        for name, field in model.model_fields.items():
            if parameter in (field.alias, field.validation_alias):
                return str(name)
    return parameter
