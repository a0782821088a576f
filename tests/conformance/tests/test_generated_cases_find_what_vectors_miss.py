"""Cases made at random are legal and repeat; what fails is shrunk to a vector."""

from __future__ import annotations

import shlex
import sys
from typing import Any, Callable

import pytest
from hyperparameter_conformance import vectors, yaml_writer
from hyperparameter_conformance.commands.generate import first_failure
from hyperparameter_conformance.generation import generate
from hyperparameter_conformance.mutants.mutant import Catalogue, Mutant
from hyperparameter_conformance.mutants.table import failing
from hyperparameter_conformance.oracle import predict
from hyperparameter_conformance.reference import number
from hyperparameter_conformance.reference.actor import Actor
from hyperparameter_conformance.reference.model import CAPABILITIES
from hyperparameter_conformance.reference_port import IDENTITY, InProcess
from hyperparameter_conformance.shrinking import shrink

CATALOGUE = Catalogue()
MODULE = [sys.executable, "-m"]


@CATALOGUE.replaces(number, "real")
def loses_a_digit(original: Any) -> Any:
    """A number with an exponent of 17 loses its last digit."""
    return lambda text: original(text.replace("e+17", "e+16"))


@CATALOGUE.replaces(Actor, "_assign")
def assigns_around_the_third_scope(original: Any) -> Any:
    """An assignment three scopes deep changes the second scope too."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if len(self._open) == 3:
            around = self._open[-2]
            pair = (step["key"], self.frame()[step["key"]])
            around.frame = around.frame.overridden([pair])
        return answer

    return assign


class Mutated(InProcess):
    """A port with a fault, which the prediction does not share."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def run(self, case: dict[str, Any]) -> Any:
        with self._mutant.applied():
            return super().run(case)


def test_a_seed_makes_the_same_cases() -> None:
    made = [[generate(f"{seed}/{n}", CAPABILITIES) for n in range(50)] for seed in (1, 1, 2)]

    assert made[0] == made[1]
    assert made[0] != made[2]


def test_generated_cases_are_vectors() -> None:
    for index in range(250):
        case = predict(generate(f"7/{index}", CAPABILITIES))
        assert case is not None
        (read,) = vectors.parse(yaml_writer.document(case))["cases"]

        assert read["steps"] == case["steps"]
        assert set(read.get("needs", [])) == vectors.capabilities(case)


def test_every_vector_is_written_as_it_was_read() -> None:
    for case in vectors.load()[::7]:
        document = f"topic: {case['topic']}\ncases:\n{yaml_writer.written(case)}"
        (read,) = vectors.parse(document)["cases"]

        assert read["steps"] == case["steps"]


@pytest.mark.parametrize("lacking", CAPABILITIES[:-1])
def test_nothing_is_made_of_what_a_port_lacks(lacking: str) -> None:
    able = [capability for capability in CAPABILITIES if capability != lacking]
    cases = [generate(f"3/{index}", able) for index in range(200)]

    assert set() == {lacking} & set().union(*map(vectors.capabilities, cases))


def test_every_operation_and_class_of_error_comes_up() -> None:
    operations, classes = set(), set()
    for index in range(1500):
        case = predict(generate(f"1/{index}", CAPABILITIES))
        assert case is not None
        for step in case["steps"]:
            ((operation, fields),) = step.items()
            operations.add(operation)
            classes.add(fields.get("expect", {}).get("error"))

    assert {"enter", "exit", "read", "require", "contains", "assign"} <= operations
    assert {"keys", "items", "freeze", "base", "spawn", "join"} <= operations
    assert {"missing", "invalid_key", "conversion", "definition", "scope", "limit"} <= classes


def test_the_reference_passes_what_is_made(runner: Callable[..., Any], in_suite: None) -> None:
    port = shlex.join([*MODULE, "hyperparameter_conformance.reference"])
    done = runner("generate", "--port", port, "--seed", 11, "--cases", 500)

    assert 0 == done.status
    assert "500 cases of seed 11: none fails" in done.out


@pytest.mark.parametrize(
    ("id", "steps", "rule"),
    [("loses-a-digit", 3, "CONV"), ("assigns-around-the-third-scope", 6, "SCOPE 5")],
)
def test_a_fault_that_no_vector_finds_is_shrunk_to_a_small_vector(
    id: str, steps: int, rule: str
) -> None:
    mutant = CATALOGUE.mutants[id]
    outcome = first_failure(Mutated(mutant), IDENTITY, seed=4, cases=4000)
    assert outcome is not None
    document = yaml_writer.document(outcome.case)
    (vector,) = vectors.parse(document)["cases"]

    assert [] == failing(vectors.load(), mutant)
    assert vector["rule"].startswith(rule)
    assert len(vector["steps"]) <= steps, document
    assert ["generated-case"] == failing([vector], mutant)
    assert [] == failing([vector])


def test_the_command_prints_the_same_vector_again(
    runner: Callable[..., Any], in_suite: None
) -> None:
    port = shlex.join([*MODULE, "hyperparameter_conformance.mutants", "truncates-floats"])
    first, again = (runner("generate", "--port", port, "--seed", 2) for _ in range(2))
    _, _, document = first.out.partition("topic: ")

    assert (1, 1) == (first.status, again.status)
    assert first.out == again.out
    assert first.out.startswith("seed 2\n")
    assert len(vectors.parse("topic: " + document)["cases"][0]["steps"]) <= 3


def test_a_seed_that_is_drawn_is_printed(runner: Callable[..., Any], in_suite: None) -> None:
    port = shlex.join([*MODULE, "hyperparameter_conformance.reference"])
    done = runner("generate", "--port", port, "--cases", 2)
    seed = done.out.splitlines()[0].removeprefix("seed ")

    assert seed.isdecimal()
    assert f"2 cases of seed {seed}: none fails" in done.out


def test_shrinking_ends_with_steps_of_which_none_can_go() -> None:
    steps: list[dict[str, Any]] = [
        {"read": {"key": f"k{n}", "default": {"int": str(n)}}} for n in range(20)
    ]

    def fails(candidate: list[dict[str, Any]]) -> bool:
        defaults = [step["read"]["default"]["int"] for step in candidate]
        return "3" in defaults and "17" in defaults

    small = shrink(steps, fails)

    assert ["3", "17"] == [step["read"]["default"]["int"] for step in small]


def test_an_adapter_that_is_lost_is_reported_without_shrinking(
    adapter: Callable[..., list[str]], runner: Callable[..., Any]
) -> None:
    program = "import sys; sys.stdin.readline(); print(sys.argv[1], flush=True)"
    identity = (
        '{"protocol": 2, "name": "x", "language": "x", "version": "0", "spec": "2.0",'
        ' "capabilities": []}'
    )
    port = shlex.join([sys.executable, "-c", program, identity])
    done = runner("generate", "--port", port, "--seed", 1, "--cases", 3)

    assert 1 == done.status
    assert "CRASHED generated-case" in done.out


def test_a_case_that_is_made_smaller_keeps_each_key_of_a_mapping_once() -> None:
    entries = [["a.b", {"int": "1"}], ["a", {"int": "2"}]]
    steps = [
        {"enter": {"scope": "s", "sources": [{"mapping": entries}]}},
        {"read": {"key": "a.b", "default": {"int": "7"}}},
    ]

    def fails(candidate: list[dict[str, Any]]) -> bool:
        for mapping in _mappings(candidate):
            assert len(mapping) == len({name for name, _ in mapping})
        return len(_mappings(candidate)) == 1 and len(candidate) == 2

    assert shrink(steps, fails)


def _mappings(node: Any) -> list[Any]:
    if isinstance(node, dict):
        own = [node["mapping"]] if "mapping" in node else []
        return own + [found for inner in node.values() for found in _mappings(inner)]
    return [found for inner in node for found in _mappings(inner)] if isinstance(node, list) else []
