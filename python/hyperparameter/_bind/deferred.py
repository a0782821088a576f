"""A bound coroutine function or generator, which is still one to ``inspect``."""

from __future__ import annotations

import functools
import inspect
import types
from typing import Any, Callable


def runs_later(function: Callable[..., Any]) -> bool:
    """Whether a call only makes what runs the body: a coroutine, a generator."""
    made = innermost(function)
    return (
        inspect.iscoroutinefunction(made)
        or inspect.isgeneratorfunction(made)
        or inspect.isasyncgenfunction(made)
    )


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


class Deferred:
    """Binds when it is called, and is to ``inspect`` what the original is.

    A plain wrapper would not be a coroutine function, and one that is would bind
    at the first await. ``inspect`` takes for a function what has a function's
    attributes, and reads the code's flags.
    """

    __code__: types.CodeType
    # As mocks do it: `isinstance` asks for this where the type does not say yes.
    __class__ = property(lambda self: types.FunctionType)

    def __init__(self, function: Callable[..., Any], call: Callable[..., Any]) -> None:
        for name in ("__code__", "__defaults__", "__kwdefaults__", "__globals__"):
            setattr(self, name, getattr(innermost(function), name))
        functools.update_wrapper(self, function)
        self._call = call

    @property
    def __closure__(self) -> Any:
        # Asked by what pickles functions by value, and would leave the binding behind.
        raise AttributeError(
            f"{self!r} cannot be pickled by value: define it in a module that can be imported"
        )

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._call(*args, **kwargs)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)

    def __reduce__(self) -> str:
        return self.__qualname__  # type: ignore[attr-defined, no-any-return]

    def __repr__(self) -> str:
        return f"<auto_param of {self.__wrapped__!r}>"  # type: ignore[attr-defined]
