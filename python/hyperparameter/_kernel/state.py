"""The current state of a context: its open scopes, as a linked list from the innermost.

Every ``contextvars`` context has its own, so every thread and every asyncio task. The list
is immutable, with two exceptions noted at `State.frame`: a copied context shares it until
either of the two opens or leaves a scope.
"""

from __future__ import annotations

import contextvars
import sys

# From `_thread` because `threading`, which re-exports it, is slow to import.
from _thread import _local
from _weakref import ref

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.frame import Frame, over
from hyperparameter._kernel.layer import NO_OVERRIDES, assigned

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any

    from hyperparameter._kernel.scope import Scope


class State:
    """An open scope with its frame, and the state outside it.

    A thread starts with its root: a state without a scope and without an outer state.
    """

    # Set by `Scope.__enter__`, not by a constructor: opening a scope is a hot path.
    __slots__ = (
        *("__weakref__", "entered", "frame", "identity"),
        *("outer", "scope", "steps", "token", "versions"),
    )

    #: The frame that reads use. It changes only when `base` replaces the frame of a root, and
    #: in `abandon`.
    frame: Frame
    #: An object that identifies this state with its frame in caches, even after it is gone,
    #: without keeping it alive; None until it is read, False until it is read again.
    identity: object
    scope: Scope | None
    outer: State | None
    #: Can be reset only in the context that entered the scope; None in other states.
    token: contextvars.Token[State] | None

    # The following are None in most states.

    #: The frame that the scope was entered with, if something was assigned since.
    entered: Frame | None
    #: The `Steps` object that opened this.
    steps: object | None
    #: The states of one entry of a scope: the first, and the latest that replaces it.
    versions: list[ref[State]] | None

    def lies_over(self, outer: State) -> bool:
        """Whether this was opened over ``outer``, whose frame has not changed since."""
        frame = self.entered or self.frame
        return self.outer is outer and frame.parent is outer.frame

    def over(self, outer: State) -> State:
        """A state of this scope, including its assignments, over another outer state."""
        beneath = outer.frame.here()
        if self.entered is None:
            return self._like(over(beneath, self.frame.layer), outer)
        entered = over(beneath, self.entered.layer)
        state = self._like(over(entered, self.frame.layer), outer)
        state.entered = entered
        return state

    def assigned(self, key: str, value: Any) -> State:
        """A state of this scope with one parameter assigned."""
        frame = self.frame.here()
        entered = self.entered
        before = None if entered is None else frame.layer
        entered = entered or frame
        state = self._like(over(entered, assigned(before, key, value)), self.outer)
        state.entered = entered
        return state

    def moved(self, outer: State) -> State:
        """A state of this scope with the same frame, over another outer state."""
        return self._like(self.frame.here(), outer)

    def _like(self, frame: Frame, outer: State | None) -> State:
        state = State()
        state.frame, state.scope, state.outer, state.token = frame, self.scope, outer, self.token
        state.entered, state.steps, state.identity = self.entered, self.steps, None
        now = ref(state)
        if self.versions is None:
            self.versions = [ref(self), now]
        else:
            self.versions[1] = now
        state.versions = self.versions
        return state


class AbandonedFrame(Frame):
    """The frame of an abandoned scope: that of an async generator not consumed to its end.

    The event loop closes such a generator in a context of its own, so the consumer's context,
    which entered the scope, never leaves it: reads in that context use the frame outside the
    scope instead. A task that was started inside the generator keeps the scope's frame.
    """

    __slots__ = ("own",)

    own: Frame

    def keep(self, fact: Any, answer: Any) -> None:
        pass

    def here(self) -> Frame:
        frame = current().frame
        return self.own if frame is self else frame

    def ask(self, key: str) -> Any:
        return self.here().stored(key)

    def read(self, key: str, kind: Any) -> Any:
        return self.here().read(key, kind)

    def native(self) -> _native.Frame:
        return self.here().native()


#: Marks an abandoned state, as its scope.
REPLACED: Any = object()


def root_of(native: _native.Frame) -> State:
    """The state that a thread starts with, with no scope open."""
    root = State()
    root.frame = over(None, NO_OVERRIDES)
    root.frame._native = native
    root.scope = root.outer = root.token = None
    root.entered = root.steps = root.versions = root.identity = None
    return root


def abandon(state: State) -> None:
    """Ends a scope in the context that entered it, which need not be the current one."""
    states = [state, *(reference() for reference in state.versions or ())]
    for each in states:
        if each is not None and each.scope is not REPLACED:
            while (passed := each.outer) is not None and passed.scope is REPLACED:
                # Its token refers to the state abandoned before it, and so on: break the chain.
                passed.token = None
                each.outer = passed.outer
            each.frame.let_go()
            frame = AbandonedFrame()
            frame.own, frame._native, frame.answers = each.frame, None, {}
            frame.layer, frame.parent = NO_OVERRIDES, None
            each.frame, each.scope = frame, REPLACED
            each.identity = None


_current: contextvars.ContextVar[State] = contextvars.ContextVar("hyperparameter")

#: Returns the state of the running context; LookupError if it has none yet.
get = _current.get
#: Sets the state of the running context.
put = _current.set


class Thread(_local):
    """The root of this thread; None until it first uses parameters."""

    root: State | None = None


thread = Thread()


def current() -> State:
    """The state of the running context."""
    try:
        state = get()
    except LookupError:
        return _begin()
    if state.scope is REPLACED:
        while state.scope is REPLACED and is_of_this_context(state):
            assert state.outer is not None
            state = state.outer
        put(state)
    return state


def _begin() -> State:
    """Starts from the baseline as it was when the thread first used parameters."""
    root = thread.root
    if root is None:
        root = root_of(_native.baseline_frame())
        # A signal handler may have set the root in between: then that one stays.
        thread.root = root = thread.root or root
    put(root)
    return root


def is_of_this_context(state: State) -> bool:
    """Whether ``state`` was entered in this context, not inherited from another."""
    token, state.token = state.token, None
    if token is None:
        return False
    now = get()
    try:
        _current.reset(token)
    except ValueError:
        state.token = token
        return False
    put(now)
    return True


def start_threads_from_baseline(thread: Any) -> None:
    """Keeps threads of the class ``thread`` from inheriting scopes.

    For builds of Python in which a thread starts with a copy of its creator's context.
    """
    start = thread.start

    def start_without_scopes(self: Any) -> None:
        context = contextvars.Context()
        for variable, value in contextvars.copy_context().items():
            if variable is not _current:
                context.run(variable.set, value)
        context.run(start, self)

    start_without_scopes.__doc__ = start.__doc__
    thread.start = start_without_scopes


if getattr(sys.flags, "thread_inherit_context", False):
    import threading

    start_threads_from_baseline(threading.Thread)
