"""Memory of 100,000 live scopes of two overrides over 100,000 parameters.

In an interpreter of its own. ``in contexts``: side by side, each in a context
of its own, as so many requests in flight; ``nested``: one in the other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FOOTPRINT = Path(__file__).with_name("footprint.py")


@pytest.mark.parametrize("fixture", ["in contexts", "nested"])
def bench_memory(benchmark, subject, fixture):
    if subject.name not in ("floor", "hyperparameter"):
        pytest.skip(f"{subject.name} has no such scopes, or is out of patience")
    found = []

    def run():
        done = subprocess.run(
            [sys.executable, str(FOOTPRINT), subject.name, fixture],
            check=True,
            capture_output=True,
            text=True,
        )
        found.append(json.loads(done.stdout))

    benchmark.group = f"memory, {fixture}"
    benchmark.pedantic(run, rounds=1, iterations=1)
    benchmark.extra_info.update(
        operation="memory",
        fixture=fixture,
        subject=subject.name,
        version=subject.version,
        per_round=1,
        **found[0],
    )
