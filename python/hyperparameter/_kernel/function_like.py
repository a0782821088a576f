"""Callable objects that are functions to whoever asks: `inspect`, pickle, a class's body."""

from __future__ import annotations

import functools
import inspect
import sys
import types
from typing import Any, Callable

#: What `inspect` reads of a function; of a callable object it is what its `__call__` has.
_OF_FUNCTIONS = ("__code__", "__defaults__", "__kwdefaults__", "__globals__")


class FunctionLike:
    """What stands in the place of a function, and does something before it."""

    __wrapped__: Callable[..., Any]
    __qualname__: str

    def __init__(self, function: Callable[..., Any]) -> None:
        for name in _OF_FUNCTIONS:
            setattr(self, name, getattr(innermost(function), name, None))
        functools.update_wrapper(self, function)  # type: ignore[arg-type]

    # As mocks do it: `isinstance` asks for this where the type does not say yes.
    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        # What sends functions by value would send the one inside, and leave this behind.
        return type(self) if asks_cloudpickle() else types.FunctionType

    @property
    def __closure__(self) -> Any:
        return getattr(innermost(self.__wrapped__), "__closure__", None)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)  # type: ignore[arg-type]

    def __copy__(self) -> FunctionLike:
        return self

    def __deepcopy__(self, memo: object) -> FunctionLike:
        return self  # as of every function


def asks_cloudpickle() -> bool:
    """Whether cloudpickle is what has called the caller."""
    name = sys._getframe(2).f_globals.get("__name__") or ""
    return name.partition(".")[0] == "cloudpickle"


def innermost(function: Any) -> Any:
    """The function in partials, methods and callable objects, where the flags are."""
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
    """The question of `inspect` that a callable answers with yes, of which a call only makes
    what runs the body: a coroutine, a generator. Of a callable object, its `__call__` answers."""
    asked = inspect.isasyncgenfunction, inspect.isgeneratorfunction, inspect.iscoroutinefunction
    return next(
        (is_one for is_one in asked if is_one(function) or is_one(innermost(function))), None
    )
