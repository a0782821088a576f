"""The conformance vectors on the Python package, one test for each case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

import pytest
from hyperparameter_conformance import vectors
from hyperparameter_conformance.suite import SUITE
from python_port.actor import Objects
from python_port.schedule import Thread, run

CASES = vectors.load()
WRONG = vectors.parse((SUITE / "planted" / "wrong.yaml").read_text(encoding="utf-8"))["cases"]

Run = Callable[[Any], None]


@pytest.fixture(scope="module")
def unfreeze() -> Iterator[Callable[[], None]]:
    """Empties the baseline, from a thread that started while it was empty."""
    keeper = Thread(Objects())
    started = keeper.order(None, "keys", {"prefix": ""})
    assert started.value == [], (
        "a baseline was published before the conformance tests and not taken back"
    )
    yield lambda: keeper.order(None, "freeze", {})
    keeper.end()


@pytest.fixture
def run_alone(unfreeze: Callable[[], None]) -> Iterator[Run]:
    """Runs a case in threads of its own and leaves the baseline empty."""
    yield run
    unfreeze()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any], run_alone: Run) -> None:
    run_alone(case)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["id"])
def test_a_wrong_expectation_is_found(case: dict[str, Any], run_alone: Run) -> None:
    with pytest.raises(AssertionError):
        run_alone(case)
