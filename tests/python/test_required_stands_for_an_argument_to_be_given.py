"""AUTO 3: a default of ``required`` says that an argument is passed or set."""

import copy
import dataclasses
import functools
import inspect
import pickle

import pytest

from hyperparameter import auto_param, param_scope, required


@auto_param("n")
def function(x: int = required, *, name: str = required, y=2):
    return x, name, y


def test_it_is_given_by_an_argument_or_by_a_parameter():
    with param_scope("n.x=1e3", "n.name=007"):
        inside = function(), function(5), function(name="own")

    assert ((1000, "007", 2), (5, "007", 2), (1000, "own", 2)) == inside
    assert (1, "a", 2) == function(1, name="a")


def test_where_it_is_not_given_the_call_names_the_key():
    with pytest.raises(TypeError) as caught:
        function(y=5)

    assert (
        "function() missing 2 required arguments: 'x', 'name'; "
        'pass them, or set "n.x", "n.name"'
    ) == str(caught.value)


def test_passing_it_is_passing_nothing():
    with param_scope("n.x=5", "n.name=a"):
        assert (5, "a", 2) == function(required, name=required)
    with pytest.raises(TypeError, match='"n.x"'):
        function(required, name="a")


def test_a_field_may_be_required_after_one_that_is_not():
    @auto_param("n")
    @dataclasses.dataclass
    class Data:
        y: float = 0.5
        x: int = required

    with param_scope("n.x=5"):
        assert Data(0.5, 5) == Data()
    with pytest.raises(TypeError, match='"n.x"'):
        Data()


def test_a_wrapper_may_show_it():
    @functools.wraps(function.__wrapped__)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    bound = auto_param("m")(wrapper)
    with param_scope("m.x=5", "n.name=a"):
        assert (5, "a", 2) == bound()
    with pytest.raises(TypeError, match='"n.x"'):
        bound(name="a")


def test_it_shows_as_what_it_is():
    assert "(x: int = required, *, name: str = required, y=2)" == str(inspect.signature(function))
    assert (required,) == function.__defaults__


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))]
)
def test_there_is_only_one(again):
    assert again(required) is required
