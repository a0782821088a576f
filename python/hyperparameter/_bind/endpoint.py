"""Functions that a web framework calls, which passes the signature's defaults itself.

FastAPI passes an argument for each parameter of the signature, so ``top_k=5`` may come
from the client or from the signature. The signature of an endpoint therefore has wrapped
defaults, which are recognized when the framework passes them.
"""

from __future__ import annotations

import copy
import inspect
import sys
import types
import warnings
from typing import TYPE_CHECKING, Annotated, Any, Callable

from hyperparameter._bind.annotations import resolved
from hyperparameter._bind.argument import is_of_library
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.required import required

if TYPE_CHECKING:
    from hyperparameter._bind.argument import Argument

Function = Callable[..., Any]


class ShownDefault:
    """A default in an endpoint's signature; an argument with this value counts as not passed."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __copy__(self) -> ShownDefault:
        return self

    def __deepcopy__(self, memo: object) -> ShownDefault:
        return self  # the framework copies defaults for each request

    def __repr__(self) -> str:
        return repr(self.value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Makes pydantic write the default itself into an API's schema."""
        from pydantic_core import core_schema

        shown = core_schema.plain_serializer_function_ser_schema(lambda default: default.value)
        return core_schema.any_schema(serialization=shown)


class _TakesShownDefaults:
    """In an annotation: makes pydantic accept a `ShownDefault`, whatever the type."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def validated(value: Any, validate: Any) -> Any:
            return value if type(value) is ShownDefault or value is required else validate(value)

        return core_schema.no_info_wrap_validator_function(validated, handler(source))


def shown_to_framework(function: Function, signature: inspect.Signature) -> inspect.Signature:
    """The signature with each default wrapped, to be recognized when it is passed."""
    names = getattr(inspect.unwrap(function), "__globals__", {})
    parameters = [
        parameter if parameter.default is parameter.empty else _shown(parameter, names)
        for parameter in signature.parameters.values()
    ]
    return signature.replace(parameters=parameters)


def _shown(parameter: inspect.Parameter, names: dict[str, Any]) -> inspect.Parameter:
    default, annotation = parameter.default, parameter.annotation
    value = _described(default)
    if value is not default:
        shown = copy.copy(default)
        shown.default = ShownDefault(value)
        # Last, so that the constraints of the description do not apply to the wrapper.
        shown.metadata = [*shown.metadata, _TakesShownDefaults()]
    elif default is required:
        shown = default
    elif is_of_library(default):
        return parameter
    else:
        shown = ShownDefault(default)
    if annotation is not parameter.empty:
        # Some versions of FastAPI validate defaults.
        annotation = Annotated[resolved(annotation, names, True), _TakesShownDefaults()]
    return parameter.replace(default=shown, annotation=annotation)


def described_defaults(parameters: dict[str, inspect.Parameter]) -> dict[str, Any]:
    """The defaults inside descriptions, by name: 5 for ``Query(5)``."""
    values = {name: _described(given.default) for name, given in parameters.items()}
    return {name: value for name, value in values.items() if value is not parameters[name].default}


def _described(default: Any) -> Any:
    value = getattr(default, "default", ...) if is_of_library(default) else ...
    return default if value is ... or is_of_library(value) else value


def leaving_out_defaults(filled: Function) -> Function:
    """``filled``, called without the arguments that are wrapped defaults."""

    def call(*args: Any, **kwargs: Any) -> Any:
        filled = call._auto_param  # type: ignore[attr-defined]
        passed = {name: value for name, value in kwargs.items() if type(value) is not ShownDefault}
        return filled(*args, **passed)

    call._auto_param = filled  # type: ignore[attr-defined]
    return call


def may_be_endpoint(function: Any) -> bool:
    """Whether its module uses FastAPI."""
    if "fastapi" not in sys.modules:
        return False
    names = getattr(inspect.unwrap(function), "__globals__", {})
    return any(_is_of_fastapi(value) for value in list(names.values()))


def _is_of_fastapi(value: Any) -> bool:
    if isinstance(value, types.ModuleType):
        return value.__name__ == "fastapi"
    # For an instance its class: attributes of a foreign object are not touched.
    home = value if isinstance(value, (type, types.FunctionType)) else type(value)
    return str(home.__module__).partition(".")[0] == "fastapi"


def watching(filled: Function, namespace: str, arguments: dict[str, Argument]) -> Function:
    """``filled``, with a warning if a framework passes a default although a value is set."""

    def call(*args: Any, **kwargs: Any) -> Any:
        filled, namespace, arguments = call._auto_param  # type: ignore[attr-defined]
        if not args and kwargs.keys() >= arguments.keys():
            frame = _state.current().frame
            for name, argument in arguments.items():
                passed = kwargs[name] is argument.default and argument.has_default
                if passed and frame.is_set(argument.key):
                    _warn_of(argument, namespace)
        return filled(*args, **kwargs)

    call._auto_param = filled, namespace, arguments  # type: ignore[attr-defined]
    return call


_FRAMEWORKS = ("fastapi", "starlette", "anyio")


def _warn_of(argument: Argument, namespace: str) -> None:
    # Skips the functions of this package: the caller is the framework or the program.
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals["__name__"].startswith(__package__):
        level, frame = level + 1, frame.f_back
    if frame.f_globals.get("__name__", "").partition(".")[0] in _FRAMEWORKS:
        warnings.warn(
            f"{argument.key} is set and not used: the web framework passes the default "
            f"{argument.default!r} of {argument.name} itself; "
            f'write @auto_param("{namespace}", endpoint=True)',
            RuntimeWarning,
            stacklevel=level + 1,
        )
