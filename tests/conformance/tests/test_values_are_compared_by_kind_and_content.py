"""The judge compares tagged values: kind, content, and of floats the bits."""

from __future__ import annotations

from typing import Any

import pytest
from hyperparameter_conformance import judge, vectors
from hyperparameter_conformance.suite_files import SUITE

WRONG = vectors.parse((SUITE / "planted" / "wrong.yaml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(
    ("wanted", "outcome"),
    [
        ({"int": "1"}, {"int": "1"}),
        ({"float": "0.1"}, {"float": "0.1000000000000000055511151231257827"}),
        ({"float": "1e22"}, {"float": "10000000000000000000000"}),
        ({"float": "1e22"}, {"float": "1e+22"}),
        ({"float": "nan"}, {"float": "nan"}),
        ({"float": "-inf"}, {"float": "-inf"}),
        ({"list": [{"float": "2.0"}]}, {"list": [{"float": "2"}]}),
        ({"error": "scope"}, {"error": "scope", "message": "anything"}),
        ({"warning": "scope"}, {"warning": "scope", "message": "anything"}),
        ({"nested": "3"}, {"list": [{"list": [{"list": []}]}]}),
        ({"list": [{"nested": "2"}]}, {"nested": "3"}),
        (
            {"list": [{"map": [["x", {"int": "1"}], ["y", {"float": "2.0"}]]}]},
            {"list": [{"map": [["y", {"float": "2"}], ["x", {"int": "1"}]]}]},
        ),
        ({"items": [["a", {"float": "1.0"}]]}, {"items": [["a", {"float": "1.00"}]]}),
    ],
    ids=str,
)
def test_the_same_is_the_same(wanted: dict[str, Any], outcome: dict[str, Any]) -> None:
    assert judge.agrees(wanted, outcome)


@pytest.mark.parametrize(
    ("wanted", "outcome"),
    [
        ({"int": "1"}, {"bool": "true"}),
        ({"int": "1"}, {"float": "1.0"}),
        ({"int": "1"}, {"text": "1"}),
        ({"int": "1"}, {"default": ""}),
        ({"int": "1"}, {"error": "conversion"}),
        ({"default": ""}, {"null": ""}),
        ({"done": ""}, {"error": "scope"}),
        ({"done": ""}, {"null": ""}),
        ({"error": "scope"}, {"done": ""}),
        ({"done": ""}, {"warning": "scope"}),
        ({"warning": "scope"}, {"done": ""}),
        ({"warning": "scope"}, {"error": "scope"}),
        ({"nested": "2"}, {"nested": "3"}),
        ({"nested": "1"}, {"map": []}),
        ({"list": [{"map": [["x", {"int": "1"}]]}]}, {"list": [{"map": [["x", {"int": "2"}]]}]}),
        ({"list": [{"map": [["x", {"int": "1"}]]}]}, {"list": [{"map": []}]}),
        ({"list": [{"map": []}]}, {"list": [{"list": []}]}),
        ({"error": "scope"}, {"error": "other", "message": "scope"}),
        ({"float": "0.0"}, {"float": "-0.0"}),
        ({"float": "0.1"}, {"float": "0.10000000000000002"}),
        ({"float": "1.0"}, {"float": "1.0\n"}),
        ({"float": "inf"}, {"float": "1e309e"}),
        ({"text": "é"}, {"text": "e\u0301"}),
        ({"list": []}, {"list": [{"null": ""}]}),
        ({"list": [{"int": "1"}]}, {"list": [{"float": "1.0"}]}),
        ({"keys": ["a", "b"]}, {"keys": ["b", "a"]}),
        ({"keys": []}, {"items": []}),
        ({"items": []}, {"keys": []}),
        ({"items": [["a", {"int": "1"}]]}, {"items": []}),
        ({"items": [["a", {"int": "1"}]]}, {"items": [["b", {"int": "1"}]]}),
        ({"object": "first"}, {"object": "second"}),
    ],
    ids=str,
)
def test_what_differs_is_not_the_same(wanted: dict[str, Any], outcome: dict[str, Any]) -> None:
    assert not judge.agrees(wanted, outcome)


def test_an_expectation_without_a_capability_is_for_ports_that_lack_it() -> None:
    step = {"read": {"expect": {"int": "1"}, "without": {"bigint": {"error": "conversion"}}}}

    assert judge.expected(step, {"bigint"}) == {"int": "1"}
    assert judge.expected(step, {"threads"}) == {"error": "conversion"}


def test_a_step_without_an_expectation_has_to_succeed() -> None:
    case = {"steps": [{"freeze": {}}, {"exit": {"scope": "s"}}]}
    observed = [{"done": ""}, {"error": "scope"}]
    (mismatch,) = judge.compare(case, observed, ())

    assert (mismatch.position, mismatch.expected, mismatch.observed) == (
        2,
        {"done": ""},
        {"error": "scope"},
    )


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["id"])
def test_a_planted_case_fails_where_the_truth_is_told(case: dict[str, Any]) -> None:
    """The last step of each is where its expectation is wrong."""
    truth = [judge.expected(step, ()) for step in case["steps"]]
    truth[-1] = {"text": "another"} if truth[-1] != {"done": ""} else {"error": "other"}

    assert [mismatch.position for mismatch in judge.compare(case, truth, ())] == [len(truth)]
