"""keys, items and as_dict: what is set in the current frame, below a prefix."""

import pytest

from hyperparameter import ConversionError, InvalidKeyError, as_dict, items, keys, param_scope

TREE = {"a": 1, "a.b": 2, "a.b.c": 3, "a.d": 4, "ab": 5, "b.a": 6}


def test_keys_are_full_sorted_and_all_by_default():
    with param_scope({"b": 1, "a.b": 2, "a": 3, "A": 4, "a.b.c": 5, "ä": 6}):
        listed = keys()

    assert ["A", "a", "a.b", "a.b.c", "b", "ä"] == listed


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("a", ["a", "a.b", "a.b.c", "a.d"]),
        ("a.b", ["a.b", "a.b.c"]),
        ("a.b.c", ["a.b.c"]),
        ("b", ["b.a"]),
        ("c", []),
        ("a.b.c.d", []),
        ("", sorted(TREE)),
    ],
)
def test_a_prefix_is_a_path_and_includes_its_own_key(prefix, expected):
    with param_scope(TREE):
        listed = keys(prefix)
        pairs = items(prefix)
        mapping = as_dict(prefix)

    assert expected == listed
    assert [(key, TREE[key]) for key in expected] == pairs
    assert {key: TREE[key] for key in expected} == mapping
    assert expected == list(mapping)


def test_a_prefix_may_be_an_accessor():
    with param_scope(TREE) as ps:
        listed = [keys(param_scope.a.b), keys(param_scope["a.b"]), keys(ps.a.b), keys(param_scope)]

    assert [["a.b", "a.b.c"]] * 3 + [sorted(TREE)] == listed


@pytest.mark.parametrize("listing", [keys, items, as_dict])
@pytest.mark.parametrize("prefix", ["a..b", ".", "a.", 1, None, b"a"])
def test_a_bad_prefix_is_an_invalid_key(listing, prefix):
    with pytest.raises(InvalidKeyError):
        listing(prefix)


def test_what_is_listed_is_the_current_frame():
    with param_scope(a=1, b=1), param_scope(b=2):
        param_scope.c = 3
        listed = items()

    assert [("a", 1), ("b", 2), ("c", 3)] == listed


def test_untyped_text_is_listed_interpreted():
    with param_scope("a=1", "b=text", "c=null", "d=[1, x]", f"e={2**70}", f="1"):
        listed = dict(items())

    assert {"a": 1, "b": "text", "c": None, "d": [1, "x"], "e": 2**70, "f": "1"} == listed


def test_a_nested_dict_is_split_at_the_dots():
    with param_scope({"a.b.c": 1, "a.b.d": 2, "a.e": 3, "f": 4}):
        nested = as_dict(nested=True)

    assert {"a": {"b": {"c": 1, "d": 2}, "e": 3}, "f": 4} == nested


def test_a_nested_dict_goes_back_as_a_source():
    with param_scope({"a.b.c": 1, "a.d": [2], "e": None}):
        flat, nested = as_dict(), as_dict(nested=True)
    with param_scope(nested):
        again = as_dict()

    assert flat == again


def test_a_nested_dict_keeps_full_paths_below_a_prefix():
    with param_scope({"a.b.c": 1, "d": 2}):
        nested = as_dict("a", nested=True)

    assert {"a": {"b": {"c": 1}}} == nested


@pytest.mark.parametrize(
    ("tree", "above", "below"),
    [
        ({"a": 1, "a.b": 2}, "a", "a.b"),
        ({"a.b": 1, "a.b.c.d": 2}, "a.b", "a.b.c.d"),
        ({"a": 1, "a.b.c": 2, "a!": 3}, "a", "a.b.c"),
        ({"a": None, "a.b": None}, "a", "a.b"),
    ],
)
def test_a_key_that_is_a_value_and_a_prefix_cannot_be_nested(tree, above, below):
    with param_scope(tree), pytest.raises(ConversionError) as caught:
        as_dict(nested=True)

    message = str(caught.value)

    assert f'"{above}"' in message
    assert f'"{below}"' in message


def test_what_is_listed_may_change():
    with param_scope({"a": [1], "b.c": 2}):
        keys().append("x")
        as_dict()["x"] = 1
        as_dict(nested=True)["b"]["x"] = 1
        items()[0][1].append(2)
        listed = as_dict()

    assert {"a": [1], "b.c": 2} == listed
