"""READ 5: a million distinct keys read once leave memory where it was."""

import tracemalloc

import pytest

from hyperparameter import InvalidKeyError, as_dict, param_scope

# What is kept within bounds is full after this many, and no more is kept for later ones.
WARM, MORE = 25_000, 25_000

# A key, its accessor and its answer take some 500 bytes; keeping them would show at once.
ALLOWED = MORE * 50

READS = {
    "subscript": lambda key: param_scope[key] | 0,
    "attribute": lambda key: getattr(param_scope, key) | 0,
    "attribute below": lambda key: getattr(param_scope.below, key).more | 0,
    "subscript below": lambda key: param_scope.below[key] | 0,
    "call": lambda key: param_scope[key](0),
    "none": lambda key: param_scope[key] | None,
    "in": lambda key: key in param_scope,
    "repr": lambda key: repr(param_scope[key]),
    "turn": lambda key: param_scope[key] | param_scope.other | 0,
    "scope": lambda key: param_scope(**{key: 1}).__enter__().__exit__(None, None, None),
    "definition": lambda key: param_scope(f"{key}=1").__enter__().__exit__(None, None, None),
    "invalid": lambda key: hasattr(param_scope, f"__{key}__"),
}


OF_A_SCOPE = {
    "attribute": lambda ps, key: getattr(ps, key) | 0,
    "attribute below": lambda ps, key: getattr(ps.below, key) | 0,
    "subscript": lambda ps, key: ps[key] | 0,
}


@pytest.mark.parametrize("read", OF_A_SCOPE.values(), ids=OF_A_SCOPE)
def test_distinct_keys_of_a_scope_leave_memory_where_it_was(read):
    with param_scope(a=1) as ps:
        test_distinct_keys_leave_memory_where_it_was(lambda key: read(ps, key))


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_distinct_keys_leave_memory_where_it_was(read):
    with param_scope(a=1, b="2"):
        for number in range(WARM):
            read(f"warm{number}")
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            for number in range(MORE):
                read(f"more{number}")
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()

    assert grown < ALLOWED


def test_a_leak_of_every_key_would_be_seen():
    kept = []
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(MORE):
            kept.append(param_scope[f"more{number}"])
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()

    assert grown > ALLOWED


def test_reading_sets_nothing():
    param_scope.a | 1
    param_scope.b(2)

    assert {} == as_dict()


def test_assigning_over_and_over_leaves_memory_where_it_was():
    with param_scope():
        for number in range(3000):
            param_scope.a = number
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            for number in range(3000):
                param_scope.a = number
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()

    assert grown < 100_000


def test_names_too_long_to_be_keys_are_not_kept():
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(20):
            name = f"n{number}" + "x" * 1_000_000
            with pytest.raises(InvalidKeyError):
                getattr(param_scope, name) | 0
            del name
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()

    assert grown < 3_000_000
