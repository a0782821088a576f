"""The reference model comes to what the vectors expect, by itself and by its adapter."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import Any, Callable

import pytest
from hyperparameter_conformance import judge, vectors
from hyperparameter_conformance.mutants.hashes import HASHES
from hyperparameter_conformance.mutants.rapidhash import rapidhash
from hyperparameter_conformance.oracle import IllegalCaseError, predict
from hyperparameter_conformance.reference import flow
from hyperparameter_conformance.reference.model import CAPABILITIES, run
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped, store
from hyperparameter_conformance.suite_files import SUITE

CASES = vectors.load()
SMALL_INTS = [capability for capability in CAPABILITIES if capability != "bigint"]
REFERENCE = [sys.executable, "-m", "hyperparameter_conformance.reference"]


@pytest.mark.parametrize("capabilities", [CAPABILITIES, SMALL_INTS], ids=["bigint", "64-bit"])
def test_every_case_passes(capabilities: list[str]) -> None:
    wrong = {
        case["id"]: mismatches
        for case in CASES
        if (mismatches := judge.compare(case, run(case, capabilities), capabilities))
    }

    assert {} == wrong


@pytest.mark.parametrize("capabilities", [CAPABILITIES, SMALL_INTS], ids=["bigint", "64-bit"])
def test_the_prediction_of_a_case_is_what_it_expects(capabilities: list[str]) -> None:
    wrong = [
        case["id"]
        for case in CASES
        for written, predicted in zip(case["steps"], _predicted(case)["steps"])
        if not judge.agrees(
            judge.expected(written, capabilities), judge.expected(predicted, capabilities)
        )
    ]

    assert [] == wrong


def test_every_wrong_expectation_is_found() -> None:
    planted = vectors.parse((SUITE / "planted" / "wrong.yaml").read_text(encoding="utf-8"))["cases"]

    def is_found(case: dict[str, Any]) -> bool:
        try:
            return bool(judge.compare(case, run(case), CAPABILITIES))
        except IllegalCaseError:
            return True

    assert [] == [case["id"] for case in planted if not is_found(case)]


def test_the_adapter_conforms(runner: Callable[..., Any], in_suite: None) -> None:
    done = runner("run", "--port", shlex.join(REFERENCE))

    total = len(CASES)
    verdict = f"the port conforms; it claims {total} of {total} cases"
    assert (0, verdict) == (done.status, done.out.splitlines()[-1])


def test_it_shares_no_code_with_the_library(in_suite: None) -> None:
    program = (
        "import hyperparameter_conformance.reference.model, sys;"
        "print([name for name in ('hyperparameter', 'cffi') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert b"[]" == done.stdout.strip()


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("[a b, 'c']", (Untyped("a b"), "c")),
        ("[a:b, -1, ?x]", (Untyped("a:b"), Untyped("-1"), Untyped("?x"))),
        ("[a#b]", (Untyped("a#b"),)),
        ("[a -]", (Untyped("a -"),)),
        ("[[], [ ] ,]", ((), ())),
        ('"\\u00e9"', "é"),
        ("''''", "'"),
    ],
)
def test_quotes_and_flow_lists_are_read_by_the_productions_of_yaml(text: str, node: object) -> None:
    assert node == flow.read(text)


@pytest.mark.parametrize(
    "text",
    [
        *("[|a]", "[>a]", "[?]", "[-]", "[a: b]", "[a, b:]", "[a #b]", "[&a b]", "[*a]", "[!a b]"),
        *("[{}]", "[,]", "[a", "[a]]", '["a": b]', "[[a]: b]", "[\x7f]"),
        *("'a'b", '"\\ud83d"', '"\x1b"'),
    ],
)
def test_what_yaml_does_not_allow_in_a_flow_list_is_no_list(text: str) -> None:
    assert flow.read(text) is None


def test_lists_deeper_than_128_are_a_limit_error_only_where_they_are_well_formed() -> None:
    assert flow.read("[" * 128 + "]" * 128) is not None
    assert flow.read("[" * 100_000) is None
    with pytest.raises(RefusedError, match="128 deep"):
        flow.read("[" * 129 + "]" * 129)


OTHER_BASELINE = [
    {"enter": {"scope": "s", "sources": [{"mapping": [["a", {"int": "1"}]]}]}},
    {"freeze": {}},
]
SPAWN: dict[str, Any] = {"spawn": {"name": "worker", "kind": "thread"}}
TASK: dict[str, Any] = {"spawn": {"name": "job", "kind": "task"}}
ASK: dict[str, Any] = {"contains": {"actor": "worker", "key": "a"}}
REFUSED: dict[str, Any] = {"contains": {"actor": "worker", "key": "a."}}


@pytest.mark.parametrize(
    ("steps", "is_open"),
    [
        ([SPAWN, REFUSED, *OTHER_BASELINE, ASK], True),
        ([SPAWN, *OTHER_BASELINE, REFUSED, ASK], False),
        ([SPAWN, ASK, REFUSED, *OTHER_BASELINE, ASK], False),
        (
            [
                SPAWN,
                {"spawn": {"actor": "worker", "name": "job", "kind": "task"}},
                *OTHER_BASELINE,
                {"contains": {"actor": "job", "key": "a"}},
            ],
            True,
        ),
        (
            [
                {
                    "enter": {
                        "scope": "s",
                        "sources": [{"define": "oops"}, {"mapping": [["a.", {"int": "1"}]]}],
                    }
                }
            ],
            True,
        ),
        ([{"enter": {"scope": "s", "keywords": [["a.", {"nested": "129"}]]}}], True),
        ([TASK, {"assign": {"actor": "job", "key": "a", "value": {"int": "1"}}}], True),
        ([TASK, {"base": {"actor": "job"}}], True),
        ([{"enter": {"scope": "s"}}, TASK, {"base": {"actor": "job"}}], False),
        ([TASK, {"base": {}}, {"contains": {"actor": "job", "key": "a"}}], True),
        ([{"enter": {"scope": "s"}}, {"base": {"sources": [{"define": "oops"}]}}], True),
        ([{"enter": {"scope": "s", "keywords": [["a.", {"mapping": []}]]}}], True),
        ([{"enter": {"scope": "s", "keywords": [["a", {"mapping": []}]]}}], False),
        (
            [
                {
                    "enter": {
                        "scope": "s",
                        "keywords": [["a", {"mapping": [[" b", {"int": "1"}]]}]],
                    }
                }
            ],
            True,
        ),
    ],
    ids=[
        *("refused-first", "refused-later", "began", "task-of-a-fresh-thread", "two-faults"),
        *("two-faults-in-a-pair", "task-assigns", "task-sets-a-base", "task-in-a-scope"),
        *("task-before-a-base", "two-faults-in-a-base"),
        *("bad-key-of-an-empty-mapping", "good-key-of-an-empty-mapping", "inner-blank"),
    ],
)
def test_what_is_left_to_the_implementation_is_not_predicted(
    steps: list[dict[str, Any]], is_open: bool
) -> None:
    assert is_open == (predict({"id": "any-case", "steps": steps}) is None)


@pytest.mark.parametrize(
    "step",
    [
        {"contains": {"actor": "ghost", "key": "a"}},
        {"exit": {"scope": "s"}},
        {"join": {"name": "main"}},
        {"spawn": {"name": "main", "kind": "thread"}},
    ],
)
def test_a_step_that_cannot_be_done_is_refused(step: dict[str, Any]) -> None:
    with pytest.raises(IllegalCaseError):
        run({"id": "any-case", "steps": [step]})


def test_rapidhash_is_that_of_the_colliding_keys() -> None:
    keys = ("njogphtv.hashes.daaahaba", "tgvgwwrz.hashes.zmfottxo", "dzfmzeiz.hashes.ddsuphri")

    assert {0x86E4A41E2FEE73BE} == {rapidhash(f"collide.{key}".encode()) for key in keys}
    assert 60 == len({rapidhash(b"a" * length) for length in range(60)})


def test_each_hash_takes_the_keys_of_its_case_for_one() -> None:
    merged = {
        id: case["id"]
        for case in CASES
        for id, (_, hashed) in HASHES.items()
        if case["id"].startswith("key-colliding-in-") and _one_hash(case, hashed)
    }

    assert set(HASHES) - {"compares-hashes-only"} == set(merged)


def _one_hash(case: dict[str, Any], hashed: Callable[[bytes], int]) -> bool:
    keys = {step["read"]["key"] for step in case["steps"] if "read" in step}
    return len({hashed(key.encode()) for key in keys}) == 1


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ({"enter": {"scope": "s", "keywords": [["a", {"text": "\ud800"}]]}}, "conversion"),
        (
            {"enter": {"scope": "s", "keywords": [["a", {"list": [{"text": "\udfff"}]}]]}},
            "conversion",
        ),
        ({"enter": {"scope": "s", "sources": [{"untyped": [["a", "\ud800"]]}]}}, "conversion"),
        ({"enter": {"scope": "s", "sources": [{"define": "a=\ud800"}]}}, "definition"),
        ({"enter": {"scope": "s", "keywords": [["\ud800", {"int": "1"}]]}}, "invalid_key"),
        ({"contains": {"key": "\ud800"}}, "invalid_key"),
    ],
    ids=["text", "text in a list", "untyped", "definition", "key", "question"],
)
def test_half_of_a_surrogate_pair_is_no_text_anywhere(step: dict[str, Any], kind: str) -> None:
    (answer,) = run({"id": "any-case", "steps": [step]})

    assert kind == answer["error"]


@pytest.mark.parametrize(("elements", "is_taken"), [(999_999, True), (1_000_000, False)])
def test_a_list_holds_a_million_elements(elements: int, is_taken: bool) -> None:
    """The list inside counts as one of them."""
    value = (("x",) * elements,)

    if is_taken:
        assert store(value) is value
    else:
        with pytest.raises(RefusedError, match="at most 1000000"):
            store(value)


def _predicted(case: dict[str, Any]) -> dict[str, Any]:
    predicted = predict(case)
    assert predicted is not None, f"the rules leave open what {case['id']} comes to"
    return predicted
