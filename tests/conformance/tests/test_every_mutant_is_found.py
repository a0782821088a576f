"""The vectors find every wrong implementation of the catalogue."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any, Callable

import pytest
from hyperparameter_conformance import vectors
from hyperparameter_conformance.commands import mutants as command
from hyperparameter_conformance.in_process import InProcess
from hyperparameter_conformance.mutants import MUTANTS
from hyperparameter_conformance.mutants.mutant import Catalogue, Mutant
from hyperparameter_conformance.mutants.table import failing, table
from hyperparameter_conformance.reference import value

CASES = vectors.load()
HARMLESS = Catalogue()


@HARMLESS.replaces(value, "depth")
def counts_in_another_way(original: Any) -> Any:
    """Nothing is wrong: the depth of a list comes from another function with the same answers."""
    return lambda held: 0 + original(held)


def test_the_reference_itself_fails_nowhere() -> None:
    assert [] == failing(CASES)


def test_every_mutant_fails_a_case() -> None:
    assert [] == [row.mutant.id for row in table(MUTANTS, CASES) if row.survived]


def test_no_mutant_is_found_by_breaking_down() -> None:
    """A fault that raises where no port would proves nothing about the vectors."""
    port = InProcess()

    def breaks_down(mutant: Mutant) -> bool:
        with mutant.applied():
            return any(port.run(case).kind != "observed" for case in CASES)

    assert [] == [mutant.id for mutant in MUTANTS.values() if breaks_down(mutant)]


def test_a_mutant_without_a_fault_survives() -> None:
    (row,) = table(HARMLESS.mutants, CASES)

    assert row.survived


def test_a_mutant_is_wrong_no_longer_than_it_is_applied() -> None:
    case = next(case for case in CASES if case["id"] == "conv-int-from-fraction")
    mutant = MUTANTS["truncates-floats"]

    assert [] == failing([case])
    assert [case["id"]] == failing([case], mutant)
    assert [] == failing([case])


def test_no_two_mutants_have_the_same_fault() -> None:
    faults = [mutant.fault for mutant in MUTANTS.values()]

    assert len(faults) == len(set(faults))


@pytest.mark.parametrize("id", ["truncates-floats", "threads-inherit", "compares-hashes-only"])
def test_a_mutant_speaks_the_protocol_and_does_not_conform(
    id: str, runner: Callable[..., Any], in_suite: None
) -> None:
    port = [sys.executable, "-m", "hyperparameter_conformance.mutants", id]
    done = runner("run", "--port", shlex.join(port))

    assert (1, "the port does not conform") == (done.status, done.out.splitlines()[-1])
    assert f"mutant {id}" in done.out


def test_the_command_shows_what_finds_each(
    runner: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few = {id: MUTANTS[id] for id in ("truncates-floats", "threads-inherit")}
    monkeypatch.setattr(command, "MUTANTS", few)
    json_file, page = tmp_path / "kills.json", tmp_path / "kills.html"
    done = runner(*("mutants", "--generated", 50, "--seed", 1, "--json", json_file, "--html", page))
    rows = json.loads(json_file.read_text(encoding="utf-8"))

    assert 0 == done.status
    assert f"2 of 2 mutants are found by {len(CASES)} cases" in done.out
    assert list(few) == [row["mutant"] for row in rows]
    assert "conv-int-from-fraction" in rows[0]["cases"]
    assert all(mutant.fault in page.read_text(encoding="utf-8") for mutant in few.values())


def test_the_command_fails_when_one_survives(
    runner: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MUTANTS", HARMLESS.mutants)
    done = runner("mutants")

    assert 1 == done.status
    assert "no case finds counts-in-another-way" in done.out


def test_the_command_fails_when_the_reference_does(
    runner: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MUTANTS", {"truncates-floats": MUTANTS["truncates-floats"]})
    with MUTANTS["threads-inherit"].applied():
        done = runner("mutants")

    assert 1 == done.status
    assert "thread-starts-empty fails on the reference itself" in done.out
