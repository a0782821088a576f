"""Runs the programs of examples/ as a user does: as processes, from another directory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def examples():
    return Path(__file__).parents[2] / "examples"


@pytest.fixture
def run_example(examples, tmp_path):
    def run(program, *arguments, **environment):
        return subprocess.run(
            [sys.executable, examples / program, *arguments],
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def output_of(run_example):
    """What a program prints that ends well and complains of nothing."""

    def output(program, *arguments, **environment):
        ended = run_example(program, *arguments, **environment)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    return output
