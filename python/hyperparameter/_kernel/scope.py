"""``with param_scope(...) as ps``: overrides for a block, rolled back when it exits."""

from __future__ import annotations

from _weakref import ref

from hyperparameter._kernel import context as _context
from hyperparameter._kernel import state as _state
from hyperparameter._kernel.accessor import ScopedAccessor, joined, keep_in, refuse_probe
from hyperparameter._kernel.frame import over
from hyperparameter._kernel.patching import assign, refuse_deletion
from hyperparameter._kernel.state import State

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Callable, NoReturn, TypeVar

    from hyperparameter._kernel.layer import Layer

    F = TypeVar("F", bound=Callable[..., Any])

_get = _state.get
_put: Callable[[Any], Any] = _state.put
_REPLACED = _state.REPLACED


class Scope:
    """Overrides that take effect while the scope is open.

    A scope that is not entered has no effect. It can be entered more than once, even
    while it is open, and used as a decorator. In ``with param_scope(...) as ps:``,
    ``ps.a.b`` reads and assigns in this scope, even while inner scopes are open.
    """

    # `param_scope(...)` sets these: a constructor would add a call to a hot path.
    __slots__ = ("__dict__", "__kept__", "__layer__", "__weakref__")

    __layer__: Layer
    #: How many accessors it caches.
    __kept__: int

    def __enter__(self) -> Scope:
        try:
            outer = _get()
            beneath = outer.frame
            if outer.scope is _REPLACED:
                outer = _state.current()
                beneath = outer.frame.here()
        except LookupError:
            outer = _state.current()
            beneath = outer.frame
        # Set here and not by a constructor: this is a hot path.
        state = State()
        state.frame = over(beneath, self.__layer__)
        state.scope = self
        state.outer = outer
        state.entered = state.steps = state.versions = state.identity = None
        try:
            state.token = _put(state)
            return self
        except BaseException:  # raised by a signal handler: the block will not run
            _put(outer)
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            state = _get()
        except LookupError:
            state = _state.current()
        # Scopes are nearly always left in order; a generator may be closed in another context.
        if state.scope is self and kind is not GeneratorExit:
            _put(state.outer)
        else:
            _context.leave(self, error)

    def __call__(self, function: F, /) -> F:
        # Imported here: it needs `inspect`, which is slow to import and which blocks do not need.
        from hyperparameter._kernel.decorate import decorate

        decorated: F = decorate(self, function)
        return decorated

    def __getattr__(self, name: str) -> ScopedAccessor:
        refuse_probe(name)
        accessor = ScopedAccessor(ref(self), name)
        keep_in(self, self, name, accessor)
        return accessor

    def __getitem__(self, key: str) -> ScopedAccessor:
        kept = self.__dict__
        if type(key) is str and key in kept:
            return kept[key]  # type: ignore[no-any-return]
        accessor = ScopedAccessor(ref(self), joined("", key))
        keep_in(self, self, accessor.__key__, accessor)
        return accessor

    def __setattr__(self, name: str, value: Any) -> None:
        refuse_probe(name)
        assign(name, value, ref(self))

    def __setitem__(self, key: str, value: Any) -> None:
        assign(joined("", key), value, ref(self))

    def __delitem__(self, key: str) -> NoReturn:
        refuse_deletion(joined("", key))

    __delattr__ = __delitem__

    def __contains__(self, key: object) -> bool:
        name = joined("", key)
        return _context.opened(ref(self), name).frame.is_set(name)

    def __iter__(self) -> NoReturn:
        raise TypeError("a scope cannot be iterated: hyperparameter.keys() lists what is set")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a scope cannot be pickled or copied: pass its overrides instead")

    def __repr__(self) -> str:
        count = len(self.__layer__)
        return f"<scope with {count} {'override' if count == 1 else 'overrides'}>"


set_layer = Scope.__dict__["__layer__"].__set__
