"""A scope as a decorator: active while the body runs, and not between.

A generator's body runs from one ``yield`` to the next. What it has open at a
``yield`` is put aside there and taken up again with the next step, so the
consumer never sees it.
"""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import AsyncGenerator, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Callable

from hyperparameter import _context

Scope = AbstractContextManager[Any]


def decorate(scope: Scope, function: Any) -> Any:
    """``function`` with ``scope`` open while its body runs.

    Raises:
        TypeError: if it is not a function, coroutine function, generator or
            async generator function.
    """
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(decorate(scope, function.__func__))
    if isinstance(function, type) or not callable(function):
        raise TypeError(
            f"a scope decorates functions, not {function!r}; "
            "for a block write: with param_scope(...):"
        )
    if inspect.isasyncgenfunction(function):
        wrapper = _async_generator(scope, function)
    elif inspect.isgeneratorfunction(function):
        wrapper = _generator(scope, function)
    elif inspect.iscoroutinefunction(function):
        wrapper = _coroutine(scope, function)
    else:
        wrapper = _function(scope, function)
    return functools.wraps(function)(wrapper)


def _function(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        with scope:
            return function(*args, **kwargs)

    return call


def _coroutine(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        steps = _Steps(scope)
        with steps.step():
            body = function(*args, **kwargs)
        return await _stepped(steps, body)

    return call


def _generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        steps = _Steps(scope)
        with steps.step():
            body = function(*args, **kwargs)
        return (yield from _driven(steps, body))

    return call


class _Steps:
    """What the body has open, put aside between its steps."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.inside: _context.State | None = None

    @contextmanager
    def step(self) -> Generator[None, None, None]:
        """Runs one step of the body."""
        before = _context.current()
        if self.inside is None:
            self.scope.__enter__()
        else:
            _context.exchange(self.inside)
        try:
            yield
        finally:
            self.inside = _context.exchange(before)


def _driven(steps: _Steps, body: Any) -> Generator[Any, Any, Any]:
    """Runs a generator or a coroutine step by step."""
    resume, sent = body.send, None
    while True:
        try:
            with steps.step():
                item = resume(sent)
        except StopIteration as stop:
            return stop.value
        try:
            resume, sent = body.send, (yield item)
        except GeneratorExit:
            with steps.step():
                body.close()
            raise
        except BaseException as error:
            resume, sent = body.throw, error


_stepped = types.coroutine(_driven)


def _async_generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        steps = _Steps(scope)
        with steps.step():
            body = function(*args, **kwargs)
        resume, sent = body.asend, None
        while True:
            try:
                item = await _stepped(steps, resume(sent))
            except StopAsyncIteration:
                return
            try:
                resume, sent = body.asend, (yield item)
            except GeneratorExit:
                await _stepped(steps, body.aclose())
                raise
            except BaseException as error:
                resume, sent = body.athrow, error

    return call
