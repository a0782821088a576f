"""``required``: the default of an ``@auto_param`` argument that must be passed or set."""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any


class _Required:
    """Marks an ``@auto_param`` argument that must be passed or set.

    Use ``required`` as the default of the argument; it fits every type. Type checkers
    accept a call without the argument. If its parameter is not set either, the call
    raises a TypeError. Passing ``required`` explicitly is the same as not passing the
    argument.

    >>> from hyperparameter import auto_param, param_scope, required
    >>> @auto_param("train")
    ... def train(steps: int = required):
    ...     return steps
    >>> with param_scope("train.steps=500"):
    ...     train()
    500
    """

    __slots__ = ()

    def __reduce__(self) -> str:
        return "required"

    def __repr__(self) -> str:
        return "required"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Keeps pydantic from writing a default into an API's schema."""
        from pydantic_core import core_schema

        nothing = core_schema.plain_serializer_function_ser_schema(lambda default: None)
        return core_schema.any_schema(serialization=nothing)


required: Any = _Required()
