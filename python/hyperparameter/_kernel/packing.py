"""Copies the values that a scope sets, and packs them into one buffer for the C library.

A list of values, or of lists and mappings of values, is itself a value: it is copied when
its scope is created. A list that contains anything else is a host object and is not copied.
"""

from __future__ import annotations

import struct

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.unfinished import Unfinished
from hyperparameter._kernel.values import (
    LEAST_INT,
    MOST_INT,
    TAGS,
    UNCHANGING,
    UNSET,
    UntypedText,
    ValueList,
    ValueMap,
    encoded_key,
    is_wide,
    not_a_value,
    value_list,
)
from hyperparameter.exceptions import ConversionError, DefinitionError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Callable, Optional

    #: One override: key, value, origin and position; for a definition the key is None and the
    #: value is its ``key=value`` string.
    Override = tuple[Optional[str], Any, int, int]

_HEAD = struct.Struct("<BBII").pack
_INT = struct.Struct("<q").pack
_FLOAT = struct.Struct("<d").pack
_LENGTH = struct.Struct("<Q").pack


class TooDeepList(ValueList):
    """A list that is nested deeper than the C library accepts."""

    __slots__ = ()


def snapshot(key: str, value: Any) -> Any:
    """The value, or a copy of a list of values, which the caller may change later."""
    if type(value) is not list:
        return value
    return flat_copy(value) or _Copier(key).whole(value)


def flat_copy(items: list[Any]) -> ValueList | None:
    """A copy of a flat list of plain values; None for other lists."""
    # Checks the copy, because another thread may change the list meanwhile.
    copy = ValueList(items)
    for item in copy:
        kind = type(item)
        if kind is int:
            # `is_wide` inlined, to save a call for each item.
            if not LEAST_INT <= item <= MOST_INT:
                return None
        elif kind not in _PLAIN_ITEMS and (kind is not str or not item.isascii()):
            return None
    copy.flat = True
    return copy if len(copy) <= _native.MAX_LIST_ITEMS else None


_PLAIN_ITEMS = UNCHANGING - {int, str}


def is_text(value: Any) -> bool:
    """Whether a string is valid Unicode, that is, has no lone surrogate."""
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def pack(overrides: Iterable[Override], objects: dict[int, Any]) -> bytes:
    """Packs overrides into one buffer; adds host objects to ``objects``, by token."""
    parts: list[bytes] = []
    for key, value, origin, position in overrides:
        if key is None:
            try:
                text = value.encode()
            except UnicodeEncodeError as error:
                raise DefinitionError(
                    f"bad definition {value!a}, item {position}: not valid Unicode: {error}"
                ) from None
            parts += (_HEAD(_native.PACKED_DEFINITION, 0, position, len(text)), text)
            continue
        name = encoded_key(key)
        try:
            tag, payload = _packed(value) or _packed_object(value, objects)
        except UnicodeEncodeError as error:
            raise _not_unicode(key, error) from None
        parts += (_HEAD(tag, origin, position, len(name)), name, payload)
    return b"".join(parts)


def _packed_object(value: Any, objects: dict[int, Any]) -> tuple[int, bytes]:
    if value is UNSET:
        return _native.PACKED_UNSET, b""
    token = _native.new_token()
    objects[token] = value
    kind = type(value)
    try:
        name = f"{kind.__module__}.{kind.__qualname__}".replace("builtins.", "", 1)
    except Exception:  # a metaclass may raise anything
        name = "object"
    return _native.OBJECT, _LENGTH(token) + _sized(name.encode("utf-8", "replace"))


def _packed(value: Any) -> tuple[int, bytes] | None:
    """The tag and payload of a value; None for a host object."""
    kind = type(value)
    if kind not in _PAYLOADS or (kind is int and is_wide(value)):
        return None
    return _TAGS[kind], _PAYLOADS[kind](value)


def _text(value: str) -> bytes:
    return _sized(value.encode())


def _list(value: list[Any]) -> bytes:
    return _LENGTH(len(value)) + b"".join(map(_tagged, value))


def _map(value: dict[str, Any]) -> bytes:
    items = (_text(key) + _tagged(item) for key, item in value.items())
    return _LENGTH(len(value)) + b"".join(items)


def _sized(data: bytes) -> bytes:
    return _LENGTH(len(data)) + data


_PAYLOADS: dict[type, Callable[[Any], bytes]] = {
    float: _FLOAT,
    int: _INT,
    bool: lambda value: bytes((value,)),
    str: _text,
    UntypedText: _text,
    bytes: _sized,
    type(None): lambda value: b"",
    ValueList: _list,
    TooDeepList: _list,
    ValueMap: _map,
}
_TAGS = {**TAGS, TooDeepList: _native.LIST}


def _tagged(element: Any) -> bytes:
    packed = _packed(element)
    assert packed is not None  # a list of values holds no object
    return bytes(packed[:1]) + packed[1]


class _Copier:
    """Copies one list and everything in it, if all of that is stored by value."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._left = _native.MAX_LIST_ITEMS
        self._holds_object = self._is_too_deep = False

    def whole(self, value: list[Any]) -> Any:
        """The copy; the list itself if it contains a host object."""
        try:
            copy = self._list(value, ())
        except UnicodeEncodeError as error:
            raise _not_unicode(self._key, error) from None
        if self._holds_object:
            return value
        return TooDeepList(copy) if self._is_too_deep else copy

    def _list(self, items: list[Any], around: tuple[int, ...]) -> ValueList:
        inside = self._inside(items, around)
        return value_list(self._element(item, inside) for item in (items if inside else ()))

    def _map(self, items: dict[Any, Any], around: tuple[int, ...]) -> ValueMap:
        if not all(type(key) is str for key in items):
            self._holds_object = True
            return ValueMap()
        for key in items:
            key.encode()
        inside = self._inside(items, around)
        given = items.items() if inside else ()
        return ValueMap((key, self._element(item, inside)) for key, item in given)

    def _inside(self, owner: Any, around: tuple[int, ...]) -> tuple[int, ...]:
        """The ids of the containers around the elements; empty if these are too deep to copy."""
        if len(around) >= _native.MAX_LIST_DEPTH:
            self._is_too_deep = True
            return ()
        if id(owner) in around:
            raise ConversionError(
                f"cannot set {self._key}: the list contains itself", key=self._key
            )
        self._left -= len(owner)
        if self._left < 0:
            raise LimitError(
                f"cannot set {self._key}: a list holds at most {_native.MAX_LIST_ITEMS} "
                "elements, those of lists in it included; pass a tuple or an array, "
                "which is kept as it is",
                key=self._key,
            )
        return (*around, id(owner))

    def _element(self, value: Any, around: tuple[int, ...]) -> Any:
        kind = type(value)
        if kind is list:
            return self._list(value, around)
        if kind is dict:
            return self._map(value, around)
        if isinstance(value, Unfinished):
            raise TypeError(not_a_value(self._key, value))
        # Continues after a host object, because an accessor that follows must be refused.
        if kind is str or kind is UntypedText:
            value.encode()
        elif kind not in UNCHANGING or (kind is int and is_wide(value)):
            self._holds_object = True
        return value


def _not_unicode(key: str, error: UnicodeEncodeError) -> ConversionError:
    return ConversionError(f"cannot set {key}: the string is not valid Unicode: {error}", key=key)
