"""Reading a parameter that was read before, by the whole expression."""

from __future__ import annotations

import threading

import pytest
from conftest import LADDER
from subjects import READ_KEY


@pytest.mark.parametrize("fixture", [name for name in LADDER if name != "no scope"])
def bench_hit(measure, subject, fixture):
    measure(subject, "read", fixture, "hit")


@pytest.mark.parametrize("fixture", ["no scope", "one scope", "8 nested", "100,000 keys"])
def bench_missing(measure, subject, fixture):
    measure(subject, "read, missing", fixture, "missing")


def bench_frozen(measure, subject):
    """In a thread that began with the baseline; a scope of the floor's stands beside it."""
    if subject.name != "hyperparameter":
        pytest.skip(f"{subject.name} has no baseline")
    from hyperparameter import frozen

    with subject.holding({READ_KEY: 0.01}):
        frozen()
    failures = []

    def work():
        try:
            measure(_Frozen(subject), "read", "frozen", "hit", scopes=[{READ_KEY: 0.01}])
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    frozen()
    if failures:
        raise failures[0]


class _Frozen:
    """The subject, with nothing left to open."""

    def __init__(self, subject):
        self.subject = subject

    def __getattr__(self, name):
        return getattr(self.subject, name)

    def holding(self, values):
        return self.subject.holding({})
