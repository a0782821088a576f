"""SCOPE 1-3 and 7: entering shows overrides, leaving by any way takes them back."""

import contextlib
import contextvars
import sys
import threading
import warnings

import pytest

from hyperparameter import (
    ConversionError,
    DefinitionError,
    InvalidKeyError,
    ScopeError,
    ScopeWarning,
    as_dict,
    frozen,
    keys,
    param_scope,
)


def test_an_override_ends_with_its_block():
    with param_scope(a=1):
        inside = param_scope.a | 0

    assert (1, 0) == (inside, param_scope.a | 0)


def test_an_override_ends_with_an_exception():
    with pytest.raises(ZeroDivisionError), param_scope(a=1):
        raise ZeroDivisionError

    assert 0 == param_scope.a | 0


def test_a_scope_does_not_swallow_exceptions():
    with param_scope(a=1) as ps:
        answer = param_scope(b=2).__enter__().__exit__(ZeroDivisionError, ZeroDivisionError(), None)
        del ps

    assert not answer


def test_an_override_ends_with_return_break_and_continue():
    def leave_by_return():
        with param_scope(a=1):
            return param_scope.a | 0

    seen = [leave_by_return()]
    for way in ("continue", "break"):
        with param_scope(a=2):
            seen.append(param_scope.a | 0)
            if way == "continue":
                continue
            break

    assert [1, 2, 2] == seen
    assert 0 == param_scope.a | 0


def test_an_override_ends_when_its_generator_is_closed():
    def generator():
        with param_scope(a=1):
            yield param_scope.a | 0

    steps = generator()
    seen = next(steps)
    steps.close()

    assert (1, 0) == (seen, param_scope.a | 0)


def test_an_override_ends_with_a_system_exit():
    with pytest.raises(SystemExit), param_scope(a=1):
        raise SystemExit

    assert 0 == param_scope.a | 0


def test_leaving_restores_the_outer_override():
    with param_scope(a=1, b=1):
        with param_scope(a=2):
            inside = as_dict()
        outside = as_dict()

    assert ({"a": 2, "b": 1}, {"a": 1, "b": 1}) == (inside, outside)


def test_leaving_restores_what_was_assigned_outside():
    with param_scope(a=1):
        param_scope.a = 2
        with param_scope(a=3):
            param_scope.a = 4
        value = param_scope.a | 0

    assert 2 == value


def test_leaving_restores_null_and_absence_alike():
    with param_scope(a=None):
        with param_scope(a=1, b=2):
            pass
        answers = ("a" in param_scope, param_scope.a | 0, "b" in param_scope)

    assert (True, None, False) == answers


@pytest.mark.parametrize("definition", [False, True], ids=["keyword", "definition"])
def test_scopes_nest_a_hundred_thousand_deep(definition):
    depth = 100_000
    scopes = [param_scope(f"a={i}") if definition else param_scope(a=i) for i in range(depth)]
    for scope in scopes:
        scope.__enter__()
    innermost, absent = param_scope.a | -1, param_scope.b | -1
    for scope in reversed(scopes):
        scope.__exit__(None, None, None)

    assert (depth - 1, -1) == (innermost, absent)
    assert -1 == param_scope.a | -1


def test_the_outermost_of_many_scopes_is_still_readable():
    with contextlib.ExitStack() as stack:
        outermost = stack.enter_context(param_scope(a=1, b=2))
        for _ in range(3000):
            stack.enter_context(param_scope(a=3))
        values = (outermost.a | 0, param_scope.b | 0, param_scope.a | 0)

    assert (1, 2, 3) == values


def test_a_context_with_many_open_scopes_can_be_dropped_on_a_small_stack():
    def enter_and_abandon():
        for i in range(100_000):
            param_scope(a=i).__enter__()
        values.append(param_scope.a | 0)

    # CPython 3.13 itself overflows a small stack when a long chain of objects is freed.
    size = 8 * 1024 * 1024 if sys.version_info[:2] == (3, 13) else 256 * 1024
    values = []
    before = threading.stack_size(size)
    try:
        thread = threading.Thread(target=contextvars.copy_context().run, args=(enter_and_abandon,))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()

    assert [99_999] == values


def test_a_scope_that_is_not_entered_does_nothing():
    param_scope(a=1)

    assert [] == keys()


def test_a_scope_overlays_what_is_there_when_it_is_entered():
    made_outside = param_scope(b=1)
    with param_scope(a=1), made_outside:
        inside = as_dict()
    with made_outside:
        alone = as_dict()

    assert ({"a": 1, "b": 1}, {"b": 1}) == (inside, alone)


BAD_SCOPES = {
    "no equals sign": (DefinitionError, ({"a": 1}, "bad"), {"b": 2}),
    "an empty key": (DefinitionError, ("a=1", "=2"), {"b": 2}),
    "an invalid key in a text": (DefinitionError, ("a=1", "c..d=2"), {"b": 2}),
    "an invalid key in a mapping": (InvalidKeyError, ({"a": 1, "c..d": 2},), {"b": 2}),
    "an invalid keyword": (InvalidKeyError, ({"a": 1},), {"b": 2, "c..d": 2}),
    "an invalid key below a mapping": (InvalidKeyError, ({"a": 1, "c": {"": 2}},), {"b": 2}),
    "a text that is not Unicode": (ConversionError, ({"a": 1},), {"b": 2, "c": "\ud800"}),
}


@pytest.mark.parametrize(("error", "sources", "overrides"), BAD_SCOPES.values(), ids=BAD_SCOPES)
def test_nothing_of_a_bad_scope_takes_effect(error, sources, overrides):
    with param_scope(kept=0):
        with pytest.raises(error):
            param_scope(*sources, **overrides).__enter__()
        left = as_dict()

    assert {"kept": 0} == left


@pytest.mark.parametrize(
    ("value", "error"), [("\ud800", ConversionError), ({"": 1}, InvalidKeyError)]
)
def test_nothing_of_a_bad_assignment_takes_effect(value, error):
    with param_scope(a=1) as ps:
        with pytest.raises(error):
            ps.a = value
        with pytest.raises(error):
            param_scope.a = value
        left = as_dict()

    assert {"a": 1} == left


def test_a_bad_definition_is_named_with_its_position():
    with pytest.raises(DefinitionError, match='"bad", item 3'), param_scope("a=1", {"b": 1}, "bad"):
        pass


def test_a_bad_scope_can_be_tried_again():
    bad = param_scope("bad")
    for _ in range(2):
        with pytest.raises(DefinitionError), bad:
            pass

    assert [] == keys()


def test_leaving_a_scope_ends_the_one_inside_it():
    outer, inner = param_scope(a=1), param_scope(a=2, b=2)
    with param_scope(a=0):
        outer.__enter__()
        inner.__enter__()
        told = 'scope that overrides "a" was left while an inner scope that overrides "a", "b" was'
        with pytest.warns(ScopeWarning, match=f"^the {told} still open; both have ended"):
            outer.__exit__(None, None, None)
        between = as_dict()
        with pytest.raises(ScopeError, match='cannot use "b" through this scope: .* not open'):
            inner.b | 0
        inner.__exit__(None, None, None)
        after = as_dict()

    assert ({"a": 0}, {"a": 0}) == (between, after)


def test_what_has_ended_is_left_once_without_an_error():
    outer, inner = param_scope(a=1), param_scope(b=2)
    outer.__enter__()
    inner.__enter__()
    with pytest.warns(ScopeWarning):
        outer.__exit__(None, None, None)
    inner.__exit__(None, None, None)
    with pytest.raises(ScopeError, match='the scope that overrides "b": it is not open here'):
        inner.__exit__(None, None, None)

    assert [] == keys()


def test_leaving_the_outermost_of_many_ends_all():
    scopes = [param_scope(**{"a": i, f"b{i}": i}) for i in range(6)]
    for scope in scopes:
        scope.__enter__()
    told = r'5 inner scopes that override "a", "b5", "b4", "b3", … were still open; all have ended'
    with pytest.warns(ScopeWarning, match=told):
        scopes[0].__exit__(None, None, None)
    left = as_dict()
    for scope in reversed(scopes[1:]):
        scope.__exit__(None, None, None)

    assert ({}, {}) == (left, as_dict())


def test_what_was_assigned_outside_stays_when_an_inner_scope_ends_early():
    with param_scope() as outermost:
        middle, inner = param_scope(a=1), param_scope(a=2)
        middle.__enter__()
        inner.__enter__()
        outermost.c = 3
        with pytest.warns(ScopeWarning):
            middle.__exit__(None, None, None)
        inner.__exit__(None, None, None)
        after = as_dict()

    assert {"c": 3} == after


def test_the_warning_points_to_the_block_that_was_left():
    with pytest.warns(ScopeWarning) as told, param_scope(a=1):
        param_scope(b=2).__enter__()

    assert __file__ == told[0].filename


def leave_one_open_and_raise(error):
    with param_scope(a=1):
        param_scope(b=2).__enter__()
        raise error


def test_an_exception_under_way_gets_a_note_and_is_not_replaced():
    error = ValueError("mine")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(ValueError, match="mine") as caught:
            leave_one_open_and_raise(error)

    assert caught.value is error
    said = getattr(error, "__notes__", None) or [str(warning.message) for warning in told]
    assert len(said) == 1
    told = 'the scope that overrides "a" was left while an inner scope that overrides "b" was'
    assert told in said[0]


def test_a_scope_that_is_not_open_does_not_replace_an_exception_either():
    error = ValueError("mine")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        param_scope(a=1).__exit__(ValueError, error, None)

    if sys.version_info >= (3, 11):
        assert 'the scope that overrides "a": it is not open here' in error.__notes__[0]


def test_leaving_twice_is_an_error_and_changes_nothing():
    with param_scope(a=1):
        scope = param_scope(a=2)
        with scope:
            pass
        with pytest.raises(ScopeError, match="not open here"):
            scope.__exit__(None, None, None)
        after = as_dict()

    assert {"a": 1} == after


def test_leaving_without_entering_is_an_error():
    with pytest.raises(ScopeError, match="not open here"):
        param_scope(a=1).__exit__(None, None, None)


def test_leaving_in_another_thread_is_an_error_there(in_thread):
    with param_scope(a=1) as ps:
        with pytest.raises(ScopeError, match="another thread"):
            in_thread(lambda: ps.__exit__(None, None, None))
        still = param_scope.a | 0

    assert 1 == still


def test_a_plain_with_over_a_yield_is_visible_to_the_consumer():
    def generator():
        with param_scope(a=1):
            yield

    seen = []
    for _ in generator():
        seen.append(param_scope.a | 0)

    assert [1] == seen
    assert 0 == param_scope.a | 0


def test_publishing_does_not_end_a_scope(baseline):
    with param_scope(a=1):
        frozen()
        inside = param_scope.a | 0

    assert (1, 0) == (inside, param_scope.a | 0)
