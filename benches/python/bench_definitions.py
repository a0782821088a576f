"""Ten ``key=value`` definitions into a scope, and ten typed reads.

Beside it stands one read of the floor's: the target is a time, for a machine
whose floor reads in 130 ns.
"""

from __future__ import annotations

import itertools

import pytest
from subjects import definitions


@pytest.mark.parametrize(("fixture", "count"), [("same texts", 1), ("new texts", 3_000)])
def bench_definitions(measure, subject, fixture, count):
    """The same ten texts again and again; or ten that were not seen for long."""
    texts = itertools.cycle([definitions(10 * at) for at in range(count)])
    scopes = [{"train.model.lr": 0.01}]
    measure(
        subject,
        "10 definitions, 10 typed reads",
        fixture,
        "typed",
        beside="hit",
        scopes=scopes,
        same=False,
        texts=texts,
    )
