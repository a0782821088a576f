"""A case that was found and made small cites the rule that an implementation breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hyperparameter_conformance import blamed_rule
from hyperparameter_conformance.judge import Mismatch

Step = dict[str, Any]


def enter(*sources: Step, scope: str = "s") -> Step:
    return {"enter": {"scope": scope, "sources": list(sources)}}


def read(default: Step, **fields: Any) -> Step:
    return {"read": {"key": "a", "default": default, **fields}}


ONE = {"mapping": [["a", {"int": "1"}]]}
UNTYPED = {"define": "a=1"}
INT, TEXT, NULL = {"int": "7"}, {"text": "unset"}, {"null": ""}
TASK = {"spawn": {"name": "job", "kind": "task"}}
THREAD = {"spawn": {"name": "worker", "kind": "thread"}}
CONTAINS = {"contains": {"key": "a"}}
EXIT = {"exit": {"scope": "s"}}
DONE = {"done": ""}
FALSE = {"bool": "false"}


@pytest.mark.parametrize(
    ("steps", "expected", "rule"),
    [
        ([CONTAINS], {"error": "invalid_key"}, "KEY 1"),
        ([enter({"define": "oops"})], {"error": "definition"}, "SCOPE 2"),
        ([enter({"mapping": [["a", {"nested": "129"}]]})], {"error": "limit"}, "VAL 3"),
        ([{"require": {"key": "a"}}], {"error": "missing"}, "READ 2"),
        ([enter(ONE)], DONE, "SCOPE 1"),
        ([enter(ONE), enter(scope="t"), EXIT], {"warning": "scope"}, "SCOPE 7"),
        ([{"assign": {"key": "a", "value": INT}}], {"error": "scope"}, "SCOPE 5"),
        ([{"base": {}}, CONTAINS], FALSE, "THREAD 6"),
        ([{"freeze": {}}, THREAD, CONTAINS], FALSE, "THREAD 2"),
        ([THREAD, CONTAINS], FALSE, "THREAD 1"),
        ([TASK, CONTAINS], FALSE, "THREAD 3"),
        ([enter({"unset": ["a"]}), CONTAINS], FALSE, "SCOPE 8"),
        ([enter({"define": " ~a"}), CONTAINS], FALSE, "SCOPE 8"),
        ([enter(ONE), EXIT, CONTAINS], FALSE, "SCOPE 1"),
        ([enter(ONE), enter(ONE, scope="t"), read(INT)], {"int": "1"}, "SCOPE 3"),
        ([enter(ONE), CONTAINS], {"bool": "true"}, "READ 6"),
        ([enter(ONE), {"keys": {"prefix": ""}}], {"keys": ["a"]}, "READ 8"),
        ([read(INT)], {"default": ""}, "READ 4"),
        ([enter(ONE), read(NULL)], {"int": "1"}, "VAL 1"),
        ([enter(UNTYPED), read(NULL)], {"int": "1"}, "CONV 3"),
        ([enter(UNTYPED), read(INT)], {"int": "1"}, "CONV 1"),
        ([enter({"define": "a=~"}), read(INT)], {"null": ""}, "CONV 4"),
        ([enter(UNTYPED), read(TEXT, optional="true")], {"text": "1"}, "CONV 4"),
        ([enter(ONE), read(TEXT)], {"text": "1"}, "CONV 5"),
        ([enter({"mapping": [["a", {"list": [{"map": []}]}]]}), read(NULL)], {"list": []}, "VAL 3"),
    ],
)
def test_the_last_step_and_what_leads_to_it_tell_the_rule(
    steps: list[Step], expected: Step, rule: str
) -> None:
    assert rule == blamed_rule.rule(steps, Mismatch(len(steps), steps[-1], expected, {"null": ""}))
