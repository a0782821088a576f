"""What an operation costs, counted in calls of the C library instead of by a clock."""

import collections

import pytest

from hyperparameter import as_dict, auto_param, keys, param_scope, unset, untyped
from hyperparameter._kernel import native as _native

KEPT = param_scope.train.lr
KEPT_MISSING = param_scope.train.decay


class Counting:
    """The C library, with its calls counted by name."""

    def __init__(self, lib):
        self.lib = lib
        self.calls = collections.Counter()

    def __getattr__(self, name):
        self.calls[name] += 1
        return getattr(self.lib, name)


@pytest.fixture
def calls(monkeypatch):
    counting = Counting(_native.lib)
    monkeypatch.setattr(_native, "lib", counting)
    return counting.calls


def test_a_first_read_is_one_call_and_a_second_none(calls):
    with param_scope("lr=0.1"):
        calls.clear()
        param_scope.read_here_alone | 0.5
        first = dict(calls)
        param_scope.read_here_alone | 0.5

    assert {"hp_frame_get": 1} == first
    assert first == dict(calls)


READS = {
    "accessor kept": lambda: KEPT | 0.5,
    "accessor kept, missing": lambda: KEPT_MISSING | 0.5,
    "whole expression": lambda: param_scope.train.lr | 0.5,
    "computed key": lambda: param_scope["train.lr"] | 0.5,
    "computed key, missing": lambda: param_scope["train.decay"] | 0.5,
    "required": lambda: param_scope.train.lr(),
    "whether it is set": lambda: "train.lr" in param_scope,
}


@pytest.mark.parametrize("others", [10, 100_000])
@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_read_that_was_made_before_makes_no_call(calls, read, others):
    with param_scope({f"other.k{n}": n for n in range(others)}, **{"train.lr": 0.1}):
        read()
        calls.clear()
        read()

    assert {} == dict(calls)


def test_what_untyped_text_converts_to_is_asked_once(calls):
    with param_scope(untyped({"lr": "0.1"})):
        param_scope.lr | 0.5
        calls.clear()
        param_scope.lr | 0.5

    assert {} == dict(calls)


@pytest.mark.parametrize("others", [10, 1_000, 100_000])
def test_a_scope_of_plain_values_makes_no_call_however_many_keys_there_are(calls, others):
    with param_scope({f"other.k{n}": n for n in range(others)}):
        with param_scope(**{"train.lr": 0.1}):
            pass
        calls.clear()
        with param_scope(**{"train.lr": 0.1}):
            read = param_scope.train.lr | 0.5

    assert 0.1 == read
    assert {} == dict(calls)


def test_a_list_is_set_and_read_without_a_call(calls):
    param_scope.layers | []
    with param_scope(layers=[0]):
        pass
    calls.clear()
    with param_scope(layers=[1, "a", None]):
        read = param_scope.layers | []

    assert [1, "a", None] == read
    assert {} == dict(calls)


def test_an_int_is_read_as_a_float_without_a_call(calls):
    param_scope.rate | 0.5
    with param_scope(rate=0):
        pass
    calls.clear()
    with param_scope(rate=1):
        read = param_scope.rate | 0.5

    assert (1.0, float) == (read, type(read))
    assert {} == dict(calls)


@pytest.mark.parametrize("count", [10, 1_000])
def test_keys_are_listed_by_one_call_and_then_by_none(calls, count):
    # What hides keys is left to the library.
    with param_scope(unset("hidden"), {f"k{at}": at for at in range(count)}):
        keys("nothing")
        calls.clear()
        listed = len(keys())
        first = dict(calls)
        again = len(keys())

    assert (count, count) == (listed, again)
    assert {"hp_frame_keys_joined": 1, "hp_value_free": 1} == first
    assert first == dict(calls)


@pytest.mark.parametrize("count", [10, 1_000])
def test_a_scope_over_keys_that_were_listed_is_listed_without_a_call(calls, count):
    with param_scope({f"k{at}": at for at in range(count)}):
        keys()
        with param_scope(k0=1, also=2):
            pass
        calls.clear()
        with param_scope(k0=1, also=2):
            listed = as_dict()

    assert (count + 1, 1, 2) == (len(listed), listed["k0"], listed["also"])
    assert {} == dict(calls)


def test_a_scope_of_definitions_that_were_seen_before_makes_no_call(calls):
    param_scope.a | 0
    with param_scope("a=1"):
        pass
    calls.clear()
    with param_scope("a=1"):
        read = param_scope.a | 0

    assert 1 == read
    assert {} == dict(calls)


def test_a_scope_of_definitions_with_its_typed_reads_is_one_call(calls):
    param_scope.a | 0
    calls.clear()
    with param_scope("a=10", "b=0.5", "c=yes", "d=007"):
        read = param_scope.a | 0, param_scope.b | 0.0, param_scope.c | False, param_scope.d | ""

    assert (10, 0.5, True, "007") == read
    assert {"hp_definitions_read": 1} == dict(calls)


def test_a_bound_call_makes_no_call_of_its_own(calls):
    @auto_param("n")
    def f(x=1, y=0.5, z="a"):
        return x, y, z

    with param_scope(**{"n.x": 2, "n.y": 0.25}):
        f()
        calls.clear()
        bound = f()

    assert (2, 0.25, "a") == bound
    assert {} == dict(calls)
