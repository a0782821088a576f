"""What a user can import: names, exceptions, words and examples."""

import doctest
import importlib
import importlib.metadata
import importlib.resources
import inspect
import pickle
import pkgutil

import pytest

import hyperparameter
from hyperparameter import exceptions

NAMES = {
    "ConversionError",
    "DefinitionError",
    "HyperparameterError",
    "InvalidKeyError",
    "LimitError",
    "MissingKeyError",
    "ScopeError",
    "ScopeWarning",
    "__version__",
    "as_dict",
    "auto_param",
    "base",
    "converter",
    "frozen",
    "items",
    "keys",
    "param_scope",
    "unset",
    "required",
    "untyped",
}

ERRORS = {
    "MissingKeyError": KeyError,
    "InvalidKeyError": ValueError,
    "ConversionError": ValueError,
    "DefinitionError": ValueError,
    "LimitError": ValueError,
    "ScopeError": RuntimeError,
}


def test_all_names_what_there_is_to_import():
    namespace = {}
    exec("from hyperparameter import *", namespace)
    namespace.pop("__builtins__")

    assert NAMES == set(hyperparameter.__all__)
    assert NAMES == set(namespace)
    assert sorted(hyperparameter.__all__) == hyperparameter.__all__


def test_every_module_that_is_not_to_be_imported_is_private():
    modules = {name for name, value in vars(hyperparameter).items() if inspect.ismodule(value)}

    assert {"exceptions"} == {name for name in modules if not name.startswith("_")}


def test_the_version_is_that_of_the_distribution():
    assert importlib.metadata.version("hyperparameter") == hyperparameter.__version__


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_of_the_package_and_of_python_s_kind(name):
    error = getattr(hyperparameter, name)

    assert getattr(exceptions, name) is error
    assert error.__mro__[1:3] == (hyperparameter.HyperparameterError, ERRORS[name])


def test_the_base_error_is_no_python_kind():
    assert (Exception,) == hyperparameter.HyperparameterError.__bases__


@pytest.mark.parametrize("name", ["HyperparameterError", *ERRORS])
def test_an_error_pickles_and_shows_its_message(name):
    error = getattr(hyperparameter, name)('no parameter "a" is set')
    again = pickle.loads(pickle.dumps(error))

    assert type(error) is type(again)
    assert ['no parameter "a" is set'] * 2 == [str(error), str(again)]


@pytest.mark.parametrize("name", ["HyperparameterError", *ERRORS])
def test_every_error_says_when_it_is_raised(name):
    assert len(inspect.getdoc(getattr(hyperparameter, name)).split()) > 4


@pytest.mark.parametrize("name", ["auto_param", "frozen", "keys", "items", "as_dict", "untyped"])
def test_every_function_has_an_example(name):
    assert ">>> " in inspect.getdoc(getattr(hyperparameter, name))


def test_param_scope_and_a_scope_say_what_they_are():
    for documented in (type(hyperparameter.param_scope), type(hyperparameter.param_scope())):
        assert len(documented.__doc__.split()) > 20
    assert ">>> " in type(hyperparameter.param_scope).__doc__


@pytest.mark.parametrize("name", ["keys", "items", "as_dict", "untyped"])
@pytest.mark.parametrize("section", ["Args:", "Returns:", "Raises:"])
def test_every_function_says_what_it_takes_returns_and_raises(name, section):
    assert section in inspect.getdoc(getattr(hyperparameter, name))


def modules_of_the_package():
    found = pkgutil.walk_packages(hyperparameter.__path__, "hyperparameter.")
    names = [module.name for module in found if "._lowlevel" not in module.name]
    return [hyperparameter, *map(importlib.import_module, sorted(names))]


@pytest.mark.parametrize("module", modules_of_the_package(), ids=lambda module: module.__name__)
def test_every_example_runs(module, baseline):
    failed, _ = doctest.testmod(module)

    assert 0 == failed


def test_the_examples_are_found(baseline):
    attempted = sum(doctest.testmod(module).attempted for module in modules_of_the_package())

    assert attempted >= 20


@pytest.mark.parametrize("module", modules_of_the_package(), ids=lambda module: module.__name__)
def test_every_module_says_what_it_is(module):
    assert module.__doc__


def test_the_package_is_marked_as_typed():
    marker = importlib.resources.files("hyperparameter") / "py.typed"

    assert marker.is_file()
