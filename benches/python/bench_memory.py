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
    if subject.name not in ("floor", "hyperparameter", "hyperparameter, PyO3"):
        pytest.skip(f"{subject.name} may copy all parameters for each of 100,000 scopes")
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
    before, live, after = (found[0][when] for when in ("before", "live", "after"))
    benchmark.extra_info.update(
        operation="memory",
        fixture=fixture,
        subject=subject.name,
        version=subject.version,
        resident_bytes=live["resident"],
        scopes_bytes=live["resident"] - before["resident"],
        left_bytes=after["in_use"] - before["in_use"],
        left_ratio=max(after[what] / before[what] - 1 for what in ("in_use", "blocks")),
        again=found[0]["again"],
    )
