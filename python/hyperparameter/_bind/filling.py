"""Fills in the arguments of a call that were not passed, and calls the original.

Arguments that were passed stay as they are; parameters that are set are added by name;
the rest is left to the original's own defaults. A frame never changes, so the values
found at the first calls in a frame are cached in it: a later call needs one lookup,
however many arguments there are.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Collection
from typing import Any, Callable

from hyperparameter._bind.argument import Argument, report_missing
from hyperparameter._bind.fields import KeysBelow, read_below
from hyperparameter._bind.signatures import Accepted
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.frame import Frame
from hyperparameter._kernel.required import required

Function = Callable[..., Any]

#: What a frame caches for a callable: the values to add and the defaults in between, in the
#: order of their positions; the same as a tuple, or None if they cannot be passed so; the
#: arguments that have to be read at each call that does not pass them; and the values to add,
#: by name.
Found = tuple[dict[str, Any], Any, frozenset[Any], dict[str, Any]]
#: Before the first call, and until a second one where names were passed. None is never passed.
_UNKNOWN: Found = {}, None, frozenset({None}), {}

#: The position of a parameter that cannot be passed by position.
_NOWHERE = 1 << 30

#: Stands for a value that may differ from call to call.
_VARYING: Any = object()


def filling(fill: Fill) -> Function:
    """A function that calls that of ``fill`` with the arguments passed, and the values set."""

    def call(*args: Any, **kwargs: Any) -> Any:
        # Read from an attribute, which reloaders update when they replace a function's code.
        function, kept, first, fill = call._auto_param  # type: ignore[attr-defined]
        count = len(args)
        try:
            row, placed, lacking, ready = _state.get().frame.answers.get(kept[count], _UNKNOWN)
        except LookupError:
            return fill(args, kwargs)
        if lacking and not lacking <= kwargs.keys():
            return fill(args, kwargs)
        if count > first:
            for value in args:
                if value is required:
                    return fill(args, kwargs)
        if not kwargs and placed is not None:
            return function(*args + placed)
        for value in kwargs.values():
            if value is required:
                return fill(args, kwargs)
        if not ready:
            return function(*args, **kwargs)
        if placed is not None:
            every = row | kwargs
            if len(every) == len(placed):
                return function(*args, *every.values()) if args else function(*every.values())
        # By name: a row may hold arguments that have a position alone.
        return function(*args, **(ready | kwargs))

    call._auto_param = fill.function, fill.kept, fill.first, fill  # type: ignore[attr-defined]
    return call


class Slot:
    """An argument, and how a call passes it.

    Args:
        argument: the argument.
        accepted: the parameters of the callable.
        is_described: whether its default is a description, which must not be left to the
            callable.
    """

    __slots__ = ("argument", "by", "instead", "is_needed", "place")

    def __init__(self, argument: Argument, accepted: Accepted, is_described: bool) -> None:
        name = argument.name
        by_place = accepted.named[name].kind is inspect.Parameter.POSITIONAL_ONLY
        self.argument = argument
        self.place = accepted.positions.get(name, _NOWHERE)
        #: Its name, or its position if it has no name to be passed by.
        self.by: Any = self.place if by_place else name
        #: What to pass if it is not set; `required` stands for nothing.
        self.instead = argument.unset if is_described else required
        #: Whether a call fails without it. A bound function that is wrapped reports its own.
        self.is_needed = argument.required and name in accepted.own and not accepted.fills_in


class Fill:
    """Completes the arguments of a call, and caches the values found in the frame.

    Args:
        function: the function that is called in the end.
        accepted: the parameters that it has and shows.
        arguments: the arguments that are bound, by name.
        described: the names of those whose default is a description.
    """

    def __init__(
        self,
        function: Function,
        accepted: Accepted,
        arguments: dict[str, Argument],
        described: Collection[str],
    ) -> None:
        self._exact, self._fills_in = accepted.is_exact, accepted.fills_in
        self._original = function
        self.function = function if self._exact else handing_on(function, arguments)
        self._keys_below = KeysBelow(arguments.values())
        self._slots = [
            Slot(argument, accepted, name in described) for name, argument in arguments.items()
        ]
        #: The position of the first argument that is bound.
        self.first = min((slot.place for slot in self._slots), default=_NOWHERE)
        #: The keys of a frame's cache, one for each number of arguments passed by position.
        self.kept = [object() for _ in range(len(accepted.positions) + 1)]

    def __call__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Calls the function with the arguments of one call, completed.

        Raises:
            TypeError: if one has no default and is neither passed nor set.
            ConversionError: if a value that is set does not fit.
        """
        frame = _state.current().frame
        read = self._read(frame, args, kwargs)
        if len(args) < len(self.kept):
            self._cache(frame, len(args), read, passes_names=bool(kwargs))
        given, named = self._completed(args, kwargs, read)
        return self.function(*given, **named)

    def _read(self, frame: Frame, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[Slot, Any]:
        """The values of the arguments that are not passed; `required` if none is set."""
        beneath = self._keys_below.found_in(frame)
        read = {}
        for slot in self._slots:
            if not self._is_passed(slot, args, kwargs):
                argument = slot.argument
                below = argument.name in beneath
                read[slot] = read_below(argument, frame) if below else argument.read(frame)
        missing = [slot for slot, value in read.items() if value is required and slot.is_needed]
        if missing:
            report_missing(self._original, [slot.argument for slot in missing])
        return read

    def _is_passed(self, slot: Slot, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        if slot.place >= len(args):
            return kwargs.get(slot.by, required) is not required
        # Which argument of a wrapper has which position, the wrapper alone knows.
        return not self._exact or args[slot.place] is not required

    def _completed(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], read: dict[Slot, Any]
    ) -> tuple[list[Any], dict[str, Any]]:
        """The arguments passed, and those that were read."""
        given, named = list(args), dict(kwargs)
        by_place: dict[Slot, Any] = {}
        for slot, value in read.items():
            value = slot.instead if value is required else value
            if slot.place < len(args) or slot.by == slot.place:
                by_place[slot] = value
            elif value is required:
                named.pop(slot.by, None)
            else:
                named[slot.by] = value
        self._place(given, by_place)
        return given, named

    def _place(self, given: list[Any], values: dict[Slot, Any]) -> None:
        """Puts values in their positions, appending up to the last one that is set."""
        last = max((slot.place for slot in values if values[slot] is not required), default=-1)
        for slot, value in values.items():
            if slot.place < len(given) or slot.place == len(given) <= last:
                given[slot.place : slot.place + 1] = [self._or_default(slot, value)]
                if given[slot.place] is required and not self._fills_in:
                    report_missing(self._original, [slot.argument])

    def _or_default(self, slot: Slot, value: Any) -> Any:
        """The value, or a substitute if it is not set but a later position is passed."""
        return slot.argument.unset if value is required and not self._fills_in else value

    def _cache(self, frame: Frame, count: int, read: dict[Slot, Any], passes_names: bool) -> None:
        """Caches what calls with ``count`` arguments by position can share."""
        found: Found | None = frame.answers.get(self.kept[count])
        # A look at the arguments that were passed pays from a frame's second call on.
        if found is None and passes_names:
            frame.keep(self.kept[count], _UNKNOWN)
            return
        rest = [slot for slot in self._slots if slot.place >= count]
        ready, lacking = {}, {slot.by for slot in rest}
        if found is not None and found is not _UNKNOWN:
            ready, lacking = dict(found[3]), set(found[2])
        beneath = self._keys_below.found_in(frame)
        for slot in rest:
            if slot.by in lacking and slot.argument.name not in beneath:
                value = self._lasting(slot, frame, read)
                if value is not _VARYING:
                    lacking.discard(slot.by)
                if value is not _VARYING and value is not required:
                    ready[slot.by] = value
        row, placed = self._placed(rest, count, ready)
        frame.keep(self.kept[count], (row, placed, frozenset(lacking), ready))

    def _lasting(self, slot: Slot, frame: Frame, read: dict[Slot, Any]) -> Any:
        """The value that all calls in a frame can share; `required` if it is not set."""
        argument = slot.argument
        value = read[slot] if slot in read else argument.as_it_is(frame)
        if value is required:
            value = _VARYING if slot.is_needed else slot.instead
        elif argument.plain is None or (value is None and slot not in read):
            value = _VARYING  # as it is, None has to be converted
        # Without a name it is placed anew in each call.
        return value if value is required or slot.by is argument.name else _VARYING

    def _placed(self, rest: list[Slot], count: int, ready: dict[str, Any]) -> tuple[Any, Any]:
        """The cached values by name and by position, after the first ``count`` arguments."""
        while rest and rest[-1].by not in ready:
            rest.pop()
        if not self._exact or any(slot.place != count + at for at, slot in enumerate(rest)):
            return ready, None
        row = {slot.by: self._or_default(slot, ready.get(slot.by, required)) for slot in rest}
        return row, tuple(row.values())


def handing_on(wrapper: Function, arguments: dict[str, Argument]) -> Function:
    """``wrapper``, with a better error if it passes an argument by position that is also set.

    How many arguments a wrapper adds can only be seen in the function that it calls.
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return wrapper(*args, **kwargs)
        except TypeError as error:
            if args and _is_of_wrapper(error, wrapper):
                # Positions are filled from the left: if one is passed twice, then the first.
                named = (argument for name, argument in arguments.items() if name in kwargs)
                twice = next(named, None)
                if twice is not None and _state.current().frame.is_set(twice.key):
                    error.args = (
                        f"{error}: perhaps a wrapper passes {twice.name} by position, and "
                        f"{twice.key} is set; put @auto_param below the decorator that made "
                        "the wrapper",
                    )
            raise

    return call


def _is_of_wrapper(error: TypeError, wrapper: Function) -> bool:
    """Whether a wrapper failed itself, as in a call that does not fit, not what it called."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    wrappers: list[Any] = []
    inspect.unwrap(wrapper, stop=wrappers.append)
    return any(getattr(each, "__code__", None) is frame.f_code for each in wrappers)
