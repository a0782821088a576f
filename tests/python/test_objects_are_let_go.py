"""VAL 1: what a scope holds is as collectable as what a context variable holds."""

import asyncio
import contextlib
import contextvars
import gc
import threading
import types
import weakref

import pytest

from hyperparameter import base, frozen, keys, param_scope


class App:
    pass


def alive(references):
    gc.collect()
    return sum(reference() is not None for reference in references)


READS = {
    "nothing read": lambda: None,
    "read": lambda: param_scope.app | None,
    "read, another missing": lambda: param_scope.missing | None,
    "listed": keys,
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
@pytest.mark.parametrize("sources", [(), ("lr=1",)], ids=["keyword alone", "beside a text"])
def test_an_object_that_keeps_a_task_of_its_own_scope_is_freed(sources, read):
    async def main():
        references = []
        for _ in range(20):
            app = App()
            references.append(weakref.ref(app))
            with param_scope(*sources, app=app):
                read()
                app.task = asyncio.ensure_future(asyncio.sleep(0))
                await app.task
        del app
        await asyncio.sleep(0)
        return alive(references)

    assert 0 == asyncio.run(main())


def test_an_object_that_keeps_a_copied_context_is_freed():
    references = []
    for _ in range(20):
        app = App()
        references.append(weakref.ref(app))
        with param_scope("lr=1", app=app):
            keys()
            app.context = contextvars.copy_context()
    del app

    assert 0 == alive(references)


def test_a_chain_of_contexts_and_objects_is_freed_whatever_its_length():
    references, held = [], None
    for _ in range(3_000):
        with param_scope(held=held, list=[1]):
            param_scope.list | None
            param_scope.missing | None
            app = App()
            app.context = contextvars.copy_context()
            references.append(weakref.ref(app))
        held = app
    del app, held

    assert 0 == alive(references)


def test_without_the_collector_a_thread_leaves_no_object(in_thread):
    references = []

    def work():
        app = App()
        references.append(weakref.ref(app))
        with param_scope("lr=1", app=app):
            param_scope.app | None

    gc.collect()
    gc.disable()
    try:
        for _ in range(10):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        kept = sum(reference() is not None for reference in references)
    finally:
        gc.enable()

    assert 0 == kept


def blocks_left_by(operation, times):
    """How many objects so many repetitions leave to the collector."""
    gc.collect()
    gc.disable()
    try:
        operation()
        before = len(gc.get_objects())
        for _ in range(times):
            operation()
        return len(gc.get_objects()) - before
    finally:
        gc.enable()


def test_without_the_collector_a_thread_that_begins_fresh_leaves_no_cycle():
    def begin():
        thread = threading.Thread(target=lambda: param_scope.a | 0)
        thread.start()
        thread.join()

    assert blocks_left_by(begin, 50) < 20


def test_a_context_that_begins_fresh_leaves_no_cycle_either():
    def begin():
        contextvars.Context().run(lambda: param_scope.a | 0)

    assert blocks_left_by(begin, 50) < 20


@param_scope(a=1)
def generator():
    yield


@param_scope(a=1)
async def async_generator():
    yield


@types.coroutine
def suspended():
    yield


@param_scope(a=1)
async def coroutine():
    await suspended()


def throw_into_generator():
    items = generator()
    next(items)
    with contextlib.suppress(ValueError):
        items.throw(ValueError())


def throw_into_async_generator():
    items = async_generator()
    with contextlib.suppress(StopIteration):
        items.__anext__().send(None)
    with contextlib.suppress(ValueError):
        items.athrow(ValueError()).send(None)


def throw_into_coroutine():
    running = coroutine()
    running.send(None)
    with contextlib.suppress(ValueError):
        running.throw(ValueError())


@pytest.mark.parametrize(
    "throw", [throw_into_generator, throw_into_async_generator, throw_into_coroutine]
)
def test_an_exception_thrown_into_a_decorated_body_leaves_no_cycle(throw):
    assert blocks_left_by(throw, 50) < 20


@pytest.fixture
def _no_baseline():
    yield
    frozen()
    base()


@pytest.mark.usefixtures("_no_baseline")
def test_what_is_published_lives_until_it_is_replaced(in_thread):
    app = App()
    reference = weakref.ref(app)
    with param_scope("lr=1", app=app):
        frozen()
    del app
    published = in_thread(lambda: (param_scope.app | None) is reference())
    kept = alive([reference])
    frozen()

    assert (True, 1, 0) == (published, kept, alive([reference]))
