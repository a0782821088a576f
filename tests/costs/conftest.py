"""Lets the tests of this folder import the package beside them, and counts once for all."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from instruction_counts import driver, recorded


@pytest.fixture(scope="session")
def profiles():
    return driver.count()


@pytest.fixture(scope="session")
def counts(profiles):
    return recorded.counts_of(profiles)


@pytest.fixture(scope="session")
def same_tools():
    return recorded.load()[0] == recorded.tools()


@pytest.fixture(scope="session")
def writes():
    return driver.writes()
