"""VAL 2 and 3, THREAD 4: what a caller passes is neither kept nor changed."""

import collections
import copy
import types
from pathlib import Path

import pytest

from hyperparameter import (
    ConversionError,
    InvalidKeyError,
    LimitError,
    as_dict,
    items,
    keys,
    param_scope,
    untyped,
)


def test_a_list_that_was_passed_may_change():
    given = [1, [2, 3]]
    ps = param_scope(a=given)
    given.append(4)
    given[1].append(5)
    with ps:
        given.clear()
        read = param_scope.a | []

    assert [1, [2, 3]] == read


def test_a_list_that_was_assigned_may_change():
    given = [1, [2]]
    with param_scope():
        param_scope.a = given
        given[1].append(3)
        read = param_scope.a | []

    assert [1, [2]] == read


@pytest.mark.parametrize(
    "read",
    [
        lambda: param_scope.a | [],
        lambda: param_scope.a | None,
        lambda: param_scope.a(),
        lambda: items()[0][1],
        lambda: as_dict()["a"],
    ],
)
def test_a_list_that_was_read_may_change(read):
    with param_scope(a=[1, [2, 3]]):
        first = read()
        first[1].append(4)
        first.append(5)
        second = read()

    assert [1, [2, 3]] == second
    assert [list, list] == [type(second), type(second[1])]


def test_a_list_that_was_read_in_an_inner_scope_may_change():
    with param_scope(a=[1, [2]]), param_scope(b=1):
        for default in ([], None):
            first = param_scope.a | default
            first[1].append(3)
            first.append(4)
        seconds = [param_scope.a | [], param_scope.a | None]

    assert [[1, [2]]] * 2 == seconds


def test_a_list_from_untyped_text_may_change():
    with param_scope("a=[1, [2]]"):
        first = param_scope.a | []
        first[1].append(3)
        second = param_scope.a | []

    assert [1, [2]] == second


def test_a_list_holds_every_plain_value():
    given = [None, True, 1, 0.5, "text", b"bytes", [], [[]]]
    with param_scope(a=given):
        read = param_scope.a | []

    assert given == read
    assert [type(item) for item in given] == [type(item) for item in read]


def test_a_list_that_contains_itself_is_refused_by_key():
    circular = [1]
    circular.append([circular])

    with pytest.raises(ConversionError, match="^cannot set a: the list contains itself$"):
        param_scope(a=circular)


def test_a_list_that_holds_a_list_twice_is_fine():
    twice = [1]
    with param_scope(a=[twice, twice]):
        read = param_scope.a | []

    assert [[1], [1]] == read


def test_a_list_that_nests_too_deep_is_refused_by_key():
    deep = []
    for _ in range(1000):
        deep = [deep]

    with pytest.raises(LimitError, match=r"\ba\b.*deeper"), param_scope(a=deep):
        pass


def test_a_list_of_a_hundred_levels_comes_back():
    deep = []
    for _ in range(100):
        deep = [deep]
    with param_scope(a=deep):
        read = param_scope.a | []

    assert deep == read


def test_a_mapping_in_a_list_is_copied_in_and_out():
    given = [{"name": "a", "sizes": [1, {"deep": None}]}, {}]
    expected = copy.deepcopy(given)
    scope = param_scope(layers=given)
    given[0]["name"] = "changed"
    given[0]["sizes"][1]["deep"] = 2
    with scope:
        first = param_scope.layers()
        first[0]["sizes"].append(3)
        del first[0]["name"]
        second = param_scope.layers | []

    assert expected == second
    assert [dict, dict] == [type(item) for item in second]


def test_the_entries_of_a_mapping_in_a_list_are_no_parameters():
    with param_scope(layers=[{"name": "a"}]):
        listed = keys()

    assert ["layers"] == listed


def test_any_text_is_a_key_of_a_mapping_in_a_list():
    given = [{"": 1, "a..b": 2, " x ": 3, "é": 4}]
    with param_scope(a=given):
        read = param_scope.a()

    assert given == read


@pytest.mark.parametrize("item", [{"a": object()}, {1: 2}, {"a": {"b": (1,)}}])
def test_a_list_with_a_mapping_of_other_things_is_the_same_object(item):
    given = [item]
    with param_scope(a=given):
        read = param_scope.a | None

    assert read is given


def nested(kind, depth):
    value = 1
    for level in range(depth):
        value = {"a": value} if kind == "mixed" and level % 2 and level < depth - 1 else [value]
    return value


@pytest.mark.parametrize("kind", ["lists", "mixed"])
def test_lists_and_mappings_nest_to_the_limit_and_no_deeper(kind):
    with param_scope(a=nested(kind, 128)):
        read = param_scope.a()
    with pytest.raises(LimitError, match="128") as caught, param_scope(a=nested(kind, 129)):
        pass

    assert nested(kind, 128) == read
    assert "a" == caught.value.key


@pytest.mark.parametrize("default", [[], [1], (1,), None])
def test_a_definition_of_a_list_that_nests_too_deep_is_refused_by_its_key(default):
    text = "[" * 129 + "]" * 129
    with (
        param_scope(f"layers={text}"),
        pytest.raises(LimitError, match="cannot read layers as .* deeper than 128") as caught,
    ):
        param_scope.layers | default

    assert ("layers", text) == (caught.value.key, caught.value.value)


def test_a_string_that_spells_a_list_too_deep_is_a_string_like_others():
    text = "[" * 129 + "]" * 129
    with param_scope(f"where={text}"):
        assert Path(text) == param_scope.where | Path()


def doubled(value, times, join):
    for _ in range(times):
        value = join(value)
    return value


def test_a_list_that_holds_itself_twice_over_and_over_is_a_limit_error():
    with pytest.raises(LimitError, match=r"cannot set a: .*1000000 elements.*tuple or an array"):
        param_scope(a=doubled([1], 22, lambda value: [value, value]))


def test_a_mapping_that_holds_itself_twice_over_and_over_is_a_limit_error():
    with pytest.raises(LimitError, match="more than 1000000 parameters"):
        param_scope(doubled({"x": 1}, 22, lambda value: {"a": value, "b": value}))


@pytest.mark.parametrize(
    "where", [lambda a: [a], lambda a: [[1], [a]], lambda a: [object(), {"x": a}]]
)
def test_an_accessor_in_a_list_is_refused(where):
    with pytest.raises(TypeError, match="cannot set x to param_scope.a, which is not a value"):
        param_scope(x=where(param_scope.a))


def test_a_mapping_sets_keys_below():
    with param_scope({"train": {"lr": 1, "opt": {"name": "sgd"}}, "seed": 2}, model={"depth": 3}):
        flat = as_dict()

    assert {"model.depth": 3, "seed": 2, "train.lr": 1, "train.opt.name": "sgd"} == flat


def test_a_mapping_may_have_dotted_keys_at_any_depth():
    with param_scope({"a.b": {"c.d": 1}}):
        listed = keys()

    assert ["a.b.c.d"] == listed


@pytest.mark.parametrize("empty", [{}, {"a": {}}, {"a": {"b": {}}}, {"a.b": {}}])
def test_an_empty_mapping_sets_nothing(empty):
    with param_scope(empty, **empty):
        listed = keys()

    assert [] == listed


def test_an_empty_mapping_is_empty_on_assignment():
    with param_scope():
        param_scope.a = {}
        listed = keys()

    assert [] == listed


def test_a_mapping_can_be_assigned():
    with param_scope() as ps:
        param_scope.a = {"b": 1, "c": {"d": 2}}
        ps["e"] = {"f": 3}
        listed = as_dict()

    assert {"a.b": 1, "a.c.d": 2, "e.f": 3} == listed


@pytest.mark.parametrize(
    "kind",
    [
        dict,
        collections.OrderedDict,
        collections.ChainMap,
        collections.UserDict,
        types.MappingProxyType,
        lambda mapping: collections.defaultdict(int, mapping),
        collections.Counter,
    ],
)
def test_every_kind_of_mapping_is_one(kind):
    with param_scope(kind({"a": 1, "b": 2}), c=kind({"d": 3})):
        flat = as_dict()

    assert {"a": 1, "b": 2, "c.d": 3} == flat


def test_a_mapping_that_contains_itself_is_an_invalid_key():
    circular = {"x": 1}
    circular["again"] = {"inner": circular}

    with (
        pytest.raises(InvalidKeyError, match=r"again\.inner.*contains itself"),
        param_scope(circular),
    ):
        pass


def test_a_mapping_that_holds_another_twice_is_fine():
    shared = {"x": 1}
    with param_scope({"a": shared, "b": {"c": shared, "d": shared}}):
        listed = keys()

    assert ["a.x", "b.c.x", "b.d.x"] == listed


@pytest.mark.parametrize("key", [1, None, ("a",), b"a", True])
@pytest.mark.parametrize("nest", [lambda m: m, lambda m: {"a": m}, lambda m: {"a": {"b": m}}])
def test_a_key_that_is_not_text_is_an_invalid_key(key, nest):
    with pytest.raises(InvalidKeyError, match="a key is a string, not " + type(key).__name__):
        param_scope(nest({key: 1}))


def test_a_mapping_nests_as_deep_as_a_key_is_long():
    mapping = 7
    for _ in range(512):
        mapping = {"a": mapping}
    with param_scope(mapping):
        listed = items()

    assert [(".".join("a" * 512), 7)] == listed


@pytest.mark.parametrize("depth", [1000, 50_000])
def test_a_mapping_that_nests_deeper_is_refused_for_its_key(depth):
    mapping = 1
    for _ in range(depth):
        mapping = {"ab": mapping}

    with pytest.raises(InvalidKeyError, match=r'invalid key "ab\.ab'), param_scope(mapping):
        pass


def test_a_mapping_may_have_ten_thousand_keys():
    mapping = {f"k{i}": i for i in range(10_000)}
    with param_scope(mapping):
        listed = as_dict()

    assert mapping == listed


def test_a_mapping_that_was_passed_may_change():
    given = {"a": 1, "b": {"c": [1]}}
    ps = param_scope(given)
    given["a"] = 2
    given["b"]["c"].append(2)
    given["b"]["d"] = 3
    given["e"] = 4
    with ps:
        flat = as_dict()

    assert {"a": 1, "b.c": [1]} == flat


def test_a_mapping_that_was_passed_is_not_changed():
    given = {"a": 1, "b": {"c": [1, [2]], "d": {}}}
    before = copy.deepcopy(given)
    with param_scope(given) as ps:
        ps.a = 5
        ps.b.c = 6
        (param_scope.b.c | None, param_scope.a | 0)

    assert before == given


def test_a_later_source_wins_and_keywords_win_over_all():
    with param_scope({"a": 1, "b": 1, "c": 1, "d": 1}, "b=2", {"c": 3}, "c=4", d=5):
        flat = as_dict()

    assert {"a": 1, "b": 2, "c": 4, "d": 5} == flat


def test_untyped_marks_a_copy_of_a_mapping():
    environment = {"workers": "4", "run": "007", "debug": "no", "lr": "5e-4", "none": "~"}
    before = dict(environment)
    with param_scope(untyped(environment)):
        typed = [
            param_scope.workers | 1,
            param_scope.run | "",
            param_scope.debug | True,
            param_scope.lr | 1.0,
            param_scope.none | None,
            param_scope.run | None,
        ]

    assert [4, "007", False, 0.0005, None, 7] == typed
    assert before == environment


def test_untyped_goes_into_a_nested_mapping():
    with param_scope({"env": untyped({"WORKERS": "4"})}):
        value = param_scope.env.WORKERS | 1

    assert 4 == value


def test_untyped_can_be_assigned():
    with param_scope():
        param_scope.env = untyped({"WORKERS": "4"})
        value = param_scope.env.WORKERS | 1

    assert 4 == value


def test_ordinary_text_is_not_interpreted():
    with param_scope({"a": "4", "b": "null", "c": "[1]"}):
        values = [param_scope.a | None, param_scope.b | None, param_scope.c | None]

    assert ["4", "null", "[1]"] == values


def test_untyped_refuses_what_is_not_text_by_key():
    with pytest.raises(TypeError, match="'workers' is 4, of type int"):
        untyped({"run": "1", "workers": 4})


def test_untyped_text_is_read_as_plain_text():
    with param_scope("a=text", untyped({"b": "text"})):
        types_read = [type(param_scope[k] | d) for k in "ab" for d in ("", None)]
        types_listed = [type(value) for _, value in items()]

    assert [str] * 4 == types_read
    assert [str] * 2 == types_listed


def test_a_source_of_another_type_is_a_type_error_by_position():
    sources = [(["a=1"], r"\*items"), (1, "int"), (None, "NoneType"), (b"a=1", "bytes")]
    sources += [(types.SimpleNamespace(a=1), r"write param_scope\(vars\(source\)\)")]
    for source, shown in (*sources, (len, r"write @param_scope\(\.\.\.\)")):
        with pytest.raises(TypeError, match=f"^bad source .*, item 2: .*{shown}"):
            param_scope({"a": 1}, source)
