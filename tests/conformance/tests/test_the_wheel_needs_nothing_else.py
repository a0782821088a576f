"""The suite is a product of its own: its wheel runs where nothing else of this project is."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hyperparameter_conformance import manifest
from hyperparameter_conformance.suite_files import SUITE

Adapter = Callable[..., "list[str]"]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A Python of its own that has the wheel and what the wheel says it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, *_PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, SUITE)
    (wheel,) = folder.glob("hyperparameter_conformance-*-py3-none-any.whl")
    venv.create(folder / "venv", with_pip=True, symlinks=os.name != "nt")
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run(python, *_PIP, "install", wheel)
    return python


def test_the_library_is_not_there(python: Path) -> None:
    done = subprocess.run(
        [python, "-c", "import hyperparameter"], cwd=python.parent, capture_output=True, check=False
    )

    assert b"No module named 'hyperparameter'" in done.stderr


def test_the_installed_suite_is_what_its_manifest_says(python: Path) -> None:
    committed = manifest.read()

    assert _run(python, *_RUNNER, "manifest") == (
        f"version {committed['suite']}, {len(committed['cases'])} cases\n"
    )


def test_the_installed_suite_knows_its_rules(python: Path) -> None:
    assert _run(python, *_RUNNER, "rules").endswith("a case, or a reason for having none\n")


def test_the_installed_runner_tests_a_port(python: Path, adapter: Adapter) -> None:
    said = _run(
        python, *_RUNNER, "run", "--port", shlex.join(adapter("missing")), "--only", "read-missing*"
    )

    assert said.endswith("the port conforms; it claims 8 of 9 cases\n")
    assert "not claimed 1: the port does not claim objects" in said


_PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check")
_RUNNER = ("-m", "hyperparameter_conformance")


def _run(*command: object) -> str:
    """What a command prints; it has to succeed, away from the sources."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=Path(str(command[0])).parent,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
