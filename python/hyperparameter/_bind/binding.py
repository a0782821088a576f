"""Makes the function that fills in what was not passed, and calls the original.

The function is compiled from the signature, once, so that a call costs no more
than it would if it were written by hand. For ``def train(lr=1e-3, *, steps)``
bound to ``t`` it is::

    def train(lr=not_passed, *, steps=not_passed):
        frame = current().frame
        answers = frame.answers
        beneath = answers.get(keys_below) or keys_below.found_in(frame)
        if beneath:
            ...
        if lr is not_passed:
            lr = answers.get("t.lr")
            if lr is None:
                lr = frame.stored("t.lr")
            if type(lr) is not float:
                lr = lr_default if lr is missing else lr_argument.read(frame)
        if steps is not_passed:
            ...
        return original(lr, steps=steps)

All names in it but those of the parameters begin as no parameter does, builtins
among them.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterable
from typing import Any, Callable

from hyperparameter._bind.argument import Argument, report_missing
from hyperparameter._bind.below import KeysBelow, read_below
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.frame import MISSING
from hyperparameter._kernel.required import required

Function = Callable[..., Any]


def filling(
    function: Function,
    parameters: Iterable[inspect.Parameter],
    arguments: dict[str, Argument],
    passes_required: bool,
) -> Function:
    """A function of the same parameters that fills in what was not passed.

    Args:
        function: what is called in the end.
        parameters: of ``function``.
        arguments: those that are bound, by name.
        passes_required: whether ``function`` itself knows what to do with `required`.
    """
    parameters = tuple(parameters)
    source = _Source(function, (parameter.name for parameter in parameters))
    for parameter in parameters:
        if parameter.name in arguments:
            source.bind(parameter, arguments[parameter.name], not passes_required)
        else:
            source.leave(parameter)
    return source.compiled(arguments.values())


class _Source:
    """The text of a function that fills in, and what the names in it mean."""

    def __init__(self, function: Function, names: Iterable[str]) -> None:
        self._function = function
        self._prefix = _free_prefix(names)
        self._scope: dict[str, Any] = {}
        self._parameters = _Parameters()
        self._below: list[str] = []
        self._body: list[str] = []
        self._required: list[tuple[str, str]] = []
        self._passed: list[str] = []

    def _name(self, name: str, value: Any) -> str:
        self._scope[self._prefix + name] = value
        return self._prefix + name

    def leave(self, parameter: inspect.Parameter) -> None:
        """A parameter that is passed on as it is."""
        default = ""
        if parameter.default is not parameter.empty:
            default = "=" + self._name(f"default_{len(self._passed)}", parameter.default)
        self._parameters.add(parameter, default)
        self._passed.append(_as_passed(parameter))

    def bind(self, parameter: inspect.Parameter, argument: Argument, check: bool) -> None:
        """A parameter that is filled in; ``check`` whether it is missing then."""
        name, at, hp = parameter.name, len(self._passed), self._prefix
        bound = self._name(f"argument_{at}", argument)
        unset = self._name(f"default_{at}", argument.unset if check else required)
        self._below += [
            f"        if {name} is {hp}not_passed and {name!r} in {hp}beneath:",
            f"            {name} = {hp}read_below({bound}, {hp}frame)",
        ]
        self._body += [
            f"    if {name} is {hp}not_passed:",
            f"        {name} = {hp}answers.get({argument.key!r})",
            f"        if {name} is None:",
            f"            {name} = {hp}frame.stored({argument.key!r})",
            f"        if {hp}type({name}) is not {bound}.plain:",
            f"            {name} = {unset} if {name} is {hp}missing else {bound}.read({hp}frame)",
        ]
        if check and argument.required:
            self._required.append((name, bound))
        self._parameters.add(parameter, f"={hp}not_passed")
        self._passed.append(_as_passed(parameter))

    def compiled(self, arguments: Iterable[Argument]) -> Function:
        """The function."""
        hp = self._prefix
        names = {
            "original": self._function,
            "context": _state,
            "keys_below": KeysBelow(arguments),
            "read_below": read_below,
            "not_passed": required,
            "missing": MISSING,
            "report": report_missing,
            "type": type,
            "LookupError": LookupError,
        }
        for name, value in names.items():
            self._name(name, value)
        lines = [
            f"def {hp}call({self._parameters}):",
            "    try:",
            f"        {hp}frame = {hp}context.get().frame",
            f"    except {hp}LookupError:",
            f"        {hp}frame = {hp}context.current().frame",
            f"    {hp}answers = {hp}frame.answers",
        ]
        if self._below:
            lines += [
                f"    {hp}beneath = {hp}answers.get({hp}keys_below)",
                f"    if {hp}beneath is None:",
                f"        {hp}beneath = {hp}keys_below.found_in({hp}frame)",
                f"    if {hp}beneath:",
                *self._below,
                *self._body,
            ]
        if self._required:
            missing = " or ".join(f"{name} is {hp}not_passed" for name, _ in self._required)
            pairs = "".join(f"({bound}, {name}), " for name, bound in self._required)
            lines += [f"    if {missing}:", f"        {hp}report({hp}original, ({pairs}))"]
        lines.append(f"    return {hp}original({', '.join(self._passed)})")
        where = f"<auto_param of {getattr(self._function, '__qualname__', self._function)!s}>"
        exec(compile("\n".join(lines), where, "exec"), self._scope)
        call: Function = self._scope.pop(f"{hp}call")
        # What messages call it.
        name = getattr(self._function, "__name__", "call")
        call.__code__ = call.__code__.replace(co_name=name)
        call.__name__ = name
        call.__qualname__ = getattr(self._function, "__qualname__", name)
        return call


def _free_prefix(names: Iterable[str]) -> str:
    """What no name begins with."""
    taken = tuple(names)
    prefixes = ("hp_" + "_" * length for length in itertools.count())
    return next(p for p in prefixes if not any(name.startswith(p) for name in taken))


class _Parameters:
    """The parameters of a `def`, with the marks that stand between their kinds."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._last: Any = None

    def add(self, parameter: inspect.Parameter, default: str) -> None:
        kind = parameter.kind
        if self._last is parameter.POSITIONAL_ONLY and kind is not parameter.POSITIONAL_ONLY:
            self._parts.append("/")
        if kind is parameter.KEYWORD_ONLY and self._last not in (
            parameter.KEYWORD_ONLY,
            parameter.VAR_POSITIONAL,
        ):
            self._parts.append("*")
        self._last = kind
        self._parts.append(f"{_STARS.get(kind, '')}{parameter.name}{default}")

    def __str__(self) -> str:
        closing = ["/"] if self._last is inspect.Parameter.POSITIONAL_ONLY else []
        return ", ".join(self._parts + closing)


def _as_passed(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.KEYWORD_ONLY:
        return f"{parameter.name}={parameter.name}"
    return f"{_STARS.get(parameter.kind, '')}{parameter.name}"


_STARS: dict[Any, str] = {
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.VAR_KEYWORD: "**",
}
