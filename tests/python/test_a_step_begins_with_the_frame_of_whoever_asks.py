"""SCOPE 6: each step of a decorated generator or coroutine lies over the frame of its reader."""

import asyncio

import pytest

from hyperparameter import ScopeWarning, as_dict, base, param_scope


@param_scope(own=1)
def generator():
    while True:
        yield as_dict()


@param_scope(own=1)
async def async_generator():
    while True:
        yield as_dict()


def stepped():
    steps = generator()
    return lambda: next(steps)


def async_stepped():
    steps = async_generator()

    def step():
        # In the context of whoever asks, which a task of its own would only copy.
        try:
            steps.__anext__().send(None)
        except StopIteration as done:
            return done.value
        raise AssertionError("it does not wait")

    return step


@pytest.mark.parametrize("make", [stepped, async_stepped])
def test_a_step_does_not_see_a_scope_that_its_reader_has_left(make):
    step = make()
    with param_scope(a=5):
        inside = step()
    outside = step()
    with param_scope("b=6"):
        another = step()

    assert ({"a": 5, "own": 1}, {"own": 1}, {"b": 6, "own": 1}) == (inside, outside, another)


def test_a_step_sees_what_its_reader_has_assigned_in_between():
    steps = generator()
    with param_scope(a=1) as ps:
        first = next(steps)
        ps.a = 2
        second = next(steps)

    assert ({"a": 1, "own": 1}, {"a": 2, "own": 1}) == (first, second)


@pytest.mark.parametrize("make", [stepped, async_stepped])
def test_a_step_sees_what_was_set_below_everything_in_between(make):
    step = make()
    before = step()
    base(a=1)
    after = step(), step()
    base()

    assert ({"own": 1}, ({"a": 1, "own": 1},) * 2) == (before, after)


OPENED = {
    "plain": {"sources": (), "overrides": {"x": 1}},
    "text": {"sources": ("x=1",), "overrides": {}},
    "library": {"sources": ("x=1",), "overrides": {"y": "é", "z": [1]}},
    "hidden": {"sources": ("~a", "x=1"), "overrides": {}},
    "many": {"sources": ({f"k{n}": n for n in range(100)},), "overrides": {"x": 1}},
}


@pytest.mark.parametrize("opened", OPENED.values(), ids=OPENED)
def test_what_the_body_has_open_lies_over_the_new_frame_with_what_it_assigned(opened):
    @param_scope(own=1)
    def steps():
        with param_scope(*opened["sources"], **opened["overrides"]) as ps:
            ps.mine = 2
            while True:
                yield param_scope.x | 0, param_scope.mine | 0, param_scope.a | 0

    made = steps()
    hides = "~a" in opened["sources"]
    with param_scope(a=5):
        first = next(made)
    second = next(made)
    with param_scope(a=6):
        third = next(made)
    left = as_dict()
    made.close()

    assert (1, 2, 0 if hides else 5) == first
    assert (1, 2, 0) == second
    assert (1, 2, 0 if hides else 6) == third
    assert {} == left == as_dict()


def test_what_a_generator_assigns_to_a_scope_outside_stays():
    with param_scope(a=1) as ps:

        @param_scope(own=1)
        def steps():
            ps.a = 2
            yield param_scope.a | 0
            ps.a = 3
            yield param_scope.a | 0

        made = steps()
        seen = [(next(made), param_scope.a | 0) for _ in range(2)]
        made.close()

    # An open scope keeps what it began with, the decorator's own included.
    assert [(1, 2), (2, 3)] == seen


def test_what_a_coroutine_assigns_to_a_scope_outside_stays():
    async def main():
        with param_scope(a=1) as ps:

            @param_scope(own=1)
            async def work():
                ps.a = 2
                await asyncio.sleep(0)
                ps.b = 3

            await work()
            return as_dict()

    assert {"a": 2, "b": 3} == asyncio.run(main())


def test_what_an_async_generator_assigns_to_a_scope_outside_stays():
    async def main():
        with param_scope(a=1) as ps:

            @param_scope(own=1)
            async def steps():
                ps.a = 2
                yield
                ps.b = 3

            async for _ in steps():
                pass
            return as_dict()

    assert {"a": 2, "b": 3} == asyncio.run(main())


def test_a_coroutine_sees_its_own_scope_between_its_awaits_only():
    async def main():
        @param_scope(own=1)
        async def work():
            seen = [as_dict()]
            await asyncio.sleep(0)
            return [*seen, as_dict()]

        with param_scope(a=1):
            task = asyncio.ensure_future(work())
            await asyncio.sleep(0)
            between = as_dict()
            return await task, between

    expected = {"a": 1, "own": 1}
    assert ([expected, expected], {"a": 1}) == asyncio.run(main())


def test_a_recursive_generator_steps_through_its_own_scope():
    @param_scope(own=1)
    def steps(depth):
        yield depth, as_dict()
        if depth:
            yield from steps(depth - 1)

    with param_scope(a=1):
        seen = list(steps(2))

    assert [(depth, {"a": 1, "own": 1}) for depth in (2, 1, 0)] == seen
    assert {} == as_dict()


def test_a_scope_that_the_body_leaves_open_ends_with_it_and_is_told():
    @param_scope(own=1)
    def steps():
        param_scope(left=2).__enter__()
        yield as_dict()

    with pytest.warns(ScopeWarning, match='overrides "own" was left while .* overrides "left"'):
        seen = list(steps())

    assert [{"left": 2, "own": 1}] == seen
    assert {} == as_dict()


def test_a_body_may_end_the_scope_around_it():
    outer = param_scope(a=1)

    @param_scope(own=1)
    def steps():
        with pytest.warns(ScopeWarning):
            outer.__exit__(None, None, None)
        yield as_dict()
        yield as_dict()

    outer.__enter__()
    seen = list(steps())

    assert [{}, {}] == seen
    assert {} == as_dict()


async def left_early():
    with param_scope(left=1):
        yield
        yield


@param_scope(own=1)
async def leaving_one_early():
    async for _ in left_early():
        break
    while True:
        yield as_dict()


def test_a_scope_that_a_body_has_left_early_ends_though_its_reader_changes_frames():
    async def main():
        items = leaving_one_early()
        await items.__anext__()
        for _ in range(3):
            await asyncio.sleep(0)
        seen = [await items.__anext__()]
        for number in range(2):
            with param_scope(reader=number):
                seen.append(await items.__anext__())
        await items.aclose()
        return seen, as_dict()

    seen, after = asyncio.run(main())
    assert [{"own": 1}, {"own": 1, "reader": 0}, {"own": 1, "reader": 1}] == seen
    assert {} == after


def test_a_scope_that_a_body_has_left_early_ends_with_the_body():
    async def main():
        items = leaving_one_early()
        await items.__anext__()
        for _ in range(3):
            await asyncio.sleep(0)
        await items.aclose()
        return as_dict()

    assert {} == asyncio.run(main())


def test_a_scope_that_a_body_has_left_early_ends_where_a_step_changes_frames_first():
    async def main():
        items = leaving_one_early()
        await items.__anext__()
        for _ in range(3):
            await asyncio.sleep(0)
        with param_scope(reader=1):
            return await items.__anext__()

    assert {"own": 1, "reader": 1} == asyncio.run(main())
