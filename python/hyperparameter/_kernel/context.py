"""Operations on the current context: leave a scope, assign in it, ``frozen()``, ``base()``."""

from __future__ import annotations

from hyperparameter._kernel import native as _native
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.frame import native_child
from hyperparameter._kernel.layer import layer_of
from hyperparameter._kernel.leaving import report_ended, report_not_open, was_ended
from hyperparameter.exceptions import ScopeError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any
    from weakref import ReferenceType

    from hyperparameter._kernel.layer import Source
    from hyperparameter._kernel.scope import Scope
    from hyperparameter._kernel.state import State


def leave(scope: Scope, error: BaseException | None) -> None:
    """Closes the innermost entry of ``scope``, and all scopes opened inside it.

    If scopes were still open inside it, a warning reports them; ``error``, the exception
    that is being raised, is never replaced.

    Raises:
        ScopeError: if it is not open in this context and no outer scope has closed it.
    """
    state = _state.current()
    opened = _opening_of(scope, state)
    if opened is None or opened.outer is None:
        if not was_ended(scope):
            report_not_open(scope, error)
        return
    between = [inner.scope for inner in _between(state, opened)]
    inside = [inner for inner in between if inner is not None and inner is not _state.REPLACED]
    if isinstance(error, GeneratorExit) and not _state.is_of_this_context(opened):
        _state.abandon(opened)
    _state.put(opened.outer)
    if inside:
        report_ended(scope, inside, error)


def opened(scope: ReferenceType[Scope], key: str) -> State:
    """The state of the innermost entry of ``scope``.

    Raises:
        ScopeError: if it is not open here; the message names ``key``.
    """
    itself = scope()
    state = None if itself is None else _opening_of(itself, _state.current())
    if state is None:
        raise ScopeError(
            f'cannot use "{key}" through this scope: the scope is not open here (never entered, '
            "already left, closed with an outer scope, or entered in another thread)",
            key=key,
        )
    return state


def assign(key: str, value: Any, scope: ReferenceType[Scope] | None = None) -> None:
    """Sets a parameter in ``scope``, or in the innermost one, until that is left.

    Raises:
        ScopeError: if ``scope``, or any scope without it, is not open here.
    """
    state = _state.current()
    changed = state if scope is None else opened(scope, key)
    if changed.outer is None:
        raise ScopeError(
            f'cannot assign "{key}": no scope is open, so nothing would undo the assignment; '
            "open one with param_scope(...), or set it for the whole process with base(...)",
            key=key,
        )
    new = changed.assigned(key, value)
    _state.put(new if changed is state else _replaced(state, changed, new))


def frozen() -> None:
    """Publishes the current frame as the baseline, which new threads start from.

    A frame is the immutable snapshot of all parameters that are set at one point of the
    program. A thread takes the baseline when it first uses parameters, and keeps it:
    publishing again affects only threads that first use parameters later. Leaving the
    current scope does not undo the publication. The calling thread is not affected;
    ``base`` also sets the values that the calling thread reads outside all scopes.

    >>> import threading
    >>> from hyperparameter import frozen, param_scope
    >>> with param_scope(**{"global.seed": 42}):
    ...     frozen()
    >>> worker = threading.Thread(target=lambda: print(param_scope["global"].seed | 0))
    >>> worker.start(); worker.join()
    42
    """
    _native.publish(_state.current().frame.native())


def base(*sources: Source, **overrides: Any) -> None:
    """Sets process-wide values, which a scope can override.

    From now on, the calling thread reads these values outside all scopes, and threads and
    tasks that start later start from them. Other threads that already use parameters, and
    scopes that are open in other tasks, are not affected. Each call replaces the values of
    the previous one; ``base()`` clears them. Call it at the start of a program.

    Args:
        *sources: as for ``param_scope``.
        **overrides: values by key, applied last.

    Raises:
        ScopeError: if a scope is open here.
        TypeError, DefinitionError, InvalidKeyError, ConversionError, LimitError: as
            ``param_scope`` does; nothing changes then.

    >>> from hyperparameter import base, param_scope
    >>> base({"train": {"lr": 0.1}})
    >>> param_scope.train.lr | 1e-3
    0.1
    >>> base()
    >>> param_scope.train.lr | 1e-3
    0.001
    """
    state = _state.current()
    if state.outer is not None:
        raise ScopeError(
            "cannot call base() while a scope is open: the open scope would not see it; "
            "call base(...) at the start of the program, outside all scopes"
        )
    root = _state.root_of(native_child(_native.EMPTY, layer_of(sources, overrides)))
    _native.publish(root.frame.native())
    # Every context whose state is the thread's root reads the new frame from now on; a scope
    # that is open over the root keeps the old one as the parent of its frame.
    thread = _state.thread
    if thread.root is None:
        thread.root = root
    else:
        thread.root.frame = root.frame
        thread.root.identity = None
    _state.put(thread.root)


def _opening_of(scope: Scope, state: State | None) -> State | None:
    while state is not None and state.scope is not scope:
        state = state.outer
    return state


def _between(state: State, outermost: State) -> Iterator[State]:
    """The states from ``state`` outward, before ``outermost``."""
    while state is not outermost:
        yield state
        assert state.outer is not None
        state = state.outer


def _replaced(state: State, old: State, new: State) -> State:
    """A copy of the list from ``state`` outward, with ``new`` in place of ``old``."""
    for kept in reversed(list(_between(state, old))):
        new = kept.moved(new)
    return new
