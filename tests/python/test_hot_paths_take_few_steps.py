"""What operations cost in steps of the interpreter and in memory, counted instead of timed."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import gc
import sys
import types
from typing import Any, Callable

import pytest

from hyperparameter import as_dict, auto_param, keys, param_scope

KEPT = param_scope.train.lr
KEPT_MISSING = param_scope.train.decay
COMPUTED = "train.lr"
SCOPE = param_scope(**{"train.lr": 0.1})
FLAT = {"run.count0": 0, "run.count1": 1}
NAME = "train"
COUNTS = [getattr(param_scope.run, f"count{at}") for at in range(5)]
RATES = [getattr(param_scope.run, f"rate{at}") for at in range(5)]
DEFINITIONS = [f"run.count{at}={at}" for at in range(5)]
DEFINITIONS += [f"run.rate{at}={at}.5" for at in range(5)]


@auto_param("train")
def bound(lr=1e-3, steps=100, optimizer="adam"):
    return lr


@auto_param("train")
def bound_to_many(
    a=0, b=0, c=0, d=0, e=0, f=0, g=0, h=0, i=0, j=0, k=0, m=0, n=0, o=0, p=0, q=0, r=0, lr=0.0,
    *, s=0, t=0,
):  # fmt: skip
    return a


@auto_param("train")
@dataclasses.dataclass
class Bound:
    lr: float = 1e-3
    steps: int = 100


def scope():
    with param_scope(**{"train.lr": 0.1}):
        pass


def override_and_read():
    with param_scope(**{"train.lr": 0.1}):
        KEPT | 1e-3


def first_read():
    with param_scope(**{"train.lr": 0.1}):
        KEPT_MISSING | 1e-3


def ten_definitions():
    with param_scope(*DEFINITIONS):
        for count, rate in zip(COUNTS, RATES):
            count | 0
            rate | 0.0


def assignment():
    with param_scope(**{"train.lr": 0.1}):
        param_scope.train.lr = 0.2


def scope_of_one_definition():
    with param_scope("train.lr=0.1"):
        pass


def first_read_converted():
    with param_scope(**{"train.lr": 1}):
        param_scope.text | 0.5


def listed_anew(listing):
    with param_scope(**{"train.lr": 0.1}):
        listing()


async def nothing():
    pass


def scope_of_a_list():
    with param_scope(**{"train.lr": [1, 2, 3]}):
        pass


def scope_from_a_dict():
    with param_scope(FLAT):
        pass


def scope_from_a_nested_dict():
    with param_scope({"run": {"count0": 0, "count1": 1}}):
        pass


@param_scope(**{"train.lr": 0.1})
def counting():
    while True:
        yield 1


@param_scope(**{"train.lr": 0.1})
async def async_counting():
    while True:
        yield 1


@types.coroutine
def forever():
    while True:
        yield 1


@param_scope(**{"train.lr": 0.1})
async def waiting():
    await forever()


@param_scope(**{"train.lr": 0.1})
def decorated():
    return 1


@functools.cache
def running(function):
    """What ``function`` makes, the same for all that asks for its steps."""
    return function()


@pytest.fixture(scope="module", autouse=True)
def closed_in_the_end():
    yield
    running(counting).close()
    running(waiting).close()
    with pytest.raises(StopIteration):
        running(async_counting).aclose().send(None)


def async_step():
    try:
        return running(async_counting).__anext__().send(None)
    except StopIteration as done:
        return done.value


#: From Python 3.13 on the operator of an accessor is a method, which calls another one for what
#: it does not remember.
NOT_REMEMBERED = 1 if sys.version_info < (3, 13) else 2

#: Each operation, done before, with the calls of Python functions that it makes.
#: A call more on one of these is felt; a call less is to be kept.
HOT_PATHS: dict[str, tuple[Callable[[], object], int]] = {
    "read, accessor kept": (lambda: KEPT | 1e-3, 1),
    "read, accessor kept, missing": (lambda: KEPT_MISSING | 1e-3, 1),
    "read": (lambda: param_scope.train.lr | 1e-3, 1),
    "read, missing": (lambda: param_scope.train.decay | 1e-3, 1),
    "read of untyped text": (lambda: param_scope.text | 0.5, 1),
    "read, computed key": (lambda: param_scope[COMPUTED] | 1e-3, 2),
    "read, one name computed": (lambda: param_scope[NAME].lr | 1e-3, 2),
    "read of another type": (lambda: param_scope.text | 0, 1),
    "read, default None": (lambda: KEPT | None, 1),
    "read, default list": (lambda: param_scope.layers | [], NOT_REMEMBERED),
    "read, default in a call": (lambda: KEPT(1e-3), 1),
    "whether it is set": (lambda: "train.lr" in param_scope, 1),
    "read of a scope by name": (lambda: SCOPE.train.lr | 1e-3, 1),
    "read of a scope, computed key": (lambda: SCOPE[COMPUTED] | 1e-3, 2),
    "required read": (lambda: KEPT(), 1),
    # One to fill in, and the original.
    "bound call": (lambda: bound(), 2),
    "bound call, half passed": (lambda: bound(0.5, optimizer="sgd"), 2),
    "bound call, 20 arguments": (lambda: bound_to_many(), 2),
    "bound dataclass": (lambda: Bound(), 2),
    "scope": (scope, 4),
    "scope of a list": (scope_of_a_list, 5),
    "scope of one definition": (scope_of_one_definition, 7),
    "scope from a dict": (scope_from_a_dict, 7),
    # From Python 3.12 on a comprehension is no call.
    "scope from a nested dict": (scope_from_a_nested_dict, 9 if sys.version_info < (3, 12) else 8),
    "scope and an assignment": (assignment, 15),
    # As with a block: the scope is made before, entered and left.
    "call decorated by a scope": (lambda: decorated(), 5),
    # The one that stands in for the body, the one that runs it, and the body.
    "step of a decorated generator": (lambda: next(running(counting)), 3),
    "step of a decorated async generator": (async_step, 3),
    "step of a decorated coroutine": (lambda: running(waiting).send(None), 4),
    "override, read, restore": (override_and_read, 4 + NOT_REMEMBERED),
    "override, first read, restore": (first_read, 7 + NOT_REMEMBERED),
    "override, first read converted, restore": (first_read_converted, 16 + NOT_REMEMBERED),
    "ten definitions, ten reads": (ten_definitions, 17 + 10 * NOT_REMEMBERED),
}
EVERY_HOT_PATH = pytest.mark.parametrize("operation", HOT_PATHS)


def with_keys(others, operation):
    """What ``operation`` returns where so many other parameters are set."""
    settings = {f"other.k{n}": n for n in range(others)}
    with param_scope(settings, "text=5", **{"train.lr": 0.2, "layers": [1, 2]}), SCOPE:
        return operation()


def warm(operation):
    """Does what is done once, and fills the interpreter's own lists of free blocks."""
    for _ in range(200):
        operation()


@contextlib.contextmanager
def uncollected():
    """Keeps the collector away: what it runs of others would be counted, and what it frees not."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def calls_of(operation: Callable[[], object]) -> int:
    """How many Python functions ``operation`` calls, when it is done again."""
    calls = 0

    def count(frame: Any, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code is not operation.__code__

    warm(operation)
    with uncollected():
        sys.setprofile(count)
        try:
            operation()
        finally:
            sys.setprofile(None)
    return calls


def steps_of(operation: Callable[[], object]) -> int:
    """How many instructions of the interpreter ``operation`` takes, when it is done again."""
    steps = 0

    def count(frame: Any, event: str, _: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return count

    warm(operation)
    tracing = sys.gettrace()
    with uncollected():
        try:
            for _ in range(2):  # Python 3.12 traces its instructions from the second time on
                steps = 0
                sys.settrace(count)
                operation()
        finally:
            sys.settrace(tracing)
    return steps


def blocks_kept(operation: Callable[[], object], times: int) -> int:
    """How many blocks of memory so many repetitions leave behind."""
    repeat = range(times)
    with uncollected():
        warm(operation)
        before = sys.getallocatedblocks()
        for _ in repeat:
            operation()
        return sys.getallocatedblocks() - before


@EVERY_HOT_PATH
def test_an_operation_makes_as_many_python_calls_as_are_stated(operation):
    run, stated = HOT_PATHS[operation]

    assert stated == with_keys(10, lambda: calls_of(run))


@pytest.mark.parametrize("others", [1_000, 100_000])
@EVERY_HOT_PATH
def test_an_operation_takes_the_same_steps_however_many_keys_there_are(operation, others):
    run, _ = HOT_PATHS[operation]

    few, many = (with_keys(count, lambda: steps_of(run)) for count in (10, others))

    assert few > 0
    assert few == pytest.approx(many, rel=0.1)


@EVERY_HOT_PATH
def test_ten_thousand_operations_leave_no_memory_behind(operation):
    run, _ = HOT_PATHS[operation]

    # A few for the counting itself.
    assert with_keys(10, lambda: blocks_kept(run, 10_000)) < 10


# Beyond some thousand keys a frame no longer keeps its list.
@pytest.mark.parametrize("count", [400, 5_000])
@pytest.mark.parametrize("listing", [keys, as_dict], ids=["keys", "as_dict"])
def test_listing_in_a_fresh_scope_takes_steps_in_proportion_to_the_keys(listing, count):
    few, many = (
        with_keys(others, lambda: steps_of(lambda: listed_anew(listing)))
        for others in (count, 2 * count)
    )

    assert few <= many <= 2 * few


def test_a_task_in_a_scope_makes_as_many_python_calls_as_one_without():
    loop = asyncio.new_event_loop()
    try:
        run = lambda: loop.run_until_complete(loop.create_task(nothing()))  # noqa: E731
        without = calls_of(run)
        within = with_keys(10, lambda: calls_of(run))
    finally:
        loop.close()

    assert 0 < without == within


def test_a_call_more_would_be_noticed():
    def wrapped():
        return scope()

    assert calls_of(scope) + 1 == calls_of(wrapped)


def test_a_collection_that_others_watch_is_not_counted():
    def watch(phase, info):
        """As Hypothesis does, which measures the collector's time."""

    gc.callbacks.append(watch)
    before = gc.get_threshold()
    try:
        gc.set_threshold(1)
        assert calls_of(lambda: [[] for _ in range(10)].clear()) <= 1
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(watch)


def test_steps_that_grow_with_the_keys_would_be_noticed():
    few, many = (
        with_keys(count, lambda: steps_of(lambda: sorted(keys(), key=lambda key: key)))
        for count in (10, 1_000)
    )

    assert many > 10 * few


def test_memory_that_is_kept_would_be_noticed():
    kept = []

    assert blocks_kept(lambda: kept.append(object()), 10_000) >= 10_000
