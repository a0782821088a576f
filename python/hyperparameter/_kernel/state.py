"""What is current in a context: the innermost open scope, with those around it.

A thread, an asyncio task, anything that runs in a ``contextvars`` context has
its own. It is a linked list that never changes in place, so a copied context
shares it and goes its own way from there.
"""

from __future__ import annotations

import contextvars
import sys

# What `threading` has it from, which takes long to import.
from _thread import _local
from _weakref import ref

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.frame import Frame, begun_with, over
from hyperparameter._kernel.layer import NO_OVERRIDES, assigned

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any

    from hyperparameter._kernel.scope import Scope


class State:
    """The innermost open scope with its frame, and what lies outside it.

    One without a scope and with nothing outside is what a thread begins with, its root.
    """

    # Filled by `Scope.__enter__`, not by a constructor: opening a scope is a hot path.
    __slots__ = ("__weakref__", "entered", "frame", "outer", "scope", "steps", "token", "versions")

    #: What is read here. Only what is put in a state's place changes it: `base` that of a
    #: root, and `abandon`.
    frame: Frame
    scope: Scope | None
    outer: State | None
    #: What only the context that entered the scope can reset to; None in other states.
    token: contextvars.Token[State] | None

    # None in most states.

    #: The frame as the scope was entered with it, where something was assigned since.
    entered: Frame | None
    #: Whose step by step run has opened this.
    steps: object | None
    #: The states of one opening: the one that was entered, and the latest in its place.
    versions: list[ref[State]] | None

    def lies_over(self, outer: State) -> bool:
        """Whether this was opened over ``outer`` as it is now, and returns to it."""
        frame = self.entered or self.frame
        return self.outer is outer and frame.parent is outer.frame

    def over(self, outer: State) -> State:
        """This scope, with what was assigned in it, opened over another one."""
        beneath = outer.frame.here()
        if self.entered is None:
            return self._like(over(beneath, self.frame.layer), outer)
        entered = over(beneath, self.entered.layer)
        state = self._like(over(entered, self.frame.layer), outer)
        state.entered = entered
        return state

    def assigned(self, key: str, value: Any) -> State:
        """This scope with one parameter assigned."""
        frame = self.frame.here()
        entered = self.entered
        before = None if entered is None else frame.layer
        entered = entered or frame
        state = self._like(over(entered, assigned(before, key, value)), self.outer)
        state.entered = entered
        return state

    def moved(self, outer: State) -> State:
        """This scope with the frame it has, and another outer one to go back to."""
        return self._like(self.frame.here(), outer)

    def _like(self, frame: Frame, outer: State | None) -> State:
        state = State()
        state.frame, state.scope, state.outer, state.token = frame, self.scope, outer, self.token
        state.entered, state.steps = self.entered, self.steps
        now = ref(state)
        if self.versions is None:
            self.versions = [ref(self), now]
        else:
            self.versions[1] = now
        state.versions = self.versions
        return state


class AbandonedFrame(Frame):
    """What is read where a scope of an async generator may be current still, whose consumer
    has not read it to the end.

    The event loop closes the generator in a context of its own. In the consumer's,
    which entered the scope, nobody can leave it any more: there, what lies outside is read.
    A task that was started inside of the generator keeps it.
    """

    __slots__ = ("own",)

    own: Frame

    # Nothing that is read may be remembered with it: the next read may be another context's.
    identity = property(lambda self: object(), lambda self, value: None)

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


#: The scope of a state that was abandoned.
REPLACED: Any = object()


def root_of(native: _native.Frame) -> State:
    """What a thread begins with, with no scope open."""
    root = State()
    root.frame = begun_with(native)
    root.scope = root.outer = root.token = None
    root.entered = root.steps = root.versions = None
    return root


def abandon(state: State) -> None:
    """Ends a scope in the context that has entered it, wherever that is."""
    states = [state, *(reference() for reference in state.versions or ())]
    for each in states:
        if each is not None and each.scope is not REPLACED:
            while (passed := each.outer) is not None and passed.scope is REPLACED:
                # Its token has the one that was abandoned before it, and so on.
                passed.token = None
                each.outer = passed.outer
            each.frame.let_go()
            frame = AbandonedFrame()
            frame.own, frame._native, frame.answers = each.frame, None, {}
            frame.layer, frame.parent = NO_OVERRIDES, None
            each.frame, each.scope = frame, REPLACED


_current: contextvars.ContextVar[State] = contextvars.ContextVar("hyperparameter")

#: The state of the running context, or LookupError where nothing was used yet.
get = _current.get
#: Makes a state that of the running context.
put = _current.set


class Thread(_local):
    """What this thread began with, once it has used parameters."""

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
        # What read in between, a signal's handler, began before.
        thread.root = root = thread.root or root
    put(root)
    return root


def is_of_this_context(state: State) -> bool:
    """Whether ``state`` was entered in this context, and not inherited."""
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

    For builds of Python whose threads start in a copy of the context of the
    thread that starts them.
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
