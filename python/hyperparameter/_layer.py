"""The overrides of one scope: mappings, ``key=value`` texts, keywords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Union

from hyperparameter import _native
from hyperparameter._unfinished import Unfinished
from hyperparameter._values import Override, encoded_key, exact_text, needs_native, snapshot
from hyperparameter.exceptions import InvalidKeyError

#: A mapping from key to value, nested or not, or a ``key=value`` text.
Source = Union[str, Mapping[str, Any]]


class Layer:
    """Overrides in order; later ones win. Nothing of the caller's is kept.

    ``plain`` maps keys to values where Python can answer for all of them: every
    key is known to be one, and no text has yet to be parsed.
    """

    __slots__ = ("_keywords", "_overrides", "plain")

    def __init__(self, sources: tuple[Source, ...], keywords: dict[str, Any]) -> None:
        """Takes keywords, which are the layer's from now on, over sources.

        Raises:
            TypeError: if a source is neither a text nor a mapping.
            InvalidKeyError: if a key is not one, or a mapping contains itself.
            ConversionError: if a list contains itself.
        """
        self._keywords = keywords
        self._overrides: tuple[Override, ...] = ()
        self.plain: dict[str, Any] | None = keywords
        # The common case, on a hot path: nothing is left to check.
        if not sources and _known_keys.issuperset(keywords):
            for value in keywords.values():
                if type(value) not in _NUMBERS:
                    break
            else:
                return
        self._keywords = {}
        self._overrides = tuple(_overrides(sources, keywords))
        self.plain = _plain(self._overrides)

    @classmethod
    def of_assignment(cls, key: str, value: Any) -> Layer:
        """The one override that an assignment is."""
        layer = cls((), {})
        layer._overrides = tuple(_flattened({key: value}, _native.ASSIGNED, 0))
        layer.plain = _plain(layer._overrides)
        return layer

    def replacing(self, earlier: Layer) -> Layer:
        """Both in one, where both are plain: what is overridden twice is let go."""
        assert earlier.plain is not None
        assert self.plain is not None
        merged = Layer((), {})
        kept = [override for override in earlier.overrides() if override.key not in self.plain]
        merged._overrides = (*kept, *self._overrides)
        merged.plain = {**earlier.plain, **self.plain}
        return merged

    def overrides(self) -> tuple[Override, ...]:
        """All of them, in order."""
        if self._overrides:
            return self._overrides
        return tuple(
            Override(key, value, _native.FROM_KEYWORD, 0) for key, value in self._keywords.items()
        )

    def __len__(self) -> int:
        return len(self._overrides or self._keywords)


def _overrides(sources: tuple[Source, ...], keywords: Mapping[str, Any]) -> Iterator[Override]:
    for position, source in enumerate(sources, 1):
        if isinstance(source, str):
            yield Override(None, source, 0, position)
        elif isinstance(source, Mapping):
            yield from _flattened(source, _native.FROM_MAPPING, position)
        else:
            raise TypeError(_not_a_source(source, position))
    yield from _flattened(keywords, _native.FROM_KEYWORD, 0)


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
            if isinstance(value, Unfinished):
                name, finished = value.__spelling__()
                raise TypeError(
                    f"cannot set {full} to {name}, which is not a value: "
                    f"read it first, with {finished}"
                )
            # A mapping under a key that is too long comes here, to be refused for the key.
            overrides.append(Override(full, snapshot(full, value), origin, position))
        else:
            unfinished.pop()
    return overrides


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
    return (
        f"source {position} is {source!r}, of type {type(source).__name__}: "
        f'a source is a mapping or a "key=value" text{hint}'
    )
