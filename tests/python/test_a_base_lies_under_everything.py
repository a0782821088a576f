"""THREAD 6: a base is seen outside all scopes, and by whatever begins later."""

import asyncio
import contextvars
import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hyperparameter import (
    ConversionError,
    DefinitionError,
    ScopeError,
    as_dict,
    auto_param,
    base,
    frozen,
    param_scope,
    unset,
)
from hyperparameter._kernel import native as _native
from hyperparameter._kernel import state as _state

pytestmark = pytest.mark.usefixtures("cleared")


@dataclasses.dataclass(frozen=True)
class Options:
    lr: float = 0.1


def test_a_base_is_seen_here_and_in_new_threads(in_thread):
    base({"train": {"lr": 0.1}}, "train.steps=1e3", seed=7)

    assert {"seed": 7, "train.lr": 0.1, "train.steps": 1000} == as_dict()
    assert as_dict() == in_thread(as_dict)


def test_a_scope_lies_over_the_base_and_ends_in_it():
    base(a=1, b=1)
    with param_scope(a=2):
        inside = as_dict()

    assert ({"a": 2, "b": 1}, {"a": 1, "b": 1}) == (inside, as_dict())


def test_each_base_replaces_the_last_and_an_empty_one_clears(in_thread):
    base(a=1)
    base(b=2)
    replaced = as_dict(), in_thread(as_dict)
    base()

    assert ({"b": 2}, {"b": 2}) == replaced
    assert ({}, {}) == (as_dict(), in_thread(as_dict))


def test_a_base_with_a_scope_open_is_an_error_and_changes_nothing(in_thread):
    base(a=1)
    with (
        param_scope(b=2),
        pytest.raises(ScopeError, match=r"cannot call base\(\) while a scope is open"),
    ):
        base(a=2)

    assert ({"a": 1}, {"a": 1}) == (as_dict(), in_thread(as_dict))


@pytest.mark.parametrize(
    ("source", "error"),
    [("a", DefinitionError), ({"a": "\ud800"}, ConversionError), (7, TypeError)],
)
def test_a_bad_base_changes_nothing(source, error, in_thread):
    base(a=1)
    with pytest.raises(error):
        base({"b": 2}, source)

    assert ({"a": 1}, {"a": 1}) == (as_dict(), in_thread(as_dict))


def test_what_was_read_before_is_not_remembered():
    accessor = param_scope.a
    before = [accessor | 0 for _ in range(3)]
    base(a=1)
    after = [accessor | 0 for _ in range(3)]

    assert ([0, 0, 0], [1, 1, 1]) == (before, after)


def test_a_thread_that_uses_parameters_already_keeps_what_it_has():
    with ThreadPoolExecutor(1) as pool:
        before = pool.submit(as_dict).result()
        base(a=1)
        after = pool.submit(as_dict).result()

    assert ({}, {}) == (before, after)


def test_a_task_that_begins_later_sees_it_though_its_thread_read_before():
    async def main():
        param_scope.a | 0
        await asyncio.ensure_future(startup())
        return await asyncio.ensure_future(request()), await asyncio.to_thread(as_dict)

    async def startup():
        base(a=1)

    async def request():
        with param_scope(b=2):
            return param_scope.a | 0, as_dict()

    assert ((1, {"a": 1, "b": 2}), {"a": 1}) == asyncio.run(main())


def test_a_scope_that_is_open_in_another_task_keeps_what_it_has():
    async def work(opened, go):
        with param_scope(b=2):
            opened.set()
            await go.wait()
            inside = param_scope.a | 0, param_scope.c | 0, as_dict()
        return inside, as_dict()

    async def main():
        base(a=1)
        opened, go = asyncio.Event(), asyncio.Event()
        task = asyncio.ensure_future(work(opened, go))
        await opened.wait()
        base(a=2, c=3)
        go.set()
        return await task

    assert ((1, 0, {"a": 1, "b": 2}), {"a": 2, "c": 3}) == asyncio.run(main())


def test_a_copied_context_outside_all_scopes_sees_the_newest():
    base(a=1)
    context = contextvars.copy_context()
    base(a=2)
    base(a=3)

    assert {"a": 3} == context.run(as_dict)


@auto_param("bound")
def bound(options: Options = Options(), table={"lr": 0.1}):  # noqa: B006 - it is not changed
    return options.lr


def in_context_of_earlier_base(read, **overrides):
    context = contextvars.copy_context()
    context.run(lambda: param_scope.anything | 0)
    base(**overrides)
    return context.run(read)


def test_keys_below_are_found_in_the_newest_base_from_a_context_of_an_earlier_one():
    assert 0.5 == in_context_of_earlier_base(bound, **{"bound.options.lr": 0.5})
    assert 0.1 == in_context_of_earlier_base(bound)


def test_keys_below_a_mapping_are_not_passed_over_in_a_context_of_an_earlier_base():
    with pytest.raises(ConversionError, match="bound.table.lr"):
        in_context_of_earlier_base(bound, **{"bound.table.lr": 0.5})
    with pytest.raises(ConversionError, match="table.lr"):
        in_context_of_earlier_base(lambda: param_scope.table | {"lr": 1}, **{"table.lr": 0.5})


def test_no_context_remembers_an_answer_of_an_earlier_base():
    accessor = param_scope.a
    base(a=1)
    contexts = [contextvars.copy_context() for _ in range(8)]
    base(a=2)
    seen = [context.run(lambda: accessor | 0) for context in contexts[:4]]
    base(a=3)
    later = [context.run(lambda: accessor | 0) for context in reversed(contexts)]

    assert ([2] * 4, [3] * 8) == (seen, later)


def test_an_object_of_a_base_is_read_in_new_threads(in_thread):
    thing = object()
    base("text=1", thing=thing)

    assert thing is in_thread(lambda: param_scope.thing | None)


def test_frozen_does_not_change_the_thread_that_calls_it(in_thread):
    base(a=1)
    with param_scope(a=2):
        frozen()

    assert (1, 2) == (param_scope.a | 0, in_thread(lambda: param_scope.a | 0))


def test_a_base_can_hide_what_its_own_sources_set():
    base({"a": {"b": 1}, "c": 2}, unset("a"))

    assert {"c": 2} == as_dict()


def test_a_module_that_sets_the_base_at_import_reaches_the_event_loop(run_program):
    written = run_program("""
        import asyncio, threading
        from hyperparameter import base, param_scope
        base(lr=0.5)
        async def read():
            return param_scope.lr | 0.0
        print(asyncio.run(read()))
        thread = threading.Thread(target=lambda: print(param_scope.lr | 0.0))
        thread.start()
        thread.join()
    """)

    assert ["0.5", "0.5"] == written.splitlines()


def test_threads_that_begin_while_bases_change_see_one_of_them_whole():
    seen, stop = [], threading.Event()

    def begin():
        seen.append((param_scope.a | None, param_scope.b | None))

    def change():
        while not stop.is_set():
            for value in (object(), object()):
                with param_scope("text=1", a=value, b=value):
                    frozen()

    changing = threading.Thread(target=change)
    changing.start()
    for _ in range(300):
        thread = threading.Thread(target=begin)
        thread.start()
        thread.join()
    stop.set()
    changing.join()

    assert all(a is b for a, b in seen)


def test_a_thread_that_begins_while_a_base_comes_and_goes_reads_its_object(in_thread, monkeypatch):
    thing = object()
    with param_scope(thing=thing):
        published = _state.current().frame.native()
    make, begun = _native.Frame.made, []

    def made(held, function, *arguments):
        if function is not _native.lib.hp_baseline_frame or begun:
            return make(held, function, *arguments)
        begun.append(held)
        _native.publish(published)
        frame = make(held, function)
        _native.publish(_native.EMPTY)
        return frame

    monkeypatch.setattr(_native.Frame, "made", made)

    read = in_thread(lambda: param_scope.thing | None)

    assert (None, [None]) == (read, begun)
