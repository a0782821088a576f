"""Python values on their way into a frame and out of it.

Exact bools, ints of 64 bits, floats, texts, bytes and lists of these are stored
by value. Everything else is a host object: the C library keeps a token for it,
and the frame in Python keeps the object.
"""

from __future__ import annotations

import struct
from _collections_abc import Mapping  # `collections` takes long to import

from hyperparameter import _native
from hyperparameter.exceptions import ConversionError, DefinitionError, InvalidKeyError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Optional

    #: One item of a scope: its key, value, origin and position; a definition has no key, its
    #: value is the text.
    Override = tuple[Optional[str], Any, int, int]

_DEFINITION = 16

_HEAD = struct.Struct("<BBII").pack
_INT = struct.Struct("<q").pack
_FLOAT = struct.Struct("<d").pack
_LENGTH = struct.Struct("<Q").pack


class UntypedText(str):
    """Text from outside, to be interpreted when it is read."""

    #: Of a definition, what `read_definitions` says about it.
    __slots__ = ("_record",)

    _record: tuple[int, int, int, int, int, float]

    def __reduce_ex__(self, protocol: object) -> tuple[type, tuple[str]]:
        return UntypedText, (str(self),)

    def toward(self, wanted: type) -> Any:
        """What it converts to as the C library read it; UNKNOWN where it has to be asked."""
        try:
            record = self._record
        except AttributeError:  # it was not read by the C library
            return UNKNOWN
        if wanted is float:
            return record[5] if record[3] & _native.READS_AS_FLOAT else UNKNOWN
        if wanted is int:
            return record[4] if record[3] & _native.READS_AS_INT else UNKNOWN
        if wanted is bool:
            return (
                record[3] & _native.IS_TRUE != 0 if record[3] & _native.READS_AS_BOOL else UNKNOWN
            )
        return str(self) if wanted is str else UNKNOWN


#: The answer that the C library has to be asked.
UNKNOWN: Any = object()


def defined(texts: tuple[str, ...]) -> dict[str, UntypedText] | None:
    """What ``key=value`` texts set; None if the C library has to see them itself."""
    records = _native.read_definitions(texts)
    if records is None:
        return None
    values = {}
    for text, record in zip(texts, records):
        value = UntypedText(text[record[2] :])
        value._record = record
        values[text[record[0] : record[1]]] = value
    return values


class ValueList(list):  # type: ignore[type-arg]
    """A list that is stored by value: readers get copies of it."""

    __slots__ = ()


def untyped(mapping: Mapping[str, str]) -> dict[str, Any]:
    """Marks the texts of a mapping from outside as untyped.

    A text from the environment or a query string keeps its spelling and is
    interpreted when it is read, just as after ``-D``; an ordinary text is text.

    Args:
        mapping: texts by key, ``os.environ`` for one; it is copied.

    Returns:
        A new dict to give to ``param_scope``, as a source or inside one.

    Raises:
        TypeError: if a value is not text; the message names its key.

    >>> from hyperparameter import param_scope, untyped
    >>> with param_scope(untyped({"workers": "4"})):
    ...     param_scope.workers | 1
    4
    """
    if not isinstance(mapping, Mapping):
        raise TypeError(f"untyped() takes a mapping of texts, not {mapping!r}")
    for key, value in mapping.items():
        if not isinstance(value, str):
            raise TypeError(
                f"untyped() takes texts, but {key!r} is {value!r}, of type {type(value).__name__}"
            )
    return {key: UntypedText(value) for key, value in mapping.items()}


class _PackedList(bytes):
    """A list of values as it was when its scope was made."""

    __slots__ = ()


def snapshot(key: object, value: Any) -> Any:
    """The value, or a packed copy if it is a list of values, which its owner may change."""
    if type(value) is not list:
        return value
    try:
        payload = _packed_list(value, ())
    except UnicodeEncodeError as error:
        raise _not_unicode(key, error) from None
    except _CircularError:
        raise ConversionError(f"cannot set {key}: the list contains itself") from None
    return value if payload is None else _PackedList(payload)


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


def needs_native(value: Any) -> bool:
    """Whether only the C library can say if the value is accepted: a list may nest
    too deep, a text may not be Unicode."""
    kind = type(value)
    if kind is str or kind is UntypedText:
        return not value.isascii()
    return kind is _PackedList


def encoded_key(key: str) -> bytes:
    """A key as UTF-8; the C library checks the rest."""
    try:
        encoded = key.encode()
    except UnicodeEncodeError as error:
        raise InvalidKeyError(f"invalid key {key!r}: not valid Unicode: {error}") from None
    if len(encoded) > _native.MAX_KEY_BYTES:
        # The C library says so too, but does not read what is too long to quote it.
        raise InvalidKeyError(
            f'invalid key "{key[:60]}…": it has {len(encoded)} bytes, '
            f"a key has at most {_native.MAX_KEY_BYTES}"
        )
    return encoded


def exact_text(text: str) -> str:
    """The text of a str or of a subclass, which may compare and print as it likes."""
    return text if type(text) is str else str.__str__(text)


def unpack(native: _native.Native, frame: _native.Frame) -> Any:
    """A value of ``frame`` as Python's; untyped text comes as UntypedText."""
    kind, payload = native
    if kind == _native.LIST:
        return ValueList(unpack(element, frame) for element in payload)
    if kind == _native.UNTYPED:
        return UntypedText(payload)
    if kind == _native.OBJECT:
        return frame.object(payload)
    return payload


def is_host_object(stored: Any) -> bool:
    """Whether a value that is stored went in as an object, not by value."""
    kind = type(stored)
    if kind is int:
        return not -(2**63) <= stored < 2**63
    return kind not in _BY_VALUE


_BY_VALUE = frozenset({type(None), bool, float, str, UntypedText, bytes, ValueList})


def _packed(value: Any, objects: dict[int, Any]) -> tuple[int, bytes]:
    scalar = _packed_scalar(value)
    if scalar is not None:
        return scalar
    if type(value) is _PackedList:
        return _native.LIST, value
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


class _CircularError(Exception):
    """A list lies within itself."""


def _packed_list(items: list[Any], around: tuple[int, ...]) -> bytes | None:
    """The list packed; None if it holds anything that is not a value."""
    if id(items) in around:
        raise _CircularError
    if len(around) > _native.MAX_LIST_DEPTH:
        return _LENGTH(0)  # refused for its depth by the C library, whatever it holds
    parts = [_LENGTH(len(items))]
    for item in items:
        if type(item) is list:
            nested = _packed_list(item, (*around, id(items)))
            packed = None if nested is None else (_native.LIST, nested)
        else:
            packed = _packed_scalar(item)
        if packed is None:
            return None
        parts += (bytes((packed[0],)), packed[1])
    return b"".join(parts)


def _not_unicode(key: object, error: UnicodeEncodeError) -> ConversionError:
    return ConversionError(f"cannot set {key}: its text is not valid Unicode: {error}")


def _sized(data: bytes) -> bytes:
    return _LENGTH(len(data)) + data
