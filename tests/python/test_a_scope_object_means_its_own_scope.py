"""SCOPE 4 and 6: what ``ps`` of ``with param_scope(...) as ps`` reads and when."""

import asyncio
import contextvars
import gc
import threading
import weakref

import pytest

from hyperparameter import MissingKeyError, ScopeError, as_dict, param_scope


def test_ps_reads_its_scope_while_an_inner_one_is_open():
    with param_scope(a=1) as ps, param_scope(a=2):
        values = (ps.a | 0, ps.a(0), ps["a"] | 0, ps.a(), param_scope.a | 0)

    assert (1, 1, 1, 1, 2) == values


def test_ps_reads_what_lies_outside_its_scope():
    with param_scope(**{"x.y": 1}), param_scope(a=2) as ps:
        value = ps.x.y | 0

    assert 1 == value


def test_ps_does_not_read_inner_scopes():
    default = object()
    with param_scope(a=1) as ps, param_scope(b=2):
        answers = (ps.b | default, "b" in ps)

    assert (default, False) == answers


def test_ps_requires_in_its_scope():
    with param_scope(train=1) as ps, param_scope(trainn=2):
        with pytest.raises(MissingKeyError) as caught:
            ps.trainn()

        assert 'no parameter "trainn" is set; did you mean "train"?' == str(caught.value)


def test_ps_in_tells_set_from_missing():
    with param_scope(**{"a.b": None}) as ps:
        answers = ("a.b" in ps, "a" in ps, "b" in ps.a)

    assert (True, False, True) == answers


def test_ps_is_the_scope_that_was_entered():
    scope = param_scope(a=1)
    with scope as ps:
        pass

    assert ps is scope


USES = {
    "read": lambda ps: ps.a.b | 1,
    "called read": lambda ps: ps.a.b(1),
    "required": lambda ps: ps.a.b(),
    "subscript": lambda ps: ps["a.b"] | 1,
    "in": lambda ps: "a.b" in ps,
    "turn": lambda ps: ps.a.b | ps.c | 1,
    "assignment": lambda ps: ps.__setitem__("a.b", 1),
    "attribute assignment": lambda ps: setattr(ps.a, "b", 1),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_ps_before_it_is_entered_is_an_error_by_key(use):
    with pytest.raises(ScopeError, match=r'"a\.b"'):
        use(param_scope(**{"a.b": 2}))


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_ps_after_it_is_left_is_an_error_by_key(use):
    with param_scope(**{"a.b": 2}) as ps:
        pass

    with pytest.raises(ScopeError, match=r'"a\.b"'):
        use(ps)


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_ps_in_another_thread_is_an_error_by_key(use, in_thread):
    with param_scope(**{"a.b": 2}) as ps, pytest.raises(ScopeError, match=r'"a\.b"'):
        in_thread(lambda: use(ps))


def test_an_accessor_of_ps_that_outlives_it_is_an_error():
    with param_scope(a=1) as ps:
        kept = ps.a

    with pytest.raises(ScopeError, match='"a"'):
        kept | 0


def test_assignment_through_ps_changes_its_scope_alone():
    with param_scope(a=1) as outer:
        with param_scope(b=1):
            outer.a = 2
            outer["c"] = 3
            outer.d.e = 4
            inside = as_dict()
            through = (outer.a | 0, outer.c | 0, outer.d.e | 0)
        after = as_dict()

    assert {"a": 1, "b": 1} == inside
    assert (2, 3, 4) == through
    assert {"a": 2, "c": 3, "d.e": 4} == after
    assert {} == as_dict()


def test_assignment_through_ps_of_the_innermost_scope_is_visible_at_once():
    with param_scope(a=1) as ps:
        ps.a = 2
        value = param_scope.a | 0

    assert 2 == value


def test_the_same_scope_is_entered_again_later():
    scope = param_scope(a=1)
    seen = []
    for _ in range(3):
        with scope:
            seen.append(param_scope.a | 0)
        seen.append(param_scope.a | 0)

    assert [1, 0] * 3 == seen


def test_a_scope_entered_again_starts_without_earlier_assignments():
    scope = param_scope(a=1)
    with scope as ps:
        ps.a = 2
        ps.b = 3
    with scope:
        again = as_dict()

    assert {"a": 1} == again


def test_the_same_scope_is_entered_again_while_it_is_open():
    scope = param_scope(a=1)
    with scope:
        scope.a = 2
        with scope:
            inner = scope.a | 0
            scope.b = 3
        outer = (scope.a | 0, scope.b | 0)

    assert (1, (2, 0)) == (inner, outer)
    assert {} == as_dict()


def test_the_same_scope_nests_around_another():
    scope, other = param_scope(a=1), param_scope(a=2)
    with scope, other, scope:
        innermost = (param_scope.a | 0, scope.a | 0)

    assert (1, 1) == innermost
    assert {} == as_dict()


def test_the_same_scope_is_open_in_many_threads_at_once():
    scope = param_scope(a=0)
    barrier = threading.Barrier(8)
    seen = {}

    def work(number):
        with scope as ps:
            ps.a = number
            barrier.wait()
            seen[number] = (param_scope.a | -1, ps.a | -1)
            barrier.wait()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {number: (number, number) for number in range(8)} == seen


def test_the_same_scope_is_open_in_many_tasks_at_once():
    scope = param_scope(a=0)

    async def work(number):
        with scope as ps:
            ps.a = number
            await asyncio.sleep(0)
            return param_scope.a | -1, ps.a | -1

    async def main():
        return await asyncio.gather(*map(work, range(8)))

    assert [(number, number) for number in range(8)] == asyncio.run(main())


def test_ps_is_open_in_a_copied_context():
    with param_scope(a=1) as ps:
        context = contextvars.copy_context()
        value = context.run(lambda: ps.a | 0)

    assert 1 == value


def test_the_repr_of_a_scope_shows_no_values():
    assert "<scope with 2 overrides>" == repr(param_scope("password=secret", b=1))
    assert "<scope with 1 override>" == repr(param_scope("password=secret"))


def test_a_turn_that_begins_in_a_scope_reads_that_scope():
    with param_scope(a=1) as outer, param_scope(a=2, b=3):
        turn = outer.a | param_scope.b
        values = outer.a | param_scope.b | 0, turn | 0, outer.c | param_scope.b | 0

    assert (1, 1, 3) == values


def test_a_scope_is_let_go_with_its_accessors_without_the_collector():
    gc.disable()
    try:
        scope = param_scope(a=1)
        with scope as ps:
            ps.a.b | 0
        alive = weakref.ref(scope)
        del scope, ps
        gone = alive() is None
    finally:
        gc.enable()

    assert gone


def test_an_accessor_of_a_scope_that_is_gone_reads_and_assigns_nothing():
    accessor = param_scope(a=1).a
    with param_scope(a=2), pytest.raises(ScopeError, match='"a" through this scope: .* not open'):
        accessor | 0
    with param_scope(a=2), pytest.raises(ScopeError, match='"a.b" through this scope: .* not open'):
        accessor.b = 1
