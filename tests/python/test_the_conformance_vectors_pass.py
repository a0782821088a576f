"""The conformance vectors pass on the Python package, one test for each case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

import pytest
from hyperparameter_conformance import judge, vectors
from hyperparameter_conformance.judge import Mismatch
from hyperparameter_conformance.suite_files import SUITE
from python_port import CAPABILITIES
from python_port.schedule import Cases
from python_port.tagged import FaultError

CASES = vectors.load()
WRONG = vectors.parse((SUITE / "planted" / "wrong.yaml").read_text(encoding="utf-8"))["cases"]

Case = dict[str, Any]
Examine = Callable[[Case], "list[Mismatch]"]


@pytest.fixture(scope="module")
def examine() -> Iterator[Examine]:
    """Runs a case in threads of its own; returns the steps that went wrong."""
    cases = Cases()
    yield lambda case: judge.compare(case, cases.run(case["steps"]), CAPABILITIES)
    cases.end()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: Case, examine: Examine) -> None:
    assert examine(case) == [], case["title"]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["id"])
def test_a_wrong_expectation_is_found(case: Case, examine: Examine) -> None:
    try:
        mismatches = examine(case)
    except FaultError:  # the adapter says that the case cannot be run
        return
    assert mismatches != []
