"""CONV 1: types of the standard library that are written as text, and a program's own."""

import datetime as dt
import enum
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Optional, Sequence, Union

import pytest

from hyperparameter import (
    ConversionError,
    auto_param,
    converter,
    param_scope,
    untyped,
)
from hyperparameter._kernel import kinds as _kinds

UTC = dt.timezone.utc
ID = "12345678-1234-5678-1234-567812345678"


DEFAULTS = {
    Decimal: Decimal(1),
    Fraction: Fraction(1),
    uuid.UUID: uuid.UUID(int=1),
    dt.date: dt.date.min,
    dt.datetime: dt.datetime.min,
    dt.time: dt.time.min,
    dt.timedelta: dt.timedelta(1),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1", Decimal("0.1")),
        ("1e-7", Decimal("1e-7")),
        ("-12", Decimal(-12)),
        ("0.1", Fraction(1, 10)),
        ("1/3", Fraction(1, 3)),
        ("-2", Fraction(-2)),
        (ID, uuid.UUID(ID)),
        (ID.replace("-", ""), uuid.UUID(ID)),
        ("2026-11-28", dt.date(2026, 11, 28)),
        ("2026-11-28T09:30", dt.datetime(2026, 11, 28, 9, 30)),
        ("2026-11-28 09:30:15", dt.datetime(2026, 11, 28, 9, 30, 15)),
        ("2026-11-28T09:30:15.25Z", dt.datetime(2026, 11, 28, 9, 30, 15, 250000, UTC)),
        ("2026-11-28T09:30:00+00:00", dt.datetime(2026, 11, 28, 9, 30, tzinfo=UTC)),
        (
            "2026-11-28T09:30:00-05:30",
            dt.datetime(
                2026, 11, 28, 9, 30, tzinfo=dt.timezone(-dt.timedelta(hours=5, minutes=30))
            ),
        ),
        ("2026-11-28", dt.datetime(2026, 11, 28)),
        ("09:30", dt.time(9, 30)),
        ("09:30:15,5", dt.time(9, 30, 15, 500000)),
        ("09:30Z", dt.time(9, 30, tzinfo=UTC)),
        ("PT1H30M", dt.timedelta(hours=1, minutes=30)),
        ("P1DT0.5S", dt.timedelta(days=1, seconds=0.5)),
        ("P2W", dt.timedelta(weeks=2)),
        ("-PT15M", dt.timedelta(minutes=-15)),
        ("90", dt.timedelta(seconds=90)),
        ("0.25", dt.timedelta(seconds=0.25)),
        ("-1e3", dt.timedelta(seconds=-1000)),
    ],
    ids=str,
)
def test_text_is_read_toward_the_type_of_the_default(text, expected):
    default = DEFAULTS[type(expected)]
    with param_scope(f"a={text}", b=text):
        values = param_scope.a | default, param_scope.b | default

    assert (expected, expected) == values
    assert type(expected) is type(values[0])


@pytest.mark.parametrize(
    ("text", "default", "shown"),
    [
        ("1_000", Decimal(1), "0.1"),
        ("nan", Decimal(1), "0.1"),
        (" 1", Decimal(1), "0.1"),
        ("1/3", Decimal(1), "0.1"),
        ("٣", Decimal(1), "0.1"),
        ("1/0", Fraction(1), "1/3 or 0.1"),
        ("a third", Fraction(1), "1/3 or 0.1"),
        ("1234", uuid.UUID(ID), "32 hexadecimal digits"),
        ("28.11.2026", dt.date.min, "2026-11-28"),
        ("2026-11-31", dt.date.min, "2026-11-28"),
        ("2026-11-28T09:30", dt.date.min, "2026-11-28"),
        ("20261128", dt.date.min, "2026-11-28"),
        ("tomorrow", dt.datetime.min, "2026-11-28T09:30:00+00:00"),
        ("2026-11-28T25:00", dt.datetime.min, "2026-11-28T09:30:00+00:00"),
        ("9:30", dt.time.min, "09:30:00"),
        ("P1Y", dt.timedelta(1), "PT1H30M or as a number of seconds"),
        ("P", dt.timedelta(1), "PT1H30M or as a number of seconds"),
        ("PT", dt.timedelta(1), "PT1H30M or as a number of seconds"),
        ("1h", dt.timedelta(1), "PT1H30M or as a number of seconds"),
        ("1e30", dt.timedelta(1), "PT1H30M or as a number of seconds"),
    ],
    ids=str,
)
def test_other_text_is_an_error_that_shows_how_it_is_written(text, default, shown):
    with param_scope(untyped({"a": text})), pytest.raises(ConversionError) as caught:
        param_scope.a | default

    wanted = type(default).__name__
    message = str(caught.value)
    assert message.startswith(f'cannot read a as {wanted}: "{text}" (')
    assert message.endswith(f"; write it as {shown}")
    assert wanted == caught.value.wanted


@pytest.mark.parametrize(
    ("value", "default"),
    [
        (0.1, Decimal(1)),
        (True, Decimal(1)),
        (0.1, Fraction(1)),
        (7, uuid.UUID(ID)),
        (20261128, dt.date.min),
        (b"x", dt.time.min),
        (True, dt.timedelta(1)),
        ([1], dt.timedelta(1)),
        (float("nan"), dt.timedelta(1)),
    ],
    ids=repr,
)
def test_a_value_of_another_kind_is_an_error(value, default):
    with param_scope(a=value), pytest.raises(ConversionError, match="cannot read a as"):
        param_scope.a | default


def test_numbers_are_taken_where_nothing_is_lost():
    with param_scope(a=2, b=1.5):
        assert Decimal(2) == param_scope.a | Decimal(1)
        assert Fraction(2) == param_scope.a | Fraction(1)
        assert dt.timedelta(seconds=2) == param_scope.a | dt.timedelta(1)
        assert dt.timedelta(seconds=1.5) == param_scope.b | dt.timedelta(1)


@pytest.mark.parametrize("value", [Decimal("0.1"), dt.date(2026, 11, 28), uuid.UUID(ID)])
def test_an_instance_and_null_are_taken_as_they_are(value):
    with param_scope("b=null", a=value, c=None):
        assert (param_scope.a | DEFAULTS[type(value)]) is value
        assert (param_scope.b | value) is None
        assert (param_scope.c | value) is None


def test_an_annotation_asks_for_them_too():
    @auto_param("n")
    def f(
        a: Decimal,
        b: Optional[dt.timedelta] = None,
        c: Sequence[dt.date] = (),
        d: Union[dt.date, str] = "never",
        e: "Optional[dt.datetime]" = None,
    ):
        return a, b, c, d, e

    with param_scope("n.a=0.1", "n.b=PT5S", "n.c=[2026-01-02]", "n.d=soon", "n.e=2026-01-02"):
        values = f()

    assert (
        Decimal("0.1"),
        dt.timedelta(seconds=5),
        [dt.date(2026, 1, 2)],
        "soon",
        dt.datetime(2026, 1, 2),
    ) == values


# A program's own


class Percent:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return type(other) is type(self) and other.value == self.value

    __hash__ = None


class Share(Percent):
    pass


def parse(text):
    if not text.endswith("%"):
        raise ValueError("a percentage ends with %")
    return Percent(int(text[:-1]))


@pytest.fixture(autouse=True)
def registered():
    """Has the converters of a test end with it."""
    before = dict(_kinds.converters), dict(_kinds.spellings)
    converter(Percent, parse, lambda percent: f"{percent.value}%")
    yield
    for kept, then in zip((_kinds.converters, _kinds.spellings), before):
        kept.clear()
        kept.update(then)
    _kinds.forget(Percent)


def test_a_type_of_the_program_s_own_is_read_from_text():
    @auto_param("n")
    def f(a: Percent, b: Optional[Percent] = None, c: Sequence[Percent] = ()):
        return a, b, c

    with param_scope("x=50%", "y=null", "n.a=1%", "n.b=2%", "n.c=[3%, 4%]", z="7%"):
        assert Percent(50) == param_scope.x | Percent(1)
        assert (param_scope.y | Percent(1)) is None
        assert Percent(7) == param_scope.z | Percent(1)
        assert (Percent(1), Percent(2), [Percent(3), Percent(4)]) == f()


def test_such_a_type_is_spelled_toward_text():
    with param_scope(x=Percent(50), y=Share(7)):
        assert ("50%", "7%") == (param_scope.x | "", param_scope.y | "")


def test_text_that_it_does_not_parse_is_an_error_with_its_reason():
    with (
        param_scope("x=half"),
        pytest.raises(
            ConversionError,
            match=r'cannot read x as Percent: "half" .* raised ValueError: a percentage ends',
        ) as caught,
    ):
        param_scope.x | Percent(1)

    assert isinstance(caught.value.__cause__, ValueError)


def test_what_is_no_text_is_an_error():
    with param_scope(x=50), pytest.raises(ConversionError, match="cannot read x as Percent"):
        param_scope.x | Percent(1)


def test_what_it_makes_has_to_be_of_the_type():
    converter(Percent, int, str)
    with param_scope("x=50"), pytest.raises(ConversionError, match="its converter returned 50"):
        param_scope.x | Percent(1)


def test_each_reader_gets_its_own():
    with param_scope("x=50%"):
        first = param_scope.x | Percent(1)
        first.value = 0

        assert Percent(50) == param_scope.x | Percent(1)


def test_a_converter_replaces_the_one_before():
    with param_scope("x=50%", z=Percent(1)):
        before = param_scope.x | Percent(1), param_scope.z | ""
    converter(Percent, lambda text: Percent(int(text)), lambda percent: "new")
    with param_scope("x=50", z=Percent(1)):
        after = param_scope.x | Percent(1), param_scope.z | ""

    assert ((Percent(50), "1%"), (Percent(50), "new")) == (before, after)


def test_other_types_are_read_as_before():
    before = _kinds.kind_of(int)
    converter(Share, parse, str)

    assert _kinds.kind_of(int) is before


def test_an_enum_may_have_one():
    class Color(enum.Enum):
        RED = "r"

    converter(Color, Color, lambda color: color.value)
    with param_scope("x=r", y=Color.RED):
        assert (Color.RED, "r") == (param_scope.x | Color.RED, param_scope.y | "")


@pytest.mark.parametrize("wrong", [int, str, list, bool, object, type(None)])
def test_a_type_of_python_s_own_is_refused(wrong):
    with pytest.raises(TypeError, match="is built in and cannot be replaced"):
        converter(wrong, parse, str)


@pytest.mark.parametrize("wrong", [(5, parse, str), (Percent, None, str), (Percent, parse, 5)])
def test_what_is_no_class_or_function_is_refused(wrong):
    with pytest.raises(TypeError, match=r"converter\(\) takes"):
        converter(*wrong)
