"""The vectors find every wrong implementation of the catalogue, and each finds one."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any, Callable

import pytest
from hyperparameter_conformance import vectors
from hyperparameter_conformance.commands import mutants as command
from hyperparameter_conformance.mutants import MUTANTS, evidence
from hyperparameter_conformance.mutants.mutant import Catalogue, Mutant
from hyperparameter_conformance.mutants.table import failing, table
from hyperparameter_conformance.reference import value
from hyperparameter_conformance.reference_port import InProcess

CASES = vectors.load()
HARMLESS = Catalogue()


@HARMLESS.replaces(value, "depths")
def counts_in_another_way(original: Any) -> Any:
    """Nothing is wrong: the depth of a list comes from another function with the same answers."""
    return lambda held: list(original(held))


def test_the_reference_itself_fails_nowhere() -> None:
    assert [] == failing(CASES)


def test_every_mutant_fails_a_case_and_every_case_fails_on_a_mutant() -> None:
    """Where this fails, look for evidence: python -m hyperparameter_conformance mutants --write."""
    assert [] == evidence.faults(evidence.read(), MUTANTS, CASES)


def test_evidence_that_does_not_hold_is_told() -> None:
    known = evidence.read()
    id = "truncates-floats"
    few = {id: MUTANTS[id]}
    case = next(case for case in CASES if case["id"] == known.cases[id])
    other = next(case for case in CASES if case["id"] == "key-one-segment")
    wrong = evidence.Evidence({id: other["id"]}, {case["id"]: "no-such-mutant"})

    assert [
        f"no case is known to find {id}",
        f"no mutant is known that {case['id']} finds",
        f"no mutant is known that {other['id']} finds",
    ] == evidence.faults(wrong, few, [case, other])


def test_evidence_that_is_missing_is_looked_for() -> None:
    few = {id: MUTANTS[id] for id in ("truncates-floats", "threads-inherit")}
    cases = [case for case in CASES if case["id"] in ("conv-int-from-fraction", "key-empty")]
    found = evidence.renewed(evidence.Evidence(), few, cases)

    assert {"truncates-floats": "conv-int-from-fraction"} == found.cases
    assert {"conv-int-from-fraction": "truncates-floats"} == found.mutants


def test_no_mutant_is_found_by_breaking_down() -> None:
    """A fault that raises where no port would proves nothing about the vectors."""
    port, found_by = InProcess(), evidence.read().cases

    def breaks_down(mutant: Mutant) -> bool:
        cases = [case for case in CASES if case["id"] == found_by[mutant.id]] + CASES[::40]
        with mutant.applied():
            return any(port.run(case).kind != "observed" for case in cases)

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

    assert 1 == done.status
    assert done.out.splitlines()[-1].startswith("the port does not conform; it claims ")
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
    done = runner("mutants", "--table")

    assert 1 == done.status
    assert "no case finds counts-in-another-way" in done.out


def test_the_command_checks_the_evidence(
    runner: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = runner("mutants")
    monkeypatch.setattr(command, "MUTANTS", HARMLESS.mutants)
    again = runner("mutants")

    assert (0, 1) == (done.status, again.status)
    assert f"cases find all {len(MUTANTS)} mutants, and each of {len(CASES)}" in done.out
    assert "no case is known to find counts-in-another-way" in again.out


def test_the_command_fails_when_the_reference_does(
    runner: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MUTANTS", {"truncates-floats": MUTANTS["truncates-floats"]})
    with MUTANTS["threads-inherit"].applied():
        done = runner("mutants", "--table")

    assert 1 == done.status
    assert "thread-starts-empty fails on the reference itself" in done.out
