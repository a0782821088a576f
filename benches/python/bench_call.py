"""Calling a function with three bound arguments, none of them passed."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("fixture", ["no scope", "one scope", "8 nested"])
def bench_bound(measure, subject, fixture):
    measure(subject, "call, 3 bound arguments", fixture, "call")
