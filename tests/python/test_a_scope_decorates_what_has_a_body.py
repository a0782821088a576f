"""SCOPE 6: a decorated body sees the scope while it runs, and nobody else does."""

import asyncio
import contextlib
import copy
import functools
import inspect
import types

import pytest

from hyperparameter import ScopeError, as_dict, param_scope


def here():
    return param_scope.a | 0


def test_a_function_runs_in_the_scope():
    @param_scope(a=1)
    def read(x, *, y=2):
        """Its words."""
        return here(), x, y

    assert (1, 5, 6) == read(5, y=6)
    assert 0 == here()


def test_a_function_leaves_the_scope_with_its_exception():
    @param_scope(a=1)
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert 0 == here()


def test_a_decorator_is_entered_at_each_call():
    @param_scope(a=1)
    def read():
        return as_dict()

    with param_scope(b=2):
        inside = read()
    outside = read()

    assert ({"a": 1, "b": 2}, {"a": 1}) == (inside, outside)


def test_a_recursive_function_enters_at_each_depth():
    @param_scope(a=1)
    def down(depth):
        before = here()
        param_scope.a = 5
        return [before, *(down(depth - 1) if depth else [])]

    assert [1] * 4 == down(3)


def test_a_method_runs_in_the_scope():
    class Reader:
        @param_scope(a=1)
        def read(self):
            return here(), self

    reader = Reader()

    assert (1, reader) == reader.read()


@pytest.mark.parametrize("kind", [staticmethod, classmethod])
def test_a_static_or_class_method_is_decorated_below_its_kind(kind):
    class Reader:
        @kind
        @param_scope(a=1)
        def read(*given):
            return here(), len(given)

    expected = (1, 0 if kind is staticmethod else 1)

    assert [expected] * 2 == [Reader.read(), Reader().read()]


@pytest.mark.parametrize("kind", [staticmethod, classmethod])
def test_a_static_or_class_method_is_never_made_an_ordinary_one(kind):
    try:

        class Reader:
            @param_scope(a=1)
            @kind
            def read(*given):
                return here(), len(given)

    except TypeError:  # refusing is fine, calling it with another self is not
        return
    expected = (1, 0 if kind is staticmethod else 1)

    assert [expected] * 2 == [Reader.read(), Reader().read()]


@pytest.mark.parametrize("wrong", [type("C", (), {}), 5, "text", None, [], property(here)])
def test_what_has_no_body_is_a_type_error(wrong):
    with pytest.raises(TypeError, match="a scope decorates functions"):
        param_scope(a=1)(wrong)


class CalledCoroutine:
    async def __call__(self):
        return here()


class CalledGenerator:
    def __call__(self):
        yield here()


class CalledAsyncGenerator:
    async def __call__(self):
        yield here()


def test_a_callable_object_has_the_body_of_its_call():
    async def all_of(items):
        return [item async for item in items]

    scope = param_scope(a=1)
    seen = [
        asyncio.run(scope(CalledCoroutine())()),
        asyncio.run(scope(functools.partial(CalledCoroutine()))()),
        *scope(CalledGenerator())(),
        *asyncio.run(all_of(scope(CalledAsyncGenerator())())),
    ]

    assert [1, 1, 1, 1] == seen


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_a_decorated_function_is_copied_as_functions_are(again):
    decorated = param_scope(a=1)(lambda: here())

    assert decorated is again(decorated)


def test_a_decorated_function_keeps_its_looks():
    def original(x: int, *, y: str = "z") -> float:
        """Its words."""

    decorated = param_scope(a=1)(original)

    assert ("original", "Its words.") == (decorated.__name__, decorated.__doc__)
    assert inspect.signature(original) == inspect.signature(decorated)
    assert original.__annotations__ == decorated.__annotations__


def plain():
    pass


def generator():
    yield


async def coroutine():
    pass


async def async_generator():
    yield


@pytest.mark.parametrize("original", [plain, generator, coroutine, async_generator])
@pytest.mark.parametrize(
    "question",
    [
        inspect.isfunction,
        inspect.iscoroutinefunction,
        inspect.isgeneratorfunction,
        inspect.isasyncgenfunction,
    ],
)
def test_a_decorated_function_is_what_it_was_to_inspect(original, question):
    assert question(original) == question(param_scope(a=1)(original))


# Generators


def test_a_generator_sees_the_scope_and_its_consumer_does_not():
    @param_scope(a=1)
    def steps():
        yield here()
        yield here()

    seen = []
    for inside in steps():
        seen.append((inside, here()))

    assert [(1, 0), (1, 0)] == seen


def test_a_generator_enters_with_its_first_step():
    @param_scope(b=1)
    def steps():
        yield as_dict()

    made = steps()
    with param_scope(a=1):
        seen = next(made)
    made.close()

    assert {"a": 1, "b": 1} == seen


def test_a_generator_keeps_what_it_assigned():
    @param_scope(a=1)
    def steps():
        param_scope.a = 2
        yield
        yield here()

    made = steps()
    next(made)
    outside = here()

    assert (0, 2) == (outside, next(made))


def test_a_generator_keeps_a_scope_it_holds_over_a_yield():
    @param_scope(a=1)
    def steps():
        with param_scope(a=2):
            yield here()
            yield here()
        yield here()

    seen = []
    for inside in steps():
        seen.append((inside, here()))

    assert [(2, 0), (2, 0), (1, 0)] == seen


def test_a_consumer_may_enter_and_leave_between_steps():
    @param_scope(a=1)
    def steps():
        for _ in range(3):
            yield here()

    made = steps()
    with param_scope(a=5):
        first = next(made)
        between = here()
    second = next(made)
    with param_scope(a=6), param_scope(a=7):
        third = next(made)
        last = here()
    made.close()

    assert (1, 5, 1, 1, 7) == (first, between, second, third, last)


def test_interleaved_generators_do_not_meet():
    def steps(number):
        @param_scope(a=number)
        def generator():
            for _ in range(2):
                yield here()

        return generator()

    assert [(1, 2), (1, 2)] == list(zip(steps(1), steps(2)))
    assert 0 == here()


def test_a_generator_takes_what_is_sent():
    @param_scope(a=1)
    def steps():
        got = yield "first"
        got = yield (got, here())
        return (got, here())

    made = steps()
    first, second = next(made), made.send("x")
    with pytest.raises(StopIteration) as stopped:
        made.send("y")

    assert ("first", ("x", 1), ("y", 1)) == (first, second, stopped.value.value)


def test_a_generator_takes_what_is_thrown():
    @param_scope(a=1)
    def steps():
        try:
            yield
        except KeyError as error:
            yield (str(error), here())

    made = steps()
    next(made)

    assert ("'x'", 1) == made.throw(KeyError("x"))
    assert 0 == here()
    made.close()


def test_a_generator_that_does_not_catch_lets_it_through():
    @param_scope(a=1)
    def steps():
        yield

    made = steps()
    next(made)
    with pytest.raises(KeyError):
        made.throw(KeyError("x"))

    assert 0 == here()


def test_a_generator_closes_in_its_scope():
    seen = []

    @param_scope(a=1)
    def steps():
        try:
            yield
        finally:
            seen.append(here())

    made = steps()
    next(made)
    made.close()

    assert ([1], 0) == (seen, here())


@pytest.mark.parametrize("decorate", [lambda function: function, param_scope(a=1)])
def test_a_generator_that_does_not_close_is_told(decorate):
    @decorate
    def generator():
        with contextlib.suppress(GeneratorExit):
            yield
        yield

    @decorate
    async def async_generator():
        with contextlib.suppress(GeneratorExit):
            yield
        yield

    items, async_items = generator(), async_generator()
    next(items)
    with pytest.raises(StopIteration):
        async_items.__anext__().send(None)
    with pytest.raises(RuntimeError, match="generator ignored GeneratorExit"):
        items.close()
    with pytest.raises(RuntimeError, match="generator ignored GeneratorExit"):
        async_items.aclose().send(None)


@pytest.mark.parametrize("decorate", [lambda function: function, param_scope(a=1)])
def test_what_a_body_returns_when_it_is_closed_is_its_result(decorate):
    @decorate
    def generator():
        try:
            yield
        except GeneratorExit:
            return "closed"

    @decorate
    async def coroutine():
        try:
            await suspend()
        except GeneratorExit:
            return "closed"

    results = []
    for made in (generator(), coroutine()):
        made.send(None)
        with pytest.raises(StopIteration) as stopped:
            made.throw(GeneratorExit)
        results.append(stopped.value.value)

    assert ["closed", "closed"] == results


@pytest.mark.parametrize("decorate", [lambda function: function, param_scope(a=1)])
def test_async_generators_are_closed_once_when_their_loop_ends(decorate):
    kept, closed, failures = [], [], []

    @decorate
    async def generator():
        try:
            yield
        finally:
            await asyncio.sleep(0.001)
            closed.append(here())

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: failures.append(context["exception"]))
        for _ in range(8):
            kept.append(generator())
            await kept[-1].__anext__()

    asyncio.run(main())
    assert ([], 8) == (failures, len(closed))
    assert 1 == len(set(closed))
    assert hasattr(decorate, "__layer__") == closed[0]


def test_a_generator_that_is_dropped_closes_in_its_scope():
    seen = []

    @param_scope(a=1)
    def steps():
        try:
            yield
        finally:
            seen.append(here())

    made = steps()
    next(made)
    del made

    assert ([1], 0) == (seen, here())


def test_a_generator_that_is_never_started_never_enters():
    @param_scope("bad")
    def steps():
        yield

    steps().close()

    assert 0 == here()


def test_a_generator_raises_in_its_consumer():
    @param_scope(a=1)
    def steps():
        yield here()
        raise ZeroDivisionError

    made = steps()
    next(made)
    with pytest.raises(ZeroDivisionError):
        next(made)

    assert 0 == here()


def test_a_generator_delegates_to_another():
    @param_scope(a=1)
    def inner():
        got = yield here()
        return got

    @param_scope(a=2)
    def outer():
        result = yield from inner()
        yield (result, here())

    made = outer()
    first = next(made)

    assert (1, ("x", 2)) == (first, made.send("x"))
    made.close()


def test_a_generator_continues_in_another_thread(in_thread):
    @param_scope(a=1)
    def steps():
        yield here()
        yield here()

    made = steps()
    first = next(made)

    assert (1, (1, 0)) == (first, in_thread(lambda: (next(made), here())))
    made.close()


# Coroutines


@types.coroutine
def suspend(value=None):
    return (yield value)


def test_a_coroutine_runs_in_the_scope():
    @param_scope(a=1)
    async def read():
        before = here()
        await asyncio.sleep(0)
        return before, here()

    async def main():
        return await read(), here()

    assert ((1, 1), 0) == asyncio.run(main())


def test_coroutines_in_tasks_do_not_meet():
    def reader(number):
        @param_scope(a=number)
        async def read():
            await asyncio.sleep(0)
            return here()

        return read()

    async def main():
        return await asyncio.gather(*map(reader, range(1, 5)))

    assert [1, 2, 3, 4] == asyncio.run(main())


def test_a_coroutine_enters_when_it_runs():
    @param_scope(b=1)
    async def read():
        return as_dict()

    made = read()

    async def main():
        with param_scope(a=1):
            return await made

    assert {"a": 1, "b": 1} == asyncio.run(main())


def test_a_coroutine_leaves_the_scope_when_it_is_cancelled():
    seen = []

    @param_scope(a=1)
    async def wait():
        try:
            await asyncio.sleep(60)
        finally:
            seen.append(here())

    async def main():
        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return here()

    assert (0, [1]) == (asyncio.run(main()), seen)


def test_a_suspended_coroutine_does_not_show_its_scope():
    @param_scope(a=1)
    async def read():
        await suspend()
        return here()

    made = read()
    made.send(None)
    outside = here()
    with pytest.raises(StopIteration) as stopped:
        made.send(None)

    assert (0, 1) == (outside, stopped.value.value)
    assert 0 == here()


def test_coroutines_driven_in_turn_do_not_meet():
    def reader(number):
        @param_scope(a=number)
        async def read():
            await suspend()
            return here()

        return read()

    first, second = reader(1), reader(2)
    first.send(None)
    second.send(None)
    results = []
    for made in (first, second):
        try:
            made.send(None)
        except StopIteration as stopped:
            results.append(stopped.value)
        except ScopeError:
            made.close()

    assert [1, 2] == results
    assert 0 == here()


def test_a_suspended_coroutine_takes_what_is_sent_and_thrown():
    @param_scope(a=1)
    async def read():
        got = await suspend("first")
        try:
            await suspend((got, here()))
        except KeyError:
            await suspend(("caught", here()))

    made = read()
    first, second = made.send(None), made.send("x")
    third = made.throw(KeyError())
    made.close()

    assert ("first", ("x", 1), ("caught", 1)) == (first, second, third)
    assert 0 == here()


# Async generators


def test_an_async_generator_sees_the_scope_and_its_consumer_does_not():
    @param_scope(a=1)
    async def steps():
        yield here()
        await asyncio.sleep(0)
        yield here()

    async def main():
        return [(inside, here()) async for inside in steps()]

    assert [(1, 0), (1, 0)] == asyncio.run(main())


def test_an_async_generator_takes_what_is_sent_and_thrown():
    @param_scope(a=1)
    async def steps():
        got = yield "first"
        try:
            yield (got, here())
        except KeyError:
            yield ("caught", here())

    async def main():
        made = steps()
        seen = [await made.asend(None), await made.asend("x"), await made.athrow(KeyError())]
        await made.aclose()
        return seen, here()

    assert (["first", ("x", 1), ("caught", 1)], 0) == asyncio.run(main())


def test_an_async_generator_closes_in_its_scope():
    seen = []

    @param_scope(a=1)
    async def steps():
        try:
            yield
        finally:
            await asyncio.sleep(0)
            seen.append(here())

    async def main():
        made = steps()
        await made.asend(None)
        await made.aclose()
        return here()

    assert (0, [1]) == (asyncio.run(main()), seen)


def test_an_async_generator_that_is_abandoned_closes_in_its_scope():
    seen = []

    @param_scope(a=1)
    async def steps():
        try:
            yield
        finally:
            seen.append(here())

    async def main():
        async for _ in steps():
            break
        await asyncio.sleep(0)
        return here()

    assert (0, [1]) == (asyncio.run(main()), seen)


def test_an_async_generator_keeps_a_scope_it_holds_over_a_yield():
    @param_scope(a=1)
    async def steps():
        with param_scope(a=2):
            yield here()
            await asyncio.sleep(0)
            yield here()
        yield here()

    async def main():
        return [(inside, here()) async for inside in steps()]

    assert [(2, 0), (2, 0), (1, 0)] == asyncio.run(main())


def test_an_async_generator_raises_in_its_consumer():
    @param_scope(a=1)
    async def steps():
        yield here()
        raise ZeroDivisionError

    async def main():
        made = steps()
        await made.asend(None)
        with pytest.raises(ZeroDivisionError):
            await made.asend(None)
        return here()

    assert 0 == asyncio.run(main())


def test_interleaved_async_generators_do_not_meet():
    def steps(number):
        @param_scope(a=number)
        async def generator():
            for _ in range(2):
                await asyncio.sleep(0)
                yield here()

        return generator()

    async def main():
        first, second = steps(1), steps(2)
        return [await made.asend(None) for made in (first, second, second, first)]

    assert [1, 2, 2, 1] == asyncio.run(main())


def test_an_async_generator_that_waits_does_not_show_its_scope():
    @param_scope(a=1)
    async def steps():
        await suspend()
        yield here()

    async def consume():
        return [inside async for inside in steps()]

    made = consume()
    made.send(None)
    outside = here()
    with param_scope(a=5):
        try:
            made.send(None)
        except StopIteration as stopped:
            inside = stopped.value
        between = here()

    assert (0, [1], 5) == (outside, inside, between)
