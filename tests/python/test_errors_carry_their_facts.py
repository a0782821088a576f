"""Errors: key, value, origin, wanted and kind stand beside the message, in any process."""

import copy
import pickle

import pytest

import hyperparameter
from hyperparameter import (
    ConversionError,
    DefinitionError,
    HyperparameterError,
    InvalidKeyError,
    LimitError,
    MissingKeyError,
    ScopeError,
    as_dict,
    param_scope,
)


class Thing:
    pass


def conversion():
    with param_scope("train.lr=fast"):
        param_scope.train.lr | 0.1


def conversion_of_an_object():
    with param_scope(a=Thing()):
        param_scope.a | 1


def conversion_of_a_list():
    with param_scope(a=[1, {"b": None}]):
        param_scope.a | 1


def missing():
    param_scope.train.lr()


def invalid_key():
    param_scope["a..b"] | 1


def scope():
    param_scope.a = 1


def limit():
    deep = []
    for _ in range(200):
        deep = [deep]
    with param_scope(a=deep):
        pass


def list_in_itself():
    items = []
    items.append(items)
    param_scope(a=items)


def too_many_elements():
    param_scope(a=[[0] * 1000] * 1001)


def bad_text():
    with param_scope(a="\ud800"):
        pass


def bad_text_in_a_list():
    param_scope(a=["\ud800"])


def two_in_one_place():
    with param_scope(**{"a": 1, "a.b": 2}):
        as_dict(nested=True)


def keys_below_a_mapping():
    with param_scope(**{"a.b": 2}):
        param_scope.a | {"c": 1}


def definition():
    with param_scope("a"):
        pass


FACTS = {
    conversion: (ConversionError, "train.lr", "fast", 'from "train.lr=fast", item 1', "float"),
    conversion_of_an_object: (
        ConversionError,
        "a",
        f"an object of type {__name__}.Thing",
        "from a keyword",
        "int",
    ),
    conversion_of_a_list: (ConversionError, "a", [1, {"b": None}], "from a keyword", "int"),
    missing: (MissingKeyError, "train.lr", None, None, None),
    scope: (ScopeError, "a", None, None, None),
    limit: (LimitError, "a", None, None, None),
    list_in_itself: (ConversionError, "a", None, None, None),
    too_many_elements: (LimitError, "a", None, None, None),
    bad_text: (ConversionError, "a", None, None, None),
    bad_text_in_a_list: (ConversionError, "a", None, None, None),
    two_in_one_place: (ConversionError, "a.b", None, None, None),
    keys_below_a_mapping: (ConversionError, "a", None, None, None),
}
ERRORS = [*FACTS, invalid_key, definition]


def error_of(fails):
    with pytest.raises(HyperparameterError) as caught:
        fails()
    return caught.value


@pytest.mark.parametrize("fails", FACTS)
def test_an_error_has_its_facts(fails):
    error = error_of(fails)

    assert FACTS[fails] == (type(error), error.key, error.value, error.origin, error.wanted)


@pytest.mark.parametrize(
    ("fails", "kind", "error"),
    [
        (conversion, "conversion", ConversionError),
        (missing, "missing", MissingKeyError),
        (invalid_key, "invalid_key", InvalidKeyError),
        (scope, "scope", ScopeError),
        (limit, "limit", LimitError),
        (definition, "definition", DefinitionError),
    ],
)
def test_the_kind_is_the_word_of_its_class(fails, kind, error):
    assert (kind, error) == (error_of(fails).kind, type(error_of(fails)))


@pytest.mark.parametrize("again", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy])
@pytest.mark.parametrize("fails", ERRORS)
def test_an_error_travels_with_its_facts(fails, again):
    error = error_of(fails)
    other = again(error)

    assert (type(error), str(error), vars(error)) == (type(other), str(other), vars(other))


def test_every_error_has_a_kind_of_its_own():
    errors = [
        error
        for name in hyperparameter.__all__
        if isinstance(error := getattr(hyperparameter, name), type)
        and issubclass(error, HyperparameterError)
    ]

    assert len(errors) == len({error.kind for error in errors}) == 7
