"""``@auto_param``: fills arguments that are not passed from parameters."""

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
    """Binds the arguments of a callable to the parameters below a namespace.

    Precedence for an argument ``p``: the value passed, else the parameter
    ``namespace.p`` as it is set when the call is made, else the default in the
    signature. The parameter is converted to the type of the annotation, or to the type
    of the default if there is no annotation or the default does not fit the annotation.

    Works on functions, methods, static and class methods, coroutine functions,
    generators, async generators, callable objects, classes, dataclasses, pydantic
    models and attrs classes. ``*args``, ``**kwargs`` and the ``self`` or ``cls`` of
    a method are not bound. If an argument is a dataclass or another model, the keys
    ``namespace.p.field`` set its fields.

    Args:
        namespace: the prefix of the parameters' keys, such as ``"train"`` or
            ``"model.encoder"``. Defaults to the callable's qualified name, without
            anything up to the last ``<locals>.``.
        endpoint: True for a function that a web framework such as FastAPI calls. The
            framework passes every argument: the value of the request, or else the
            default in the signature. With True, such a default counts as not passed.

    Returns:
        The same class, or a callable with the same signature.

    Raises:
        InvalidKeyError: if the namespace is not a valid key.
        TypeError: if the decorated object has no signature, or no argument but
            ``self``, ``*args`` and ``**kwargs``; at a call, if an argument without
            default is neither passed nor set.
        ConversionError: at a call, if a value does not fit, or if keys are set
            below an argument that is not a model.

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
    # Imported here: it needs `inspect`, which reads and scopes do not, and is slow to import.
    from hyperparameter._bind.targets import bind

    return bind(target, namespace, endpoint)
