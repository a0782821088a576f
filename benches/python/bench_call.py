"""Calling what has bound arguments, which are not passed or passed by half."""

from __future__ import annotations

import pytest
from subjects import BOUND, HALF, MANY

FIXTURES = ["no scope", "one scope", "8 nested"]


@pytest.mark.parametrize("fixture", FIXTURES)
def bench_bound(measure, subject, fixture):
    # Other libraries have a value where nothing is set, to have something to change.
    same = subject.family == "hyperparameter"
    measure(subject, "call, 3 bound arguments", fixture, "call", same=same)


MANY_BOUND = {
    "floor": "bound_many()",
    "hyperparameter": "bound_many()",
    "OmegaConf": "many(*(select(config, key, default=0.25) for key in many_keys))",
    "dynaconf": "many(*(settings.get(key, 0.25) for key in many_keys))",
}
TWO_PASSED = dict.fromkeys(("floor", "hyperparameter"), "bound(lr=0.5, steps=5)")
HALF_PASSED = dict.fromkeys(("floor", "hyperparameter"), f"bound_many({HALF})")
DATACLASS = dict.fromkeys(("floor", "hyperparameter"), "bound_job().lr")


@pytest.mark.parametrize("fixture", ["no scope", "one scope"])
def bench_many(measure, subject, fixture):
    scopes = [{f"train.{name}": 0.5 for name in MANY}] if fixture == "one scope" else []
    measure(subject, "call, 20 bound arguments", fixture, MANY_BOUND, scopes=scopes)


@pytest.mark.parametrize("fixture", ["no scope", "one scope"])
def bench_two_passed(measure, subject, fixture):
    scopes = [BOUND] if fixture == "one scope" else []
    measure(subject, "call, 3 bound, 2 passed", fixture, TWO_PASSED, scopes=scopes)


@pytest.mark.parametrize("fixture", ["no scope", "one scope"])
def bench_half_passed(measure, subject, fixture):
    scopes = [{f"train.{name}": 0.5 for name in MANY}] if fixture == "one scope" else []
    measure(subject, "call, 20 bound, 10 passed", fixture, HALF_PASSED, scopes=scopes)


@pytest.mark.parametrize("fixture", ["no scope", "one scope"])
def bench_dataclass(measure, subject, fixture):
    scopes = [BOUND] if fixture == "one scope" else []
    measure(subject, "making a bound dataclass", fixture, DATACLASS, scopes=scopes)
