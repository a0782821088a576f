"""SCOPE 5: what an assignment changes, who sees it, and when it ends."""

import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hyperparameter import ScopeError, as_dict, param_scope


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


@pytest.mark.parametrize("used_before", [False, True])
def test_an_assignment_without_a_scope_in_a_worker_thread_is_an_error_by_key(
    used_before, in_thread
):
    def work():
        if used_before:
            param_scope.a | 0
        with pytest.raises(ScopeError, match=r'"a\.b" in this thread .*open one with param_scope'):
            param_scope.a.b = 1
        with pytest.raises(ScopeError, match=r'"a\.b"'):
            param_scope["a.b"] = 1
        return as_dict()

    assert {} == in_thread(work)


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


def test_an_assignment_in_a_task_lasts_for_the_task():
    async def work():
        param_scope.a = 1
        await asyncio.sleep(0)
        return param_scope.a | 0

    async def main():
        inside = await asyncio.ensure_future(work())
        return inside, param_scope.a | 0

    assert (1, 0) == asyncio.run(main())


@pytest.mark.parametrize("used_before", [False, True])
def test_an_assignment_in_a_task_of_a_worker_thread_lasts_for_the_task(used_before, in_thread):
    async def work():
        param_scope.a = 1
        await asyncio.sleep(0)
        return param_scope.a | 0

    async def main():
        inside = await asyncio.ensure_future(work())
        return inside, param_scope.a | 0

    def run():
        if used_before:
            param_scope.a | 0
        return asyncio.run(main()), param_scope.a | 0

    assert ((1, 0), 0) == in_thread(run)


@pytest.mark.parametrize("first", ["param_scope.a | 0", "pass"], ids=["used", "not used"])
def test_an_assignment_in_to_thread_lasts_for_its_context(first, run_program):
    written = run_program(f"""
        import asyncio
        from hyperparameter import param_scope

        def work():
            param_scope.a = 1
            return param_scope.a | 0

        async def main():
            {first}
            print(await asyncio.to_thread(work))
            print(param_scope.a | 0, await asyncio.to_thread(lambda: param_scope.a | 0))

        asyncio.run(main())
    """)

    assert "1\n0 0" == written


def test_an_assignment_in_a_copied_context_lasts_for_it():
    def work():
        param_scope.a = 1

    param_scope.a | 0
    context = contextvars.copy_context()
    context.run(work)
    again = context.run(as_dict)

    assert {"a": 1} == again
    assert {} == as_dict()


def test_an_assignment_in_a_context_copied_in_a_worker_thread_lasts_for_it(in_thread):
    def assign():
        param_scope.a = 1

    def work():
        param_scope.b | 0
        context = contextvars.copy_context()
        context.run(assign)
        context.run(assign)
        again = context.run(as_dict)
        with pytest.raises(ScopeError):
            assign()
        return again, as_dict()

    assert ({"a": 1}, {}) == in_thread(work)


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


def test_an_assignment_without_a_scope_lasts_for_the_program(run_program):
    written = run_program("""
        import asyncio, threading
        from hyperparameter import frozen, param_scope

        def assign():
            param_scope.a.b = 1

        async def read():
            return param_scope.a.b | 0

        assign()
        with param_scope(c=2):
            print(param_scope.a.b | 0)
            param_scope.a.b = 3
        print(param_scope.a.b | 0, asyncio.run(read()))
        threading.Thread(target=lambda: print(param_scope.a.b | 0)).start()
    """)

    assert "1\n1 1\n0" == written


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
