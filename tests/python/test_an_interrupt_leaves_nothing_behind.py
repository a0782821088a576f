"""SCOPE 1 and 7: an exception out of a signal's handler, at whatever moment it comes."""

import contextlib
import signal
import sys
import threading
import warnings

import pytest

from hyperparameter import keys, param_scope

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread(),
    reason="this system has no timer to interrupt with",
)


class InterruptError(Exception):
    pass


@pytest.fixture
def interrupted(monkeypatch):
    """Raises in the main thread, a moment after it is asked to; says whether it has.

    An exception that comes while something is freed is only printed.
    """
    fired = []

    def handler(number, frame):
        fired.append(True)
        raise InterruptError

    def start(moment):
        fired.clear()
        signal.setitimer(signal.ITIMER_REAL, moment)
        return fired

    # What would process it is Python code itself, and is interrupted like any other.
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: None)
    before = signal.signal(signal.SIGALRM, handler)
    yield start
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


class Thing:
    pass


@pytest.mark.parametrize("source", [(), ("lr=1",), ("text=é",)], ids=["plain", "text", "library"])
def test_nothing_outlives_the_scope_around(source, interrupted):
    # In a function: the jump that ends a loop is outside of all blocks around it in the
    # exception table of CPython 3.13, so that an interrupt there would leave none of them.
    def open_and_leave(fired):
        while not fired:
            with param_scope(*source, inner=Thing()), param_scope(innermost=2):
                pass

    after = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for round in range(300):
            with param_scope(outer=1), contextlib.suppress(InterruptError):
                open_and_leave(interrupted(0.0002 + round * 1e-6))
            after.append(keys())

    assert [[]] * 300 == after
