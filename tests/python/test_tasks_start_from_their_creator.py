"""THREAD 3: what copies a context starts from its creator's frame and goes its own way."""

import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor

from hyperparameter import as_dict, param_scope


def test_a_task_starts_from_its_creator_s_frame():
    async def main():
        with param_scope(a=1):
            task = asyncio.ensure_future(read())
        return await task, as_dict()

    async def read():
        return as_dict()

    assert ({"a": 1}, {}) == asyncio.run(main())


def test_a_task_s_scope_is_its_own():
    async def work(number):
        with param_scope(a=number):
            await asyncio.sleep(0)
            inside = param_scope.a | -1
            await asyncio.sleep(0)
        return inside, param_scope.a | -1

    async def main():
        with param_scope(a=100):
            return await asyncio.gather(*map(work, range(10)))

    assert [(number, 100) for number in range(10)] == asyncio.run(main())


def test_a_task_keeps_its_frame_after_its_creator_left():
    async def read(left):
        await left.wait()
        return as_dict()

    async def main():
        left = asyncio.Event()
        with param_scope(a=1):
            task = asyncio.ensure_future(read(left))
            await asyncio.sleep(0)
        left.set()
        return await task

    assert {"a": 1} == asyncio.run(main())


def test_a_nested_task_starts_from_the_task_that_made_it():
    async def inner():
        return as_dict()

    async def outer():
        with param_scope(b=2):
            return await asyncio.ensure_future(inner())

    async def main():
        with param_scope(a=1):
            return await asyncio.ensure_future(outer())

    assert {"a": 1, "b": 2} == asyncio.run(main())


def test_an_awaited_coroutine_runs_in_the_frame_of_its_awaiter():
    async def read():
        return as_dict()

    async def main():
        with param_scope(a=1):
            return await read()

    assert {"a": 1} == asyncio.run(main())


def test_an_event_loop_starts_from_the_frame_around_it():
    async def main():
        return as_dict()

    with param_scope(a=1):
        seen = asyncio.run(main())

    assert {"a": 1} == seen


def test_to_thread_starts_from_its_creator_s_frame():
    def work():
        before = as_dict()
        with param_scope(b=2):
            return before, as_dict()

    async def main():
        with param_scope(a=1):
            seen = await asyncio.to_thread(work)
            return seen, as_dict()

    assert (({"a": 1}, {"a": 1, "b": 2}), {"a": 1}) == asyncio.run(main())


def test_run_in_executor_copies_no_context():
    async def main():
        with param_scope(a=1):
            return await asyncio.get_running_loop().run_in_executor(None, as_dict)

    assert {} == asyncio.run(main())


def test_a_callback_starts_from_the_frame_it_was_scheduled_in():
    async def main():
        seen, done = [], asyncio.Event()

        def called():
            seen.append(as_dict())
            done.set()

        with param_scope(a=1):
            asyncio.get_running_loop().call_soon(called)
        await done.wait()
        return seen

    assert [{"a": 1}] == asyncio.run(main())


def test_a_copied_context_runs_in_another_thread_with_its_frame():
    with param_scope(a=1):
        context = contextvars.copy_context()
    with ThreadPoolExecutor(1) as pool:
        inside = pool.submit(context.run, as_dict).result()
        after = pool.submit(as_dict).result()

    assert ({"a": 1}, {}) == (inside, after)


def test_an_empty_context_starts_from_the_thread_s_baseline():
    with param_scope(a=1):
        seen = contextvars.Context().run(as_dict)

    assert {} == seen


def test_an_event_loop_in_a_worker_thread_starts_from_its_frame():
    async def main():
        return as_dict()

    def work():
        with param_scope(b=2):
            seen.append(asyncio.run(main()))

    seen = []
    with param_scope(a=1):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert [{"b": 2}] == seen


def test_a_scope_over_an_await_is_not_seen_by_another_task():
    async def hold(entered, seen):
        with param_scope(a=1):
            entered.set()
            await seen.wait()
            return param_scope.a | 0

    async def look(entered, seen):
        await entered.wait()
        value = param_scope.a | 0
        seen.set()
        return value

    async def main():
        entered, seen = asyncio.Event(), asyncio.Event()
        return await asyncio.gather(hold(entered, seen), look(entered, seen))

    assert [1, 0] == asyncio.run(main())


def test_a_cancelled_task_leaves_its_scope():
    async def wait():
        with param_scope(a=1):
            try:
                await asyncio.sleep(60)
            finally:
                seen.append(param_scope.a | 0)

    async def main():
        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return param_scope.a | 0

    seen = []

    assert (0, [1]) == (asyncio.run(main()), seen)
