"""Values as a frame stores them in Python: copied, packed for the C library, and back from it.

Exact bools, ints of 64 bits, floats, strings, bytes and lists of these are stored
by value. Everything else is a host object: the C library keeps a token for it,
and the Python frame keeps the object.

A list of values, or of lists and mappings of values, is itself a value: it is copied when
its scope is created. A list that contains anything else is a host object and is not copied.
"""

from __future__ import annotations

import struct
from _collections_abc import Mapping  # `collections` takes long to import

from hyperparameter._kernel import native as _native
from hyperparameter._kernel.unfinished import Unfinished, spelling_of
from hyperparameter.exceptions import ConversionError, DefinitionError, InvalidKeyError, LimitError

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Optional

    #: One override: key, value, origin and position; for a definition the key is None and the
    #: value is its ``key=value`` string.
    Override = tuple[Optional[str], Any, int, int]


class UntypedText(str):
    """A string from outside the program, interpreted when it is read."""

    #: For the value of a definition, its record from `read_definitions`.
    __slots__ = ("_record",)

    _record: tuple[int, int, int, int, int, float]

    def __reduce_ex__(self, protocol: object) -> tuple[type, tuple[str]]:
        return UntypedText, (str(self),)

    def toward(self, wanted: type) -> Any:
        """Its value as ``wanted``, from the C library's record; UNKNOWN if it must convert it."""
        try:
            _, _, _, flags, whole, number = self._record
        except AttributeError:  # it was not read by the C library
            return UNKNOWN
        if wanted is float and flags & _native.READS_AS_FLOAT:
            return number
        if wanted is int and flags & _native.READS_AS_INT:
            return whole
        if wanted is bool and flags & _native.READS_AS_BOOL:
            return flags & _native.IS_TRUE != 0
        return str(self) if wanted is str else UNKNOWN


#: Returned where only the C library can convert a value.
UNKNOWN: Any = object()


class _Definitions(dict["str", "tuple[str, UntypedText]"]):
    """A cache of parsed ``key=value`` strings; parsing one always gives the same result."""

    def add(self, texts: tuple[str, ...]) -> dict[str, UntypedText] | None:
        """Parses these; None if the C library has to."""
        records = _native.read_definitions(texts)
        if records is None:
            return None
        values = {}
        for text, record in zip(texts, records):
            if record[3] & _native.IS_UNSET:
                return None
            value = UntypedText(text[record[2] :])
            value._record = record
            key = text[record[0] : record[1]]
            values[key] = value
            if len(text) <= _MOST_KEPT:
                if len(self) >= MAX_DEFINITIONS:
                    self.clear()
                self[exact_text(text)] = key, value
        return values


#: How many definitions are cached, and up to which length.
MAX_DEFINITIONS = 1024
_MOST_KEPT = 256
_definitions = _Definitions()


def defined(texts: tuple[str, ...]) -> dict[str, UntypedText] | None:
    """What ``key=value`` strings set, by key; None if the C library has to parse them."""
    try:
        return dict(map(_definitions.__getitem__, texts))
    except KeyError:
        return _definitions.add(texts)


class ValueList(list):  # type: ignore[type-arg]
    """A list that is stored by value: readers get copies of it."""

    #: Whether none of its items has to be copied or interpreted.
    __slots__ = ("flat",)

    flat: bool


def value_list(items: Iterable[Any]) -> ValueList:
    """A `ValueList` of these values."""
    made = ValueList(items)
    made.flat = UNCHANGING.issuperset(map(type, made))
    return made


class TooDeepList(ValueList):
    """A list that is nested deeper than the C library accepts."""

    __slots__ = ()


class ValueMap(dict):  # type: ignore[type-arg]
    """A mapping inside a `ValueList`."""

    __slots__ = ()


#: Types whose values are immutable.
UNCHANGING = frozenset({type(None), bool, int, float, str, bytes})


def copied(value: Any) -> Any:
    """A copy of a stored list or mapping, for a reader; other values as they are."""
    if type(value) is ValueList:
        return list(value) if value.flat else [copied(item) for item in value]
    if type(value) is ValueMap:
        return {key: copied(item) for key, item in value.items()}
    return value


class _Unset:
    """Stands for a value where a key, with all keys below it, is hidden."""

    def __reduce__(self) -> str:
        return "UNSET"

    def __repr__(self) -> str:
        return "unset"


UNSET = _Unset()


def untyped(mapping: Mapping[str, str]) -> dict[str, Any]:
    """Marks the strings of a mapping as untyped, so that each read decides their type.

    Input formats that know only strings, such as INI files, query strings or
    command-line arguments, cannot say whether ``"4"`` is a number. An untyped string is
    converted to the type of the default when it is read, like a value of ``-D``;
    an ordinary ``str`` stays a string.

    Args:
        mapping: strings by key, such as a section of a ``configparser`` file; it is
            copied.

    Returns:
        A new dict to pass to ``param_scope``, as a source or nested in one.

    Raises:
        TypeError: if a value is not a string; the message names its key.

    >>> from hyperparameter import param_scope, untyped
    >>> with param_scope(untyped({"workers": "4"})):
    ...     param_scope.workers | 1
    4
    """
    if not isinstance(mapping, Mapping):
        raise TypeError(f"untyped() takes a mapping of strings, not {mapping!r}")
    for key, value in mapping.items():
        if not isinstance(value, str):
            raise TypeError(
                f"untyped() takes strings, but {key!r} is {value!r}, of type {type(value).__name__}"
            )
    return {key: UntypedText(value) for key, value in mapping.items()}


def encoded_key(key: str) -> bytes:
    """A key as UTF-8; the C library checks its syntax."""
    try:
        encoded = key.encode()
    except UnicodeEncodeError as error:
        raise InvalidKeyError(f"invalid key {key!r}: not valid Unicode: {error}") from None
    if len(encoded) > _native.MAX_KEY_BYTES:
        # The C library refuses it too, but does not read it and so cannot quote it.
        raise InvalidKeyError(
            f'invalid key "{key[:60]}…": it has {len(encoded)} bytes, '
            f"a key has at most {_native.MAX_KEY_BYTES}"
        )
    return encoded


def not_a_key(key: object, hint: str = "", where: str = "") -> InvalidKeyError:
    """The error for a key that is not a string."""
    kind = type(key).__name__
    return InvalidKeyError(f"invalid key {key!r}{where}: a key is a string, not {kind}{hint}")


def exact_text(text: str) -> str:
    """An exact str of a str or of a subclass, which may override comparison and printing."""
    return text if type(text) is str else str.__str__(text)


def unpack(native: _native.Native, frame: _native.Frame) -> Any:
    """A value of ``frame`` as a Python value; an untyped string as UntypedText."""
    kind, payload = native
    if kind == _native.LIST:
        return value_list(unpack(element, frame) for element in payload)
    if kind == _native.MAP:
        keys = (key for _, key in payload[::2])
        return ValueMap(zip(keys, (unpack(value, frame) for value in payload[1::2])))
    if kind == _native.UNTYPED:
        return UntypedText(payload)
    if kind == _native.OBJECT:
        return frame.object(payload[0])
    return payload


def native_of(value: Any) -> _native.Native | None:
    """A value in the form that the C library takes; None if it is a host object."""
    kind = type(value)
    tag = _TAGS.get(kind)
    if tag is None or (kind is int and is_wide(value)):
        return None
    if tag == _native.LIST:
        parts = [native_of(item) for item in value]
    elif tag == _native.MAP:
        parts = [native_of(part) for item in value.items() for part in item]
    else:
        return tag, str(value) if tag == _native.UNTYPED else value
    return None if None in parts else (tag, parts)


def is_host_object(stored: Any) -> bool:
    """Whether a stored value is a host object, that is, not stored by value."""
    kind = type(stored)
    return is_wide(stored) if kind is int else kind not in _STORED


def is_wide(number: int) -> bool:
    """Whether an int does not fit in the 64 bits of the C library's."""
    return not LEAST_INT <= number <= MOST_INT


LEAST_INT, MOST_INT = -(2**63), 2**63 - 1


def is_null(stored: Any) -> bool:
    """Whether a stored value is null, or an untyped string that reads as null."""
    if type(stored) is UntypedText:
        return _native.is_null_text(str(stored))
    return stored is None


def not_a_value(key: object, unfinished: Unfinished) -> str:
    """The message for an accessor that was passed as a value."""
    name, finished = spelling_of(unfinished)
    return f"cannot set {key} to {name}, which is not a value: read it first, with {finished}"


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


class _Copier:
    """Copies one list and everything in it, if all of that is stored by value."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._left = _native.MAX_LIST_ITEMS
        #: The ids of the lists and mappings around the one that is being copied.
        self._around: list[int] = []
        self._holds_object = self._is_too_deep = False

    def whole(self, value: list[Any]) -> Any:
        """The copy; the list itself if it contains a host object."""
        try:
            copy = self._copied(value)
        except UnicodeEncodeError as error:
            raise _not_unicode(self._key, error) from None
        if self._holds_object:
            return value
        return TooDeepList(copy) if self._is_too_deep else copy

    def _copied(self, value: Any) -> Any:
        kind = type(value)
        if kind is list or (kind is dict and all(type(key) is str for key in value)):
            return self._container(value)
        if isinstance(value, Unfinished):
            raise TypeError(not_a_value(self._key, value))
        # Continues after a host object, because an accessor that follows must be refused.
        if kind is str or kind is UntypedText:
            value.encode()
        elif kind not in UNCHANGING or (kind is int and is_wide(value)):
            self._holds_object = True
        return value

    def _container(self, value: Any) -> Any:
        if len(self._around) >= _native.MAX_LIST_DEPTH:
            self._is_too_deep = True
            value = type(value)()  # without its elements: the C library refuses its depth
        if id(value) in self._around:
            raise ConversionError(
                f"cannot set {self._key}: the list contains itself", key=self._key
            )
        self._left -= len(value)
        if self._left < 0:
            raise LimitError(
                f"cannot set {self._key}: a list holds at most {_native.MAX_LIST_ITEMS} "
                "elements, those of lists in it included; pass a tuple or an array, "
                "which is kept as it is",
                key=self._key,
            )
        self._around.append(id(value))
        copied = self._copied
        copy: Any
        if type(value) is list:
            copy = value_list(map(copied, value))
        else:
            copy = ValueMap((copied(key), copied(item)) for key, item in value.items())
        self._around.pop()
        return copy


def _not_unicode(key: str, error: UnicodeEncodeError) -> ConversionError:
    return ConversionError(f"cannot set {key}: the string is not valid Unicode: {error}", key=key)


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
            is_object = is_host_object(value)
            tag, payload = _packed_object(value, objects) if is_object else _packed(value)
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


def _packed(value: Any) -> tuple[int, bytes]:
    """The tag and payload of what is stored by value."""
    tag, packed = _STORED[type(value)]
    return tag, packed(value)


def _text(value: str) -> bytes:
    return _sized(value.encode())


def _list(value: list[Any]) -> bytes:
    return _LENGTH(len(value)) + b"".join(map(_tagged, value))


def _map(value: dict[str, Any]) -> bytes:
    items = (_text(key) + _tagged(item) for key, item in value.items())
    return _LENGTH(len(value)) + b"".join(items)


def _sized(data: bytes) -> bytes:
    return _LENGTH(len(data)) + data


def _tagged(element: Any) -> bytes:
    tag, payload = _packed(element)
    return bytes((tag,)) + payload


#: The types that are stored by value: the tag of each, and how it is packed.
_STORED: dict[type, tuple[int, Callable[[Any], bytes]]] = {
    float: (_native.FLOAT, _FLOAT),
    int: (_native.INT, _INT),
    bool: (_native.BOOL, lambda value: bytes((value,))),
    str: (_native.TEXT, _text),
    UntypedText: (_native.UNTYPED, _text),
    bytes: (_native.BYTES, _sized),
    type(None): (_native.NULL, lambda value: b""),
    ValueList: (_native.LIST, _list),
    TooDeepList: (_native.LIST, _list),
    ValueMap: (_native.MAP, _map),
}
#: Their tags, and those of the containers inside an object, which are read like values.
_TAGS = {kind: tag for kind, (tag, _) in _STORED.items()}
_TAGS.update({list: _native.LIST, dict: _native.MAP})
