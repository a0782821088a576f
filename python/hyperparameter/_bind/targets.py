"""What ``@auto_param`` decorates: functions and methods of every kind, classes, dataclasses."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import types
from typing import Any, Callable

from hyperparameter._bind import bound as _bound
from hyperparameter._bind.argument import Argument, can_be_bound, signature_of
from hyperparameter._bind.binding import filling
from hyperparameter._bind.deferred import Deferred, runs_later
from hyperparameter._bind.endpoint import (
    leaving_out_defaults,
    may_be_endpoint,
    shown_to_framework,
    watching,
    without_description,
)
from hyperparameter._bind.forwarding import forwarded, forwarding
from hyperparameter._kernel import one_copy as _one_copy

Parameters = dict[str, inspect.Parameter]


def bind(target: Any, namespace: str | None, endpoint: bool = False) -> Any:
    """``target`` with its parameters bound below ``namespace``, or below its own name."""
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
            "put @auto_param on the function, below the decorator that made it so"
        )
    return _bind_function(target, namespace, int(_is_method(target)), endpoint=endpoint)


def _is_method(function: Any) -> bool:
    """Whether it is a function of a class's body, and its first parameter is ``self``."""
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
        # One that takes whatever the other takes leaves it to that.
        if (name == constructors[-1] and not bound) or _has_names(constructor, target):
            bound[name] = _bind_function(constructor, namespace, 1, target)
    for name, constructor in bound.items():
        setattr(target, name, staticmethod(constructor) if name == "__new__" else constructor)
    return target


def _has_names(constructor: Callable[..., Any], owner: type) -> bool:
    """Whether it takes arguments by name, beside the instance or class."""
    try:
        own, shown = _parameters(constructor, owner)
    except TypeError:  # of a type in C, without a signature
        return False
    accepted = shown if own is shown else forwarded(own, shown)
    return sum(map(can_be_bound, accepted.values())) > 1


def _waits_for_dataclass(target: type) -> bool:
    """Whether it has fields of its own below a dataclass, and no constructor for them."""
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
    """A callable like ``function`` that fills in all but the first ``unbound`` parameters."""
    signature = signature_of(function)
    own, shown = _parameters(function, owner)
    accepted = shown if own is shown else forwarded(own, shown)
    names = [name for name, parameter in accepted.items() if can_be_bound(parameter)][unbound:]
    if not names and (_takes_any(own) or len(shown) > unbound):
        raise TypeError(_nothing_to_bind(function, own, shown))
    if endpoint:
        accepted = {name: without_description(given) for name, given in accepted.items()}
    arguments = {name: Argument(accepted[name], namespace, owner or function) for name in names}
    # What is itself bound knows what to do with an argument that was not passed.
    inner = _bound.is_bound(function)
    exact = own is shown and (not inner or _bound.takes_required(function))
    if exact:
        filled = filling(function, shown.values(), arguments, passes_required=inner)
    else:
        filled = forwarding(function, own, shown, arguments)
    if endpoint:
        signature = shown_to_framework(function, signature)
        filled = leaving_out_defaults(filled)
    elif owner is None and may_be_endpoint(function):
        filled = watching(filled, namespace, arguments)
    if runs_later(function):
        bound: Any = Deferred(function, filled)
        if endpoint:
            bound.__signature__ = signature
    else:
        bound = _standing_in(function, filled, signature)
    _bound.remember(bound, namespace, takes_required=exact)
    return bound  # type: ignore[no-any-return]


def _parameters(function: Any, owner: type | None) -> tuple[Parameters, Parameters]:
    """The parameters that a callable has, and those that it shows: mostly the same object."""
    shown = dict(signature_of(function).parameters)
    if owner is not None and isinstance(getattr(owner, "__signature__", 0), inspect.Signature):
        # What a library's constructor takes as `**data`, the class says by name.
        shown = {**dict(list(shown.items())[:1]), **signature_of(owner).parameters}
    return shown if _bound.is_bound(function) else _own_parameters(function, shown), shown


def _standing_in(
    function: Callable[..., Any], filled: Callable[..., Any], signature: inspect.Signature
) -> Callable[..., Any]:
    """What stands where the original stood: ``filled`` with the looks of ``function``."""

    # With parameters of its own it would show what stands in them for "not passed". What it
    # calls is found in what an editor replaces when it puts a new function into an old one.
    def call(*args: Any, **kwargs: Any) -> Any:
        return call.__fill__(*args, **kwargs)  # type: ignore[attr-defined]

    functools.update_wrapper(call, function)
    for name in ("__defaults__", "__kwdefaults__"):
        setattr(call, name, getattr(function, name, None))
    # What looks past `__wrapped__` shall see the parameters too.
    call.__signature__ = signature  # type: ignore[attr-defined]
    call.__fill__ = filled  # type: ignore[attr-defined]
    return call


def _own_parameters(function: Any, shown: Parameters) -> Parameters:
    """The parameters that it has, whatever it shows: a wrapper shows those of what it wraps."""
    if not isinstance(function, types.FunctionType):
        method = function if isinstance(function, types.MethodType) else type(function).__call__
        inside = getattr(method, "__func__", method)
        if not isinstance(inside, types.FunctionType):
            return shown
        first = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
        own = _own_parameters(inside, {"": first, **shown})
        return shown if "" in own else _without_first(own)
    bare = types.FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    bare.__kwdefaults__ = function.__kwdefaults__
    own = dict(inspect.signature(bare).parameters)
    return shown if _alike(own) == _alike(shown) else own


def _without_first(parameters: Parameters) -> Parameters:
    """What is left for the caller of a method; one that takes any number takes itself too."""
    name, first = next(iter(parameters.items()))
    return {key: value for key, value in parameters.items() if key != name or _is_any(first)}


def _alike(parameters: Parameters) -> list[Any]:
    return [(parameter.name, parameter.kind) for parameter in parameters.values()]


def _takes_any(parameters: Parameters) -> bool:
    return any(map(_is_any, parameters.values()))


def _is_any(parameter: inspect.Parameter) -> bool:
    return not can_be_bound(parameter)


def _nothing_to_bind(function: Any, own: Parameters, shown: Parameters) -> str:
    name = getattr(function, "__qualname__", repr(function))
    takes = ", ".join(map(str, own.values()))
    if set(shown) - set(own):
        what = f"it shows the parameters of another function and takes ({takes})"
    else:
        what = f"it takes ({takes})"
    return (
        f"cannot bind the parameters of {name}: {what}, none of which has a name to be set by; "
        "put @auto_param below the decorator that made it so, or name its parameters"
    )


def _own_name(target: Any) -> str:
    function = getattr(target, "__func__", target)
    name = getattr(function, "__qualname__", None)
    if name is None:
        raise TypeError(f'{target!r} has no name to bind to; write @auto_param("namespace")')
    own: str = name.rpartition("<locals>.")[2]
    return own


_one_copy.keep("hyperparameter")
