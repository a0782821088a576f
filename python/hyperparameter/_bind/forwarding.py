"""Fills in the arguments of what takes any, and hands them on: wrappers, pydantic models.

What such a callable says it takes is not what it takes: a wrapper with
``functools.wraps`` shows the signature of the function inside, and may add
arguments to those it gets, or keep some. So the arguments of a call go on as
they came, and only what is set is added to them, by name.
"""

from __future__ import annotations

import inspect
from typing import Any, Callable

from hyperparameter._bind.argument import Argument, can_be_bound, report_missing
from hyperparameter._bind.below import KeysBelow, read_below
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.frame import MISSING, Frame
from hyperparameter._kernel.required import required

Function = Callable[..., Any]
Parameters = dict[str, inspect.Parameter]


def forwarded(own: Parameters, shown: Parameters) -> Parameters:
    """The parameters that can be filled in, of those a callable has or shows."""
    accepted = _named(own)
    kinds = {parameter.kind for parameter in own.values()}
    for name, parameter in _named(shown).items():
        if name in accepted:
            continue
        by_position = parameter.kind is parameter.POSITIONAL_ONLY
        if (parameter.VAR_POSITIONAL if by_position else parameter.VAR_KEYWORD) in kinds:
            accepted[name] = parameter
    return accepted


def _named(parameters: Parameters) -> Parameters:
    return {name: given for name, given in parameters.items() if can_be_bound(given)}


def forwarding(
    function: Function, own: Parameters, shown: Parameters, arguments: dict[str, Argument]
) -> Function:
    """A function that adds what is set to the arguments that it hands on.

    Args:
        function: what is called in the end.
        own: the parameters that it has.
        shown: those that it shows, and takes through its own variadic ones.
        arguments: what is bound, by name.
    """
    keys_below = KeysBelow(arguments.values())
    positions = _positions(own, shown)
    named = {**_named(shown), **_named(own)}
    by_position = [
        (positions[name], argument)
        for name, argument in arguments.items()
        if named[name].kind is inspect.Parameter.POSITIONAL_ONLY
    ]
    by_name = [
        (name, positions.get(name, _NEVER), argument)
        for name, argument in arguments.items()
        if named[name].kind is not inspect.Parameter.POSITIONAL_ONLY
    ]
    needed = [name for name in _named(own) if name in arguments and arguments[name].required]

    def call(*args: Any, **kwargs: Any) -> Any:
        frame = _state.current().frame
        beneath = frame.answers.get(keys_below)
        if beneath is None:
            beneath = keys_below.found_in(frame)
        count = len(args)
        for name, position, argument in by_name:
            if position >= count and kwargs.get(name, required) is required:
                value = _set_value(argument, frame, beneath)
                if value is not required:
                    kwargs[name] = value
                else:
                    kwargs.pop(name, None)
                    if name in needed:
                        report_missing(function, [(argument, value)])
        if by_position:
            args = _with_positions(args, by_position, frame, beneath)
        return function(*args, **kwargs)

    call.__name__ = getattr(function, "__name__", "call")
    return call


_NEVER = 1 << 30


def _positions(own: Parameters, shown: Parameters) -> dict[str, int]:
    """Where each parameter stands that can be passed by position."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [name for name, parameter in own.items() if parameter.kind in kinds]
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in own.values()):
        names += [
            name
            for name, parameter in shown.items()
            if parameter.kind in kinds and name not in _named(own)
        ]
    return {name: at for at, name in enumerate(names)}


def _set_value(argument: Argument, frame: Frame, beneath: frozenset[str]) -> Any:
    """What is set, or `required` if nothing is."""
    if argument.name in beneath:
        return read_below(argument, frame)
    return required if frame.stored(argument.key) is MISSING else argument.read(frame)


def _with_positions(
    args: tuple[Any, ...],
    arguments: list[tuple[int, Argument]],
    frame: Frame,
    beneath: frozenset[str],
) -> tuple[Any, ...]:
    values = [(at, argument, _set_value(argument, frame, beneath)) for at, argument in arguments]
    last = max((at for at, _, value in values if value is not required), default=-1)
    for at, argument, value in values:
        if at == len(args) <= last:
            value = argument.unset if value is required else value
            if value is required:
                report_missing(argument.owner, [(argument, value)])
            args += (value,)
    return args
