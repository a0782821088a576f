"""Runs the bodies of generators, coroutines and async generators in a scope, step by step.

At the start of each step, the scope and the scopes that the body has opened are put on top
of the caller's current state; at its end they are taken off again and kept for the next.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import AsyncGenerator, Generator
from typing import TYPE_CHECKING, Any, Callable

from hyperparameter._kernel import state as _state
from hyperparameter._kernel.leaving import report_ended

if TYPE_CHECKING:
    from hyperparameter._kernel.scope import Scope

#: Stands for the return value until the body has returned.
_NOTHING: Any = object()


class Steps:
    """Runs one body in steps, and keeps its open scopes between them."""

    #: The states of the body's open scopes, outermost first; None before the first step,
    #: empty once the scope has ended.
    _aside: list[_state.State] | None = None
    #: The last of these, if they can be made current again as they are over ``_outer``.
    _top: Any = None
    _outer: Any = None
    _frame: Any = None
    returned = _NOTHING

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def run(self, begin: Callable[..., Any], args: Any, kwargs: Any) -> Generator[Any, Any, Any]:
        """Runs a generator, a coroutine, or the awaitable of one step of an async generator.

        Args:
            begin: creates it from ``args`` and ``kwargs``; called in the scope.
        """
        body: Any = None
        sent = thrown = None
        # Locals: at interpreter exit this may be closed after the module's globals are gone.
        get: Callable[..., Any] = _state.get
        put, replaced = _state.put, _state.REPLACED
        try:
            while True:
                outer, top = self._outer, self._top
                try:
                    # Hot path: nothing has changed since the last step.
                    if (
                        top is not None
                        and get(None) is outer
                        and outer.frame is self._frame
                        and top.scope is not replaced
                    ):
                        put(top)
                    else:
                        self._take_up()
                        top = None
                    if thrown is not None:
                        item = body.throw(thrown)
                    elif body is not None:
                        item = body.send(sent)
                    else:
                        body = begin(*args, **kwargs)
                        item = body.send(None)
                except StopIteration as stop:
                    self.returned = stop.value
                    return stop.value
                finally:
                    if get(None) is top:
                        put(outer)
                    else:
                        self._put_aside()
                try:
                    sent, thrown = (yield item), None
                # Including GeneratorExit: the body decides how to react to being closed.
                except BaseException as error:
                    thrown = error
        finally:
            # An exception's traceback refers to this frame: avoid a reference cycle.
            body = sent = thrown = args = None

    #: `run` as a coroutine.
    awaited = types.coroutine(run)

    def result(self) -> Any:
        """The value that the body returned on being closed, which ``yield from`` discards.

        Raises:
            GeneratorExit: if it did not return.
        """
        if self.returned is _NOTHING:
            raise
        return self.returned

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """After the last step: reports the scopes that the body has left open."""
        inside = [
            state.scope for state in (self._aside or ())[1:] if state.scope is not _state.REPLACED
        ]
        self._aside, self._outer, self._top = [], None, None
        if inside:
            report_ended(self._scope, inside, error)  # type: ignore[arg-type]

    def _take_up(self) -> None:
        """Puts the scope, and the body's open scopes, on top of the current state."""
        state = _state.current()
        if self._aside is None:
            self._scope.__enter__()
            _state.current().steps = self
            return
        # Without scopes that were abandoned in between: of a generator that the body ran.
        aside = [opened for opened in self._aside if opened.scope is not _state.REPLACED]
        if aside and aside[0].lies_over(state):
            state = aside[-1]
        else:
            for put_aside in aside:
                state = put_aside.over(state)
        _state.put(state)

    def _put_aside(self) -> None:
        aside = self._aside = []
        self._outer = self._top = None
        state: _state.State | None = _state.current()
        while state is not None:
            aside.append(state)
            outer = state.outer
            if state.steps is self:
                assert outer is not None
                # Not the state from before the step: the body may have assigned to an outer scope.
                _state.put(outer)
                aside.reverse()
                if state.lies_over(outer):
                    self._outer, self._frame, self._top = outer, outer.frame, aside[-1]
                return
            state = outer
        aside.clear()


def coroutine(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    """A coroutine function with ``scope`` open while the body of ``function`` runs."""

    async def call(*args: Any, **kwargs: Any) -> Any:
        with Steps(scope) as steps:
            try:
                return await steps.awaited(function, args, kwargs)
            except GeneratorExit:
                return steps.result()

    return call


def generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    """A generator function with ``scope`` open while the body of ``function`` runs."""

    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with Steps(scope) as steps:
            try:
                return (yield from steps.run(function, args, kwargs))
            except GeneratorExit:
                return steps.result()

    return call


def async_generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    """An async generator function with ``scope`` open while the body of ``function`` runs."""

    async def call(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        body: Any = None

        def begin() -> Any:
            nonlocal body
            body = function(*args, **kwargs)
            return _first_step(body)

        with Steps(scope) as steps:
            resume: Callable[..., Any] = begin
            sent: tuple[Any, ...] = ()
            try:
                while True:
                    item = await steps.awaited(resume, sent, {})
                    try:
                        resume, sent = body.asend, ((yield item),)
                    except BaseException as error:
                        resume, sent = body.athrow, (error,)
            except StopAsyncIteration:
                return
            finally:
                sent = ()

    return call


def _first_step(body: Any) -> Any:
    """Starts an async generator without registering it with the event loop, which would
    close it in a task of its own, outside the scope."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)
    try:
        return body.asend(None)
    finally:
        sys.set_asyncgen_hooks(*hooks)


#: How to decorate a function whose body does not run in the call itself, by the function of
#: `inspect` that recognizes it.
STEPPED: dict[Any, Callable[..., Any]] = {
    inspect.isasyncgenfunction: async_generator,
    inspect.isgeneratorfunction: generator,
    inspect.iscoroutinefunction: coroutine,
}
