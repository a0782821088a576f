"""A scope as a decorator: open only while the function's body runs."""

from __future__ import annotations

import functools
import inspect
import sys
import types
from typing import Any, Callable

from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel.function_like import FunctionLike, asks_cloudpickle, kind_of_body
from hyperparameter._kernel.leaving import described
from hyperparameter._kernel.scope import Scope, set_layer
from hyperparameter._kernel.steps import STEPPED

#: The name prefix of methods that a scope on a class decorates, as for `unittest.mock.patch`.
TEST_PREFIX = "test"


def decorate(scope: Scope, function: Any) -> Any:
    """``function`` with ``scope`` open while its body runs; for a class, its test methods.

    Raises:
        TypeError: if it is not a function, coroutine function, generator or
            async generator function, nor a class with test methods.
    """
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(decorate(scope, function.__func__))
    if isinstance(function, type):
        return _test_class(scope, function)
    if not callable(function):
        raise TypeError(
            f"a scope decorates functions, not {function!r}; "
            "for a block write: with param_scope(...):"
        )
    stepped = STEPPED.get(kind_of_body(function))
    if stepped is None:
        return _Scoped(scope, function)
    return functools.wraps(function)(stepped(scope, function))


def _test_class(scope: Scope, decorated: type) -> type:
    tests = [name for name in dir(decorated) if name.startswith(TEST_PREFIX)]
    tests = [name for name in tests if callable(getattr(decorated, name))]
    if not tests:
        raise TypeError(
            f"a scope decorates functions, and the test methods of a class; "
            f"{decorated.__qualname__} has none: decorate its methods, "
            "or bind its arguments with @auto_param"
        )
    for name in tests:
        setattr(decorated, name, decorate(scope, inspect.getattr_static(decorated, name)))
    return decorated


class _Scoped(FunctionLike):
    """A function with a scope open while it runs; to ``inspect`` it is a function."""

    def __init__(self, scope: Scope, function: Callable[..., Any]) -> None:
        super().__init__(function)
        self._scope = scope

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        with self._scope:
            return self.__wrapped__(*args, **kwargs)

    def __reduce_ex__(self, protocol: object) -> Any:
        function = self.__wrapped__
        # pickle sends a function by its name, cloudpickle by its value.
        if not asks_cloudpickle():
            named = _named(function)
            if named is self:
                return function.__qualname__
            if named is not function and type(function) is types.FunctionType:
                raise TypeError(
                    f"cannot pickle {function.__qualname__} with the "
                    f"{described(self._scope)}: another process does not find the function by its "
                    "name; define it in a module, and decorate it where it is sent: "
                    "pool.submit(param_scope(...)(function))"
                )
        return _sent, (self._scope.__layer__, function)

    def __repr__(self) -> str:
        return f"<{self.__wrapped__!r} in {self._scope!r}>"


def _sent(layer: Any, function: Any) -> Any:
    scope = object.__new__(Scope)
    set_layer(scope, layer)
    return _Scoped(scope, function)


def _named(function: Any) -> Any:
    """The object that another process finds under the function's name."""
    found: Any = sys.modules.get(getattr(function, "__module__", None) or "")
    for name in getattr(function, "__qualname__", "").split("."):
        found = getattr(found, name, None)
    return found


_one_copy.keep("hyperparameter")
