"""A scope as a decorator: open while the body runs, and not between.

A generator's body runs from one ``yield`` to the next. Each step begins with the
frame of whoever asks for it, then the decorator's overrides, then what the body
has open itself; all of this is put aside again at the ``yield``.
"""

from __future__ import annotations

import functools
import inspect
import sys
import types
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Callable

from hyperparameter._bind.deferred import innermost
from hyperparameter._kernel import one_copy as _one_copy
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.leaving import keys_of, report_ended

if TYPE_CHECKING:
    from hyperparameter._kernel.scope import Scope

#: How the names of the methods begin that a class's scope covers, as for `unittest.mock.patch`.
TEST_PREFIX = "test"


def decorate(scope: Scope, function: Any) -> Any:
    """``function`` with ``scope`` open while its body runs; of a class, its test methods.

    Raises:
        TypeError: if it is not a function, coroutine function, generator or
            async generator function, nor a class with test methods.
    """
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(decorate(scope, function.__func__))
    if isinstance(function, type):
        return _test_class(scope, function)
    if not callable(function):
        raise TypeError(
            f"a scope decorates functions, not {function!r}; "
            "for a block write: with param_scope(...):"
        )
    for has_such_a_body, wrapper in _LATER:
        # Of a callable object, its `__call__` has it.
        if has_such_a_body(function) or has_such_a_body(innermost(function)):
            return functools.wraps(function)(wrapper(scope, function))
    return _Scoped(scope, function)


def _test_class(scope: Scope, decorated: type) -> type:
    tests = [name for name in dir(decorated) if name.startswith(TEST_PREFIX)]
    tests = [name for name in tests if callable(getattr(decorated, name))]
    if not tests:
        raise TypeError(
            f"a scope decorates functions, and the test methods of a class; "
            f"{decorated.__qualname__} has none: decorate its methods, "
            "or bind its arguments with @auto_param"
        )
    for name in tests:
        setattr(decorated, name, decorate(scope, inspect.getattr_static(decorated, name)))
    return decorated


class _Scoped:
    """A function with a scope open while it runs; to ``inspect`` it is a function."""

    __wrapped__: Callable[..., Any]

    def __init__(self, scope: Scope, function: Callable[..., Any]) -> None:
        for name in ("__code__", "__defaults__", "__kwdefaults__", "__globals__", "__closure__"):
            setattr(self, name, getattr(_innermost(function), name, None))
        functools.update_wrapper(self, function)
        self._scope = scope

    # As mocks do it: `isinstance` asks for this where the type does not say yes.
    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        # What sends functions by value would send the one inside, without its scope.
        return type(self) if _asks_cloudpickle() else types.FunctionType

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        with self._scope:
            return self.__wrapped__(*args, **kwargs)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)

    def __copy__(self) -> _Scoped:
        return self

    def __deepcopy__(self, memo: object) -> _Scoped:
        return self  # as of every function

    def __reduce_ex__(self, protocol: object) -> Any:
        function = self.__wrapped__
        # cloudpickle sends by value what pickle finds by its name.
        if not _asks_cloudpickle():
            named = _named(function)
            if named is self:
                return function.__qualname__
            if named is not function and type(function) is types.FunctionType:
                raise TypeError(
                    f"cannot pickle {function.__qualname__} with the scope of "
                    f"{keys_of(self._scope)}: another process does not find the function by its "
                    "name; define it in a module, and decorate it where it is sent: "
                    "pool.submit(param_scope(...)(function))"
                )
        return _sent, (self._scope.__layer__, function)

    def __repr__(self) -> str:
        return f"<{self.__wrapped__!r} in {self._scope!r}>"


def _sent(layer: Any, function: Any) -> Any:
    from hyperparameter._kernel.scope import Scope, set_layer

    scope = object.__new__(Scope)
    set_layer(scope, layer)
    return _Scoped(scope, function)


def _asks_cloudpickle() -> bool:
    """Whether cloudpickle is what has called the caller."""
    name = sys._getframe(2).f_globals.get("__name__") or ""
    return name.partition(".")[0] == "cloudpickle"


def _innermost(function: Any) -> Any:
    while isinstance(function, (functools.partial, types.MethodType)):
        function = function.func if isinstance(function, functools.partial) else function.__func__
    return function


def _named(function: Any) -> Any:
    """What another process finds under the function's name."""
    found: Any = sys.modules.get(getattr(function, "__module__", None) or "")
    for name in getattr(function, "__qualname__", "").split("."):
        found = getattr(found, name, None)
    return found


def _coroutine(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        with _Steps(scope) as steps:
            with steps.step():
                body = function(*args, **kwargs)
            return await _stepped(steps, body)

    return call


def _generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with _Steps(scope) as steps:
            with steps.step():
                body = function(*args, **kwargs)
            return (yield from _driven(steps, body))

    return call


class _Steps:
    """The decorator's scope and what the body has open in it, put aside between the steps."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        #: From the decorator's own to the innermost; None before the first step, empty
        #: once the body or whoever runs it has ended the decorator's scope.
        self._aside: list[_state.State] | None = None

    @contextmanager
    def step(self) -> Generator[None, None, None]:
        """Runs one step of the body."""
        self._take_up()
        try:
            yield
        finally:
            self._put_aside()

    def __enter__(self) -> _Steps:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """After the last step: reports what the body has left open."""
        inside = [
            state.scope
            for state in (self._aside or ())[1:]
            if state.scope is not None and state.scope is not _state.REPLACED
        ]
        self._aside = []
        if inside:
            report_ended(self._scope, inside, error)

    def _take_up(self) -> None:
        state = _state.current()
        if self._aside is None:
            self._scope.__enter__()
            _state.current().steps = self
            return
        # Not what a generator in the body had open, which has been closed in between.
        aside = [opened for opened in self._aside if opened.scope is not _state.REPLACED]
        if aside and aside[0].lies_over(state):
            _state.put(aside[-1])
        else:
            for put_aside in aside:
                state = put_aside.over(state)
            _state.put(state)

    def _put_aside(self) -> None:
        aside: list[_state.State] = []
        state: _state.State | None = _state.current()
        while state is not None:
            aside.append(state)
            if state.steps is self:
                assert state.outer is not None
                # Not what was current before: the body may have assigned to a scope outside.
                _state.put(state.outer)
                self._aside = aside[::-1]
                return
            state = state.outer
        self._aside = []


def _driven(steps: _Steps, body: Any) -> Generator[Any, Any, Any]:
    """Runs a generator or a coroutine step by step."""
    resume, sent = body.send, None
    try:
        while True:
            try:
                with steps.step():
                    item = resume(sent)
            except StopIteration as stop:
                return stop.value
            try:
                resume, sent = body.send, (yield item)
            # To be closed is among them: what the body does then is what this does.
            except BaseException as error:
                resume, sent = body.throw, error
    finally:
        # An exception leads to this frame, and nothing here may lead back to it.
        body = resume = sent = None


_stepped = types.coroutine(_driven)


def _async_generator(scope: Scope, function: Callable[..., Any]) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        with _Steps(scope) as steps:
            with steps.step():
                body = function(*args, **kwargs)
            resume, sent = functools.partial(_first_step, body), None
            try:
                while True:
                    try:
                        item = await _stepped(steps, resume(sent))
                    except StopAsyncIteration:
                        return
                    try:
                        resume, sent = body.asend, (yield item)
                    except BaseException as error:
                        resume, sent = body.athrow, error
            finally:
                sent = None

    return call


def _first_step(body: Any, sent: Any) -> Any:
    """Begins an async generator of which the event loop is not told: it would close it
    beside the one that runs it, and outside of the scope."""
    hooks = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(None, None)
    try:
        return body.asend(sent)
    finally:
        sys.set_asyncgen_hooks(*hooks)


#: What runs step by step, after the call; in this order.
_LATER = (
    (inspect.isasyncgenfunction, _async_generator),
    (inspect.isgeneratorfunction, _generator),
    (inspect.iscoroutinefunction, _coroutine),
)

_one_copy.keep("hyperparameter")
