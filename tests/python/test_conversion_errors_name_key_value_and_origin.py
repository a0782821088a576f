"""CONV 2: a value that does not fit is an error that says which, why, and where it came from."""

import datetime
import enum
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from hyperparameter import ConversionError, HyperparameterError, param_scope, untyped


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1  # noqa: PIE796 - an alias


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Mode(str, enum.Enum):
    FAST = "quick"
    SLOW = "slow"


class Bits(enum.Flag):
    READ = 1
    WRITE = 2


def assigned(value):
    scope = param_scope()

    class Assigning:
        def __enter__(self):
            scope.__enter__()
            param_scope.a.b = value

        def __exit__(self, *error):
            scope.__exit__(*error)

    return Assigning()


@pytest.mark.parametrize("default", [1, 0.5, True], ids=["int", "float", "bool"])
@pytest.mark.parametrize(
    ("make", "origin"),
    [
        (lambda: param_scope(**{"a.b": "fast"}), "from a keyword"),
        (lambda: param_scope(a={"b": "fast"}), "from a keyword"),
        (lambda: param_scope({"a": {"b": "fast"}}), "from a mapping"),
        (lambda: param_scope(untyped({"a.b": "fast"})), "from a mapping"),
        (lambda: assigned("fast"), "assigned"),
        (lambda: param_scope("a.b=fast"), 'from "a.b=fast", item 1'),
        (lambda: param_scope({}, "c=1", " a.b =fast"), 'from "a.b=fast", item 3'),
    ],
    ids=["keyword", "keyword mapping", "mapping", "untyped", "assigned", "definition", "third"],
)
def test_the_error_names_key_value_kind_and_origin(make, origin, default):
    wanted = type(default).__name__
    with make(), pytest.raises(ConversionError) as caught:
        param_scope.a.b | default

    message = str(caught.value)

    assert message.startswith(f'cannot read a.b as {wanted}: "fast" ({origin}); ')


@pytest.mark.parametrize(
    "default",
    [Color.RED, Path("x"), datetime.date(2000, 1, 1), (1,), {1}],
    ids=lambda default: type(default).__name__,
)
@pytest.mark.parametrize(
    ("make", "origin"),
    [
        (lambda: param_scope(a=12.5), "from a keyword"),
        (lambda: param_scope({"a": 12.5}), "from a mapping"),
    ],
)
def test_the_error_of_a_kind_of_python_names_them_too(make, origin, default):
    with make(), pytest.raises(ConversionError) as caught:
        param_scope.a | default

    message = str(caught.value)

    assert message.startswith("cannot read a as ")
    assert "12.5" in message
    assert origin in message


def test_the_error_of_a_definition_names_its_item_for_kinds_of_python():
    with param_scope("b=1", "a=blue"), pytest.raises(ConversionError) as caught:
        param_scope.a | Color.RED

    message = str(caught.value)

    assert message.startswith('cannot read a as Color: "blue"')
    assert message.endswith("; expected one of RED, GREEN, CRIMSON")
    assert 'from "a=blue", item 2' in message


def test_the_origin_follows_the_value_into_inner_scopes():
    with param_scope("a=fast"), param_scope(b=1), pytest.raises(ConversionError, match="item 1"):
        param_scope.a | 1


def test_the_origin_is_that_of_the_override_that_won():
    with (
        param_scope({"a": "slow"}, a="fast"),
        pytest.raises(ConversionError, match='"fast".*keyword'),
    ):
        param_scope.a | 1


def test_a_conversion_error_is_a_value_error_of_the_package():
    assert issubclass(ConversionError, (HyperparameterError, ValueError))


def test_an_object_is_shown_by_its_type_without_being_asked():
    class Secretive:
        def __repr__(self):
            raise RuntimeError("asked")

    with param_scope(a=Secretive()), pytest.raises(ConversionError, match="Secretive"):
        param_scope.a | 1


def test_a_long_text_is_shortened_in_the_error():
    with param_scope("a=" + "x" * 100_000), pytest.raises(ConversionError) as caught:
        param_scope.a | 1

    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    ("value", "default", "expected"),
    [
        ("RED", Color.GREEN, Color.RED),
        ("CRIMSON", Color.GREEN, Color.RED),
        (Color.RED, Color.GREEN, Color.RED),
        ("HIGH", Level.LOW, Level.HIGH),
        (Level.HIGH, Level.LOW, Level.HIGH),
        ("FAST", Mode.SLOW, Mode.FAST),
        ("READ", Bits.WRITE, Bits.READ),
        (Bits.READ | Bits.WRITE, Bits.WRITE, Bits.READ | Bits.WRITE),
    ],
)
def test_an_enum_is_read_by_member_name(value, default, expected):
    with param_scope(a=value):
        read = param_scope.a | default

    assert read is expected


@pytest.mark.parametrize("name", ["RED", "GREEN"])
def test_an_enum_is_read_by_member_name_from_untyped_text(name):
    with param_scope(f"a={name}"):
        read = param_scope.a | Color.RED

    assert read is Color[name]


@pytest.mark.parametrize("value", ["red", "1", 1, "Color.RED", "", True, Level.LOW, ["RED"]])
def test_what_is_no_member_name_is_a_conversion_error(value):
    with param_scope(a=value), pytest.raises(ConversionError, match="^cannot read a as Color"):
        param_scope.a | Color.RED


def test_a_member_of_another_enum_is_a_conversion_error():
    class Other(enum.Enum):
        RED = 1

    with param_scope(a=Other.RED), pytest.raises(ConversionError, match="^cannot read a as Color"):
        param_scope.a | Color.RED


@pytest.mark.parametrize("make", [lambda: param_scope(a="data/x"), lambda: param_scope("a=data/x")])
@pytest.mark.parametrize("default", [Path("y"), PurePosixPath("y"), PureWindowsPath("y")])
def test_a_path_is_read_from_text(make, default):
    with make():
        read = param_scope.a | default

    assert (type(default)("data/x"), type(default)) == (read, type(read))


def test_a_path_is_read_from_untyped_text_as_written():
    with param_scope("a=007"):
        read = param_scope.a | Path("y")

    assert Path("007") == read


def test_a_path_that_was_set_is_the_same_object():
    value = Path("x")
    with param_scope(a=value):
        read = param_scope.a | Path("y")

    assert read is value


@pytest.mark.parametrize("value", [1, True, b"x", ["x"], 0.5])
def test_what_is_no_path_is_a_conversion_error(value):
    with param_scope(a=value), pytest.raises(ConversionError, match="^cannot read a as "):
        param_scope.a | Path("y")


@pytest.mark.parametrize("value", [PureWindowsPath("x"), PurePosixPath("x")])
def test_a_path_of_another_class_is_a_conversion_error(value):
    with param_scope(a=value), pytest.raises(ConversionError, match="^cannot read a as "):
        param_scope.a | Path("y")


@pytest.mark.parametrize(
    ("value", "default"),
    [((1, 2), (3,)), ({1}, {2}), (datetime.datetime(2000, 1, 1), datetime.date(2001, 1, 1))],
)
def test_another_kind_is_taken_if_it_is_an_instance(value, default):
    with param_scope(a=value):
        read = param_scope.a | default

    assert read is value


@pytest.mark.parametrize(
    ("value", "default"),
    [
        ((1, 2), [3]),
        ("[1]", (3,)),
        (datetime.date(2000, 1, 1), datetime.datetime(2001, 1, 1)),
        (b"x", bytearray(b"y")),
        (bytearray(b"x"), b"y"),
        (1, 1j),
    ],
)
def test_another_kind_is_refused_if_it_is_not_an_instance(value, default):
    with param_scope(a=value), pytest.raises(ConversionError, match="^cannot read a as "):
        param_scope.a | default


@pytest.mark.parametrize("default", [Color.RED, Path("x"), (1,), object(), 1, 0.5, "x", [], b""])
def test_null_is_none_toward_every_default(default):
    with param_scope(a=None):
        read = param_scope.a | default

    assert read is None


@pytest.mark.parametrize("default", [Color.RED, Path("x"), (1,), object(), 1, 0.5, []])
@pytest.mark.parametrize("spelling", ["null", "~", "Null", "NULL"])
def test_untyped_null_is_none_toward_every_default_but_text(default, spelling):
    with param_scope(f"a={spelling}"):
        read = param_scope.a | default
        text = param_scope.a | "text"

    assert read is None
    assert spelling == text


def test_a_subclass_of_a_plain_kind_as_default_reads_like_it():
    class Seconds(float):
        pass

    with param_scope("a=2"):
        read = param_scope.a | Seconds(1)

    assert (2.0, float) == (read, type(read))
