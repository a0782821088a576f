"""Callable objects that `inspect`, pickle and classes treat as functions."""

from __future__ import annotations

import functools
import inspect
import sys
import types
from typing import Any, Callable

#: The attributes of a function that `inspect` reads.
_OF_FUNCTIONS = ("__code__", "__defaults__", "__kwdefaults__", "__globals__")


class FunctionLike:
    """Replaces a function that it wraps, and looks like it."""

    __wrapped__: Callable[..., Any]
    __qualname__: str

    def __init__(self, function: Callable[..., Any]) -> None:
        for name in _OF_FUNCTIONS:
            setattr(self, name, getattr(innermost(function), name, None))
        functools.update_wrapper(self, function)  # type: ignore[arg-type]

    # As mocks do: `isinstance` falls back to `__class__`.
    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        # cloudpickle would send only the wrapped function if it took this for a function.
        return type(self) if asks_cloudpickle() else types.FunctionType

    @property
    def __closure__(self) -> Any:
        return getattr(innermost(self.__wrapped__), "__closure__", None)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)  # type: ignore[arg-type]

    def __copy__(self, memo: object = None) -> FunctionLike:
        return self  # as for every function

    __deepcopy__ = __copy__


def asks_cloudpickle() -> bool:
    """Whether cloudpickle is the caller's caller."""
    name = sys._getframe(2).f_globals.get("__name__") or ""
    return name.partition(".")[0] == "cloudpickle"


def innermost(function: Any) -> Any:
    """The function inside partials, methods and callable objects, whose code has the flags."""
    while True:
        if isinstance(function, functools.partial):
            function = function.func
        elif isinstance(function, types.MethodType):
            function = function.__func__
        elif not isinstance(function, (type, types.FunctionType)) and isinstance(
            type(function).__call__, types.FunctionType
        ):
            function = type(function).__call__
        else:
            return function


def kind_of_body(function: Any) -> Callable[[object], bool] | None:
    """The predicate of `inspect` that holds for a callable whose body does not run in the call:
    an async generator, generator or coroutine function. None for other callables."""
    asked = inspect.isasyncgenfunction, inspect.isgeneratorfunction, inspect.iscoroutinefunction
    inside = innermost(function)
    return next((is_one for is_one in asked if is_one(function) or is_one(inside)), None)
