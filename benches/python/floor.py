"""The floor: what scoped parameters cost when they are written by hand.

A `ContextVar` holds the innermost overlay, an overlay its overrides and the one
outside it. No names, no conversion, no checks, no assignment, no baseline.
"""

from __future__ import annotations

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


_NOT_PASSED = object()


def bound(function):
    """A wrapper, as one writes it for the three arguments of ``function``."""

    def call(lr=_NOT_PASSED, steps=_NOT_PASSED, optimizer=_NOT_PASSED):
        if lr is _NOT_PASSED:
            lr = get("train.lr", 1e-3)
        if steps is _NOT_PASSED:
            steps = get("train.steps", 100)
        if optimizer is _NOT_PASSED:
            optimizer = get("train.optimizer", "adam")
        return function(lr, steps, optimizer)

    return call


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
