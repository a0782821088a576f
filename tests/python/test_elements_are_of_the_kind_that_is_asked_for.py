"""CONV 1: elements of lists, tuples and sets, by annotation and by default."""

import dataclasses
import typing
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, List, Optional, Sequence, Set, Tuple, Union

import pytest

from hyperparameter import ConversionError, auto_param, param_scope

MISSING = object()


def read(annotation, source, default=MISSING):
    """What a scope gives a parameter ``x: annotation = default``."""

    def with_default(x=default):
        return x

    def without_default(x):
        return x

    function = without_default if default is MISSING else with_default
    function.__annotations__ = {"x": annotation}
    with param_scope(f"n.x={source}" if isinstance(source, str) else {"n.x": source}):
        return auto_param("n")(function)()


def shown(value):
    """The name of an argument in that of its test; a set has no order of its own."""
    return str(sorted(value, key=str)) if isinstance(value, set) else str(value)


@pytest.mark.parametrize(
    ("annotation", "source", "expected"),
    [
        (List[str], "[007, 1.10, no]", ["007", "1.10", "no"]),
        (List[int], "[1, 1e3, 0x1f]", [1, 1000, 31]),
        (List[float], "[1, .5, inf]", [1.0, 0.5, float("inf")]),
        (List[bool], "[yes, 0, off]", [True, False, False]),
        (list, "[007, no]", [7, "no"]),
        (List, "[007, no]", [7, "no"]),
        (List[typing.Any], "[007, no]", [7, "no"]),
        (List[Path], "[a, b/c]", [Path("a"), Path("b/c")]),
        (List[List[str]], "[[007], [], [1.10, x]]", [["007"], [], ["1.10", "x"]]),
        (List[Optional[str]], "[a, null, 'null']", ["a", None, "null"]),
        (List[Union[float, str]], "[0.5, a]", [0.5, "a"]),
        (Sequence[str], "[007]", ["007"]),
        (Iterable[int], "[1e3]", [1000]),
        (typing.Collection[str], "[007]", ["007"]),
        (typing.MutableSequence[str], "[007]", ["007"]),
        (Tuple[int, str], "[1, 007]", (1, "007")),
        (Tuple[str, ...], "[007, 1.10]", ("007", "1.10")),
        (Tuple[()], "[]", ()),
        (tuple, "[007, no]", (7, "no")),
        (Set[str], "[007, a]", {"007", "a"}),
        (set, "[007, 7]", {7}),
        (FrozenSet[int], "[1, 1e3]", frozenset({1, 1000})),
        (typing.AbstractSet[str], "[007]", {"007"}),
        (List[str], [7, 0.5, True], ["7", "0.5", "true"]),
        (List[int], ["7", 1.0, 2], [7, 1, 2]),
        (Tuple[float, ...], [1, "2"], (1.0, 2.0)),
        (Tuple[int, ...], ("1", 2.0), (1, 2)),
        (Sequence[int], ("1", 2.0), (1, 2)),
        (Set[int], {"1", 2.0}, {1, 2}),
        (List[Dict[str, int]], [{"a": "1"}, {}], [{"a": 1}, {}]),
        (List[dict], [{"a": "1"}], [{"a": "1"}]),
        ("List[str]", "[007]", ["007"]),
        (Optional[List[str]], "[007]", ["007"]),
        (Optional[List[str]], "null", None),
        (Union[List[int], str], "[1, 2]", [1, 2]),
        (Union[List[int], str], "x", "x"),
    ],
    ids=shown,
)
def test_each_element_is_converted_by_its_type(annotation, source, expected):
    value = read(annotation, source)

    assert (expected, type(expected)) == (value, type(value))
    if isinstance(expected, (list, tuple)):
        assert list(map(type, expected)) == list(map(type, value))


@pytest.mark.parametrize(
    ("annotation", "source", "message"),
    [
        (List[int], "[1, x, 2.5]", 'cannot read n.x[1] as int: "x" (from "n.x=[1, x, 2.5]"'),
        (List[float], "[1, [2]]", "cannot read n.x[1] as float: "),
        (List[List[int]], "[[1], [2, x]]", 'cannot read n.x[1][1] as int: "x"'),
        (Tuple[int, int], "[1, 2, 3]", "; expected 2 elements, not 3"),
        (Tuple[int, int], "[1]", "; expected 2 elements, not 1"),
        (Tuple[()], "[1]", "; expected 0 elements, not 1"),
        (Tuple[int, str], "[x, 1]", 'cannot read n.x[0] as int: "x"'),
        (List[int], [1, None, "x"], 'cannot read n.x[2] as int: "x"'),
        (Set[str], "[[1]]", "n.x[0] as string"),
        (set, "[[1]]", "; its elements cannot be lists"),
        (List[int], "12", 'cannot read n.x as List[int]: "12"'),
        (Tuple[int, int], "(1, 2)", 'cannot read n.x as Tuple[int, int]: "(1, 2)"'),
        (Set[int], "{1, 2}", 'cannot read n.x as Set[int]: "{1, 2}"'),
        (tuple, "(1, 2)", 'cannot read n.x as tuple: "(1, 2)"'),
        (List[int], (1, 2), "cannot read n.x as List[int]"),
        (List[Dict[str, int]], [{"a": "x"}], "cannot read n.x[0]['a'] as int: \"x\""),
    ],
    ids=str,
)
def test_an_element_that_does_not_fit_is_an_error_by_its_index(annotation, source, message):
    with pytest.raises(ConversionError) as caught:
        read(annotation, source)

    assert message in str(caught.value)


@pytest.mark.parametrize("annotation", [List[int], Tuple[int, int], Set[int], tuple])
def test_what_is_no_list_is_an_error_that_shows_how_a_list_is_written(annotation):
    with pytest.raises(ConversionError, match=r"; write it as \[1, 2\]$") as caught:
        read(annotation, "12")

    assert "[1, 2]" not in caught.value.wanted


# Defaults


@pytest.mark.parametrize(
    ("default", "source", "expected"),
    [
        (["a"], "[007, 1.10]", ["007", "1.10"]),
        ([1], "[1e3, 2.0]", [1000, 2]),
        ([0.5], "[1, 2]", [1.0, 2.0]),
        ([True], "[yes, 0]", [True, False]),
        (("a", "b"), "[007]", ("007",)),
        ((1, 2), "[1, 2, 3]", (1, 2, 3)),
        # Others ask for nothing.
        ([], "[007, 1.10]", [7, 1.1]),
        ([1, "a"], "[007, a]", [7, "a"]),
        ([["a"]], "[[007]]", [[7]]),
        ((), "[007]", (7,)),
        ([1, None], "[007, x]", [7, "x"]),
        (["a"], ["a", None], ["a", None]),
        ([1], "[1, null]", [1, None]),
        ({1}, "[007, x]", {7, "x"}),
        (frozenset(), "[007]", frozenset({7})),
    ],
    ids=str,
)
def test_a_default_asks_for_elements_of_its_kind(default, source, expected):
    with param_scope(f"x={source}" if isinstance(source, str) else {"x": source}):
        value = param_scope.x | default
    bound = read("no annotation", source, default)

    assert (expected, type(expected)) == (value, type(value)) == (bound, type(bound))
    assert sorted(map(str, map(type, expected))) == sorted(map(str, map(type, value)))


def test_an_object_is_the_same_object_toward_a_default_of_its_kind():
    for value, default in ((("1", 2), (0,)), ([1, object()], [0]), ({"1"}, {0})):
        with param_scope({"x": value, "n.x": value}):
            assert (param_scope.x | default) is value
            assert auto_param("n")(lambda x=default: x)() is value


def test_an_element_that_does_not_fit_the_default_s_is_an_error_by_its_index():
    with (
        param_scope("ids=[1, x]"),
        pytest.raises(ConversionError, match=r'cannot read ids\[1\] as int: "x" \(from "ids=\[1'),
    ):
        param_scope.ids | [1]


def test_a_tuple_or_a_set_in_python_s_spelling_shows_the_right_one():
    with param_scope("p=(1, 2)", "s={1, 2}"):
        for key, default in (("p", ()), ("p", (1,)), ("s", set()), ("s", frozenset())):
            with pytest.raises(ConversionError, match=r"write it as \[1, 2\]"):
                param_scope[key] | default


def test_none_in_python_s_spelling_shows_null():
    with param_scope("seed=None"):
        for default in (1, 0.5, True, []):
            with pytest.raises(ConversionError, match="None is written null"):
                param_scope.seed | default

        assert "None" == param_scope.seed | "x"


# What is read is the reader's own.


@pytest.mark.parametrize("source", ["[[1], [2]]", [[1], [2]]])
@pytest.mark.parametrize("default", [(), [], [[0]], ((0,),)], ids=str)
def test_what_a_reader_changes_nobody_else_sees(default, source):
    with param_scope(f"a={source}" if isinstance(source, str) else {"a": source}):
        for _ in range(2):
            value = param_scope.a | default
            value[0].append(99)
        again = param_scope.a | default
        with param_scope(b=param_scope.a | default):
            assert again == param_scope.b | default

    assert type(default)(([1], [2])) == again
    assert [list, list] == list(map(type, again))


def test_no_type_of_the_library_comes_out():
    @auto_param("n")
    def f(
        a: Tuple[List[int], ...] = (),
        b: Set[str] = set(),  # noqa: B006
        c: Union[list, str] = "",
        d: Sequence[Dict[str, List[int]]] = (),
        e=((1,), 2),
    ):
        return a, b, c, d, e

    def types(value):
        inside = value.values() if isinstance(value, dict) else value
        deeper = [types(item) for item in inside] if isinstance(value, (list, tuple, dict)) else []
        return {type(value)}.union(*deeper)

    with param_scope(
        {"n": {"a": [[1]], "b": ["x"], "c": [[1], {"k": [2]}], "d": [{"k": [1]}], "e": [[1], 2]}}
    ):
        for _ in range(2):
            values = f()

            assert ((([1]),), {"x"}, [[1], {"k": [2]}], [{"k": [1]}], ([1], 2)) == values
            assert types(values) <= {tuple, list, set, dict, int, str}
            values[0][0].append(9)
            values[1].add("y")
            values[2][1]["k"].append(3)
            values[3][0]["k"].append(3)
            values[4][0].append(3)


def test_an_object_in_a_list_stays_itself():
    thing = object()

    @auto_param("n")
    def f(a: List[object] = (), b: list = (), c: Tuple[object, ...] = ()):
        return a, b, c

    with param_scope({"n.a": [thing], "n.b": [thing], "n.c": (thing,)}):
        values = f()

    assert ([thing], [thing], (thing,)) == values


# Models


@dataclasses.dataclass
class Layer:
    size: int
    name: str = "dense"
    tags: List[str] = dataclasses.field(default_factory=list)


def test_mappings_in_a_list_are_models_where_they_are_asked_for():
    @auto_param("n")
    def f(layers: List[Layer], more: Tuple[Layer, ...] = ()):
        return layers, more

    source = {"n.layers": [{"size": "64"}, {"size": 32, "name": "x", "tags": [1]}], "n.more": []}
    with param_scope(source):
        first, second = f(), f()

    assert ([Layer(64), Layer(32, "x", ["1"])], ()) == first == second
    assert first[0][0] is not second[0][0]
    assert first[0][1].tags is not second[0][1].tags


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"size": "x"}, 'cannot read n.layers[0].size as int: "x"'),
        ({"name": "x"}, "; it lacks 'size'"),
        ({"size": 1, "sise": 2}, "; Layer has no field 'sise'"),
        (5, "cannot read n.layers[0] as Layer: 5"),
    ],
    ids=str,
)
def test_a_mapping_that_is_no_such_model_is_an_error(item, message):
    @auto_param("n")
    def f(layers: List[Layer]):
        return layers

    with param_scope({"n.layers": [item]}), pytest.raises(ConversionError) as caught:
        f()

    assert message in str(caught.value)
