"""The script for CPython without the GIL prints a row for every operation on any CPython."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path

import pytest

BENCHES = Path(__file__).parents[2] / "benches"


@pytest.fixture
def script(monkeypatch):
    monkeypatch.syspath_prepend(BENCHES / "python")
    return importlib.import_module("free_threading")


def test_every_operation_has_a_row_with_its_throughput(script, capsys):
    threads = threading.active_count()

    script.main(seconds=0.001)

    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [line.split(" | ")[0].strip("| ") for line in table[2:]] == list(script.OPERATIONS)
    assert threads == threading.active_count()


def test_a_thread_that_fails_is_not_counted(script):
    def failing(times):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        script.throughput(failing, 2, 0.001)
