"""Which classes are models, and how one is made of a mapping inside a list."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel.kinds import Fresh, made_of
from hyperparameter._kernel.values import ValueMap

if TYPE_CHECKING:
    from hyperparameter._kernel.kinds import Kind, Parameter


def is_model(wanted: Any) -> bool:
    """Whether it is a class whose fields are the parameters of its constructor."""
    return isinstance(wanted, type) and (
        dataclasses.is_dataclass(wanted)
        or hasattr(wanted, "__attrs_attrs__")
        or is_pydantic(wanted)
    )


def is_pydantic(wanted: Any) -> bool:
    # Nobody has a model of a module that was never imported.
    base = getattr(sys.modules.get("pydantic"), "BaseModel", None)
    return base is not None and isinstance(wanted, type) and issubclass(wanted, base)


def model_kind(model: type) -> Kind:
    """How to read a parameter, or an element of a list, toward a model."""

    def make(parameter: Parameter, stored: Any) -> Any:
        if type(stored) is not ValueMap:
            raise parameter.refuse(f"{model.__name__}")
        from hyperparameter._bind.models import fields_in

        fields = fields_in(parameter, model, stored)
        return Fresh(lambda: model(**{name: made() for name, made in fields.items()}))

    return made_of(model, make)


_one_copy.keep("hyperparameter")
