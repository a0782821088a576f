"""That what is measured gives the right values; `make bench` runs this first.

Everything that both can do is asked of the package too, so that the two columns
of the table are of the same operations.
"""

from __future__ import annotations

import contextvars
import importlib
import threading

import pytest
import subjects


@pytest.fixture(params=["hyperparameter", "hyperparameter, PyO3"])
def subject(request):
    return subjects.made(request.param)


@pytest.fixture
def param_scope(subject):
    return subject.names["param_scope"]


@pytest.fixture
def auto_param(subject):
    return importlib.import_module(subject.imports.partition(" ")[2]).auto_param


@pytest.fixture
def extension():
    return importlib.import_module("hyperparameter_pyo3")


def three(lr=1e-3, steps=100, optimizer="adam"):
    return lr, steps, optimizer


@pytest.mark.parametrize("statement", ["hit", "hit_kept"])
def test_a_measured_read_gives_what_is_set(subject, statement):
    with subject.holding({subjects.READ_KEY: 0.01}):
        value = eval(getattr(subject, statement), dict(subject.names))

    assert value == 0.01


@pytest.mark.parametrize("statement", ["missing", "missing_kept"])
def test_a_measured_read_of_what_is_missing_gives_the_default(subject, statement):
    with subject.holding({subjects.READ_KEY: 0.01}):
        value = eval(getattr(subject, statement), dict(subject.names))

    assert value == 1e-3


def test_a_fresh_scope_inherits_what_the_scopes_around_it_set(subject, param_scope):
    numbers = {key: at for at, key in enumerate(subjects.FRESH_KEYS)}
    names = {"param_scope": param_scope}

    with subject.holding(numbers), subject.holding({"seed": 1}):
        values = [eval(f"param_scope.{key} | -1", names) for key in numbers]

    assert values == list(range(len(numbers)))


def test_ints_of_a_fresh_scope_are_read_as_floats_where_floats_are_wanted(param_scope):
    numbers = {key: at for at, key in enumerate(subjects.FRESH_KEYS)}
    names = {"param_scope": param_scope}

    with param_scope(**numbers):
        values = [eval(f"param_scope.{key} | -1.0", names) for key in numbers]

    assert {type(value) for value in values} == {float}
    assert values == list(range(len(numbers)))


def test_an_override_holds_for_its_block(param_scope):
    with param_scope(**{"train.lr": 0.5}):
        with param_scope(**{"train.lr": 0.1}):
            inside = param_scope.train.lr | 1e-3
        after = param_scope.train.lr | 1e-3

    assert (inside, after, param_scope.train.lr | 1e-3) == (0.1, 0.5, 1e-3)


def test_an_exception_ends_an_override(param_scope):
    with pytest.raises(ZeroDivisionError), param_scope(**{"train.lr": 0.1}):
        _ = 1 / 0

    assert param_scope.train.lr | 1e-3 == 1e-3


def test_a_bound_call_takes_what_is_set_for_what_is_not_passed(auto_param, param_scope):
    bound = auto_param("train")(three)

    with param_scope(**subjects.BOUND):
        values = [bound(), bound(1.0), bound(steps=7), bound(1.0, optimizer="b")]

    assert values == [
        (0.1, 5, "sgd"),
        (1.0, 5, "sgd"),
        (0.1, 7, "sgd"),
        (1.0, 5, "b"),
    ]
    assert bound() == three()


def test_a_bound_call_refuses_arguments_that_the_function_does_not_have(auto_param):
    bound = auto_param("train")(three)

    with pytest.raises(TypeError, match="positional arguments"):
        bound(1, 2, 3, 4)
    with pytest.raises(TypeError, match="unexpected keyword argument 'rate'"):
        bound(rate=1)


def test_a_thread_does_not_see_the_scopes_of_others(param_scope):
    seen = []

    with param_scope(a=1):
        thread = threading.Thread(target=lambda: seen.append(param_scope.a | 0))
        thread.start()
        thread.join()

    assert seen == [0]


def test_a_copied_context_keeps_its_scopes(param_scope):
    with param_scope(a=1):
        context = contextvars.copy_context()

    assert (context.run(lambda: param_scope.a | 0), param_scope.a | 0) == (1, 0)


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("1e3", 1, 1000),
        ("1", 1.0, 1.0),
        ("007", "", "007"),
        ("off", True, False),
        ("null", 1, None),
        ("0x1f", None, 31),
        ("fast", None, "fast"),
    ],
)
def test_a_definition_is_read_toward_the_default(param_scope, text, default, expected):
    with param_scope(f"a={text}"):
        value = param_scope.a | default

    assert (type(value), value) == (type(expected), expected)


@pytest.mark.parametrize("value", [None, True, -1, 0.5, float("inf"), "text", "", b"\0bytes"])
def test_a_value_comes_back_as_it_was_set(param_scope, value):
    with param_scope(a=value):
        back = param_scope.a | value

    assert (type(back), back) == (type(value), value)


@pytest.mark.parametrize(
    ("sources", "overrides", "default"),
    [
        (("a=fast",), {}, 1.0),
        ((), {"a": 64.5}, 1),
        ((), {"a": True}, 1),
        ((), {"a": 2}, True),
        ((), {"a": 2**53 + 1}, 1.0),
        ((), {"a": b"bytes"}, "text"),
        (("a",), {}, 1),
        (("b=1", "a..b=1"), {}, 1),
        ((), {"a..b": 1}, 1),
    ],
)
def test_both_refuse_with_the_same_error(sources, overrides, default):
    errors = []
    for name in ("hyperparameter", "hyperparameter, PyO3"):
        param_scope = subjects.made(name).names["param_scope"]
        with pytest.raises(ValueError) as raised, param_scope(*sources, **overrides):  # noqa: PT011
            param_scope.a | default
        errors.append((raised.type.__name__, str(raised.value)))

    assert errors[0] == errors[1]


def test_a_bound_call_refuses_a_value_that_does_not_fit(auto_param, param_scope):
    bound = auto_param("train")(three)

    with (
        param_scope("train.lr=fast"),
        pytest.raises(ValueError, match=r'cannot read train\.lr as float: "fast"'),
    ):
        bound()


@pytest.mark.parametrize("value", [object(), [1], {"b": 1}, 2**64])
def test_the_extension_refuses_values_that_it_leaves_out(extension, value):
    with pytest.raises((TypeError, OverflowError)):
        extension.param_scope(a=value)


@pytest.mark.parametrize("default", [object(), [1], {"b": 1}])
def test_the_extension_refuses_defaults_that_it_leaves_out(extension, default):
    with pytest.raises(TypeError, match="leaves out"):
        extension.param_scope.a | default


def test_the_extension_refuses_a_list_that_a_definition_spells(extension):
    with (
        extension.param_scope("a=[1, 2]"),
        pytest.raises(TypeError, match="a is a list, which this extension leaves out"),
    ):
        extension.param_scope.a | None


def test_the_extension_refuses_sources_that_it_leaves_out(extension):
    with pytest.raises(TypeError, match='takes "key=value" texts alone'):
        extension.param_scope({"a": 1})


def test_the_extension_refuses_to_bind_parameters_that_it_leaves_out(extension):
    def annotated(lr: float = 1e-3): ...
    def required(lr): ...
    def variadic(*rates): ...

    for function in (annotated, required, variadic):
        with pytest.raises(TypeError, match="cannot bind"):
            extension.auto_param("train")(function)


def test_the_extension_refuses_to_leave_a_scope_that_is_not_the_innermost(extension):
    param_scope = extension.param_scope
    outer, inner = param_scope(a=1), param_scope(a=2)
    outer.__enter__()
    inner.__enter__()

    with pytest.raises(extension.ScopeError):
        outer.__exit__(None, None, None)
    assert param_scope.a | 0 == 2
    inner.__exit__(None, None, None)
    outer.__exit__(None, None, None)
    with pytest.raises(extension.ScopeError):
        outer.__exit__(None, None, None)
