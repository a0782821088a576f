"""Reports scopes that are left out of order, or where they are not open.

The state is already correct when these functions are called. If no exception is being
raised, they raise or warn; otherwise they add a note to it and never replace it.
"""

from __future__ import annotations

import contextvars
import sys
from _weakref import ref
from itertools import islice

from hyperparameter.exceptions import ScopeError, ScopeWarning

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from _weakref import ReferenceType
    from typing import Any

    from hyperparameter._kernel.scope import Scope

#: Scopes that ended with an outer scope before their own exit, which then does nothing.
_ended: contextvars.ContextVar[tuple[ReferenceType[Any], ...]] = contextvars.ContextVar(
    "hyperparameter_ended", default=()
)

_SHOWN = 4

#: `inspect.CO_COROUTINE`; `inspect` is slow to import.
_COROUTINE = 0x80

_DECORATE = (
    "in a generator, decorate the function with @param_scope(...) instead of a with block in it"
)


def was_ended(scope: Scope) -> bool:
    """Whether ``scope`` ended with an outer scope; True once for each entry."""
    ended = _ended.get()
    for at, reference in enumerate(ended):
        if reference() is scope:
            _ended.set((*ended[:at], *ended[at + 1 :]))
            return True
    return False


def report_ended(scope: Scope, inside: list[Scope], error: BaseException | None) -> None:
    """Reports that scopes opened inside ``scope`` ended with it."""
    alive = [reference for reference in _ended.get() if reference() is not None]
    _ended.set((*alive, *map(ref, inside)))
    inner = described(*inside)
    if len(inside) == 1:
        what = f"an inner {inner} was still open; both have ended"
    else:
        what = f"{len(inside)} inner {inner} were still open; all have ended"
    _report(ScopeWarning(f"the {described(scope)} was left while {what}; {_DECORATE}"), error)


def report_not_open(scope: Scope, error: BaseException | None) -> None:
    """Reports that ``scope`` is not open in this context."""
    # The callers: leave, __exit__, the block. A coroutine that is never resumed is closed
    # wherever it is garbage-collected, which asyncio reports itself.
    code = sys._getframe(3).f_code
    if isinstance(error, GeneratorExit) and code.co_flags & _COROUTINE:
        return
    _report(
        ScopeError(
            f"cannot leave the {described(scope)}: it is not open here (never entered, already "
            f"left, or entered in another thread, task or context); {_DECORATE}"
        ),
        error,
    )


def described(*scopes: Scope) -> str:
    """The scopes by the keys that they override, for a message."""
    # Of a definition only the key: values may be secret.
    keys = (
        value.partition("=")[0] if key is None else key
        for scope in scopes
        for key, value, _, _ in scope.__layer__.overrides
    )
    first = [f'"{key}"' for key in islice(dict.fromkeys(keys), _SHOWN + 1)]
    shown = ", ".join(first[:_SHOWN]) + (", …" if len(first) > _SHOWN else "")
    if len(scopes) == 1:
        return f"scope that overrides {shown}" if first else "empty scope"
    return f"scopes that override {shown}" if first else "empty scopes"


def _report(finding: Exception, error: BaseException | None) -> None:
    if sys.is_finalizing():
        return
    if error is None and isinstance(finding, ScopeError):
        raise finding
    if error is None:
        _warn(finding)
    # A note on GeneratorExit would never be shown.
    elif isinstance(error, GeneratorExit) or sys.version_info < (3, 11):
        try:
            _warn(finding)
        except Warning:
            # A filter turns warnings into errors, which would replace the current exception.
            sys.stderr.write(f"ScopeWarning: {finding}\n")
    else:
        error.add_note(str(finding))


def _warn(finding: Exception) -> None:
    import warnings  # imported here, because it is slow to import

    # The callers: _report, report_..., leave, __exit__, the block.
    warnings.warn(ScopeWarning(*finding.args), stacklevel=6)
