"""AUTO 3: the annotation where there is one that the default fits, else the default."""

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import (
    Any,
    ClassVar,
    Dict,
    Generic,
    List,
    Literal,
    NewType,
    Optional,
    Type,
    TypeVar,
    Union,
)

import pytest

from hyperparameter import ConversionError, auto_param, param_scope


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Protocol(typing.Protocol):
    def run(self) -> int: ...


class Typed(typing.TypedDict):
    a: int


class Plain:
    pass


T = TypeVar("T")
Rate = NewType("Rate", float)
Nested = NewType("Nested", Rate)
MISSING = object()


def read(annotation, text, default=MISSING):
    """What ``-D n.x=text`` gives a parameter ``x: annotation = default``."""

    def with_default(x=default):
        return x

    def without_default(x):
        return x

    function = without_default if default is MISSING else with_default
    function.__annotations__ = {"x": annotation}
    with param_scope(f"n.x={text}"):
        return auto_param("n")(function)()


def named(value):
    """Names a case; NewType is a function before Python 3.10, and shows its address."""
    return value.__name__ if isinstance(value, types.FunctionType) else str(value)


@pytest.mark.parametrize(
    ("annotation", "text", "expected"),
    [
        (str, "007", "007"),
        (int, "1e3", 1000),
        (float, "2", 2.0),
        (bool, "no", False),
        (bool, "1", True),
        (list, "[1, 2]", [1, 2]),
        (List[int], "[1, 2]", [1, 2]),
        (Sequence, "[1, 2]", [1, 2]),
        (Sequence[int], "[1, 2]", [1, 2]),
        (Iterable, "[1, 2]", [1, 2]),
        (Hashable, "12", 12),
        (Path, "007", Path("007")),
        (Color, "GREEN", Color.GREEN),
        (Any, "007", 7),
        (object, "007", 7),
        (None, "7", 7),
        (Optional[str], "007", "007"),
        (Optional[float], "2", 2.0),
        (Optional[Path], "007", Path("007")),
        (Optional[Color], "GREEN", Color.GREEN),
        (Optional[Sequence[int]], "[1]", [1]),
        (Union[int, str], "007", 7),
        (Union[int, str], "fast", "fast"),
        (Union[str, int], "007", "007"),
        (Union[bool, float], "yes", True),
        (Union[int, float], "0.5", 0.5),
        (Union[Color, int], "GREEN", Color.GREEN),
        (Union[Color, int], "5", 5),
        (Literal["a", "b"], "b", "b"),
        (Literal["1", "2"], "1", "1"),
        (Literal[1, 2], "2", 2),
        (Literal[1, "auto"], "auto", "auto"),
        (Literal[True], "yes", True),
        (Optional[Literal["a"]], "a", "a"),
        (typing.Annotated[float, "unit"], "2", 2.0)
        if hasattr(typing, "Annotated")
        else (Any, "1", 1),
        (Rate, "2", 2.0),
        (Nested, "2", 2.0),
        (T, "007", 7),
        ("str", "007", "007"),
        ("Optional[str]", "007", "007"),
        ("Color", "GREEN", Color.GREEN),
        ("Sequence[int]", "[1]", [1]),
        ("not resolvable", "007", 7),
        ("Undefined", "007", 7),
        ("1 / 0", "007", 7),
        ("int(", "007", 7),
        (5, "007", 7),
        (Protocol, "007", 7),
        (Typed, "007", 7),
        ("Protocol", "007", 7),
        (Union[Protocol, int], "007", 7),
        (ClassVar[int], "007", 7),
    ],
    ids=named,
)
def test_without_default_the_annotation_decides(annotation, text, expected):
    value = read(annotation, text)

    assert (expected, type(expected)) == (value, type(value))


@pytest.mark.parametrize(
    ("annotation", "default", "text", "expected"),
    [
        (float, 1, "0.5", 0.5),
        ("float", 1, "0.5", 0.5),
        (float, 1, "2", 2.0),
        (Optional[float], None, "2", 2.0),
        (Optional[float], 1, "0.5", 0.5),
        ("Optional[float]", None, "2", 2.0),
        (Optional[str], None, "007", "007"),
        (Union[int, str], 1, "fast", "fast"),
        (Union[int, str, None], None, "007", 7),
        (Literal["a", "b"], "a", "b", "b"),
        (Rate, 1, "2", 2.0),
        (Any, 1, "0.5", 0.5),
        (Union[int, str], "x", "007", "007"),
        (Union[str, int], 1, "007", 7),
        (Union[float, str], "auto", "0.5", "0.5"),
        (Union[Literal["auto"], float], "auto", "0.5", 0.5),
        (Union[Literal["auto"], float], "auto", "auto", "auto"),
        (Any, "text", "007", "007"),
        (Any, 1, "007", 7),
        (object, 1, "0.5", 0.5),
        (object, "text", "007", "007"),
        (Sequence[int], (), "[1]", [1]),
        (List[int], [], "[1]", [1]),
        # The default does not fit its annotation, so the default decides.
        (int, "x", "007", "007"),
        (str, 1, "007", 7),
        (int, 0.5, "2", 2.0),
        (float, True, "no", False),
        (Path, "x", "007", "007"),
        (Literal["a"], "b", "007", "007"),
        # None fits every annotation, as if it said Optional.
        (int, None, "1e3", 1000),
        (bool, None, "no", False),
        (str, None, "007", "007"),
        (Color, None, "RED", Color.RED),
        # There is none, or none that can be read.
        ("Undefined", 1, "2", 2),
        ("Undefined", 1.0, "2", 2.0),
        ("Undefined", "x", "007", "007"),
        (Protocol, 1, "2", 2),
        (Protocol, None, "2", 2),
        (Typed, None, "2", 2),
        (T, "x", "007", "007"),
        (T, 1.0, "2", 2.0),
    ],
    ids=named,
)
def test_with_a_default_the_annotation_decides_if_the_default_fits(
    annotation, default, text, expected
):
    value = read(annotation, text, default)

    assert (expected, type(expected)) == (value, type(value))


@pytest.mark.parametrize(
    ("annotation", "text", "wanted"),
    [
        (int, "fast", "int"),
        (float, "fast", "float"),
        (bool, "2", "bool"),
        (Color, "BLUE", "Color"),
        (Plain, "1", "Plain"),
        (Type[int], "1", "type"),
        (Callable[[], int], "1", "Callable"),
        (Sequence[int], "12", "Sequence"),
        (Literal["a", "b"], "c", "one of 'a', 'b'"),
        (Literal[1], "1.5", "one of 1"),
        (Union[int, Color], "BLUE", "int or Color"),
        (Optional[int], "fast", "int"),
    ],
    ids=named,
)
def test_what_does_not_fit_the_annotation_is_a_conversion_error(annotation, text, wanted):
    with pytest.raises(ConversionError) as caught:
        read(annotation, text)

    message = str(caught.value)

    assert message.startswith("cannot read n.x as ")
    assert wanted in message
    assert f'from "n.x={text}", item 1' in message


def test_untyped_text_never_shows_toward_an_abstract_annotation():
    for annotation in (Sequence, Hashable, Iterable, typing.Collection, typing.Container):
        try:
            value = read(annotation, "text")
        except ConversionError:
            continue

        assert type(value) is str


def test_null_is_none_toward_every_annotation_but_text():
    for annotation in (int, float, bool, Path, Color, List[int], Plain, Optional[int], Literal[1]):
        assert read(annotation, "null") is None

    assert "null" == read(str, "null")


@pytest.mark.parametrize("text", ["null", "Null", "NULL", "~"])
@pytest.mark.parametrize(
    "annotation",
    [
        Optional[str],
        Optional[int],
        Optional[List[str]],
        Optional[Path],
        Optional[Literal["a"]],
        Optional[Union[str, int]],
        Union[int, None, str],
        "Optional[str]",
    ],
    ids=named,
)
def test_null_is_none_toward_what_may_be_absent(annotation, text):
    assert read(annotation, text) is None
    assert read(annotation, text, None) is None


def test_a_default_of_none_says_that_it_may_be_absent():
    assert read(str, "null", None) is None
    assert "none" == read(str, "none", None)
    assert "null" == read(str, "null", "x")
    assert read(Optional[str], "null", "x") is None


@pytest.mark.skipif("sys.version_info < (3, 10)", reason="X | Y at run time is of Python 3.10")
def test_a_union_with_a_bar_is_a_union():
    assert (2.0, "007", 7) == (
        read(eval("float | None"), "2", None),
        read("str | None", "007", None),
        read(eval("int | str"), "007"),
    )


@pytest.mark.skipif("sys.version_info >= (3, 10)", reason="X | Y works from Python 3.10 on")
def test_a_bar_that_python_cannot_evaluate_counts_as_no_annotation():
    assert 7 == read("str | None", "007", None)


def test_builtin_generics_are_their_origin():
    assert [1, 2] == read(list[int], "[1, 2]")


@pytest.mark.parametrize(
    ("annotation", "default", "value"),
    [
        (Union[str, int], "x", 7),
        (Union[int, str], 1, "7"),
        (Union[float, str], "x", 0.5),
        (Any, "x", 0.5),
        (Any, 1, 2.0),
        # A default outside its annotation counts as a member.
        (float, "auto", 0.5),
        (float, "auto", "high"),
        (int, 0.5, 3),
    ],
    ids=named,
)
def test_a_typed_value_that_is_of_a_member_stays_as_it_is(annotation, default, value):
    def f(x=default):
        return x

    f.__annotations__ = {"x": annotation}
    with param_scope({"n.x": value}):
        got = auto_param("n")(f)()

    assert (value, type(value)) == (got, type(got))


def test_a_typed_value_of_no_member_is_converted():
    @auto_param("n")
    def f(x: Union[float, Path], y: Union[int, Color]):
        return x, y

    with param_scope({"n.x": 1, "n.y": "RED"}):
        values = f()

    assert (1.0, Color.RED) == values
    assert type(values[0]) is float


def test_an_object_that_was_set_fits_its_annotation():
    value, mapping_proxy = Plain(), (1, 2)

    @auto_param("n")
    def f(a: Plain, b: tuple, c: "Plain | None" = None, d: Callable[..., Any] = print):
        return a, b, c, d

    with param_scope(**{"n.a": value, "n.b": mapping_proxy, "n.c": value, "n.d": len}):
        values = f()

    assert (value, mapping_proxy, value, len) == values


def test_an_object_that_was_set_must_fit_its_annotation():
    @auto_param("n")
    def f(a: Plain):
        return a

    with param_scope(**{"n.a": object()}), pytest.raises(ConversionError, match="n.a as Plain"):
        f()


def test_a_default_is_not_compared_with_a_literal():
    class Incomparable:
        def __eq__(self, other):
            raise RuntimeError("compared")

        __hash__ = None

    @auto_param("n")
    def f(x: Literal[1, 2] = Incomparable()):
        return x

    with param_scope(**{"n.x": 1}):
        value = f()

    assert 1 == value


def test_an_annotation_may_name_what_is_defined_later():
    namespace = {}
    exec("def f(x: 'Later'): return x", namespace)
    f = auto_param("n")(namespace["f"])
    namespace["Later"] = Color

    with param_scope("n.x=RED"):
        value = f()

    assert value is Color.RED


def test_an_unknown_annotation_does_not_harm_a_call_without_overrides():
    @auto_param("n")
    def f(x: "Undefined" = 1):  # noqa: F821
        return x

    assert (1, 2) == (f(), f(2))


def test_a_subclassed_generic_is_bound_by_its_annotations():
    @auto_param("box")
    class Box(Generic[T]):
        def __init__(self, rate: float = 1, item: Optional[T] = None):
            self.rate = rate
            self.item = item

    with param_scope("box.rate=0.5", "box.item=007"):
        boxes = [Box(), Box[int]()]

    assert [(0.5, 7)] * 2 == [(box.rate, box.item) for box in boxes]


def test_the_fields_of_a_dataclass_are_read_by_their_annotations():
    @auto_param("config")
    @dataclasses.dataclass
    class Config:
        name: str
        rate: float = 1
        path: Optional[Path] = None
        sizes: List[int] = dataclasses.field(default_factory=list)
        extra: "Undefined" = 5  # noqa: F821

    texts = [
        "config.name=007",
        "config.rate=2",
        "config.path=x",
        "config.sizes=[1]",
        "config.extra=6",
    ]
    with param_scope(*texts):
        config = Config()

    assert ("007", 2.0, Path("x"), [1], 6) == dataclasses.astuple(config)


def test_a_mapping_annotation_without_default_takes_an_object():
    @auto_param("n")
    def f(x: Mapping[str, int]):
        return x

    with param_scope("n.x=1"), pytest.raises(ConversionError, match="Mapping"):
        f()


def test_a_mapping_annotation_of_typing_is_the_same():
    with pytest.raises(ConversionError):
        read(Dict[str, int], "1")
