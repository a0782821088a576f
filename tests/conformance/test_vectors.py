"""The conformance vectors on the Python package, one test for each case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Callable

import pytest
from hyperparameter_conformance import vectors
from hyperparameter_conformance.vectors import INDEX, RULES, SUITE, MalformedError
from python_port.actor import Objects
from python_port.schedule import Thread, run

CASES = vectors.load()
WRONG = vectors.parse((SUITE / "planted" / "wrong.yaml").read_text(encoding="utf-8"))["cases"]
MALFORMED = sorted((SUITE / "planted" / "malformed").iterdir())

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


def test_the_cases_are_those_of_the_index() -> None:
    """The other runners compare with the same list."""
    ids = [case["id"] for case in CASES]

    assert len(ids) == len(set(ids))
    assert INDEX.read_text(encoding="utf-8").splitlines() == sorted(ids)


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_a_malformed_document_is_refused(path: Any) -> None:
    with pytest.raises(MalformedError):
        vectors.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["id"])
def test_a_wrong_expectation_is_found(case: dict[str, Any], run_alone: Run) -> None:
    with pytest.raises(AssertionError):
        run_alone(case)


def test_cases_declare_what_they_need() -> None:
    declared = {case["id"]: set(case.get("needs", [])) for case in CASES}

    assert declared == {case["id"]: vectors.capabilities(case) for case in CASES}


def test_titles_tell_cases_apart() -> None:
    titles = [case["title"] for case in CASES]

    assert [title for title in titles if titles.count(title) > 1] == []


def test_no_expected_value_could_be_the_default() -> None:
    reads = [
        (case["id"], step["read"]) for case in CASES for step in case["steps"] if "read" in step
    ]

    assert [id for id, read in reads if read["expect"] == read["default"]] == []


def test_every_rule_has_a_case_or_a_reason_for_having_none() -> None:
    readme = (SUITE / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Rules without cases", 1)[1]
    excused = set(re.findall(r"^\| ([A-Z]+ [0-9]) \|", section, re.MULTILINE))
    cited = {case["rule"] for case in CASES}

    assert {
        f"{part} {n}" for part, last in RULES.items() for n in range(1, last + 1)
    } == cited | excused
    assert cited & excused == set()
