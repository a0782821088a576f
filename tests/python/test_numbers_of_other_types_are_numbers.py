"""CONV 1: what registers as a number is converted like Python's own, exactly."""

import decimal
import fractions
import math
import numbers
from typing import List, Sequence

import pytest

from hyperparameter import ConversionError, auto_param, param_scope

np = pytest.importorskip("numpy", reason="numpy is of the test group")


class Odd:
    """A number of a program's own."""

    def __init__(self, value):
        self.value = int(value)

    def __int__(self):
        return self.value

    __index__ = __int__

    def __repr__(self):
        return f"Odd({self.value})"

    def __eq__(self, other):
        return self.value == other

    __hash__ = None


numbers.Integral.register(Odd)


@pytest.mark.parametrize(
    ("value", "default", "expected"),
    [
        (np.int64(3), 0, 3),
        (np.uint8(3), 0, 3),
        (np.uint64(2**64 - 1), 0, 2**64 - 1),
        (np.float64(2.0), 0, 2),
        (np.float32(0.5), 0.0, 0.5),
        (np.float32(0.1), 0.0, float(np.float32(0.1))),
        (np.float64(0.1), 0.0, 0.1),
        (np.int64(3), 0.0, 3.0),
        (np.float64("inf"), 0.0, math.inf),
        (np.bool_(True), False, True),
        (np.int64(1), False, True),
        (np.int64(3), "", "3"),
        (np.float64(0.5), "", "0.5"),
        (np.bool_(False), "", "false"),
        (fractions.Fraction(4, 2), 0, 2),
        (fractions.Fraction(1, 2), 0.0, 0.5),
        (Odd(3), 0, 3),
        (Odd(3), 0.0, 3.0),
    ],
    ids=repr,
)
def test_a_value_is_converted_like_the_number_that_it_is(value, default, expected):
    with param_scope(x=value):
        read = param_scope.x | default

    assert (expected, type(expected)) == (read, type(read))


@pytest.mark.parametrize(
    ("value", "default"),
    [
        (np.float64(0.5), 0),
        (np.int64(2), False),
        (np.bool_(True), 0),
        (np.int64(2**53 + 1), 0.0),
        (fractions.Fraction(1, 3), 0.0),
        (fractions.Fraction(1, 3), 0),
        (np.float64("nan"), 0),
        (decimal.Decimal("0.5"), 0.0),
        (np.complex128(1), 0.0),
        (np.array([1]), 0),
        (np.datetime64("2026-01-01"), 0),
    ],
    ids=repr,
)
def test_a_value_that_does_not_fit_exactly_is_an_error(value, default):
    with param_scope(x=value), pytest.raises(ConversionError, match="cannot read x as"):
        param_scope.x | default


def test_not_a_number_stays_one():
    with param_scope(x=np.float32("nan")):
        assert math.isnan(param_scope.x | 0.0)


@pytest.mark.parametrize(
    ("source", "default", "expected"),
    [
        (3, np.int64(1), np.int64(3)),
        ("x=3", np.int64(1), np.int64(3)),
        ("x=1e3", np.uint16(1), np.uint16(1000)),
        (3.0, np.int32(1), np.int32(3)),
        (0.5, np.float32(1), np.float32(0.5)),
        (0.1, np.float32(1), np.float32(0.1)),
        ("x=0.1", np.float64(1), np.float64(0.1)),
        ("x=0.1", np.float16(1), np.float16(0.1)),
        (3, np.float32(1), np.float32(3)),
        (True, np.bool_(False), np.bool_(True)),
        ("x=no", np.bool_(True), np.bool_(False)),
        (np.int64(3), np.int8(1), np.int8(3)),
        (np.float32(0.5), np.float64(1), np.float64(0.5)),
        ("x=.inf", np.float32(1), np.float32("inf")),
        ("x=3", Odd(1), Odd(3)),
    ],
    ids=repr,
)
def test_a_default_is_read_toward_its_own_type(source, default, expected):
    with param_scope(*([source] if isinstance(source, str) else [{"x": source}])):
        read = param_scope.x | default

    assert type(expected) is type(read)
    assert expected == read


@pytest.mark.parametrize(
    ("source", "default"),
    [
        ("x=300", np.uint8(1)),
        ("x=-1", np.uint8(1)),
        (-1, np.uint64(1)),
        ("x=0.5", np.int64(1)),
        ("x=1e300", np.float32(1)),
        ("x=1e-300", np.float32(1)),
        (2**24 + 1, np.float32(1)),
        ("x=fast", np.float32(1)),
        (True, np.int64(1)),
        (2, np.bool_(True)),
    ],
    ids=repr,
)
def test_what_a_default_s_type_cannot_hold_is_an_error(source, default):
    with (
        param_scope(*([source] if isinstance(source, str) else [{"x": source}])),
        pytest.raises(ConversionError, match="cannot read x as"),
    ):
        param_scope.x | default


def test_null_is_null_toward_a_number_of_another_type():
    with param_scope("x=null"):
        assert param_scope.x | np.int64(1) is None


def test_the_same_object_comes_back_where_no_kind_is_wanted():
    value = np.float32(0.5)
    with param_scope(x=value):
        assert param_scope.x() is value
        assert (param_scope.x | None) is value
        assert (param_scope.x | np.float32(1)) is value


def test_a_bound_argument_is_converted_likewise():
    @auto_param("n")
    def f(a: int, b: float = 0.5, c: np.int64 = np.int64(1), d=np.float32(1)):  # noqa: B008
        return a, b, c, d

    with param_scope({"n.a": np.int64(3), "n.b": np.float32(0.25), "n.c": 5, "n.d": "2"}):
        values = f()

    assert (3, 0.25, 5, 2.0) == values
    assert [int, float, np.int64, np.float32] == list(map(type, values))


def test_elements_are_converted_likewise():
    @auto_param("n")
    def f(x: List[int], y: Sequence[np.float32]):
        return x, y

    with param_scope({"n.x": [np.int64(1), 2], "n.y": [1, 0.5]}):
        x, y = f()

    assert ([1, 2], [1.0, 0.5]) == (x, y)
    assert [int, int, np.float32, np.float32] == [*map(type, x), *map(type, y)]
