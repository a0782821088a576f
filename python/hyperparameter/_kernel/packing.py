"""The overrides of a scope, packed into one buffer for the C library.

A list is a value if it holds only values, and lists and mappings of them; it is
copied when its scope is made. One that holds anything else is an object, and is
kept as itself.
"""

from __future__ import annotations

import struct

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.unfinished import Unfinished
from hyperparameter._kernel.values import UNSET, UntypedText, encoded_key, not_a_value
from hyperparameter.exceptions import ConversionError, DefinitionError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Optional

    #: One item of a scope: its key, value, origin and position; a definition has no key, its
    #: value is the text.
    Override = tuple[Optional[str], Any, int, int]

#: Tags of records that set no value.
_DEFINITION = 16
_UNSET = 17

_HEAD = struct.Struct("<BBII").pack
_INT = struct.Struct("<q").pack
_FLOAT = struct.Struct("<d").pack
_LENGTH = struct.Struct("<Q").pack


class _PackedList(bytes):
    """A list of values as it was when its scope was made."""

    __slots__ = ()


def snapshot(key: str, value: Any) -> Any:
    """The value, or a packed copy if it is a list of values, which its owner may change."""
    if type(value) is not list:
        return value
    try:
        payload = _Packer(key).pack(value, ())
    except UnicodeEncodeError as error:
        raise _not_unicode(key, error) from None
    return value if payload is None else _PackedList(payload)


def needs_native(value: Any) -> bool:
    """Whether only the C library can say if the value is accepted: a list may nest
    too deep, a text may not be Unicode."""
    kind = type(value)
    if kind is str or kind is UntypedText:
        return not value.isascii()
    return kind is _PackedList or value is UNSET


def pack(overrides: Iterable[Override], objects: dict[int, Any]) -> bytes:
    """The overrides as one buffer for the C library; adds the objects that it has tokens of."""
    parts: list[bytes] = []
    for key, value, origin, position in overrides:
        if key is None:
            try:
                text = value.encode()
            except UnicodeEncodeError as error:
                raise DefinitionError(
                    f"bad definition {value!a}, item {position}: not valid Unicode: {error}"
                ) from None
            parts += (_HEAD(_DEFINITION, 0, position, len(text)), text)
            continue
        name = encoded_key(key)
        try:
            tag, payload = _packed(value, objects)
        except UnicodeEncodeError as error:
            raise _not_unicode(key, error) from None
        parts += (_HEAD(tag, origin, position, len(name)), name, payload)
    return b"".join(parts)


def _packed(value: Any, objects: dict[int, Any]) -> tuple[int, bytes]:
    scalar = _packed_scalar(value)
    if scalar is not None:
        return scalar
    if type(value) is _PackedList:
        return _native.LIST, value
    if value is UNSET:
        return _UNSET, b""
    token = _native.new_token()
    objects[token] = value
    kind = type(value)
    try:
        name = f"{kind.__module__}.{kind.__qualname__}".replace("builtins.", "", 1)
    except Exception:  # whatever a stranger's metaclass raises
        name = "object"
    return _native.OBJECT, _LENGTH(token) + _sized(name.encode("utf-8", "replace"))


def _packed_scalar(value: Any) -> tuple[int, bytes] | None:
    kind = type(value)
    if kind is float:
        return _native.FLOAT, _FLOAT(value)
    if kind is bool:
        return _native.BOOL, b"\1" if value else b"\0"
    if kind is int:
        return (_native.INT, _INT(value)) if -(2**63) <= value < 2**63 else None
    if kind is str:
        return _native.TEXT, _sized(value.encode())
    if kind is UntypedText:
        return _native.UNTYPED, _sized(value.encode())
    if value is None:
        return _native.NULL, b""
    if kind is bytes:
        return _native.BYTES, _sized(value)
    return None


class _Packer:
    """Packs one list, with all that lies in it."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._left = _native.MAX_LIST_ITEMS

    def pack(self, items: list[Any], around: tuple[int, ...]) -> bytes | None:
        """The list packed; None if it holds anything that is not a value."""
        if len(around) > _native.MAX_LIST_DEPTH:
            return _TOO_DEEP
        parts = self._elements(items, items, around)
        return None if parts is None else _LENGTH(len(items)) + parts

    def _map(self, items: dict[Any, Any], around: tuple[int, ...]) -> bytes | None:
        if len(around) > _native.MAX_LIST_DEPTH:
            return _TOO_DEEP
        if not all(type(key) is str for key in items):
            return None
        parts = self._elements(items, items.values(), around, [_sized(k.encode()) for k in items])
        return None if parts is None else _LENGTH(len(items)) + parts

    def _elements(
        self, owner: Any, values: Any, around: tuple[int, ...], names: list[bytes] | None = None
    ) -> bytes | None:
        if id(owner) in around:
            raise ConversionError(
                f"cannot set {self._key}: the list contains itself", key=self._key
            )
        self._left -= len(values)
        if self._left < 0:
            raise LimitError(
                f"cannot set {self._key}: a list holds at most {_native.MAX_LIST_ITEMS} "
                "elements, those of lists in it included; pass a tuple or an array, "
                "which is kept as it is",
                key=self._key,
            )
        parts: list[bytes] | None = []
        inside = (*around, id(owner))
        for at, value in enumerate(values):
            packed = self._element(value, inside)
            # Goes on where one is an object: an accessor may lie behind it.
            if packed is None:
                parts = None
            elif parts is not None:
                if names is not None:
                    parts.append(names[at])
                parts += (bytes((packed[0],)), packed[1])
        return None if parts is None else b"".join(parts)

    def _element(self, value: Any, around: tuple[int, ...]) -> tuple[int, bytes] | None:
        kind = type(value)
        if kind is list:
            nested = self.pack(value, around)
            return None if nested is None else (_native.LIST, nested)
        if kind is dict:
            nested = self._map(value, around)
            return None if nested is None else (_native.MAP, nested)
        if isinstance(value, Unfinished):
            raise TypeError(not_a_value(self._key, value))
        return _packed_scalar(value)


#: The C library refuses it for its depth, whatever it would hold.
_TOO_DEEP = _LENGTH(0)


def _not_unicode(key: str, error: UnicodeEncodeError) -> ConversionError:
    return ConversionError(f"cannot set {key}: its text is not valid Unicode: {error}", key=key)


def _sized(data: bytes) -> bytes:
    return _LENGTH(len(data)) + data
