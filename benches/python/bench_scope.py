"""Overriding one key, reading it, and restoring what was before."""

from __future__ import annotations

import pytest
from conftest import LADDER


@pytest.mark.parametrize("fixture", list(LADDER))
def bench_override(measure, subject, fixture):
    measure(subject, "override, read, restore", fixture, "override")
