"""Listing what is set: keys, and keys with values."""

from __future__ import annotations

import random

import pytest
from conftest import other_keys

COUNTS = [10, 1_000, 100_000]


def shuffled(count):
    """As programs set them: a sort of what is sorted already would cost nothing."""
    keys = list(other_keys(count).items())
    random.Random(0).shuffle(keys)
    return dict(keys)


KEYS = {
    "floor": "keys()",
    "hyperparameter": "keys()",
}
AS_DICT = {
    "floor": "as_dict()",
    "hyperparameter": "as_dict()",
    "OmegaConf": "to_container(config)",
    "dynaconf": "settings.to_dict()",
    "ml_collections": "config.to_dict()",
}


@pytest.mark.parametrize("count", COUNTS)
def bench_keys(measure, subject, count):
    measure(subject, "keys()", f"{count:,} keys", KEYS, scopes=[shuffled(count)])


@pytest.mark.parametrize("count", COUNTS)
def bench_as_dict(measure, subject, count):
    """Other libraries give trees, and more than was set."""
    same = subject.family == "hyperparameter"
    measure(subject, "as_dict()", f"{count:,} keys", AS_DICT, same=same, scopes=[shuffled(count)])
