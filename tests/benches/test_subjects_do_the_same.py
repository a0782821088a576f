"""What stands beside each other in the table gives the same values."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

BENCHES = Path(__file__).parents[2] / "benches" / "python"
VALUES = {"train.model.lr": 0.01, "train.lr": 0.1, "train.steps": 5, "train.optimizer": "sgd"}


@pytest.fixture
def subjects(monkeypatch):
    monkeypatch.syspath_prepend(BENCHES)
    return importlib.import_module("subjects")


@pytest.mark.parametrize("way", ["hit", "missing", "call"])
def test_a_read_and_a_call_give_what_the_floor_gives(subjects, way):
    floor, ours = subjects.made("floor"), subjects.made("hyperparameter")
    with floor.holding(VALUES), ours.holding(VALUES):
        expected = eval(getattr(floor, way), dict(floor.names))
        actual = eval(getattr(ours, way), dict(ours.names))

    assert expected == actual


@pytest.mark.parametrize(("kept", "whole"), [("hit_kept", "hit"), ("missing_kept", "missing")])
def test_a_kept_accessor_reads_what_the_whole_expression_reads(subjects, kept, whole):
    ours = subjects.made("hyperparameter")
    with ours.holding(VALUES):
        expected = eval(getattr(ours, whole), dict(ours.names))
        actual = eval(getattr(ours, kept), dict(ours.names))

    assert expected == actual


@pytest.mark.parametrize("name", ["floor", "dict copy", "hyperparameter"])
def test_an_override_is_read_inside_and_gone_afterwards(subjects, name):
    subject = subjects.made(name)
    block, read = subject.override.rsplit(": ", 1)
    names = dict(subject.names)
    with subject.holding({"train.lr": 0.5}):
        exec(f"{block}: inside = {read}\nafter = {read}", names)

    assert (0.1, 0.5) == (names["inside"], names["after"])


def test_a_subject_that_is_not_installed_is_an_import_error(subjects):
    with pytest.raises(ImportError, match=r"9\.9\.9"):
        subjects.Namesake("9.9.9")
