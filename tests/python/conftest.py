"""What the tests of the Python package share."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from typing import Any, Callable

import pytest
from hypothesis import HealthCheck, settings

from hyperparameter import base, frozen, keys
from hyperparameter._kernel import state as _state

# How long an example takes says how busy the machine is.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: Any) -> Any:
    """Has every test leave nothing set; one that fails to does not disturb the next."""
    before = _state.current()
    try:
        result = yield
        if "cleared" in pyfuncitem.fixturenames:
            base()
        left = keys()

        assert [] == left

        return result
    finally:
        _state.put(before)


@pytest.fixture
def baseline():
    """For tests that publish a baseline: takes it back."""
    yield
    frozen()


@pytest.fixture
def cleared():
    """For tests that set a base: clears it."""
    yield
    base()


@pytest.fixture
def in_thread() -> Callable[[Callable[[], Any]], Any]:
    """Runs a function in a new thread and returns or raises what it does."""

    def run(function: Callable[[], Any]) -> Any:
        outcome: list[Any] = []

        def work() -> None:
            try:
                outcome.extend((function(), None))
            except BaseException as error:
                outcome.extend((None, error))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        result, error = outcome
        if error is not None:
            raise error
        return result

    return run


@pytest.fixture
def run_program(tmp_path) -> Callable[..., str]:
    """Runs a program of its own, which ends well and says nothing on stderr.

    Returns what it wrote to stdout.
    """

    def run(source: str, *arguments: str) -> str:
        program = tmp_path / "program.py"
        program.write_text(textwrap.dedent(source), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, *arguments, str(program)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

        assert ("", 0) == (done.stderr, done.returncode)

        return done.stdout.strip()

    return run
