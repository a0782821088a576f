"""The floor: what scoped parameters cost when they are written by hand.

A `ContextVar` holds the innermost overlay, an overlay its overrides and the one
outside it. No names, no conversion, no checks, no assignment, no baseline.
"""

from __future__ import annotations

import inspect
from contextvars import ContextVar

_current = ContextVar("floor", default=None)


class override:  # noqa: N801 - reads as `with override(...):`
    """Overrides for a block."""

    __slots__ = ("outer", "values")

    def __init__(self, **values):
        self.values = values

    def __enter__(self):
        self.outer = _current.get()
        _current.set(self)
        return self

    def __exit__(self, *raised):
        _current.set(self.outer)


def get(key, default):
    """The innermost override of ``key``, or the default."""
    overlay = _current.get()
    while overlay is not None:
        values = overlay.values
        if key in values:
            return values[key]
        overlay = overlay.outer
    return default


def required(key):
    """The innermost override of ``key``, which has to be there."""
    overlay = _current.get()
    while overlay is not None:
        values = overlay.values
        if key in values:
            return values[key]
        overlay = overlay.outer
    raise KeyError(key)


def contains(key):
    """Whether ``key`` is set."""
    overlay = _current.get()
    while overlay is not None:
        if key in overlay.values:
            return True
        overlay = overlay.outer
    return False


def keys():
    """What is set, sorted."""
    return sorted(_merged())


def as_dict():
    """What is set with its values, sorted by key."""
    values = _merged()
    return {key: values[key] for key in sorted(values)}


def _merged():
    overlays = []
    overlay = _current.get()
    while overlay is not None:
        overlays.append(overlay.values)
        overlay = overlay.outer
    merged = {}
    for values in reversed(overlays):
        merged.update(values)
    return merged


class checked(override):  # noqa: N801 - reads as `with checked(values):`
    """Overrides from a dict, which is copied, and whose keys are looked at."""

    __slots__ = ()

    def __init__(self, values):
        self.values = values = dict(values)
        for key in values:
            if key not in known:
                known.add(_checked_key(key))


#: The keys that were seen to be good.
known = set()


def _checked_key(key):
    if not isinstance(key, str) or not all(key.split(".")):
        raise ValueError(key)
    return key


_NOT_PASSED = object()


def bound(function, prefix="train"):
    """A wrapper, as one writes it by hand for the arguments of ``function``.

    It is put together here, so that one need not read twenty arguments of it.
    """
    arguments = inspect.signature(function).parameters
    passed = ", ".join(f"{name}=_NOT_PASSED" for name in arguments)
    lines = [f"def call({passed}):"]
    for name, argument in arguments.items():
        lines += [
            f"    if {name} is _NOT_PASSED:",
            f"        {name} = get('{prefix}.{name}', {argument.default!r})",
        ]
    lines.append(f"    return function({', '.join(arguments)})")
    names = {"_NOT_PASSED": _NOT_PASSED, "get": get, "function": function}
    exec("\n".join(lines), names)
    return names["call"]


class copied:  # noqa: N801 - reads as `with copied(...):`
    """The other thing one writes: a dict that every scope copies whole."""

    __slots__ = ("token", "values")

    def __init__(self, **values):
        self.values = values

    def __enter__(self):
        self.token = _copied.set({**_copied.get(), **self.values})
        return self

    def __exit__(self, *raised):
        _copied.reset(self.token)


_copied = ContextVar("copied", default={})  # noqa: B039 - it is never changed in place


def get_copied(key, default):
    """The value of ``key`` in the current dict, or the default."""
    return _copied.get().get(key, default)
