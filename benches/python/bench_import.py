"""Importing, in an interpreter of its own; time of the processor of the child.

Beside it stand a bare interpreter, and one that imports the C part of cffi and
nothing else. The three take turns.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys

import pytest
from subjects import Floor

ROUNDS = 15


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.benchmark(timer=of_children)
def bench_import(benchmark, subject):
    if subject.imports is None:
        pytest.skip(f"{subject.name} is part of this bench")
    # Compiled modules are written once and found again, whatever the caller's environment says.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run(statement):
        subprocess.run([sys.executable, "-c", statement], check=True, env=environment)

    bare, floor = [], []

    def beside():
        for statement, took in [("pass", bare), (Floor.imports, floor)]:
            began = of_children()
            run(statement)
            took.append(of_children() - began)

    beside()
    run(subject.imports)
    bare.clear()
    floor.clear()
    benchmark.group = "import"
    benchmark.pedantic(run, args=(subject.imports,), setup=beside, rounds=ROUNDS, iterations=1)
    took = benchmark.stats.stats.data
    benchmark.extra_info.update(
        operation="import",
        fixture="an interpreter of its own",
        subject=subject.name,
        version=subject.version,
        beyond_bare_ns=1e9 * statistics.median(a - b for a, b in zip(took, bare)),
        beyond_floor_ns=1e9 * statistics.median(a - b for a, b in zip(took, floor)),
    )
