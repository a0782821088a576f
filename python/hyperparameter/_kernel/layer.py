"""The overrides of one scope: mappings, ``key=value`` texts, keywords."""

from __future__ import annotations

from _collections_abc import Mapping  # `collections` takes long to import

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.packing import needs_native, snapshot
from hyperparameter._kernel.required import required
from hyperparameter._kernel.unfinished import Unfinished
from hyperparameter._kernel.values import UNSET, defined, encoded_key, exact_text, not_a_value
from hyperparameter.exceptions import InvalidKeyError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Union

    from hyperparameter._kernel.packing import Override

    #: A mapping from key to value, nested or not, a ``key=value`` text, or `unset`.
    Source = Union[str, Mapping[str, Any], "Unset"]


class Unset:
    """A source that hides parameters."""

    __slots__ = ("keys",)

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys

    def __repr__(self) -> str:
        return f"unset({', '.join(map(repr, self.keys))})"


def unset(*keys: str) -> Unset:
    """A source that hides parameters, with all that is set below them.

    A read of a hidden parameter finds nothing and takes its default. Hidden is what
    earlier sources and outer scopes have set; later sources and inner scopes may set
    it again. On a command line ``-D ~train.lr`` does the same.

    Args:
        *keys: full keys, such as ``"train.lr"``; one that is not set is no error.

    Returns:
        A source for ``param_scope`` and ``base``.

    Raises:
        InvalidKeyError: if one is not a key.

    >>> from hyperparameter import param_scope, unset
    >>> with param_scope({"train": {"lr": 0.1, "steps": 500}}):
    ...     with param_scope(unset("train.lr")):
    ...         param_scope.train.lr | 1e-3, param_scope.train.steps | 100
    (0.001, 500)
    """
    for key in keys:
        if not isinstance(key, str):
            raise InvalidKeyError(
                f"invalid key {key!r}: a key is text, not {type(key).__name__}; "
                f'write unset("{_named(key)}")'
            )
    exact = tuple(map(exact_text, keys))
    check_keys(exact)
    return Unset(exact)


def _named(key: object) -> str:
    """The key of an accessor; of anything else an example."""
    named: str = getattr(key, "__key__", "") if isinstance(key, Unfinished) else ""
    return named or "train.lr"


def layer_of(sources: tuple[Source, ...], keywords: Mapping[str, Any]) -> Layer:
    """The layer of keywords over sources.

    Raises:
        TypeError: if a source is neither a text nor a mapping.
        InvalidKeyError: if a key is not one, or a mapping contains itself.
        ConversionError: if a list contains itself.
    """
    if not keywords:
        for source in sources:
            if type(source) is not str:
                break
        else:
            return Definitions(sources)  # type: ignore[arg-type]
    overrides = tuple(_overrides(sources, keywords))
    return Layer(overrides, _plain(overrides))


def layer_of_assignment(key: str, value: Any) -> Layer:
    """The layer of the one override that an assignment is."""
    overrides = tuple(_flattened({key: value}, _native.ASSIGNED, 0))
    return Layer(overrides, _plain(overrides))


class Layer:
    """Overrides in order; later ones win. Nothing of the caller's is kept.

    Keywords that are numbers, under known keys, are a layer by themselves, as a dict.

    ``plain`` maps keys to values where Python can answer for all of them: every
    key is known to be one, and no text has yet to be parsed.
    """

    __slots__ = ("overrides", "plain")

    def __init__(self, overrides: tuple[Override, ...], plain: dict[str, Any] | None) -> None:
        self.overrides = overrides
        self.plain = plain

    def __len__(self) -> int:
        return len(self.overrides)


class Definitions(Layer):
    """Overrides by ``key=value`` texts alone, as a command line gives them."""

    __slots__ = ("_texts",)

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = texts
        self.plain = defined(texts)

    def __reduce__(self) -> Any:
        return Definitions, (self._texts,)

    @property
    def overrides(self) -> tuple[Override, ...]:  # type: ignore[override]
        return tuple(_overrides(self._texts, {}))

    def __len__(self) -> int:
        return len(self._texts)


def plain_of(layer: Layer | dict[str, Any]) -> dict[str, Any] | None:
    """The overrides as a mapping; None if the C library has to see them first."""
    return layer.plain if isinstance(layer, Layer) else layer


def overrides_of(layer: Layer | dict[str, Any]) -> tuple[Override, ...]:
    """All overrides, in order."""
    if isinstance(layer, Layer):
        return layer.overrides
    return tuple((key, value, _native.FROM_KEYWORD, 0) for key, value in layer.items())


def keys_set(layer: Layer | dict[str, Any]) -> Iterable[str] | None:
    """The keys that a layer sets; None if it may hide some."""
    plain = plain_of(layer)
    if plain is not None:
        return plain
    keys = []
    for key, value, _, _ in overrides_of(layer):
        if value is UNSET or (key is None and value.strip()[:1] == "~"):
            return None
        keys.append(value.partition("=")[0].strip() if key is None else key)
    return keys


def merged(earlier: Layer | dict[str, Any], later: Layer) -> Layer:
    """Both in one; what is overridden twice is let go."""
    replaced = {override[0] for override in later.overrides}
    kept = [
        override
        for override in overrides_of(earlier)
        # What hides a key hides all below it too, which stays hidden.
        if override[0] not in replaced or override[1] is UNSET
    ]
    below, above = plain_of(earlier), later.plain
    plain = None if below is None or above is None else {**below, **above}
    return Layer((*kept, *later.overrides), plain)


def _overrides(sources: tuple[Source, ...], keywords: Mapping[str, Any]) -> Iterator[Override]:
    for position, source in enumerate(sources, 1):
        if isinstance(source, str):
            yield None, exact_text(source), 0, position
        elif isinstance(source, Mapping):
            yield from _flattened(source, _native.FROM_MAPPING, position)
        elif isinstance(source, Unset):
            yield from ((key, UNSET, _native.FROM_CODE, position) for key in source.keys)
        else:
            raise TypeError(_not_a_source(source, position))
    yield from _flattened(keywords, _native.FROM_KEYWORD, 0)


def check_keys(keys: Iterable[str]) -> None:
    """Raises InvalidKeyError unless all are keys."""
    if known_keys.issuperset(keys):
        return
    for key in keys:
        _native.check_key(encoded_key(key))
        if len(known_keys) >= MAX_KNOWN_KEYS:
            known_keys.clear()
        known_keys.add(exact_text(key))


#: How many keys are remembered to be keys, each checked by the C library once.
MAX_KNOWN_KEYS = 10_000
known_keys: set[str] = set()

#: Types of values that nobody can change, and that every frame takes.
NUMBERS = frozenset({float, int, bool})


def _plain(overrides: tuple[Override, ...]) -> dict[str, Any] | None:
    """The overrides as a mapping; None if the C library has to see them first."""
    plain: dict[str, Any] = {}
    for key, value, _, _ in overrides:
        if key is None or needs_native(value):
            return None
        plain[key] = value
    check_keys(plain)
    return plain


def _flattened(mapping: Mapping[Any, Any], origin: int, position: int) -> list[Override]:
    """The overrides of a mapping and of the mappings in it, in order."""
    overrides: list[Override] = []
    count = 0
    # Not recursive: a hostile mapping may nest deeper than the interpreter's stack.
    unfinished = [(mapping, "", iter(mapping.items()))]
    while unfinished:
        _, path, items = unfinished[-1]
        for key, value in items:
            count += 1
            if count > _native.MAX_LIST_ITEMS:
                raise LimitError(
                    f"too many overrides: a mapping sets more than {_native.MAX_LIST_ITEMS} "
                    f'parameters, at "{path}"',
                    key=path or None,
                )
            full = _joined(path, key) if len(unfinished) > 1 else _checked(key, path)
            if isinstance(value, Mapping) and len(full) <= _native.MAX_KEY_BYTES:
                if any(value is around for around, _, _ in unfinished):
                    raise InvalidKeyError(
                        f'invalid key "{full}": the mapping below it contains itself'
                    )
                unfinished.append((value, full, iter(value.items())))
                break
            if isinstance(value, Unfinished):
                raise TypeError(not_a_value(full, value))
            if isinstance(value, Unset) or value is unset or value is required:
                raise TypeError(_no_value_of_ours(full, value))
            # A mapping under a key that is too long comes here, to be refused for the key.
            overrides.append((full, snapshot(full, value), origin, position))
        else:
            unfinished.pop()
    return overrides


def _no_value_of_ours(key: str, value: object) -> str:
    if value is required:
        return f"cannot set {key} to required, which is a default: leave the key out"
    return f'cannot set {key} to unset, which is a source: write param_scope(unset("{key}"))'


def _joined(path: str, key: object) -> str:
    return f"{path}.{_checked(key, path)}"


def _checked(key: object, path: str) -> str:
    if isinstance(key, str):
        return exact_text(key)
    below = f' below "{path}"' if path else ""
    raise InvalidKeyError(f"invalid key {key!r}{below}: a key is text, not {type(key).__name__}")


def _not_a_source(source: object, position: int) -> str:
    hint = ""
    if isinstance(source, (list, tuple)):
        hint = "; to pass each of its items, write param_scope(*items)"
    elif callable(source):
        hint = "; to decorate a function, write @param_scope(...), with the parentheses"
    elif hasattr(source, "__dict__"):
        hint = "; to pass its attributes, as of parsed arguments, write param_scope(vars(source))"
    return (
        f"source {position} is {source!r}, of type {type(source).__name__}: "
        f'a source is a mapping, a "key=value" text or unset(...){hint}'
    )
