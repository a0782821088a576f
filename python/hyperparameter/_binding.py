"""Makes the function that fills in what was not passed, and calls the original.

The function is compiled from the signature, once, so that a call costs no more
than it would if it were written by hand. For ``def train(lr=1e-3, *, steps)``
bound to ``t`` it is::

    def train(lr=not_passed, *, steps=not_passed):
        state = current()
        if lr is not_passed:
            lr = state["t.lr"]
            if type(lr) is not float:
                lr = lr_default if lr is missing else lr_argument.read(state)
        if steps is not_passed:
            ...
        return original(lr, steps=steps)
"""

from __future__ import annotations

import dataclasses
import inspect
import typing
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Callable

from hyperparameter import _context
from hyperparameter._annotations import annotated_kind, fits, resolved
from hyperparameter._frame import MISSING, Frame, refuse_keys_below
from hyperparameter._kinds import interpreted, kind_of

if TYPE_CHECKING:
    from hyperparameter._kinds import Kind

_NOT_BOUND = ("self", "cls")

#: What stands for a factory in the signature of a dataclass.
_FACTORY: Any = getattr(dataclasses, "_HAS_DEFAULT_FACTORY", object())


def bound_call(
    function: Callable[..., Any], signature: inspect.Signature, namespace: str
) -> Callable[..., Any]:
    """A function of the same parameters that fills in what was not passed."""
    scope: dict[str, Any] = {
        "_hp_original": function,
        "_hp_context": _context,
        "_hp_not_passed": _NOT_PASSED,
        "_hp_missing": MISSING,
        "_hp_report": _report_missing,
    }
    # What is itself bound knows what to do with an argument that was not passed.
    inner = function in _bound_calls
    taken, filled, required, passed = _Parameters(), [], [], []
    for at, parameter in enumerate(signature.parameters.values()):
        bound = parameter.kind not in _VARIADIC and parameter.name not in _NOT_BOUND
        taken.add(parameter, "=_hp_not_passed" if bound else "")
        passed.append(_as_passed(parameter))
        if bound:
            argument = Argument(parameter, namespace, function, scope, f"_hp_type_{at}")
            if argument.required or inner:
                argument.unset = _NOT_PASSED
            scope[f"_hp_argument_{at}"] = argument
            scope[f"_hp_default_{at}"] = argument.unset
            filled += _filling(parameter.name, argument, at)
            if argument.required and not inner:
                required.append((parameter.name, at))
    lines = [
        f"def _hp_call({taken}):",
        "    try:",
        "        _hp_state = _hp_context.get()",
        "    except LookupError:",
        "        _hp_state = _hp_context.current()",
        *filled,
    ]
    if required:
        lines.append(f"    if {' or '.join(f'{name} is _hp_not_passed' for name, _ in required)}:")
        pairs = ", ".join(f"(_hp_argument_{at}, {name})" for name, at in required)
        lines.append(f"        _hp_report(_hp_original, ({pairs},))")
    lines.append(f"    return _hp_original({', '.join(passed)})")
    where = f"<auto_param of {getattr(function, '__qualname__', function)!s}>"
    exec(compile("\n".join(lines), where, "exec"), scope)
    call: Callable[..., Any] = scope.pop("_hp_call")
    name = getattr(function, "__name__", "_hp_call")
    call.__code__ = call.__code__.replace(co_name=name)  # what messages call it
    return call


#: All that binds arguments already.
_bound_calls: weakref.WeakSet[Callable[..., Any]] = weakref.WeakSet()


def remember(bound: Callable[..., Any]) -> None:
    """Notes a callable that fills in what was not passed."""
    _bound_calls.add(bound)


def _filling(name: str, argument: Argument, at: int) -> list[str]:
    # A mapping's keys may be set below it, which `read` looks at.
    may_be_mapping = isinstance(argument.default, Mapping) or argument.is_made
    unset = f"_hp_argument_{at}.read(_hp_state)" if may_be_mapping else f"_hp_default_{at}"
    return [
        f"    if {name} is _hp_not_passed:",
        f"        {name} = _hp_state[{argument.key!r}]",
        f"        if type({name}) is not _hp_type_{at}:",
        f"            {name} = {unset} if {name} is _hp_missing "
        f"else _hp_argument_{at}.read(_hp_state)",
    ]


class _Parameters:
    """The parameters of a `def`, with the marks that stand between their kinds."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._last: Any = None

    def add(self, parameter: inspect.Parameter, default: str) -> None:
        kind = parameter.kind
        if self._last is parameter.POSITIONAL_ONLY and kind is not parameter.POSITIONAL_ONLY:
            self._parts.append("/")
        if kind is parameter.KEYWORD_ONLY and self._last not in (
            parameter.KEYWORD_ONLY,
            parameter.VAR_POSITIONAL,
        ):
            self._parts.append("*")
        self._last = kind
        self._parts.append(f"{_STARS.get(kind, '')}{parameter.name}{default}")

    def __str__(self) -> str:
        closing = ["/"] if self._last is inspect.Parameter.POSITIONAL_ONLY else []
        return ", ".join(self._parts + closing)


def _as_passed(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.KEYWORD_ONLY:
        return f"{parameter.name}={parameter.name}"
    return f"{_STARS.get(parameter.kind, '')}{parameter.name}"


_STARS: dict[Any, str] = {
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.VAR_KEYWORD: "**",
}
_VARIADIC = tuple(_STARS)


class _NotPassed:
    def __reduce__(self) -> str:
        return "_NOT_PASSED"

    def __repr__(self) -> str:
        return "not passed"


_NOT_PASSED = _NotPassed()


def _report_missing(
    function: Callable[..., Any], arguments: tuple[tuple[Argument, Any], ...]
) -> None:
    missing = [argument for argument, value in arguments if value is _NOT_PASSED]
    plural = "s" if len(missing) > 1 else ""
    names = ", ".join(repr(argument.name) for argument in missing)
    keys = ", ".join(f'"{argument.key}"' for argument in missing)
    what = getattr(function, "__qualname__", repr(function))
    raise TypeError(
        f"{what}() missing {len(missing)} required argument{plural}: {names}; "
        f"pass {'them' if plural else 'it'}, or set {keys}"
    )


class Argument:
    """One parameter of a callable, and the key it is bound to."""

    __slots__ = (
        "_annotation",
        "_function",
        "_kind",
        "_scope",
        "_type_name",
        "default",
        "is_made",
        "key",
        "name",
        "required",
        "unset",
    )

    def __init__(
        self,
        parameter: inspect.Parameter,
        namespace: str,
        function: Callable[..., Any],
        scope: dict[str, Any],
        type_name: str,
    ) -> None:
        self.name = parameter.name
        self.key = f"{namespace}.{parameter.name}"
        self.default = parameter.default
        self.required = parameter.default is inspect.Parameter.empty
        #: Whether a factory makes the default, as a field of a dataclass may have it.
        self.is_made = parameter.default is _FACTORY
        #: What the original is called with if there is nothing else.
        self.unset = parameter.default
        self._annotation = parameter.annotation
        self._function = function
        self._kind: Kind | None = None
        # No value is of this type, until the kind is known: then those are taken as they are.
        self._scope = scope
        self._type_name = type_name
        scope[type_name] = None

    def read(self, frame: Frame) -> Any:
        """The value that is set, converted; else the default."""
        if frame[self.key] is not MISSING:
            return frame.read(self.key, self._kind or self._find_kind())
        if isinstance(self.default, Mapping) or self._is_annotated_mapping():
            refuse_keys_below(frame, self.key, f"pass {self.name} as an argument")
        return self.unset

    def _find_kind(self) -> Kind:
        # At the first call, because an annotation may name what is defined later.
        self._kind = self._kind_of_annotation() or self._kind_of_default()
        self._scope[self._type_name] = _PLAIN.get(self._kind)
        return self._kind

    def _kind_of_annotation(self) -> Kind | None:
        if self._annotation is inspect.Parameter.empty:
            return None
        annotation = resolved(self._annotation, self._names_of_function())
        # None fits every annotation, as it did before Optional was always written out.
        if self._has_default() and self.default is not None and not fits(self.default, annotation):
            return None
        return annotated_kind(annotation)

    def _kind_of_default(self) -> Kind:
        return kind_of(type(self.default)) if self._has_default() else interpreted

    def _has_default(self) -> bool:
        return not (self.required or self.is_made)

    def _names_of_function(self) -> dict[str, Any]:
        return getattr(inspect.unwrap(self._function), "__globals__", {})

    def __getstate__(self) -> dict[str, Any]:
        """For libraries that pickle functions by value; the kind is found anew there."""
        state = {name: getattr(self, name) for name in self.__slots__}
        return {**state, "_kind": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def _is_annotated_mapping(self) -> bool:
        annotation = resolved(self._annotation, self._names_of_function())
        wanted = typing.get_origin(annotation) or annotation
        return isinstance(wanted, type) and issubclass(wanted, Mapping)


#: Types whose own values need no conversion, by the kind that reads them.
_PLAIN: dict[Kind, type] = {kind_of(plain): plain for plain in (bool, int, float, str, bytes)}
