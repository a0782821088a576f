"""What a scope is made of: mappings, ``key=value`` texts, keywords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from hyperparameter import _native
from hyperparameter._values import Override, snapshot
from hyperparameter.exceptions import InvalidKeyError

#: A mapping from key to value, nested or not, or a ``key=value`` text.
Source = Union[str, Mapping[str, Any]]


def overrides_of(sources: tuple[Source, ...], keywords: Mapping[str, Any]) -> tuple[Override, ...]:
    """All overrides in order; later ones win.

    Nothing of the caller's is kept: mappings are flattened and lists copied.

    Raises:
        TypeError: if a source is neither a text nor a mapping.
        InvalidKeyError: if a mapping has a key that is not text or contains itself.
    """
    overrides: list[Override] = []
    for position, source in enumerate(sources, 1):
        if isinstance(source, str):
            overrides.append(Override(None, source, 0, position))
        elif isinstance(source, Mapping):
            overrides += _flattened(source, _native.FROM_MAPPING, position)
        else:
            raise TypeError(_not_a_source(source, position))
    overrides += _flattened(keywords, _native.FROM_KEYWORD, 0)
    return tuple(overrides)


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
