"""SCOPE 7: a plain scope in a generator ends with the scope around it, whoever closes it."""

import asyncio
import contextvars
import gc
import types
import warnings

import pytest

from hyperparameter import ScopeError, ScopeWarning, as_dict, param_scope


async def stream():
    with param_scope(inner=1):
        yield "first"
        yield "second"


async def first_of(items):
    async for item in items:
        return item
    raise AssertionError("there is none")


async def close_what_was_left():
    for _ in range(3):
        await asyncio.sleep(0)


def test_the_first_item_is_returned_and_the_scope_around_says_what_ended():
    async def main():
        with param_scope(outer=1):
            return await first_of(stream())

    told = 'overrides "outer" was left .* overrides "inner" was still open.*decorate'
    with pytest.warns(ScopeWarning, match=told):
        assert "first" == asyncio.run(main())


def test_an_exception_of_the_reader_is_the_one_that_comes_out():
    async def main():
        with param_scope(outer=1):
            async for _ in stream():
                raise KeyError("mine")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(KeyError, match="mine"):
            asyncio.run(main())


def test_without_a_scope_around_it_ends_when_the_loop_closes_the_generator():
    async def main():
        item = await first_of(stream())
        await close_what_was_left()
        seen = "inner" in param_scope, param_scope.inner | 0, as_dict()
        with param_scope(other=2):
            return item, *seen, as_dict()

    assert ("first", False, 0, {}, {"other": 2}) == asyncio.run(main())


def test_early_breaks_keep_nothing():
    async def main(times):
        for _ in range(times):
            async for _ in stream():
                break
            await close_what_was_left()
        gc.collect()
        return len(gc.get_objects())

    asyncio.run(main(10))
    few, many = asyncio.run(main(10)), asyncio.run(main(300))

    assert many - few < 100


def test_an_assignment_of_the_reader_ends_with_the_scope_that_it_was_made_in():
    async def main():
        async for _ in stream():
            break
        param_scope.own = 2
        before = as_dict()
        await close_what_was_left()
        return before, as_dict()

    assert ({"inner": 1, "own": 2}, {}) == asyncio.run(main())


def test_early_breaks_keep_nothing_however_late_the_loop_comes_to_close_them():
    async def main(times):
        for _ in range(times):
            async for _ in stream():
                break
            await asyncio.sleep(0)
        gc.collect()
        return len(gc.get_objects())

    asyncio.run(main(10))
    few, many = asyncio.run(main(10)), asyncio.run(main(300))

    assert many - few < 100


def test_a_task_that_the_generator_started_keeps_its_frame():
    async def work(go):
        await go.wait()
        before = param_scope.inner | 0
        with param_scope(own=2):
            return before, param_scope.inner | 0, as_dict()

    async def starting(tasks, go):
        with param_scope(inner=1):
            tasks.append(asyncio.ensure_future(work(go)))
            yield

    async def main():
        tasks, go = [], asyncio.Event()
        async for _ in starting(tasks, go):
            break
        await close_what_was_left()
        go.set()
        return await tasks[0], as_dict()

    assert ((1, 1, {"inner": 1, "own": 2}), {}) == asyncio.run(main())


async def step(generator):
    return await generator.__anext__()


async def waiting():
    with param_scope(a=1):
        yield 1
        await asyncio.sleep(60)


def test_a_cancelled_step_in_another_task_is_cancelled():
    async def main():
        generator = waiting()
        await asyncio.create_task(step(generator))
        task = asyncio.create_task(step(generator))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert asyncio.run(main())


def test_a_timeout_of_a_step_in_another_task_is_a_timeout():
    async def main():
        generator = waiting()
        await asyncio.create_task(step(generator))
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(step(generator), 0.01)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asyncio.run(main())


def test_a_coroutine_that_is_closed_in_another_context_says_nothing():
    @types.coroutine
    def forever():
        yield

    async def work():
        with param_scope(a=1):
            await forever()

    coroutine = work()
    contextvars.copy_context().run(coroutine.send, None)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        coroutine.close()

    assert [] == told


def test_leaving_in_a_context_where_it_was_never_open_is_an_error_with_the_keys():
    def steps():
        with param_scope(lr=1):
            yield

    generator = steps()
    contextvars.copy_context().run(next, generator)
    with pytest.raises(
        ScopeError, match='scope that overrides "lr": it is not open here.*decorate the function'
    ):
        contextvars.copy_context().run(next, generator)


def test_generators_that_overlap_each_end_what_the_other_opened_inside():
    def load(n):
        with param_scope(split=n):
            yield param_scope.split | 0

    first, second = load(1), load(2)
    seen = [next(first), next(second)]
    with pytest.warns(ScopeWarning, match='scope that overrides "split"'):
        next(first, None)
    left = as_dict()
    next(second, None)

    assert ([1, 2], {}) == (seen, left)
    assert {} == as_dict()
