"""The first read of a key in a fresh scope, where it is inherited or missing.

A hundred keys are read once each, so that the scope hardly counts.
"""

from __future__ import annotations

import pytest
from conftest import other_keys
from subjects import CONVERTED_KEYS, FRESH_KEYS


@pytest.mark.parametrize("fixture", ["one scope", "100,000 keys"])
def bench_inherited(measure, subject, fixture):
    values = dict.fromkeys(FRESH_KEYS, 1)
    if fixture == "100,000 keys":
        values.update(other_keys(100_000 - len(values)))
    count = len(FRESH_KEYS)
    measure(subject, "first read", fixture, "fresh", each=count, scopes=[values])


def bench_converted(measure, subject):
    """The fresh scope sets ints that are read as floats: the core has to convert each."""
    values = dict.fromkeys(CONVERTED_KEYS, 1)
    count = len(CONVERTED_KEYS)
    measure(subject, "first read, converted", "no scope", "converted", each=count, values=values)


@pytest.mark.parametrize("fixture", ["no scope", "100,000 keys"])
def bench_missing(measure, subject, fixture):
    measure(subject, "first read, missing", fixture, "fresh", each=len(FRESH_KEYS))
