"""``@auto_param``: arguments that come from parameters when they are not passed."""

from __future__ import annotations

from hyperparameter._kernel.layer import check_keys
from hyperparameter._kernel.values import exact_text

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from typing import Any, Callable, TypeVar, Union, overload

    F = TypeVar(
        "F",
        bound=Union[Callable[..., Any], "staticmethod[..., Any]", "classmethod[Any, ..., Any]"],
    )

if TYPE_CHECKING:

    @overload
    def auto_param(namespace: F) -> F: ...
    @overload
    def auto_param(namespace: str | None = None, *, endpoint: bool = False) -> Callable[[F], F]: ...


def auto_param(namespace: Any = None, *, endpoint: bool = False) -> Any:
    """Binds the parameters of a callable to parameters below a namespace.

    A parameter ``p`` takes, in this order: the argument passed, the value set as
    ``namespace.p`` when the call is made, the default in the signature. The value
    is converted toward the annotation, if there is one that the default fits,
    else toward the default.

    Works on functions, methods, static and class methods, coroutine functions,
    generators, async generators, callable objects, classes, dataclasses, pydantic
    models and attrs classes. ``*args``, ``**kwargs`` and the ``self`` or ``cls`` of
    a method are not bound. Where a parameter is a dataclass or another model, keys
    below its own set its fields: ``namespace.p.field``.

    Args:
        namespace: the path that the parameters lie below, such as ``"train"`` or
            ``"model.encoder"``. Without it (``@auto_param`` or ``@auto_param()``)
            the callable's qualified name after any ``<locals>.``.
        endpoint: for a function that a web framework calls, such as FastAPI: it
            passes an argument for every parameter, from the request or else the
            default of the signature. The default then counts as not passed.

    Returns:
        The same class, or a callable like the one decorated.

    Raises:
        InvalidKeyError: if the namespace is not a key.
        TypeError: if what is decorated has no signature, or takes arguments of
            which none has a name; at a call, if a parameter without default is
            neither passed nor set.
        ConversionError: at a call, if a value does not fit, or if keys are set
            below a parameter that takes none.

    >>> from hyperparameter import auto_param, param_scope
    >>> @auto_param("train")
    ... def train(lr=1e-3, batch_size=32):
    ...     return lr, batch_size
    >>> with param_scope("train.lr=5e-4"):
    ...     train(), train(lr=0.1), train(batch_size=64)
    ((0.0005, 32), (0.1, 32), (0.0005, 64))
    """
    if namespace is None:
        return lambda target: _bind(target, None, endpoint)
    if isinstance(namespace, str):
        path = exact_text(namespace)
        check_keys((path,))
        return lambda target: _bind(target, path, endpoint)
    return _bind(namespace, None, endpoint)


def _bind(target: Any, namespace: str | None, endpoint: bool) -> Any:
    # Here, because `inspect` takes longer to import than all that reads and scopes need.
    from hyperparameter._bind.targets import bind

    return bind(target, namespace, endpoint)
