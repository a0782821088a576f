"""Which frame is current, and which scopes are open: one answer per context.

A thread, an asyncio task, anything that runs in a ``contextvars`` context has
its own. The answer is a linked list that never changes in place, so a copied
context shares it and goes its own way from there.
"""

from __future__ import annotations

import contextvars
import sys

# What `threading` has them from, which takes long to import.
from _thread import _local, get_ident

from hyperparameter._frame import Frame
from hyperparameter._layer import layer_of_assignment
from hyperparameter.exceptions import ScopeError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any


class State(Frame):
    """The innermost open scope with its frame, and what lies outside it.

    The outermost state has no scope: it is what the thread began with.
    """

    __slots__ = ("outer", "scope", "start")

    scope: object | None
    outer: State | None
    #: Of an outermost state only: what just the context that it began in can reset to.
    start: list[contextvars.Token[State]]


_current: contextvars.ContextVar[State] = contextvars.ContextVar("hyperparameter")


#: The thread a context began in; a copied context says where it was copied from.
_home: contextvars.ContextVar[int] = contextvars.ContextVar("hyperparameter_home")
# Contexts are mostly copied from that of the main thread, maybe before it reads anything.
_home.set(get_ident())

#: The thread that imports this.
_importer = get_ident()

#: The state of the running context, or LookupError where nothing was used yet.
get = _current.get
#: Makes a state that of the running context.
put = _current.set


class _Thread(_local):
    """What this thread began with, once it has used parameters."""

    frame: State | None = None


_thread = _Thread()


def current() -> State:
    """The state of the running context."""
    try:
        return get()
    except LookupError:
        return _begin()


def _begin() -> State:
    """Starts from the baseline as it was when the thread first used parameters."""
    if _thread.frame is None:
        frame = State()
        frame.begin()
        # Only now that it is whole; what read in between, a signal's handler, began before.
        _thread.frame = _thread.frame or frame
    state = State()
    state.share(_thread.frame)
    state.scope = state.outer = None
    state.start = []
    state.start.append(_current.set(state))
    if _home.get(None) is None:
        _home.set(get_ident())
    return state


def leave(scope: object) -> None:
    """Closes the innermost opening of ``scope``.

    Raises:
        ScopeError: if it is not open here, or scopes inside it still are. Those
            stay open, and once they are left, all is as before the first.
    """
    state = current()
    if state.scope is scope and state.outer is not None:
        _current.set(state.outer)
        return
    opened = _opening_of(scope, state)
    if opened is None or opened.outer is None:
        raise ScopeError(
            "cannot leave a scope that is not open here: it was left before, "
            "or entered in another thread or task"
        )
    _current.set(_replaced(state, opened, opened.outer))
    raise ScopeError(
        "scope left out of order: a scope opened inside it is still open; "
        "leave the innermost scope first"
    )


def opened(scope: object, key: str) -> State:
    """The innermost opening of ``scope``.

    Raises:
        ScopeError: if it is not open here; the message names ``key``.
    """
    state = _opening_of(scope, current())
    if state is None:
        raise ScopeError(
            f'cannot use "{key}" of a scope that is not open here: '
            "it is not entered, already left, or was entered in another thread"
        )
    return state


def assign(key: str, value: Any, scope: object | None = None) -> None:
    """Changes a parameter in ``scope``, or in the innermost one, until it ends.

    Raises:
        ScopeError: if ``scope`` is not open here; or if no scope is open in a
            thread that is not the main one.
    """
    state = current()
    changed = state if scope is None else opened(scope, key)
    if changed.scope is None and not _may_keep(changed):
        raise ScopeError(
            f'cannot assign "{key}" in this thread with no scope open: it would outlive the job; '
            "open one with param_scope(...)"
        )
    layer = layer_of_assignment(key, value)
    with_value = State()
    with_value.derive_assigned(changed, layer)
    with_value.scope, with_value.outer = changed.scope, changed.outer
    if changed.scope is None:
        with_value.start = changed.start
    _current.set(_replaced(state, changed, with_value))


def frozen() -> None:
    """Publishes the current frame as what new threads start from.

    A thread takes the baseline when it first uses parameters, and keeps it:
    publishing again reaches only threads that start later. Leaving the scope
    afterwards does not take the baseline back.

    >>> import threading
    >>> from hyperparameter import frozen, param_scope
    >>> with param_scope(**{"global.seed": 42}):
    ...     frozen()
    >>> worker = threading.Thread(target=lambda: print(param_scope["global"].seed | 0))
    >>> worker.start(); worker.join()
    42
    """
    current().native().publish()


def exchange(state: State) -> State:
    """Makes ``state`` current and returns what was."""
    before = current()
    _current.set(state)
    return before


def _opening_of(scope: object, state: State | None) -> State | None:
    while state is not None and state.scope is not scope:
        state = state.outer
    return state


def _replaced(state: State, old: State, new: State) -> State:
    """The list from ``state`` outward, with ``new`` where ``old`` was."""
    above = []
    while state is not old:
        above.append(state)
        assert state.outer is not None
        state = state.outer
    for kept in reversed(above):
        moved = State(kept)
        moved.share(kept)
        moved.scope, moved.outer = kept.scope, new
        new = moved
    return new


def _may_keep(state: State) -> bool:
    """Whether what is assigned without a scope ends with something.

    It ends with the program, with a task, or with a copied context. A thread of
    a pool ends with none of its jobs.
    """
    return _in_main_thread() or _home.get() != get_ident() or _in_task() or _is_copied(state)


def _in_main_thread() -> bool:
    if "threading" not in sys.modules:
        # Not imported to ask it: whichever thread does so first, it takes for the main one.
        return get_ident() == _importer
    import threading

    return threading.current_thread() is threading.main_thread()


def _in_task() -> bool:
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return False
    try:
        return asyncio.current_task() is not None
    except RuntimeError:  # no event loop runs in this thread
        return False


def _is_copied(state: State) -> bool:
    """Whether this context is a copy of the one that ``state`` began in.

    Only the context that made a token can reset to it.
    """
    try:
        _current.reset(state.start[0])
    except ValueError:
        return True
    state.start[0] = _current.set(state)
    return False


def start_threads_from_baseline(thread: Any) -> None:
    """Keeps threads of the class ``thread`` from inheriting scopes.

    For builds of Python whose threads start in a copy of the context of the
    thread that starts them.
    """
    start = thread.start

    def start_without_scopes(self: Any) -> None:
        context = contextvars.Context()
        for variable, value in contextvars.copy_context().items():
            if variable is not _current and variable is not _home:
                context.run(variable.set, value)
        context.run(start, self)

    start_without_scopes.__doc__ = start.__doc__
    thread.start = start_without_scopes


if getattr(sys.flags, "thread_inherit_context", False):
    import threading

    start_threads_from_baseline(threading.Thread)
