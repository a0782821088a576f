"""SCOPE 8: a hidden parameter is not set, until a later source or an inner scope sets it."""

import re

import pytest

from hyperparameter import (
    DefinitionError,
    InvalidKeyError,
    MissingKeyError,
    as_dict,
    auto_param,
    param_scope,
    required,
    unset,
)

SET = {"train": {"lr": 0.1, "opt": {"name": "sgd"}}, "training": 1, "seed": 7}


def test_a_hidden_key_takes_the_default_with_all_below_it():
    with param_scope(SET), param_scope(unset("train")):
        seen = (
            param_scope.train.lr | 1e-3,
            param_scope.train.opt.name("adam"),
            "train.lr" in param_scope,
            as_dict(),
        )
        with pytest.raises(MissingKeyError):
            param_scope.train.lr()

    assert (1e-3, "adam", False, {"seed": 7, "training": 1}) == seen


@pytest.mark.parametrize(
    "hide", [lambda: unset("train.lr"), lambda: "~train.lr", lambda: " ~train.lr "]
)
def test_a_source_and_a_definition_hide_alike(hide):
    with param_scope(SET, hide()):
        here = "train.lr" in param_scope, param_scope.train.opt.name | ""

    assert (False, "sgd") == here


def test_a_later_source_and_an_inner_scope_set_again():
    with param_scope(SET):
        with param_scope(unset("train", "seed"), "train.lr=0.5", seed=1):
            later = as_dict()
        with param_scope(unset("train")), param_scope(**{"train.lr": 0.25}):
            inner = as_dict("train")

    assert {"seed": 1, "train.lr": 0.5, "training": 1} == later
    assert {"train.lr": 0.25} == inner


def test_hiding_ends_with_its_scope():
    with param_scope(SET):
        with param_scope(unset("train.lr")):
            pass
        after = param_scope.train.lr | 1.0

    assert 0.1 == after


def test_what_is_not_set_can_be_hidden():
    with param_scope(unset("nothing", "train.nothing")):
        inside = as_dict()

    assert {} == inside


def test_an_assignment_sets_again_what_was_hidden():
    with param_scope(SET), param_scope(unset("train")) as ps:
        ps.train.lr = 0.5
        inside = as_dict("train")
        ps.train.lr = 0.75
        later = as_dict("train")

    assert ({"train.lr": 0.5}, {"train.lr": 0.75}) == (inside, later)


@pytest.mark.parametrize("more", [0, 100])
@pytest.mark.parametrize("hide", [unset("train"), "~train"])
def test_an_assignment_of_the_hidden_key_leaves_hidden_what_lies_below(hide, more):
    others = {f"other{number}": number for number in range(more)}
    with param_scope(SET), param_scope(hide, others):
        param_scope.train = 5
        param_scope.train = 6
        seen = as_dict("train"), param_scope.train.lr | 1e-3

    assert ({"train": 6}, 1e-3) == seen


def test_a_bound_argument_takes_its_default():
    @auto_param("train")
    def train(lr=1e-3):
        return lr

    with param_scope(SET), param_scope(unset("train.lr")):
        bound = train()

    assert 1e-3 == bound


def test_what_is_hidden_stays_hidden_in_a_new_thread(in_thread):
    with param_scope(SET), param_scope(unset("train")):
        inside = param_scope.train.lr | 0.0

    assert (0.0, 0.0) == (inside, in_thread(lambda: param_scope.train.lr | 0.0))


@pytest.mark.parametrize("key", ["", "a..b", " a", 7])
def test_what_is_no_key_cannot_be_hidden(key):
    with pytest.raises(InvalidKeyError):
        unset(key)


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        (unset("lr"), 'write param_scope(unset("lr"))'),
        (unset, 'write param_scope(unset("lr"))'),
        (required, "leave the key out"),
    ],
)
def test_what_says_something_about_keys_is_no_value(value, advice):
    with pytest.raises(TypeError, match=re.escape(advice)):
        param_scope(lr=value)


@pytest.mark.parametrize("text", ["~", "~ a", "~a=1", "~a..b"])
def test_a_malformed_text_is_a_definition_error(text):
    with pytest.raises(DefinitionError, match="bad definition"), param_scope(text):
        pass


def test_a_key_that_begins_with_a_tilde_is_one_in_a_mapping():
    with param_scope({"~a": 1}):
        inside = as_dict()

    assert {"~a": 1} == inside


def test_an_accessor_is_no_key_and_its_key_is_shown():
    with pytest.raises(InvalidKeyError, match=r'write unset\("a\.b"\)'):
        unset(param_scope.a.b)
