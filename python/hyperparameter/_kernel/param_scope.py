"""``param_scope``, the root of all parameters, and ``keys``, ``items`` and ``as_dict``."""

from __future__ import annotations

from hyperparameter._kernel import state as _state
from hyperparameter._kernel.accessor import Accessor, NamedAccessor, joined, subscripted
from hyperparameter._kernel.frame import MISSING, UNASKED
from hyperparameter._kernel.kinds import interpreted
from hyperparameter._kernel.layer import BY_KEYWORD, Layer, known_keys, layer_of, plain_types
from hyperparameter._kernel.scope import Scope, set_layer
from hyperparameter._kernel.values import UNCHANGING, flat_copy
from hyperparameter.exceptions import ConversionError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, NoReturn

    from hyperparameter._kernel.layer import Source

_new = object.__new__
_get = _state.get


class ParamScope(NamedAccessor):
    """Reads parameters, and opens scopes that override them.

    - ``param_scope.train.lr | 1e-3`` and ``param_scope.train.lr(1e-3)`` read with a default;
    - ``param_scope.train.lr()`` reads a required parameter;
    - ``param_scope["train.lr"]`` accepts a key that is built at run time;
    - ``"train.lr" in param_scope`` tests whether the parameter is set;
    - ``with param_scope(*sources, **overrides):`` overrides parameters for a block, and
      ``@param_scope(*sources, **overrides)`` for each call of a function;
    - ``param_scope.train.lr = 0.1`` assigns in the innermost open scope.

    Every attribute is a parameter, so there are no methods; ``__call__`` documents the
    arguments of ``param_scope(...)``.

    >>> from hyperparameter import param_scope
    >>> with param_scope("train.steps=500", **{"train.lr": 0.1}):
    ...     param_scope.train.lr | 1e-3, param_scope.train.steps | 100
    (0.1, 500)
    >>> param_scope.train.lr | 1e-3
    0.001
    """

    __slots__ = ()

    def __init__(self) -> None:
        object.__setattr__(self, "__key__", "")

    def __call__(self, /, *sources: Source, **overrides: Any) -> Scope:  # type: ignore[override]
        """Creates a scope; enter it with ``with``, or decorate a function with it.

        Args:
            *sources: mappings from key to value, nested or flat; ``key=value``
                strings, whose values are untyped (each read decides their type);
                and ``unset(...)``. Applied left to right.
            **overrides: values by key, applied last.

        Returns:
            A scope that does nothing until it is entered. Entering it checks the
            overrides: either all of them take effect, or an error is raised and
            none does.

        Raises:
            TypeError: if a source is not a string, a mapping or ``unset(...)``.
            InvalidKeyError: if a mapping has a key that is not a string.
            DefinitionError, InvalidKeyError, ConversionError, LimitError: when the
                scope is entered, if an override is not valid.
        """
        if sources:
            layer = layer_of(sources, overrides)
        else:
            # Hot path, for the common case: keywords whose keys and values need no check.
            for key, value in overrides.items():
                kind = type(value)
                if type(key) is str and key in known_keys:
                    if kind in plain_types or (kind is str and value.isascii()):
                        continue
                    if kind is list and (copy := flat_copy(value)) is not None:
                        overrides[key] = copy
                        continue
                layer = layer_of((), overrides)
                break
            else:
                layer = Layer()
                layer.place, layer.values = BY_KEYWORD, overrides
        scope = _new(Scope)
        set_layer(scope, layer)
        return scope

    def __getitem__(self, key: str) -> Accessor:
        return subscripted[key if type(key) is str and key else joined("", key)]

    def __contains__(self, key: object) -> bool:
        try:
            if type(key) is str:
                # `Frame.stored` inlined, on a hot path.
                answer = _get().frame.answers.get(key, UNASKED)
                if answer is not UNASKED:
                    return answer is not MISSING
        except LookupError:  # nothing was read in this context yet
            pass
        return _state.current().frame.is_set(joined("", key))

    def __bool__(self) -> NoReturn:
        _refuse()

    def __or__(self, default: Any) -> NoReturn:
        _refuse()

    def __repr__(self) -> str:
        return "param_scope"

    __str__ = __repr__

    def __reduce_ex__(self, protocol: object) -> str:
        return "param_scope"


def _refuse() -> NoReturn:
    raise TypeError("param_scope is not a parameter: name one, as in param_scope.train.lr | 1e-3")


param_scope = ParamScope()


def keys(prefix: str | Accessor = "") -> list[str]:
    """Lists the keys of all parameters that are set at this point.

    Args:
        prefix: a path, as a string or an accessor such as ``param_scope.train``;
            only keys at or below it are listed. By default, all keys.

    Returns:
        Full keys, sorted.

    Raises:
        InvalidKeyError: if ``prefix`` is not a key.

    >>> from hyperparameter import keys, param_scope
    >>> with param_scope(train={"lr": 0.1, "steps": 500}, seed=1):
    ...     keys("train")
    ['train.lr', 'train.steps']
    """
    return _state.current().frame.keys_below(_path(prefix))


def items(prefix: str | Accessor = "") -> list[tuple[str, Any]]:
    """Lists the parameters that are set, with their values.

    Args:
        prefix: as for ``keys``.

    Returns:
        Pairs of full key and value, sorted by key. Untyped strings, such as those of
        ``-D``, are interpreted: ``5e-4`` becomes a float.

    Raises:
        InvalidKeyError: if ``prefix`` is not a key.

    >>> from hyperparameter import items, param_scope
    >>> with param_scope("train.lr=5e-4"):
    ...     items()
    [('train.lr', 0.0005)]
    """
    return list(_pairs(prefix))


def as_dict(prefix: str | Accessor = "", nested: bool = False) -> dict[str, Any]:
    """Returns the parameters that are set as a new dict.

    Args:
        prefix: as for ``keys``.
        nested: whether to split keys at their dots into nested dicts.

    Returns:
        Values by full key, sorted by key. Untyped strings are interpreted, as by
        ``items``.

    Raises:
        InvalidKeyError: if ``prefix`` is not a key.
        ConversionError: if ``nested`` and a key is both set and the prefix of
            another; the message names both.

    >>> from hyperparameter import as_dict, param_scope
    >>> with param_scope(train={"lr": 0.1}):
    ...     as_dict(), as_dict(nested=True)
    ({'train.lr': 0.1}, {'train': {'lr': 0.1}})
    """
    flat = dict(_pairs(prefix))
    return _nested(flat) if nested else flat


def _pairs(prefix: str | Accessor) -> Iterator[tuple[str, Any]]:
    frame = _state.current().frame
    known = frame.known()
    for key in frame.keys_below(_path(prefix)):
        value = known.get(key, UNASKED)
        if type(value) not in UNCHANGING:
            value = frame.read(key, interpreted)
        yield key, value


def _path(prefix: str | Accessor) -> str:
    """A prefix as a string; the empty one selects all keys."""
    everything = prefix is param_scope or (type(prefix) is str and not prefix)
    return "" if everything else joined("", prefix)


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in flat.items():
        *path, name = key.split(".")
        branch = tree
        for depth, segment in enumerate(path, 1):
            above = ".".join(path[:depth])
            if above in flat:
                raise ConversionError(
                    f'cannot nest "{key}" below "{above}": "{above}" is itself set; '
                    "use as_dict() without nested",
                    key=key,
                )
            branch = branch.setdefault(segment, {})
        branch[name] = value
    return tree
