"""Fills in the arguments of a call that were not passed, and calls the original.

Arguments that were passed stay as they are; parameters that are set are added by name;
the rest is left to the original's own defaults. A frame never changes, so the values
found at the first call in a frame are cached in it: a later call needs one lookup,
however many arguments there are.
"""

from __future__ import annotations

import inspect
import re
from typing import Any, Callable

from hyperparameter._bind.argument import Argument, report_missing
from hyperparameter._bind.fields import read_below
from hyperparameter._bind.keys_below import KeysBelow
from hyperparameter._bind.signatures import Accepted
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.required import required

Function = Callable[..., Any]

#: What a frame caches for a callable: the converted values by name; the same by position, if
#: they can be passed so, which is faster; and the arguments that have to be read at each call
#: that does not pass them. Before the first call, these contain None, which is never a name.
Found = tuple[dict[str, Any], Any, frozenset[Any]]
_UNKNOWN: Found = {}, None, frozenset({None})

#: The position of a parameter that cannot be passed by position.
_NOWHERE = 1 << 30


def filling(function: Function, fill: Fill) -> Function:
    """A function that calls ``function`` with the arguments passed, and the values set."""

    def call(*args: Any, **kwargs: Any) -> Any:
        # Read from an attribute, which reloaders update when they replace a function's code.
        function, kept, fill = call._auto_param  # type: ignore[attr-defined]
        try:
            ready, placed, lacking = _state.get().frame.answers.get(kept[len(args)], _UNKNOWN)
        except LookupError:
            ready, placed, lacking = _UNKNOWN
        if not lacking or lacking <= kwargs.keys():
            for value in args:
                if value is required:
                    break
            else:
                if not kwargs and placed is not None:
                    if not placed:
                        return function(*args)
                    return function(*args, *placed) if args else function(*placed)
                for value in kwargs.values():
                    if value is required:
                        break
                else:
                    return function(*args, **{**ready, **kwargs})
        args, kwargs = fill(args, kwargs)
        return function(*args, **kwargs)

    call._auto_param = function, fill.kept, fill  # type: ignore[attr-defined]
    return call


class Fill:
    """Completes the arguments of a call, and caches the values found in the frame.

    Args:
        function: the function that is called in the end.
        accepted: the parameters that it has and shows.
        arguments: the arguments that are bound, by name.
        instead: what to pass if nothing is set, for defaults that are not values.
    """

    def __init__(
        self,
        function: Function,
        accepted: Accepted,
        arguments: dict[str, Argument],
        instead: dict[str, Any],
    ) -> None:
        self._function, self._instead = function, instead
        self._exact, self._fills_in = accepted.is_exact, accepted.fills_in
        self._keys_below = KeysBelow(arguments.values())
        #: Required arguments; if a bound function is wrapped, that reports its own.
        own = () if accepted.fills_in else accepted.own
        self._needed = {name for name in own if name in arguments and arguments[name].required}
        #: Each argument, its position, and how it can be passed: its name, or its position.
        self._rows: list[tuple[Argument, int, Any]] = []
        for name, argument in arguments.items():
            place = accepted.positions.get(name, _NOWHERE)
            by_place = accepted.named[name].kind is inspect.Parameter.POSITIONAL_ONLY
            self._rows.append((argument, place, place if by_place else name))
        #: The keys of a frame's cache, one for each number of arguments passed by position.
        self.kept = [object() for _ in range(len(accepted.positions) + 1)]

    def __call__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The arguments of one call, completed.

        Raises:
            TypeError: if one has no default and is neither passed nor set.
            ConversionError: if a value that is set does not fit.
        """
        frame = _state.current().frame
        beneath = self._keys_below.found_in(frame)
        count = len(args)
        kept = self.kept[count] if count < len(self.kept) else None
        found: Found | None = frame.answers.get(kept)
        ready = dict(found[0]) if found else {}
        asked = set(found[2]) if found else {by for _, place, by in self._rows if place >= count}
        # From the second call in a frame on, it pays to cache passed arguments' values, too.
        again = None in asked
        asked.discard(None)
        missing: dict[str, Argument] = {}
        gaps: list[tuple[Argument, int, Any]] = []
        for argument, place, by in self._rows:
            name = argument.name
            if place < count:
                given = args[place] if self._exact else None
            else:
                given = kwargs.get(name, required) if by is name else required
            if given is not required:
                if again and by in asked and name not in beneath and name not in self._needed:
                    value = argument.as_it_is(frame)
                    if value is required:
                        value = self._instead.get(name, required)
                    if value is not None:
                        asked.discard(by)
                        if value is not required:
                            ready[name] = value
                continue
            value = read_below(argument, frame) if name in beneath else argument.read(frame)
            if value is required:
                value, is_kept = self._instead.get(name, required), name not in beneath
                if name in self._needed:
                    missing[name] = argument
            else:
                is_kept = argument.plain is not None and by is name and name not in beneath
            if place < count:
                args = (*args[:place], self._or_default(argument, value), *args[place + 1 :])
            elif by is not name:
                gaps.append((argument, place, value))
            elif value is required:
                kwargs.pop(name, None)
            else:
                kwargs[name] = value
                if is_kept:
                    ready[name] = value
            if is_kept:
                asked.discard(by)
        last = max((place for _, place, value in gaps if value is not required), default=-1)
        for argument, place, value in gaps:
            if place == len(args) <= last:
                args += (self._or_default(argument, value),)
                if args[-1] is required and not self._fills_in:
                    missing[argument.name] = argument
        if missing:
            report_missing(self._function, missing.values())
        if kept is not None:
            if not found and kwargs:
                asked.add(None)
            frame.keep(kept, (ready, self._placed(count, ready), frozenset(asked)))
        return args, kwargs

    def _placed(self, count: int, ready: dict[str, Any]) -> Any:
        """The cached values as the arguments after the first ``count``; None if impossible."""
        rows = [row for row in self._rows if row[1] >= count]
        while rows and rows[-1][0].name not in ready:
            rows.pop()
        if not self._exact or any(row[1] != count + at for at, row in enumerate(rows)):
            return None
        return tuple(self._or_default(row[0], ready.get(row[0].name, required)) for row in rows)

    def _or_default(self, argument: Argument, value: Any) -> Any:
        """The value, or a substitute if it is not set but a later position is passed."""
        return argument.unset if value is required and not self._fills_in else value


def handing_on(wrapper: Function, arguments: dict[str, Argument]) -> Function:
    """``wrapper``, with a better error if it passes an argument by position that is also set.

    How many arguments a wrapper adds can only be seen in the function that it calls.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return wrapper(*args, **kwargs)
        except TypeError as error:
            twice = _TWICE.search(str(error.args[:1]))
            argument = arguments.get(twice[1]) if twice else None
            if argument is not None and argument.is_set(_state.current().frame):
                error.args = (
                    f"{error.args[0]}: a wrapper passes it by position, and {argument.key} is "
                    "set; put @auto_param below the decorator that made the wrapper",
                )
            raise

    return call


_TWICE = re.compile(r"got multiple values for argument '(\w+)'")
