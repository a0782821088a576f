"""The overrides of one scope: mappings, ``key=value`` strings, keywords."""

from __future__ import annotations

from _collections_abc import Mapping  # `collections` takes long to import

from hyperparameter._kernel import native as _native
from hyperparameter._kernel import values as _values
from hyperparameter._kernel.required import required
from hyperparameter._kernel.unfinished import Unfinished
from hyperparameter._kernel.values import UNCHANGING, UNSET, TooDeepList, UntypedText
from hyperparameter.exceptions import InvalidKeyError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Union

    from hyperparameter._kernel.values import Override

    #: A mapping from key to value, nested or flat, a ``key=value`` string, or `unset(...)`.
    Source = Union[str, Mapping[str, Any], "Unset"]


class Unset:
    """A source that hides parameters."""

    __slots__ = ("keys",)

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys

    def __repr__(self) -> str:
        return f"unset({', '.join(map(repr, self.keys))})"


def unset(*keys: str) -> Unset:
    """Creates a source that hides parameters, and all parameters below them.

    A hidden parameter counts as not set, so reading it returns the default. The source
    hides what earlier sources and outer scopes have set; later sources and inner scopes can
    set the parameter again. On a command line, ``-D ~train.lr`` does the same.

    Args:
        *keys: full keys, such as ``"train.lr"``; a key that is not set is no error.

    Returns:
        A source for ``param_scope`` and ``base``.

    Raises:
        InvalidKeyError: if one of the keys is not valid.

    >>> from hyperparameter import param_scope, unset
    >>> with param_scope({"train": {"lr": 0.1, "steps": 500}}):
    ...     with param_scope(unset("train.lr")):
    ...         param_scope.train.lr | 1e-3, param_scope.train.steps | 100
    (0.001, 500)
    """
    for key in keys:
        if not isinstance(key, str):
            named = getattr(key, "__key__", "") if isinstance(key, Unfinished) else ""
            raise _values.not_a_key(key, f'; write unset("{named or "train.lr"}")')
    exact = tuple(map(_values.exact_text, keys))
    check_keys(exact)
    return Unset(exact)


class Layer:
    """The overrides of one scope: immutable, and independent of the caller's containers.

    ``values`` maps keys to values if Python can look them all up itself: every key is known
    to be valid, and no string has yet to be parsed. It is None if the C library has to check
    the overrides first.
    """

    # Its creators set these, not a constructor: opening a scope is a hot path.
    __slots__ = ("place", "values")

    values: dict[str, Any] | None
    #: The origin and position of all overrides; used if these are the same.
    place: tuple[int, int]

    @property
    def overrides(self) -> tuple[Override, ...]:
        """All overrides, in order; later ones take precedence."""
        assert self.values is not None
        return tuple((key, value, *self.place) for key, value in self.values.items())

    def keys(self) -> Iterable[str] | None:
        """The keys that are set; None if this may hide keys."""
        if self.values is not None:
            return self.values
        overrides = self.overrides
        found = _values.defined(tuple(value for key, value, _, _ in overrides if key is None))
        if found is None or any(value is UNSET for _, value, _, _ in overrides):
            return None
        return [*(key for key, _, _, _ in overrides if key is not None), *found]

    def __len__(self) -> int:
        return len(self.overrides)


class Mixed(Layer):
    """Overrides of several origins."""

    __slots__ = ("overrides",)

    overrides: tuple[Override, ...]

    def __init__(self, overrides: tuple[Override, ...]) -> None:
        self.overrides = overrides
        self.values = _values_of(overrides)


class Definitions(Layer):
    """Overrides by ``key=value`` strings alone, as from a command line."""

    __slots__ = ("_texts",)

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = texts
        self.values = _values.defined(texts)

    @property
    def overrides(self) -> tuple[Override, ...]:
        return tuple(_overrides(self._texts, {}))


#: Origin and position of values that come from one source.
BY_KEYWORD = (_native.FROM_KEYWORD, 0)
_BY_MAPPING = (_native.FROM_MAPPING, 1)
_ASSIGNED = (_native.ASSIGNED, 0)


def layer(place: tuple[int, int], values: dict[str, Any]) -> Layer:
    """A layer of values that Python can look up itself."""
    made = Layer()
    made.place, made.values = place, values
    return made


def layer_of(sources: tuple[Source, ...], keywords: dict[str, Any]) -> Layer:
    """The layer of keywords over sources; the dict ``keywords`` is not copied.

    Raises:
        TypeError: if a source is not a string, a mapping or ``unset(...)``.
        InvalidKeyError: if a key is not valid, or a mapping contains itself.
        ConversionError: if a list contains itself.
    """
    values = None
    if not sources:
        values, place = _flat(keywords), BY_KEYWORD
    elif not keywords:
        if type(sources[0]) is dict and len(sources) == 1:
            values, place = _flat(sources[0].copy()), _BY_MAPPING
        elif _TEXT.issuperset(map(type, sources)):
            return Definitions(sources)  # type: ignore[arg-type]
    if values is not None and known_keys.issuperset(values):
        return layer(place, values)
    return Mixed(tuple(_overrides(sources, keywords)))


def assigned(before: Layer | None, key: str, value: Any) -> Layer:
    """A layer of earlier assignments and this one, which replaces an earlier one of its key."""
    if type(value) in plain_types and type(key) is str:
        # A first assignment of a key, too: copying the overrides one by one takes long.
        if key not in known_keys:
            check_keys((key,))
        if before is None or before.values is not None:
            values = before.values if before is not None else None
            return layer(_ASSIGNED, {**values, key: value} if values else {key: value})
    overrides = _flattened({key: value}, *_ASSIGNED)
    replaced = {override[0] for override in overrides}
    earlier = before.overrides if before is not None else ()
    return Mixed((*(each for each in earlier if each[0] not in replaced), *overrides))


#: The layer of the frame that a thread starts with.
NO_OVERRIDES = layer(BY_KEYWORD, {})


def _overrides(sources: tuple[Source, ...], keywords: Mapping[str, Any]) -> list[Override]:
    overrides: list[Override] = []
    for position, source in enumerate(sources, 1):
        if isinstance(source, str):
            overrides.append((None, _values.exact_text(source), 0, position))
        elif isinstance(source, Mapping):
            overrides += _flattened(source, _native.FROM_MAPPING, position)
        elif isinstance(source, Unset):
            overrides += ((key, UNSET, _native.FROM_CODE, position) for key in source.keys)
        else:
            raise TypeError(_not_a_source(source, position))
    return overrides + _flattened(keywords, *BY_KEYWORD)


def check_keys(keys: Iterable[str]) -> None:
    """Raises InvalidKeyError unless all of these are valid keys."""
    if known_keys.issuperset(keys):
        return
    for key in keys:
        _native.check_key(_values.encoded_key(key))
        if len(known_keys) >= MAX_KNOWN_KEYS:
            known_keys.clear()
            _names_below.clear()
        known_keys.add(_values.exact_text(key))


#: How many keys are cached as valid, so that the C library checks each only once.
MAX_KNOWN_KEYS = 10_000
known_keys: set[str] = set()


class _PlainTypes(set["type"]):
    """Types, except str, whose values a layer stores unchanged; others are added when met."""

    def take(self, kind: type) -> bool:
        """Adds a type if all its values can be stored unchanged; returns whether they can."""
        if kind in _SEEN_THROUGH or issubclass(kind, Unfinished) or hasattr(kind, "items"):
            return False
        if len(self) >= MAX_PLAIN_TYPES:
            self.intersection_update(UNCHANGING)
        self.add(kind)
        return True


#: How many types are cached as plain.
MAX_PLAIN_TYPES = 1024
#: Types of which some values are refused, copied or parsed.
_SEEN_THROUGH = frozenset({str, UntypedText, list, type(unset), Unset, type(required)})
plain_types = _PlainTypes(UNCHANGING - {str})
_TEXT = frozenset({str})


def _flat(
    mapping: dict[Any, Any], path: str | None = None, depth: int = 0
) -> dict[str, Any] | None:
    """A nested dict by full key, with its lists copied; itself if it is flat and no list is in
    it; None if it has other keys than strings, or a value that a layer cannot store."""
    if not _TEXT.issuperset(map(type, mapping)):
        return None
    if plain_types.issuperset(map(type, mapping.values())):
        if path is None:
            return mapping
        names = _names_below[path]
        try:
            return {names[name]: value for name, value in mapping.items()}
        except KeyError:
            full = ((name, f"{path}.{name}") for name in mapping)
            names.update((name, key) for name, key in full if key in known_keys)
    flat: dict[str, Any] = {}
    for name, value in mapping.items():
        key = name if path is None else f"{path}.{name}"
        kind = type(value)
        if kind is dict:
            # A copy, because another thread may change the dict meanwhile.
            inside = _flat(value.copy(), key, depth + 1) if depth < _MOST_SPREAD else None
            if inside is None:
                return None
            if flat:
                flat.update(inside)
            else:
                flat = inside
            continue
        if kind is list:
            value = _values.flat_copy(value)
            if value is None:
                return None
        elif kind is str:
            if not value.isascii():
                return None
        elif kind not in plain_types and not plain_types.take(kind):
            return None
        flat[key] = value
    return flat


#: How deep nested dicts are flattened; one that nests deeper may contain itself.
_MOST_SPREAD = 16


class _Paths(dict["str", "dict[str, str]"]):
    """A cache of known keys: for the path of a nested dict, those below it, by name."""

    def __missing__(self, path: str) -> dict[str, str]:
        if len(self) >= MAX_PATHS:
            self.clear()
        return self.setdefault(path, {})


#: How many paths are cached.
MAX_PATHS = 1024
_names_below = _Paths()


def _values_of(overrides: tuple[Override, ...]) -> dict[str, Any] | None:
    """The overrides by key; None if the C library has to check them first: a list may nest
    too deep, a string may not be valid Unicode."""
    values: dict[str, Any] = {}
    for key, value, _, _ in overrides:
        kind = type(value)
        if key is None or value is UNSET or kind is TooDeepList:
            return None
        if (kind is str or kind is UntypedText) and not _values.is_text(value):
            return None
        values[key] = value
    check_keys(values)
    return values


def _flattened(mapping: Mapping[Any, Any], origin: int, position: int) -> list[Override]:
    """The overrides of a mapping and of the mappings in it, in order."""
    overrides: list[Override] = []
    count = 0
    # Not recursive: a hostile mapping may nest deeper than the interpreter's stack.
    unfinished = [(mapping, "", iter(mapping.items()))]
    while unfinished:
        _, path, items = unfinished[-1]
        before = f"{path}." if len(unfinished) > 1 else ""
        for key, value in items:
            count += 1
            if count > _native.MAX_LIST_ITEMS:
                raise LimitError(
                    f"too many overrides: a mapping sets more than {_native.MAX_LIST_ITEMS} "
                    f'parameters, at "{path}"',
                    key=path or None,
                )
            full = before + (key if type(key) is str else _checked(key, path))
            if type(value) in plain_types:
                overrides.append((full, value, origin, position))
                continue
            if isinstance(value, Mapping) and len(full) <= _native.MAX_KEY_BYTES:
                if any(value is around for around, _, _ in unfinished):
                    raise InvalidKeyError(
                        f'invalid key "{full}": the mapping below it contains itself'
                    )
                unfinished.append((value, full, iter(value.items())))
                break
            if isinstance(value, Unfinished):
                raise TypeError(_values.not_a_value(full, value))
            if isinstance(value, Unset) or value is unset or value is required:
                raise TypeError(_no_value_of_ours(full, value))
            # This includes a mapping under a key that is too long: the key is refused later.
            overrides.append((full, _values.snapshot(full, value), origin, position))
        else:
            unfinished.pop()
    return overrides


def _no_value_of_ours(key: str, value: object) -> str:
    if value is required:
        return f"cannot set {key} to required, which is a default: leave the key out"
    return f'cannot set {key} to unset, which is a source: write param_scope(unset("{key}"))'


def _checked(key: object, path: str) -> str:
    if isinstance(key, str):
        return _values.exact_text(key)
    raise _values.not_a_key(key, where=f' below "{path}"' if path else "")


def _not_a_source(source: object, position: int) -> str:
    hint = ""
    if isinstance(source, (list, tuple)):
        hint = "; to pass each of its items, write param_scope(*items)"
    elif callable(source):
        hint = "; to decorate a function, write @param_scope(...), with the parentheses"
    elif hasattr(source, "__dict__"):
        hint = "; to pass its attributes, as of parsed arguments, write param_scope(vars(source))"
    return (
        f"bad source {source!r}, item {position}: expected a mapping, a "
        f'"key=value" string or unset(...), not {type(source).__name__}{hint}'
    )
