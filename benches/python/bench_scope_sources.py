"""Opening and leaving scopes of other things than numbers by keyword."""

from __future__ import annotations

import itertools

import pytest

NUMBER = {
    "floor": "with override(**{'train.lr': 0.1}): pass",
    "dict copy": "with copied(**{'train.lr': 0.1}): pass",
    "hyperparameter": "with param_scope(**{'train.lr': 0.1}): pass",
    "OmegaConf": "c = deepcopy(config); c.train.lr = 0.1",
    "dynaconf": "c = settings.dynaconf_clone(); c.set('train.lr', 0.1)",
    "ml_collections": "c = deepcopy(config); c.train.lr = 0.1",
}
#: What the costs of one more thing are told in.
A_NUMBER = ("a scope of one number", NUMBER)


@pytest.mark.parametrize(
    ("fixture", "value"),
    [
        ("a string", "adam"),
        ("None", None),
        ("bytes", b"adam"),
        ("an object", object()),
        ("a list", [1, 2, 3]),
    ],
)
def bench_value(measure, subject, fixture, value):
    ways = {family: way.replace("0.1", "value") for family, way in NUMBER.items()}
    measure(subject, "scope of one value", fixture, ways, itself=A_NUMBER, scopes=[], value=value)


FROM_DICT = {
    "floor": "with checked(values): pass",
    "dict copy": "with copied(**values): pass",
    "hyperparameter": "with param_scope(values): pass",
    "OmegaConf": "merge(config, values)",
    "dynaconf": "c = settings.dynaconf_clone(); c.update(values)",
    "ml_collections": "c = deepcopy(config); c.update_from_flattened_dict(values)",
}
#: What shows that the scope is there, and ends at the place that is asked.
LAST = {
    "floor": "get('train.k9', None)",
    "dict copy": "get('train.k9', None)",
    "hyperparameter": "param_scope.train.k9 | 0.0",
}
#: As from a request: neither the dict nor its texts were seen before.
FRESH = "{f'train.k{at}': float(at) for at in range(count)}"
FRESH_DICT = {family: way.replace("values", FRESH) for family, way in FROM_DICT.items()}


def flat(count):
    return {f"train.k{at}": float(at) for at in range(count)}


@pytest.mark.parametrize("count", [10, 100])
def bench_from_dict(measure, subject, count):
    measure(
        subject,
        "scope from a dict",
        f"{count} keys",
        FROM_DICT,
        scopes=[],
        inside=LAST,
        values=flat(count),
    )


@pytest.mark.parametrize("count", [10, 100])
def bench_from_fresh_dict(measure, subject, count):
    measure(
        subject,
        "scope from a fresh dict",
        f"{count} keys",
        FRESH_DICT,
        scopes=[],
        inside=LAST,
        count=count,
    )


@pytest.mark.parametrize("count", [10, 100])
def bench_from_nested_dict(measure, subject, count):
    if subject.partial:
        pytest.skip(f"{subject.name} reads nothing of a scope that is made from a dict")
    ways = {"hyperparameter": "with param_scope(nested): pass"}
    nested = {"train": {f"k{at}": float(at) for at in range(count)}}
    measure(
        subject,
        "scope from a nested dict",
        f"{count} keys",
        ways,
        itself=("the same from a flat dict", FROM_DICT),
        scopes=[],
        inside=LAST,
        values=flat(count),
        nested=nested,
    )


def bench_assignment(measure, subject):
    ways = {
        "hyperparameter": "with param_scope(**{'train.lr': 0.1}): param_scope.train.lr = 0.2",
    }
    measure(subject, "scope and an assignment", "no scope", ways, itself=A_NUMBER, scopes=[])


DEFINITIONS = {
    "floor": "with override(**dict(text.split('=', 1) for text in next(texts))): pass",
    "dict copy": "with copied(**dict(text.split('=', 1) for text in next(texts))): pass",
    "hyperparameter": "with param_scope(*next(texts)): pass",
    "OmegaConf": "merge(config, from_dotlist(next(texts)))",
}


def texts(fixture, count):
    """The same definitions again and again, or some that were not seen for long."""
    times = 1 if fixture == "same texts" else 300_000 // count
    made = [[f"train.k{at}={round}.{at}" for at in range(count)] for round in range(times)]
    return itertools.cycle(made)


@pytest.mark.parametrize("fixture", ["same texts", "new texts"])
def bench_one_definition(measure, subject, fixture):
    measure(
        subject,
        "scope of one definition",
        fixture,
        DEFINITIONS,
        itself=A_NUMBER,
        scopes=[],
        same=False,
        texts=texts(fixture, 1),
    )


@pytest.mark.parametrize("fixture", ["same texts", "new texts"])
def bench_definitions(measure, subject, fixture):
    measure(
        subject,
        "scope of 100 definitions, each",
        fixture,
        DEFINITIONS,
        each=100,
        scopes=[],
        same=subject.family == "hyperparameter",
        texts=texts(fixture, 100),
    )
