"""Starts the adapters beside these tests, and the runner."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hyperparameter_conformance import cli, judge, vectors

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Done:
    """How a command of the runner ended, and what it printed."""

    status: int
    out: str
    err: str


@pytest.fixture
def adapter() -> Callable[..., list[str]]:
    """The command that starts an adapter by its name."""
    return lambda name, *arguments: [
        sys.executable,
        str(HERE / "adapters" / f"{name}.py"),
        *map(str, arguments),
    ]


@pytest.fixture(scope="session")
def expectations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each case expects of a port that lacks tasks and large integers, for the oracle."""
    path = tmp_path_factory.mktemp("oracle") / "expectations.json"
    cases = vectors.load()
    expected = {case["id"]: [judge.expected(step, ()) for step in case["steps"]] for case in cases}
    path.write_text(json.dumps(expected), encoding="utf-8")
    return path


@pytest.fixture
def oracle(adapter: Callable[..., list[str]], expectations: Path) -> Callable[..., list[str]]:
    """The command that starts the oracle, with what it is told to do."""
    return lambda *told: adapter("oracle", expectations, *told)


@pytest.fixture
def runner(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Runs a command of the runner to its end."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Done:
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def in_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that are started find the package, as these tests do."""
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    )
