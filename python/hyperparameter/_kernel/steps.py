"""Bodies that run step by step in a scope: generators, coroutines, async generators.

Each step begins with the frame of whoever asks for it, then the scope's overrides,
then what the body has open itself; all of this is put aside again at its end.
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

_get: Callable[..., Any] = _state.get
_put: Callable[..., Any] = _state.put
_REPLACED = _state.REPLACED

#: The body has not returned.
_NOTHING: Any = object()


class Steps:
    """The steps of one body, and what is open in it, put aside between them."""

    #: From the scope's own state to the innermost; None before the first step, empty
    #: once the body or whoever runs it has ended the scope.
    _aside: list[_state.State] | None = None
    #: The innermost of them, where all of them lie over the state ``_outer`` as it is.
    _top: Any = None
    _outer: Any = None
    _frame: Any = None
    returned = _NOTHING

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def run(self, begin: Callable[..., Any], args: Any, kwargs: Any) -> Generator[Any, Any, Any]:
        """Runs a generator, a coroutine, or what a step of an async generator awaits.

        Args:
            begin: makes it, in the scope, of ``args`` and ``kwargs``.
        """
        body: Any = None
        sent = thrown = None
        # Held here: when the interpreter exits, it may close this after the module is gone.
        get, put, replaced = _get, _put, _REPLACED
        try:
            while True:
                outer, top = self._outer, self._top
                try:
                    # By hand where nothing has changed since the last step, on a hot path.
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
                # To be closed is among them: what the body does then is what this does.
                except BaseException as error:
                    thrown = error
        finally:
            # An exception leads to this frame, and nothing here may lead back to it.
            body = sent = thrown = args = None

    #: The same, to be awaited.
    awaited = types.coroutine(run)

    def result(self) -> Any:
        """What the body returned when it was closed: who delegates to it is not told.

        Raises:
            GeneratorExit: if it did not return.
        """
        if self.returned is _NOTHING:
            raise
        return self.returned

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """After the last step: reports what the body has left open."""
        inside = [state.scope for state in (self._aside or ())[1:] if state.scope is not _REPLACED]
        self._aside, self._outer, self._top = [], None, None
        if inside:
            report_ended(self._scope, inside, error)  # type: ignore[arg-type]

    def _take_up(self) -> None:
        """Has the scope, and what is open in it, lie over the current frame."""
        state = _state.current()
        if self._aside is None:
            self._scope.__enter__()
            _state.current().steps = self
            return
        # Not what a generator in the body had open, which has been closed in between.
        aside = [opened for opened in self._aside if opened.scope is not _REPLACED]
        if aside and aside[0].lies_over(state):
            state = aside[-1]
        else:
            for put_aside in aside:
                state = put_aside.over(state)
        _put(state)

    def _put_aside(self) -> None:
        aside = self._aside = []
        self._outer = self._top = None
        state: _state.State | None = _state.current()
        while state is not None:
            aside.append(state)
            outer = state.outer
            if state.steps is self:
                assert outer is not None
                # Not what was current before: the body may have assigned to a scope outside.
                _put(outer)
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
    """Begins an async generator of which the event loop is not told: it would close it
    beside the one that runs it, and outside of the scope."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)
    try:
        return body.asend(None)
    finally:
        sys.set_asyncgen_hooks(*hooks)


#: By what `inspect` is asked, how a function is decorated whose body runs after the call.
STEPPED: dict[Any, Callable[..., Any]] = {
    inspect.isasyncgenfunction: async_generator,
    inspect.isgeneratorfunction: generator,
    inspect.iscoroutinefunction: coroutine,
}
