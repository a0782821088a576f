"""Every legal order of the steps of a case is walked, and judged by the reference model."""

from __future__ import annotations

import re
import shlex
import sys
from math import factorial, prod
from typing import Any, Callable

import pytest
from hyperparameter_conformance import vectors
from hyperparameter_conformance.commands.schedules import walk
from hyperparameter_conformance.interleavings import Orders, arranged
from hyperparameter_conformance.mutants import MUTANTS
from hyperparameter_conformance.oracle import predict
from hyperparameter_conformance.reference.model import run
from hyperparameter_conformance.reference_port import IDENTITY, InProcess

Step = dict[str, Any]

MODULE = [sys.executable, "-m"]


def _spawn(name: str, kind: str = "thread", **by: str) -> Step:
    return {"spawn": {**by, "name": name, "kind": kind}}


def _ask(actor: str, key: str = "a") -> Step:
    return {"contains": {"actor": actor, "key": key}}


def _case(*steps: Step) -> dict[str, Any]:
    return {"id": "any-case", "rule": "READ 1", "title": "any", "steps": list(steps)}


@pytest.mark.parametrize("lengths", [(1,), (2, 3), (1, 2, 3), (3, 3, 3)])
def test_independent_actors_have_as_many_orders_as_a_multinomial_says(lengths: Any) -> None:
    names = [f"actor{n}" for n in range(len(lengths))]
    spawns = [_spawn(name) for name in names]
    steps = [_ask(name) for name, length in zip(names, lengths) for _ in range(length)]
    # With every spawn before every other step of main, the rest is free.
    total = Orders(_case(*spawns, *steps)).total
    free = factorial(sum(lengths)) // prod(map(factorial, lengths))

    assert total >= free
    assert free == sum(
        order[: len(spawns)] == list(range(len(spawns)))
        for order in Orders(_case(*spawns, *steps)).walk(10**6, seed=0)
    )


def test_no_order_comes_twice_and_the_written_one_is_among_them() -> None:
    for case in vectors.load():
        orders = Orders(case)
        walked = [tuple(order) for order in orders.walk(500, seed=1)]

        assert min(orders.total, 500) == len(set(walked)) == len(walked)
        if orders.total <= 500:
            assert tuple(range(len(case["steps"]))) in walked


def test_each_actor_keeps_its_order_and_lives_between_its_spawn_and_its_join() -> None:
    case = _case(
        _spawn("outer"),
        _spawn("inner", "task", actor="outer"),
        _ask("inner", "b"),
        _ask("outer"),
        _ask("inner", "c"),
        {"join": {"name": "outer"}},
        _spawn("outer"),
        _ask("outer", "d"),
        _ask("main"),
    )
    walked = list(Orders(case).walk(10**6, seed=0))

    assert len(walked) > 1
    for order in walked:
        place = {step: at for at, step in enumerate(order)}
        for earlier, later in [(0, 1), (1, 3), (1, 2), (2, 4), (4, 5), (3, 5), (5, 6), (6, 7)]:
            assert place[earlier] < place[later]
        # The model refuses what is not legal.
        assert len(run(arranged(case, order))) == len(order)


def test_a_sample_is_that_of_its_seed() -> None:
    (case,) = [case for case in vectors.load() if case["id"] == "task-interleaved-scopes"]
    orders = Orders(case)
    first, again, other = (list(orders.walk(50, seed)) for seed in (1, 1, 2))

    assert orders.total > 50
    assert first == again
    assert first != other
    assert 50 == len(first)


HIDDEN = _case(
    {"freeze": {}},
    _spawn("publisher"),
    {
        "enter": {
            "actor": "publisher",
            "scope": "s",
            "sources": [{"mapping": [["a", {"int": "1"}]]}],
        }
    },
    {"freeze": {"actor": "publisher"}},
    _spawn("worker"),
    _ask("worker"),
)


def test_a_fault_that_the_written_order_hides_is_found_in_another() -> None:
    """In the order written, the worker starts and begins with the same baseline."""
    mutant = MUTANTS["baseline-is-taken-at-the-start"]

    class Mutated(InProcess):
        def run(self, case: dict[str, Any]) -> Any:
            with mutant.applied():
                return super().run(case)

    written = predict(HIDDEN)
    assert written is not None
    (walked,) = walk(Mutated(), IDENTITY, [written], bound=1000, seed=0)
    kinds = [outcome.kind for outcome in walked.outcomes]

    assert "passed" in kinds
    assert "failed" in kinds


def test_orders_that_the_rules_leave_open_are_counted_and_not_judged() -> None:
    case = _case(
        _spawn("worker"),
        {"contains": {"actor": "worker", "key": "a."}},
        _ask("worker"),
        {"enter": {"scope": "s", "sources": [{"mapping": [["a", {"int": "1"}]]}]}},
        {"freeze": {}},
    )
    (walked,) = walk(InProcess(), IDENTITY, [case], bound=100, seed=0)

    assert walked.open > 0
    assert walked.total == walked.open + len(walked.outcomes)
    assert {"passed"} == {outcome.kind for outcome in walked.outcomes}


def test_the_command_says_how_many_of_how_many_orders_it_walked(
    runner: Callable[..., Any], in_suite: None
) -> None:
    port = shlex.join([*MODULE, "hyperparameter_conformance.reference"])
    done = runner(
        *("schedules", "--port", port, "--only", "task-*", "--interleavings", 20, "--seed", 3)
    )

    assert 0 == done.status
    assert re.search(r"^task-interleaved-scopes: 20 of 1980 orders$", done.out, re.MULTILINE)
    assert re.search(r"^task-of-a-task: 18 of 18 orders$", done.out, re.MULTILINE)
    assert done.out.splitlines()[-1].endswith("0 of them disagree in some order; seed 3")


def test_the_command_reports_a_disagreeing_order_as_a_vector(
    runner: Callable[..., Any], in_suite: None
) -> None:
    port = shlex.join([*MODULE, "hyperparameter_conformance.mutants", "tasks-share-scopes"])
    done = runner("schedules", "--port", port, "--only", "task-own-scope", "--seed", 1)
    document = re.search(r"^topic: task\n(.+\n)+", done.out, re.MULTILINE)

    assert 1 == done.status
    assert document is not None
    assert 1 == len(vectors.parse(document[0])["cases"])


def test_a_port_that_cannot_be_started_is_told(runner: Callable[..., Any]) -> None:
    done = runner("schedules", "--port", "no-such-program-at-all")

    assert 2 == done.status
    assert "cannot be started" in done.err


def test_nothing_walked_is_a_failure(runner: Callable[..., Any], in_suite: None) -> None:
    port = shlex.join([*MODULE, "hyperparameter_conformance.reference"])
    done = runner("schedules", "--port", port, "--only", "key-empty")

    assert 1 == done.status
    assert "no case has more than one order" in done.out
