"""SCOPE 5: pytest and mock are told to open a scope, before they have changed anything."""

import unittest
from unittest import mock

import pytest

from hyperparameter import as_dict, param_scope


def patches(monkeypatch, ps):
    return {
        "setattr": lambda: monkeypatch.setattr(param_scope.train, "lr", 1),
        "setattr of the root": lambda: monkeypatch.setattr(param_scope, "lr", 1),
        "setattr of a scope": lambda: monkeypatch.setattr(ps.train, "lr", 1),
        "setitem": lambda: monkeypatch.setitem(param_scope, "lr", 1),
        "setitem of a scope": lambda: monkeypatch.setitem(ps, "train.lr", 1),
        "delattr": lambda: monkeypatch.delattr(param_scope, "lr"),
        "object": lambda: mock.patch.object(param_scope, "lr", 1).__enter__(),
        "object of a scope": lambda: mock.patch.object(ps, "lr", 1).__enter__(),
        "dict": lambda: mock.patch.dict(ps, {"lr": 1}).__enter__(),
    }


NAMES = list(patches(None, None))


def test_a_patch_of_an_item_is_refused_by_the_name_of_the_item(monkeypatch):
    with pytest.raises(TypeError, match=r'patch param_scope\.train\.lr.*\{"train\.lr": value'):
        monkeypatch.setitem(param_scope, "train.lr", 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_patch_is_refused_with_the_right_way(name, monkeypatch):
    with param_scope(lr=0) as ps:
        with pytest.raises(TypeError, match=r"cannot patch param_scope.*with param_scope\(\*\*\{"):
            patches(monkeypatch, ps)[name]()
        kept = as_dict()
        monkeypatch.undo()
        undone = as_dict()

    assert ({"lr": 0}, {"lr": 0}) == (kept, undone)


def read():
    return param_scope.lr | 0


def test_a_scope_covers_the_tests_of_a_test_case():
    class Case(unittest.TestCase):
        def test_plain(self):
            assert 4 == read()

        async def helper(self):
            return read()

        @classmethod
        def test_of_class(cls):
            assert read() == 4

        @staticmethod
        def test_static():
            assert read() == 4

        def help(self):
            return read()

    decorated = param_scope(lr=4)(Case)
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(decorated).run(result)

    assert decorated is Case
    assert (3, []) == (result.testsRun, result.failures + result.errors)
    assert 0 == Case().help()


@param_scope(lr=4)
class TestOfPytest:
    def test_sees_the_scope(self):
        assert 4 == read()

    @pytest.mark.parametrize("x", [1, 2])
    def test_keeps_its_parameters(self, x, tmp_path):
        assert (4, True) == (read(), x in (1, 2))


class Inherited:
    def test_inherited(self):
        return read()


def test_tests_that_a_class_inherits_are_covered_and_the_base_is_not():
    @param_scope(lr=4)
    class Below(Inherited):
        pass

    assert (4, 0) == (Below().test_inherited(), Inherited().test_inherited())


def test_a_class_without_tests_is_refused():
    class Model:
        def fit(self):
            pass

    with pytest.raises(TypeError, match=r"Model has none: decorate its methods, or .*@auto_param"):
        param_scope(lr=4)(Model)
