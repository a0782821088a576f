"""Reading through an accessor that is kept in a variable."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("fixture", ["one scope", "8 nested", "100,000 keys"])
def bench_hit(measure, subject, fixture):
    measure(subject, "read, accessor kept", fixture, "hit_kept", beside="hit")


@pytest.mark.parametrize("fixture", ["no scope", "one scope"])
def bench_missing(measure, subject, fixture):
    measure(subject, "read, accessor kept, missing", fixture, "missing_kept", beside="missing")
