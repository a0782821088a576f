"""Reading what was read before, by the other spellings and toward the other types.

Whatever spelling is meant, by hand it is the same `get` of a key.
"""

from __future__ import annotations

import pytest
from subjects import READ_KEY, Way

ONE = {READ_KEY: 0.01}
SET = pytest.mark.parametrize(("fixture", "scopes"), [("one scope", [ONE]), ("no scope", [])])

KEPT_TEXT = f"key = '{READ_KEY}'"
COMPUTED = {
    "floor": Way("get(key, 1e-3)", KEPT_TEXT),
    "dict copy": Way("get(key, 1e-3)", KEPT_TEXT),
    "hyperparameter": Way("param_scope[key] | 1e-3", KEPT_TEXT),
    "OmegaConf": Way("select(config, key, default=1e-3)", KEPT_TEXT),
    "dynaconf": Way("settings.get(key, 1e-3)", KEPT_TEXT),
}
NAME = "name = 'model'"
COMPUTED_ANEW = {
    "floor": Way("get(f'train.{name}.lr', 1e-3)", NAME),
    "dict copy": Way("get(f'train.{name}.lr', 1e-3)", NAME),
    "hyperparameter": Way("param_scope[f'train.{name}.lr'] | 1e-3", NAME),
    "OmegaConf": Way("select(config, f'train.{name}.lr', default=1e-3)", NAME),
    "dynaconf": Way("settings.get(f'train.{name}.lr', 1e-3)", NAME),
}
SEGMENT = {
    **COMPUTED_ANEW,
    "hyperparameter": Way("param_scope.train[name].lr | 1e-3", NAME),
}
CALLED = {
    "floor": f"required('{READ_KEY}')",
    "hyperparameter": f"param_scope.{READ_KEY}()",
    "OmegaConf": f"select(config, '{READ_KEY}', throw_on_missing=True)",
    "dynaconf": f"settings['{READ_KEY}']",
    "ml_collections": f"config.{READ_KEY}",
}
CALLED_WITH_DEFAULT = {
    "floor": f"get('{READ_KEY}', 1e-3)",
    "dict copy": f"get('{READ_KEY}', 1e-3)",
    "hyperparameter": f"param_scope.{READ_KEY}(1e-3)",
}
CONTAINED = {
    "floor": f"contains('{READ_KEY}')",
    "hyperparameter": f"'{READ_KEY}' in param_scope",
    "dynaconf": f"'{READ_KEY}' in settings",
    "ml_collections": "'lr' in config.train.model",
}


@SET
def bench_computed(measure, subject, fixture, scopes):
    measure(subject, "read, computed key", fixture, COMPUTED, scopes=scopes)


@SET
def bench_computed_anew(measure, subject, fixture, scopes):
    """The text of the key is new each time, so that nobody remembers its hash."""
    measure(subject, "read, key computed anew", fixture, COMPUTED_ANEW, scopes=scopes)


def bench_computed_in_turn(measure, subject):
    """As many keys as nobody remembers the last one of."""
    keys = [f"train.task{at}.lr" for at in range(100)]
    ways = {
        "floor": "for key in keys: get(key, 1e-3)",
        "dict copy": "for key in keys: get(key, 1e-3)",
        "hyperparameter": "for key in keys: param_scope[key] | 1e-3",
        "OmegaConf": "for key in keys: select(config, key, default=1e-3)",
        "dynaconf": "for key in keys: settings.get(key, 1e-3)",
    }
    scopes = [dict.fromkeys(keys, 0.01)]
    measure(
        subject, "read, computed key", "100 keys in turn", ways, each=100, scopes=scopes, keys=keys
    )


@SET
def bench_segment(measure, subject, fixture, scopes):
    measure(subject, "read, one name computed", fixture, SEGMENT, scopes=scopes)


def bench_required(measure, subject):
    measure(subject, "read, required by a call", "one scope", CALLED, scopes=[ONE])


@SET
def bench_called_with_default(measure, subject, fixture, scopes):
    measure(subject, "read, default in a call", fixture, CALLED_WITH_DEFAULT, scopes=scopes)


@SET
def bench_contained(measure, subject, fixture, scopes):
    measure(subject, "is it set", fixture, CONTAINED, scopes=scopes)


@pytest.mark.parametrize(
    ("default", "value"),
    [("None", 0.01), ("[]", [1, 2, 3]), ("''", "adam"), ("True", False)],
)
@pytest.mark.parametrize("fixture", ["one scope", "no scope"])
def bench_default(measure, subject, fixture, default, value):
    """Defaults that are no numbers; by hand one copies the list."""
    read = f"get('{READ_KEY}', {default})"
    floor = f"list({read})" if default == "[]" else read
    ways = {
        "floor": floor,
        "dict copy": floor,
        "hyperparameter": f"param_scope.{READ_KEY} | {default}",
        "OmegaConf": f"select(config, '{READ_KEY}', default={default})",
        "dynaconf": f"settings.get('{READ_KEY}', {default})",
    }
    scopes = [{READ_KEY: value}] if fixture == "one scope" else []
    measure(subject, f"read, default {default}", fixture, ways, scopes=scopes)


@pytest.mark.parametrize("fixture", ["an int, as a float", "a definition, as a float"])
def bench_converted(measure, subject, fixture):
    """From the second read on: by hand one has converted the value before it was set."""
    ways = {
        "floor": f"get('{READ_KEY}', 0.0)",
        "hyperparameter": f"param_scope.{READ_KEY} | 0.0",
    }

    def scopes(one):
        if one.name == "floor":
            return [{READ_KEY: 1.0}]
        if fixture == "an int, as a float":
            return [{READ_KEY: 1}]
        if "untyped" not in one.names:
            pytest.skip(f"{one.name} does not tell definitions from values")
        return [one.names["untyped"]({READ_KEY: "1"})]

    measure(subject, "read, converted", fixture, ways, scopes=scopes)


@SET
def bench_of_a_scope(measure, subject, fixture, scopes):
    """Through the name that the scope was given by `as`."""
    ways = {
        "floor": f"get('{READ_KEY}', 1e-3)",
        "hyperparameter": f"ps.{READ_KEY} | 1e-3",
    }
    measure(subject, "read, of a scope by name", fixture, ways, scopes=scopes)
