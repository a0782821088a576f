"""``@auto_param``: arguments that come from parameters when they are not passed."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import sys
import types
from collections.abc import Mapping
from typing import Any, Callable, TypeVar, Union, overload

from hyperparameter import _context
from hyperparameter._annotations import annotated_kind, fits, resolved
from hyperparameter._frame import MISSING, Frame
from hyperparameter._kinds import Kind, interpreted, kind_of
from hyperparameter._layer import check_keys
from hyperparameter.exceptions import ConversionError

F = TypeVar("F", bound=Union[Callable[..., Any], "staticmethod[..., Any]", "classmethod[Any, ..., Any]"])

_NOT_BOUND = ("self", "cls")

_NO_DEFAULT: tuple[Any, ...] = (inspect.Parameter.empty,)
if hasattr(dataclasses, "_HAS_DEFAULT_FACTORY"):  # what stands for a factory in a signature
    _NO_DEFAULT += (dataclasses._HAS_DEFAULT_FACTORY,)


@overload
def auto_param(namespace: F, /) -> F: ...
@overload
def auto_param(namespace: str | None = None, /) -> Callable[[F], F]: ...
def auto_param(namespace: Any = None, /) -> Any:
    """Binds the parameters of a callable to parameters below a namespace.

    A parameter ``p`` takes, in this order: the argument passed, the value set as
    ``namespace.p`` when the call is made, the default in the signature. The value
    is converted toward the annotation, if there is one that the default fits,
    else toward the default.

    Works on functions, methods, static and class methods, coroutine functions,
    generators, async generators, classes and dataclasses. ``self``, ``cls``,
    ``*args`` and ``**kwargs`` are not bound.

    Args:
        namespace: the path that the parameters lie below, such as ``"train"`` or
            ``"model.encoder"``. Without it (``@auto_param`` or ``@auto_param()``)
            the callable's qualified name after any ``<locals>.``.

    Returns:
        The same class, or a callable like the one decorated.

    Raises:
        InvalidKeyError: if the namespace is not a key.
        TypeError: if what is decorated has no signature; at a call, if a
            parameter without default is neither passed nor set.
        ConversionError: at a call, if a value does not fit.

    >>> from hyperparameter import auto_param, param_scope
    >>> @auto_param("train")
    ... def train(lr=1e-3, batch_size=32):
    ...     return lr, batch_size
    >>> with param_scope("train.lr=5e-4"):
    ...     train(), train(lr=0.1), train(batch_size=64)
    ((0.0005, 32), (0.1, 32), (0.0005, 64))
    """
    if namespace is None:
        return lambda target: _bind(target, _own_name(target))
    if isinstance(namespace, str):
        check_keys((namespace,))
        return lambda target: _bind(target, namespace)
    return _bind(namespace, _own_name(namespace))


class _Argument:
    """One parameter of a callable, and the key it is bound to."""

    __slots__ = ("_annotation", "_kind", "_names", "default", "key", "name", "place", "required")

    def __init__(
        self, parameter: inspect.Parameter, place: int, namespace: str, names: dict[str, Any]
    ) -> None:
        self.name = parameter.name
        self.key = f"{namespace}.{parameter.name}"
        self.place = place
        self.default = parameter.default
        self.required = parameter.default is inspect.Parameter.empty
        self._annotation = parameter.annotation
        self._names = names
        self._kind: Kind | None = None

    def read(self, frame: Frame) -> Any:
        """The value that is set, or MISSING."""
        answer = frame.answer(self.key)
        if answer is not MISSING:
            return frame.read(self.key, self._kind or self._find_kind())
        if isinstance(self.default, Mapping):
            self._refuse_keys_below(frame)
        return MISSING

    def _find_kind(self) -> Kind:
        # At the first call, because an annotation may name what is defined later.
        self._kind = self._kind_of_annotation() or self._kind_of_default()
        return self._kind

    def _kind_of_annotation(self) -> Kind | None:
        if self._annotation is inspect.Parameter.empty:
            return None
        annotation = resolved(self._annotation, self._names)
        if self._has_default() and not fits(self.default, annotation):
            return None
        return annotated_kind(annotation)

    def _kind_of_default(self) -> Kind:
        return kind_of(type(self.default)) if self._has_default() else interpreted

    def _has_default(self) -> bool:
        return not any(self.default is none for none in _NO_DEFAULT)

    def _refuse_keys_below(self, frame: Frame) -> None:
        below = frame.below(self.key)
        if below is not None:
            raise ConversionError(
                f'"{below}" cannot override one item of the mapping "{self.key}": '
                f"pass {self.name} as an argument, or bind its items by name"
            )


def _bind(target: Any, namespace: str) -> Any:
    if isinstance(target, (staticmethod, classmethod)):
        return type(target)(_bind(target.__func__, namespace))
    if isinstance(target, type):
        return _bind_class(target, namespace)
    if not callable(target):
        raise TypeError(
            f"auto_param decorates a function or a class, not {target!r}; "
            'write @auto_param("namespace")'
        )
    return _bind_function(target, namespace)


def _bind_class(target: type, namespace: str) -> type:
    for name in ("__init__", "__new__"):
        constructor = getattr(target, name)
        if constructor is not getattr(object, name):
            bound = _bind_function(constructor, namespace)
            setattr(target, name, staticmethod(bound) if name == "__new__" else bound)
            return target
    raise TypeError(
        f"{target.__qualname__} has no constructor to bind; put @auto_param above @dataclass"
    )


def _bind_function(function: Callable[..., Any], namespace: str) -> Callable[..., Any]:
    signature = _signature(function)
    names = getattr(inspect.unwrap(function), "__globals__", {})
    arguments, positional_only = [], False
    for place, parameter in enumerate(signature.parameters.values()):
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if parameter.name in _NOT_BOUND:
            continue
        if parameter.kind is parameter.KEYWORD_ONLY:
            place = sys.maxsize
        positional_only |= parameter.kind is parameter.POSITIONAL_ONLY
        arguments.append(_Argument(parameter, place, namespace, names))
    fill = _filled_by_place if positional_only else _filled
    what = getattr(function, "__qualname__", repr(function))

    def call(*args: Any, **kwargs: Any) -> Any:
        args = fill(what, signature, arguments, args, kwargs)
        return function(*args, **kwargs)

    if _runs_later(function):
        return _Deferred(function, call)
    return functools.wraps(function)(call)


def _filled(
    what: str,
    signature: inspect.Signature,
    arguments: list[_Argument],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[Any, ...]:
    """Adds what is set and not passed to ``kwargs``."""
    frame = _context.current().frame
    given = len(args)
    missing = []
    for argument in arguments:
        if argument.place < given or argument.name in kwargs:
            continue
        value = argument.read(frame)
        if value is not MISSING:
            kwargs[argument.name] = value
        elif argument.required:
            missing.append(argument)
    if missing:
        raise _missing(what, missing)
    return args


def _filled_by_place(
    what: str,
    signature: inspect.Signature,
    arguments: list[_Argument],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[Any, ...]:
    """As ``_filled``, for signatures some of whose parameters have no name to a caller."""
    parameters = list(signature.parameters.values())
    by_place = [p for p in parameters if p.kind is p.POSITIONAL_ONLY]
    by_name = [a for a in arguments if a.place >= len(by_place)]
    placed = list(args)
    bound = {argument.name: argument for argument in arguments}
    frame = _context.current().frame
    waiting: list[Any] = []
    for parameter in by_place[len(args) :]:
        argument = bound.get(parameter.name)
        value = MISSING if argument is None else argument.read(frame)
        if value is MISSING:
            if argument is not None and argument.required:
                raise _missing(what, [argument])
            waiting.append(parameter.default)
        else:
            placed += [*waiting, value]
            waiting.clear()
    _filled(what, signature, by_name, args, kwargs)
    return tuple(placed)


def _missing(what: str, arguments: list[_Argument]) -> TypeError:
    plural = "s" if len(arguments) > 1 else ""
    names = ", ".join(repr(argument.name) for argument in arguments)
    keys = ", ".join(f'"{argument.key}"' for argument in arguments)
    return TypeError(
        f"{what}() missing {len(arguments)} required argument{plural}: {names}; "
        f"pass {'them' if plural else 'it'}, or set {keys}"
    )


def _own_name(target: Any) -> str:
    function = getattr(target, "__func__", target)
    name = getattr(function, "__qualname__", None)
    if name is None:
        raise TypeError(f'{target!r} has no name to bind to; write @auto_param("namespace")')
    own: str = name.rpartition("<locals>.")[2]
    return own


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    try:
        if sys.version_info >= (3, 14):
            import annotationlib

            return inspect.signature(
                function, annotation_format=annotationlib.Format.FORWARDREF
            )
        return inspect.signature(function)
    except ValueError as error:
        raise TypeError(f"cannot bind the parameters of {function!r}: {error}") from None


def _runs_later(function: Callable[..., Any]) -> bool:
    """Whether a call only makes what runs the body: a coroutine, a generator."""
    return (
        inspect.iscoroutinefunction(function)
        or inspect.isgeneratorfunction(function)
        or inspect.isasyncgenfunction(function)
    )


class _Deferred:
    """Binds when it is called, and is to ``inspect`` what the original is.

    A plain wrapper would not be a coroutine function, and one that is would bind
    at the first await. ``inspect`` takes for a function what has a function's
    attributes, and reads the code's flags.
    """

    __code__: types.CodeType

    def __init__(self, function: Callable[..., Any], call: Callable[..., Any]) -> None:
        for name in ("__code__", "__defaults__", "__kwdefaults__", "__globals__"):
            setattr(self, name, getattr(inspect.unwrap(function), name))
        functools.update_wrapper(self, function)
        self._call = call

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._call(*args, **kwargs)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)

    def __reduce__(self) -> str:
        return self.__qualname__  # type: ignore[attr-defined, no-any-return]

    def __repr__(self) -> str:
        return f"<auto_param of {self.__wrapped__!r}>"  # type: ignore[attr-defined]
