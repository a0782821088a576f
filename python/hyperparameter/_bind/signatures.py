"""The parameters of a callable: its own, those of its public signature, those to bind.

The signature that ``inspect`` shows may differ from the parameters that a callable really
has: a wrapper with ``functools.wraps`` shows the signature of the function that it wraps,
and may add or remove arguments; a library's constructor takes ``**data`` and shows the
fields of the class.
"""

from __future__ import annotations

import inspect
import sys
import types
from typing import Any

from hyperparameter._bind import bound as _bound

Parameters = dict[str, inspect.Parameter]

_VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
_BY_POSITION = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def signature_of(function: Any) -> inspect.Signature:
    """The signature that ``inspect`` shows for a callable.

    Raises:
        TypeError: if it has none.
    """
    try:
        if sys.version_info >= (3, 14):
            import annotationlib

            return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
        return inspect.signature(function)
    except ValueError as error:
        raise TypeError(f"cannot bind the parameters of {function!r}: {error}") from None


def can_be_bound(parameter: inspect.Parameter) -> bool:
    """Whether it is a single argument, not ``*args`` or ``**kwargs``."""
    return parameter.kind not in _VARIADIC


class Accepted:
    """The arguments that a callable accepts.

    Args:
        function: the callable.
        owner: the class whose constructor it is, if it is one.
    """

    def __init__(self, function: Any, owner: type | None = None) -> None:
        shown = dict(signature_of(function).parameters)
        if owner is not None and isinstance(getattr(owner, "__signature__", 0), inspect.Signature):
            # The constructor takes `**data`; the signature of the class has the names.
            shown = {**dict(list(shown.items())[:1]), **signature_of(owner).parameters}
        self.shown = shown
        inner = _bound.is_bound(function)
        #: The parameters that it really has; usually `shown` itself.
        self.own = shown if inner else _own_parameters(function, shown)
        #: Whether it is bound itself, and fills in arguments passed as `required`.
        self.fills_in = _bound.takes_required(function)
        #: Whether its own parameters are those that it shows.
        self.is_exact = self.own is shown and inner == self.fills_in
        #: The parameters that can be filled in.
        self.named = _named(self.own)
        passed_on = {parameter.kind for parameter in self.own.values()}
        for name, parameter in _named(shown).items():
            by_position = parameter.kind is parameter.POSITIONAL_ONLY
            if (parameter.VAR_POSITIONAL if by_position else parameter.VAR_KEYWORD) in passed_on:
                self.named.setdefault(name, parameter)
        #: The index of each parameter that can be passed by position.
        self.positions = self._positions()

    def _positions(self) -> dict[str, int]:
        names = [name for name, given in self.own.items() if given.kind in _BY_POSITION]
        if any(given.kind is given.VAR_POSITIONAL for given in self.own.values()):
            own = _named(self.own)
            names += [
                name
                for name, given in self.shown.items()
                if given.kind in _BY_POSITION and name not in own
            ]
        return {name: at for at, name in enumerate(names)}


def _named(parameters: Parameters) -> Parameters:
    return {name: given for name, given in parameters.items() if can_be_bound(given)}


def _own_parameters(function: Any, shown: Parameters) -> Parameters:
    """The parameters that it really has; ``shown`` itself if these are the same."""
    if not isinstance(function, types.FunctionType):
        method = function if isinstance(function, types.MethodType) else type(function).__call__
        inside = getattr(method, "__func__", method)
        if not isinstance(inside, types.FunctionType):
            return shown
        first = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
        own = _own_parameters(inside, {"": first, **shown})
        return shown if "" in own else _without_first(own)
    bare = types.FunctionType(
        function.__code__, {}, None, function.__defaults__, function.__closure__
    )
    bare.__kwdefaults__ = function.__kwdefaults__
    own = dict(inspect.signature(bare).parameters)
    return shown if _alike(own) == _alike(shown) else own


def _without_first(parameters: Parameters) -> Parameters:
    """The parameters without ``self``, which may be part of ``*args``."""
    name, first = next(iter(parameters.items()))
    return {
        key: value for key, value in parameters.items() if key != name or not can_be_bound(first)
    }


def _alike(parameters: Parameters) -> list[Any]:
    return [(parameter.name, parameter.kind) for parameter in parameters.values()]
