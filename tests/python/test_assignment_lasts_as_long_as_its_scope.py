"""SCOPE 5: what an assignment changes, who sees it, and when it ends."""

import asyncio
import contextvars
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from hyperparameter import ScopeError, as_dict, param_scope
from hyperparameter._kernel import state as _state


def test_an_assignment_ends_with_the_innermost_scope():
    with param_scope(a=0):
        with param_scope(a=1):
            param_scope.a = 2
            param_scope["b.c"] = 3
            param_scope.d.e = 4
            param_scope.d["f"] = 5
            inside = as_dict()
        outside = as_dict()

    assert {"a": 2, "b.c": 3, "d.e": 4, "d.f": 5} == inside
    assert {"a": 0} == outside


def test_an_assignment_in_an_empty_scope_ends_with_it():
    with param_scope():
        param_scope.a = 1
        inside = param_scope.a | 0

    assert (1, 0) == (inside, param_scope.a | 0)


def test_a_later_assignment_wins():
    with param_scope():
        for value in range(100):
            param_scope.a = value
        value = param_scope.a | -1

    assert 99 == value


def test_ten_thousand_assignments_to_distinct_keys_are_all_there():
    with param_scope():
        for number in range(10_000):
            param_scope[f"k{number}"] = number
        listed = as_dict()

    assert {f"k{number}": number for number in range(10_000)} == listed


def test_assigning_a_new_key_makes_the_same_calls_however_many_were_assigned():
    def calls_of_one_more(assigned):
        calls = 0

        def count(frame, event, _):
            nonlocal calls
            calls += event == "call"

        with param_scope():
            for number in range(assigned):
                param_scope[f"of{assigned}.k{number}"] = number
            sys.setprofile(count)
            try:
                param_scope[f"of{assigned}.more"] = 1
            finally:
                sys.setprofile(None)
        return calls

    assert calls_of_one_more(10) == calls_of_one_more(100) > 0


def test_an_open_inner_scope_keeps_what_it_started_with():
    with param_scope(a=1) as outer, param_scope(b=2):
        outer.a = 5
        inside = param_scope.a | 0

    assert 1 == inside


def test_a_scope_opened_after_an_assignment_sees_it():
    with param_scope():
        param_scope.a = 1
        with param_scope(b=2):
            inside = as_dict()

    assert {"a": 1, "b": 2} == inside


def test_an_assignment_is_not_seen_in_another_thread(in_thread):
    with param_scope(a=1):
        param_scope.a = 2
        elsewhere = in_thread(lambda: param_scope.a | 0)

    assert 0 == elsewhere


def test_an_assignment_in_a_scope_of_a_worker_thread_ends_with_it(in_thread):
    def work():
        with param_scope():
            param_scope.a = 1
            inside = param_scope.a | 0
        return inside, param_scope.a | 0

    assert (1, 0) == in_thread(work)


def test_an_assignment_without_a_scope_is_an_error_by_key():
    with pytest.raises(ScopeError, match=r'"a\.b": no scope is open.*with param_scope') as caught:
        param_scope.a.b = 1
    with pytest.raises(ScopeError, match=r'"a\.b"'):
        param_scope["a.b"] = 1

    assert ("a.b", "scope") == (caught.value.key, caught.value.kind)
    assert {} == as_dict()


def refused():
    """Assigns with no scope open, which changes nothing."""
    with pytest.raises(ScopeError, match="no scope is open"):
        param_scope.a = 1
    return as_dict()


@pytest.mark.parametrize("used_before", [False, True])
def test_an_assignment_without_a_scope_is_an_error_in_a_worker_thread(used_before, in_thread):
    def work():
        if used_before:
            param_scope.a | 0
        return refused()

    assert {} == in_thread(work)


def test_an_assignment_without_a_scope_is_an_error_in_a_task():
    async def work():
        return refused()

    async def main():
        return await asyncio.ensure_future(work()), await asyncio.to_thread(refused)

    assert ({}, {}) == asyncio.run(main())


def test_an_assignment_without_a_scope_is_an_error_in_a_copied_context():
    param_scope.a | 0

    assert {} == contextvars.copy_context().run(refused)


def test_a_scope_that_a_task_inherited_counts():
    async def work():
        param_scope.a = 2
        await asyncio.sleep(0)
        return param_scope.a | 0

    async def main():
        with param_scope(a=1):
            task = asyncio.ensure_future(work())
        return await task, param_scope.a | 0

    assert (2, 0) == asyncio.run(main())


def test_an_assignment_without_a_scope_is_an_error_after_a_scope_in_a_worker_thread(in_thread):
    def work():
        with param_scope(b=1):
            param_scope.a = 1
        with pytest.raises(ScopeError):
            param_scope.a = 1

    in_thread(work)


def test_a_pool_s_worker_carries_nothing_into_its_next_job():
    def assign():
        with pytest.raises(ScopeError):
            param_scope.a = 1

    with ThreadPoolExecutor(1) as pool:
        pool.submit(assign).result()
        left = pool.submit(as_dict).result()

    assert {} == left


def test_an_assignment_in_a_context_copied_inside_a_scope_stays_there():
    def work():
        param_scope.a = 2
        return param_scope.a | 0

    with param_scope(a=1):
        context = contextvars.copy_context()
        inside = context.run(work)
        outside = param_scope.a | 0

    assert (2, 1) == (inside, outside)


def test_an_assignment_is_not_seen_by_tasks_started_earlier():
    async def read(started, go):
        started.set()
        await go.wait()
        return param_scope.a | 0

    async def main():
        started, go = asyncio.Event(), asyncio.Event()
        with param_scope(a=1):
            task = asyncio.ensure_future(read(started, go))
            await started.wait()
            param_scope.a = 2
            go.set()
            return await task, param_scope.a | 0

    assert (1, 2) == asyncio.run(main())


def test_an_assignment_in_a_child_task_is_not_seen_by_its_parent():
    async def work():
        param_scope.a = 2

    async def main():
        with param_scope(a=1):
            await asyncio.gather(work(), work())
            return param_scope.a | 0

    assert 1 == asyncio.run(main())


def test_an_assignment_is_not_seen_by_threads_started_earlier():
    go, seen = threading.Event(), []

    def work():
        go.wait()
        seen.append(param_scope.a | 0)

    thread = threading.Thread(target=work)
    with param_scope():
        thread.start()
        param_scope.a = 1
        go.set()
        thread.join()

    assert [0] == seen


class Thing:
    pass


@pytest.mark.parametrize("others", [0, 1_000])
def test_what_is_assigned_over_is_let_go(others):
    thing = Thing()
    reference = weakref.ref(thing)
    with param_scope({f"k{n}": n for n in range(others)}) as ps:
        ps.a = thing
        del thing
        ps.a = 1
        kept = reference()

    assert kept is None


@pytest.mark.parametrize("others", [0, 1_000])
def test_assignments_to_a_scope_are_seen_whatever_it_was_opened_with(others):
    with param_scope({f"k{n}": n for n in range(others)}, "t=é", a=[1]) as ps:
        ps.a = [2]
        ps.t = "x"
        ps.new = 3
        seen = param_scope.a | [], param_scope.t | "", param_scope.new | 0, len(as_dict())

    assert ([2], "x", 3, 3 + others) == seen


def test_assigning_again_and_again_keeps_one_value(in_thread):
    def work():
        with param_scope(text="é") as ps:
            for n in range(2_000):
                ps.text = f"é{n}"
            return len(_state.current().frame.layer)

    assert 1 == in_thread(work)


def test_an_assignment_in_a_child_process_of_a_worker_lasts_for_it(run_program):
    written = run_program(
        """
        import os, threading
        from hyperparameter import param_scope

        def work():
            param_scope.a | 0
            child = os.fork()
            if child == 0:
                with param_scope():
                    param_scope.a = 1
                    os._exit(param_scope.a | 0)
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        """,
        "-Wignore::DeprecationWarning",
    )

    assert "1" == written
