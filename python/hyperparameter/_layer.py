"""The overrides of one scope: mappings, ``key=value`` texts, keywords."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Union

from hyperparameter import _native
from hyperparameter._values import Override, encoded_key, needs_native, snapshot
from hyperparameter.exceptions import InvalidKeyError

#: A mapping from key to value, nested or not, or a ``key=value`` text.
Source = Union[str, Mapping[str, Any]]


class Layer:
    """Overrides in order; later ones win. Nothing of the caller's is kept.

    ``plain`` maps keys to values where Python can answer for all of them: every
    key is known to be one, and no text has yet to be parsed.
    """

    __slots__ = ("_keywords", "_overrides", "plain")

    def __init__(self, keywords: dict[str, Any], overrides: tuple[Override, ...]) -> None:
        self._keywords = keywords
        self._overrides = overrides
        self.plain: dict[str, Any] | None = _plain(overrides) if overrides else keywords

    @staticmethod
    def of(sources: tuple[Source, ...], keywords: dict[str, Any]) -> Layer:
        """The overrides of sources and keywords, which are the layer's from now on.

        Raises:
            TypeError: if a source is neither a text nor a mapping.
            InvalidKeyError: if a key is not one, or a mapping contains itself.
            ConversionError: if a list contains itself.
        """
        if not sources and _are_scalars(keywords):
            check_keys(keywords)
            return Layer(keywords, ())
        overrides: list[Override] = []
        for position, source in enumerate(sources, 1):
            if isinstance(source, str):
                overrides.append(Override(None, source, 0, position))
            elif isinstance(source, Mapping):
                overrides += _flattened(source, _native.FROM_MAPPING, position)
            else:
                raise TypeError(_not_a_source(source, position))
        overrides += _flattened(keywords, _native.FROM_KEYWORD, 0)
        return Layer({}, tuple(overrides))

    @staticmethod
    def of_assignment(key: str, value: Any) -> Layer:
        """The one override that an assignment is."""
        if isinstance(value, Mapping):
            return Layer({}, tuple(_flattened({key: value}, _native.ASSIGNED, 0)))
        return Layer({}, (Override(key, snapshot(key, value), _native.ASSIGNED, 0),))

    def overrides(self) -> tuple[Override, ...]:
        """All of them, in order."""
        if self._overrides:
            return self._overrides
        return tuple(
            Override(key, value, _native.FROM_KEYWORD, 0) for key, value in self._keywords.items()
        )

    def __len__(self) -> int:
        return len(self._overrides or self._keywords)


def check_keys(keys: Iterable[str]) -> None:
    """Raises InvalidKeyError unless all are keys."""
    if _known_keys.issuperset(keys):
        return
    for key in keys:
        _native.check_key(encoded_key(key))
        if len(_known_keys) >= MAX_KNOWN_KEYS:
            _known_keys.clear()
        _known_keys.add(key)


#: How many keys are remembered to be keys, each checked by the C library once.
MAX_KNOWN_KEYS = 10_000
_known_keys: set[str] = set()

_NUMBERS = frozenset({float, int, bool})


def _are_scalars(values: Mapping[str, Any]) -> bool:
    for value in values.values():
        kind = type(value)
        if kind not in _NUMBERS and not (kind is str and value.isascii()):
            return False
    return True


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
    # Not recursive: a hostile mapping may nest deeper than the interpreter's stack.
    unfinished = [(mapping, "", iter(mapping.items()))]
    while unfinished:
        _, path, items = unfinished[-1]
        for key, value in items:
            full = _joined(path, key) if len(unfinished) > 1 else _checked(key, path)
            if isinstance(value, Mapping) and len(full) <= _native.MAX_KEY_BYTES:
                if any(value is around for around, _, _ in unfinished):
                    raise InvalidKeyError(
                        f'invalid key "{full}": the mapping below it contains itself'
                    )
                unfinished.append((value, full, iter(value.items())))
                break
            # A mapping under a key that is too long comes here, to be refused for the key.
            overrides.append(Override(full, snapshot(full, value), origin, position))
        else:
            unfinished.pop()
    return overrides


def _joined(path: str, key: object) -> str:
    return f"{path}.{_checked(key, path)}"


def _checked(key: object, path: str) -> str:
    if isinstance(key, str):
        return key
    below = f' below "{path}"' if path else ""
    raise InvalidKeyError(f"invalid key {key!r}{below}: a key is text, not {type(key).__name__}")


def _not_a_source(source: object, position: int) -> str:
    hint = ""
    if isinstance(source, (list, tuple)):
        hint = "; to pass each of its items, write param_scope(*items)"
    return (
        f"source {position} is {source!r}, of type {type(source).__name__}: "
        f'a source is a mapping or a "key=value" text{hint}'
    )
