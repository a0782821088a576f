"""Importing, in an interpreter of its own; CPU time of the child.

The floor is an interpreter that imports the C part of cffi and nothing else.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.benchmark(timer=of_children)
def bench_import(benchmark, subject):
    if subject.imports is None:
        pytest.skip(f"{subject.name} is part of this bench")
    # Compiled modules are written once and found again, whatever the caller's environment says.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run():
        subprocess.run([sys.executable, "-c", subject.imports], check=True, env=environment)

    benchmark.group = "import"
    benchmark.extra_info.update(
        operation="import",
        fixture="beyond a bare interpreter",
        subject=subject.name,
        version=subject.version,
        per_round=1,
        statement=subject.imports,
    )
    benchmark.pedantic(run, rounds=7, iterations=1, warmup_rounds=1)
