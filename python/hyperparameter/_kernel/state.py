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
from hyperparameter._kernel.frame import Frame, native_child
from hyperparameter._kernel.layer import Layer, merged

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any

    from hyperparameter._kernel.scope import Scope

#: An assignment copies so many overrides of its scope, to let go of what it replaces;
#: where there are more it is a layer of its own.
MAX_MERGED = 64


class State(Frame):
    """The innermost open scope with its frame, and what lies outside it."""

    __slots__ = ("__weakref__", "entered", "opening", "outer", "scope", "steps", "token")

    scope: Scope | None
    outer: State | None
    #: What only the context that entered the scope can reset to; None in other states.
    token: contextvars.Token[State] | None

    # Set in few states; asking others gives None.

    #: The state before all assignments, where these are a layer of their own.
    entered: State | None
    #: Whose step by step run has opened this.
    steps: object | None
    #: The states of one opening: the one that was entered, and the latest in its place.
    opening: list[ref[State]] | None

    def __getattr__(self, name: str) -> None:
        if name not in ("entered", "opening", "steps"):
            raise AttributeError(name)

    def lies_over(self, outer: State) -> bool:
        """Whether this was opened over ``outer`` as it is now, and returns to it."""
        return self.outer is outer and self._parent is outer

    def over(self, outer: State) -> State:
        """This scope, with what was assigned in it, opened over another frame."""
        assert self._layer is not None
        if self.entered is not None:
            assigned = self._layer
            assert isinstance(assigned, Layer)
            return self.entered.over(outer).changed(assigned)
        return self._like(opened_over(outer, outer, self._layer, self.scope))

    def changed(self, layer: Layer) -> State:
        """This scope with further overrides."""
        entered, own, parent = self.entered, self._layer, self._parent
        assert own is not None
        if parent is None or (entered is None and len(own) > MAX_MERGED):
            entered = parent = self
        else:
            layer = merged(own, layer)
        state = self._like(opened_over(parent, self.outer, layer, self.scope))
        state.entered = entered
        return state

    def moved(self, outer: State) -> State:
        """This scope with the frame it has, and another outer one to go back to."""
        state = self._like(State(self))
        state._layer, state._parent = self._layer, self._parent
        # Made now, so that it is made once.
        state._native = self.native()
        state.identity = None
        state.scope, state.outer = self.scope, outer
        return state

    def _like(self, state: State) -> State:
        state.entered, state.steps, state.token = self.entered, self.steps, self.token
        state.opening = opening = self.opening or [ref(self), ref(self)]
        self.opening = opening
        opening[1] = ref(state)
        return state


def opened_over(
    parent: Frame, outer: State | None, layer: Layer | dict[str, Any], scope: Scope | None
) -> State:
    """A scope opened over ``parent``; `Scope.__enter__` does the same by hand, on a hot path."""
    plain = layer if type(layer) is dict else layer.plain  # type: ignore[union-attr]
    state = State(plain or ())
    state._native = None if plain is not None else native_child(parent.native(), layer)
    state._parent, state._layer = parent, layer
    state.identity = state.token = None
    state.scope, state.outer = scope, outer
    return state


class Replaced(State):
    """A state that may be current still, and in whose place another one is.

    A read that finds it current is one of the other. A frame that was opened over it
    goes on with what it had.
    """

    __slots__ = ()

    def answer(self, key: str) -> Any:
        return self._fetch(key, _native.WANT_STORED)

    # Nothing that a read finds may be remembered with it: the next one may be another's.
    identity = property(lambda self: object(), lambda self, value: None)

    def _keep(self, key: Any, answer: Any) -> None:
        pass

    def instead(self) -> State:
        """What is current in its place in this context; itself, if it still is."""
        raise NotImplementedError

    def __missing__(self, key: str) -> Any:
        instead = current()
        return self.answer(key) if instead is self else instead[key]

    def read(self, key: str, kind: Any) -> Any:
        instead = current()
        return super().read(key, kind) if instead is self else instead.read(key, kind)

    def keys_below(self, prefix: str = "") -> list[str]:
        instead = current()
        return super().keys_below(prefix) if instead is self else instead.keys_below(prefix)


class Root(State):
    """What a thread begins with: the baseline, with no scope open."""

    __slots__ = ("successor",)

    successor: Root


class RetiredRoot(Replaced, Root):
    """A root that `base` has replaced."""

    __slots__ = ()

    def instead(self) -> State:
        return self.successor


class Abandoned(Replaced):
    """A scope of an async generator that its consumer has not read to the end.

    The event loop closes the generator in a context of its own. In the consumer's,
    which entered the scope, nobody can leave it any more. A task that was started
    inside of the generator keeps it.
    """

    __slots__ = ()

    def instead(self) -> State:
        assert self.outer is not None
        return self.outer if is_of_this_context(self) else self


#: The scope of a state in whose place another one is.
REPLACED: Any = object()


def new_root(native: _native.Frame) -> Root:
    root = Root()
    root._layer = root._parent = root.identity = root.scope = root.outer = root.token = None
    root._native = native
    return root


def replace(state: State, kind: type[Replaced]) -> None:
    """Lets a read that finds ``state`` current be one of what is in its place."""
    state.native()
    state.scope = REPLACED
    state.__class__ = kind
    # What lies under it is in the library's frame, which is there by now.
    state._parent = None
    state.clear()


def abandon(state: State) -> None:
    """Ends a scope in the context that has entered it, wherever that is."""
    states = [state, *(reference() for reference in state.opening or ())]
    for each in states:
        if each is not None:
            while isinstance(passed := each.outer, Abandoned):
                # Its token has the one that was abandoned before it, and so on.
                passed.token = None
                each.outer = passed.outer
            replace(each, Abandoned)


_current: contextvars.ContextVar[State] = contextvars.ContextVar("hyperparameter")

#: The state of the running context, or LookupError where nothing was used yet.
get = _current.get
#: Makes a state that of the running context.
put = _current.set


class Thread(_local):
    """What this thread began with, once it has used parameters."""

    root: Root | None = None


thread = Thread()


def current() -> State:
    """The state of the running context."""
    try:
        state = get()
    except LookupError:
        return _begin()
    if state.scope is REPLACED:
        before = None
        while isinstance(state, Replaced) and state is not before:
            before, state = state, state.instead()
        put(state)
    return state


def _begin() -> Root:
    """Starts from the baseline as it was when the thread first used parameters."""
    root = thread.root
    if root is None:
        root = new_root(_native.baseline_frame())
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
