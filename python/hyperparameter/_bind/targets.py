"""Applies ``@auto_param`` to functions and methods of every kind, classes and dataclasses."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import types
from typing import Any, Callable, NoReturn

from hyperparameter._bind import bound as _bound
from hyperparameter._bind.argument import Argument
from hyperparameter._bind.endpoint import (
    described_defaults,
    leaving_out_defaults,
    may_be_endpoint,
    shown_to_framework,
    watching,
)
from hyperparameter._bind.filling import Fill, filling
from hyperparameter._bind.signatures import Accepted, can_be_bound, signature_of
from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel.function_like import FunctionLike, kind_of_body


def bind(target: Any, namespace: str | None, endpoint: bool = False) -> Any:
    """``target`` with its arguments bound below ``namespace``, by default its own name."""
    if namespace is None:
        namespace = _own_name(target)
    if endpoint and isinstance(target, (staticmethod, classmethod, type)):
        raise TypeError(f"an endpoint is a function, not {target!r}")
    if isinstance(target, staticmethod):
        return staticmethod(_bind_function(target.__func__, namespace, 0))
    if isinstance(target, classmethod):
        return classmethod(_bind_function(target.__func__, namespace, 1))
    if isinstance(target, type):
        return _bind_class(target, namespace)
    if not callable(target):
        raise TypeError(
            f"auto_param decorates a function or a class, not {target!r}; "
            "if another decorator returned this, put @auto_param below that decorator"
        )
    return _bind_function(target, namespace, int(_is_method(target)), endpoint=endpoint)


def _is_method(function: Any) -> bool:
    """Whether it is defined in a class body and its first parameter is ``self`` or ``cls``."""
    path = getattr(function, "__qualname__", "").rpartition(".")[0]
    if not isinstance(function, types.FunctionType) or not path or path.endswith("<locals>"):
        return False
    return next(iter(signature_of(function).parameters), None) in ("self", "cls")


def _bind_class(target: type, namespace: str) -> type:
    if _waits_for_dataclass(target):
        raise TypeError(f"put @auto_param above @dataclass, which is yet to make {target.__name__}")
    constructors = [
        name
        for name in ("__new__", "__init__")
        if getattr(target, name) is not getattr(object, name)
    ]
    if not constructors:
        raise TypeError(
            f"{target.__qualname__} has no constructor to bind; "
            "give it an __init__, or put @auto_param above @dataclass"
        )
    bound: dict[str, Any] = {}
    for name in constructors:
        constructor = getattr(target, name)
        # A constructor with only `*args` and `**kwargs` leaves the binding to the other.
        if (name == constructors[-1] and not bound) or _has_names(constructor, target):
            bound[name] = _bind_function(constructor, namespace, 1, target)
    for name, constructor in bound.items():
        setattr(target, name, staticmethod(constructor) if name == "__new__" else constructor)
    return target


def _has_names(constructor: Callable[..., Any], owner: type) -> bool:
    """Whether it takes arguments by name, other than the instance or class."""
    try:
        return len(Accepted(constructor, owner).named) > 1
    except TypeError:  # a C type without a signature
        return False


def _waits_for_dataclass(target: type) -> bool:
    """Whether it inherits from a dataclass and adds fields, without ``@dataclass`` itself."""
    own = vars(target)
    return (
        dataclasses.is_dataclass(target)
        and "__dataclass_fields__" not in own
        and "__init__" not in own
        and bool(own.get("__annotations__") or own.get("__annotate_func__"))
    )


def _bind_function(
    function: Callable[..., Any],
    namespace: str,
    unbound: int,
    owner: type | None = None,
    endpoint: bool = False,
) -> Callable[..., Any]:
    """A callable like ``function`` that fills in all but its first ``unbound`` arguments."""
    signature = signature_of(function)
    accepted = Accepted(function, owner)
    names = list(accepted.named)[unbound:]
    takes_any = not all(map(can_be_bound, accepted.own.values()))
    if not names and (takes_any or len(accepted.shown) > unbound):
        raise TypeError(_nothing_to_bind(function, accepted))
    parameters = {name: accepted.named[name] for name in names}
    described: dict[str, Any] = {}
    if endpoint:
        signature = shown_to_framework(function, signature)
        described = described_defaults(parameters)
        for name, value in described.items():
            parameters[name] = parameters[name].replace(default=value)
    arguments = {
        name: Argument(parameter, namespace, owner or function)
        for name, parameter in parameters.items()
    }
    filled = filling(Fill(function, accepted, arguments, described))
    if endpoint:
        filled = leaving_out_defaults(filled)
    elif owner is None and may_be_endpoint(function):
        filled = watching(filled, namespace, arguments)
    if kind_of_body(function):
        bound: Any = _Deferred(function, filled)
        if endpoint:
            bound.__signature__ = signature
    else:
        bound = _standing_in(function, filled, signature)
    _bound.remember(bound, namespace, takes_required=accepted.is_exact)
    return bound  # type: ignore[no-any-return]


class _Deferred(FunctionLike):
    """Binds arguments when it is called, and looks to ``inspect`` like the original.

    A plain wrapper would not be a coroutine function, and a coroutine function would bind
    only when awaited. ``inspect`` reads the flags of the code, which this object copies.
    """

    __class__ = property(lambda self: types.FunctionType)

    @property
    def __closure__(self) -> NoReturn:
        # Libraries that pickle functions by value read this; they would lose the binding.
        raise AttributeError(
            f"{self!r} cannot be pickled by value: define it in a module that can be imported"
        )

    def __init__(self, function: Callable[..., Any], call: Callable[..., Any]) -> None:
        super().__init__(function)
        self._call = call

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._call(*args, **kwargs)

    def __reduce__(self) -> str:
        return self.__qualname__

    def __repr__(self) -> str:
        return f"<auto_param of {self.__wrapped__!r}>"


def _standing_in(function: Any, filled: Any, signature: inspect.Signature) -> Any:
    """``filled`` with the name, docs and signature of ``function``, which it replaces."""
    parts = filled._auto_param
    functools.update_wrapper(filled, function)
    filled._auto_param = parts
    # Tools that do not follow `__wrapped__` must also see the original's defaults.
    for name in ("__defaults__", "__kwdefaults__"):
        setattr(filled, name, getattr(function, name, None))
    filled.__signature__ = signature
    return filled


def _nothing_to_bind(function: Any, accepted: Accepted) -> str:
    name = getattr(function, "__qualname__", repr(function))
    takes = ", ".join(map(str, accepted.own.values()))
    if set(accepted.shown) - set(accepted.own):
        why = "it has the signature of another function, but no named arguments itself"
    else:
        why = "it has no named arguments"
    return (
        f"cannot bind {name}({takes}): {why}; add named arguments, or, if another decorator "
        "hides them, put @auto_param below that decorator"
    )


def _own_name(target: Any) -> str:
    function = getattr(target, "__func__", target)
    name = getattr(function, "__qualname__", None)
    if name is None:
        raise TypeError(f'{target!r} has no name to bind to; write @auto_param("namespace")')
    own: str = name.rpartition("<locals>.")[2]
    return own


_one_copy.keep("hyperparameter")
