"""Packs the overrides of a scope into one buffer for the C library."""

from __future__ import annotations

import struct

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.values import (
    TAGS,
    UNSET,
    TooDeepList,
    UntypedText,
    ValueList,
    ValueMap,
    encoded_key,
    is_wide,
    not_unicode,
)
from hyperparameter.exceptions import DefinitionError

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
            raise not_unicode(key, error) from None
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
