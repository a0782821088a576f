"""What ``@auto_param`` decorates: functions and methods of every kind, classes, dataclasses."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import sys
import types
from typing import Any, Callable

from hyperparameter._binding import bound_call, remember


def bind(target: Any, namespace: str | None) -> Any:
    """``target`` with its parameters bound below ``namespace``, or below its own name."""
    if namespace is None:
        namespace = _own_name(target)
    if isinstance(target, (staticmethod, classmethod)):
        return type(target)(bind(target.__func__, namespace))
    if isinstance(target, type):
        return _bind_class(target, namespace)
    if not callable(target):
        raise TypeError(
            f"auto_param decorates a function or a class, not {target!r}; "
            'write @auto_param("namespace")'
        )
    return _bind_function(target, namespace)


def _bind_class(target: type, namespace: str) -> type:
    if _waits_for_dataclass(target):
        raise TypeError(f"put @auto_param above @dataclass, which is yet to make {target.__name__}")
    for name in ("__init__", "__new__"):
        constructor = getattr(target, name)
        if constructor is not getattr(object, name):
            bound = _bind_function(constructor, namespace)
            setattr(target, name, staticmethod(bound) if name == "__new__" else bound)
            return target
    raise TypeError(
        f"{target.__qualname__} has no constructor to bind; put @auto_param above @dataclass"
    )


def _waits_for_dataclass(target: type) -> bool:
    """Whether it has fields of its own below a dataclass, and no constructor for them."""
    own = vars(target)
    return (
        dataclasses.is_dataclass(target)
        and "__dataclass_fields__" not in own
        and "__init__" not in own
        and bool(own.get("__annotations__") or own.get("__annotate_func__"))
    )


def _bind_function(function: Callable[..., Any], namespace: str) -> Callable[..., Any]:
    signature = _signature(function)
    call = bound_call(function, signature, namespace)
    if _runs_later(function):
        call = _Deferred(function, call)
    else:
        functools.update_wrapper(call, function)
        # What looks past `__wrapped__` shall not see the defaults that stand for "not passed".
        call.__signature__ = signature  # type: ignore[attr-defined]
    remember(call)
    return call


def _own_name(target: Any) -> str:
    function = getattr(target, "__func__", target)
    name = getattr(function, "__qualname__", None)
    if name is None:
        raise TypeError(f'{target!r} has no name to bind to; write @auto_param("namespace")')
    own: str = name.rpartition("<locals>.")[2]
    return own


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    try:
        if sys.version_info >= (3, 14):
            import annotationlib

            return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
        return inspect.signature(function)
    except ValueError as error:
        raise TypeError(f"cannot bind the parameters of {function!r}: {error}") from None


def _runs_later(function: Callable[..., Any]) -> bool:
    """Whether a call only makes what runs the body: a coroutine, a generator."""
    return (
        inspect.iscoroutinefunction(function)
        or inspect.isgeneratorfunction(function)
        or inspect.isasyncgenfunction(function)
    )


def _innermost(function: Any) -> Any:
    """The function in partials and methods, where `inspect` looks for the flags."""
    while isinstance(function, (functools.partial, types.MethodType)):
        function = function.func if isinstance(function, functools.partial) else function.__func__
    return function


class _Deferred:
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
            setattr(self, name, getattr(_innermost(function), name))
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
