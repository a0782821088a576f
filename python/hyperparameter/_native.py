"""The C library: status codes become exceptions, handles are freed.

The only module that calls it.
"""

from __future__ import annotations

import itertools
import struct
import sys

from hyperparameter._library import ffi, lib
from hyperparameter.exceptions import (
    ConversionError,
    DefinitionError,
    HyperparameterError,
    InvalidKeyError,
    LimitError,
    MissingKeyError,
    ScopeError,
)

TYPE_CHECKING = False  # as in `typing`, which takes long to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    #: A value as the C library hands it out: its kind, and a bool, int, float, str (text and
    #: untyped), bytes, list of Native, token, or None.
    Native = tuple[int, Any]

NULL: int = lib.HP_NULL
BOOL: int = lib.HP_BOOL
INT: int = lib.HP_INT
FLOAT: int = lib.HP_FLOAT
TEXT: int = lib.HP_TEXT
BYTES: int = lib.HP_BYTES
LIST: int = lib.HP_LIST
UNTYPED: int = lib.HP_UNTYPED
OBJECT: int = lib.HP_OBJECT

FROM_KEYWORD: int = lib.HP_FROM_KEYWORD
FROM_MAPPING: int = lib.HP_FROM_MAPPING
ASSIGNED: int = lib.HP_ASSIGNED

WANT_STORED: int = lib.HP_WANT_STORED
# Python has None and integers of any size.
_HOST: int = lib.HP_WANT_NULLABLE | lib.HP_WANT_WIDE
WANT_INTERPRETED: int = lib.HP_WANT_INTERPRETED | _HOST
WANT_BOOL: int = lib.HP_WANT_BOOL | _HOST
WANT_INT: int = lib.HP_WANT_INT | _HOST
WANT_FLOAT: int = lib.HP_WANT_FLOAT | _HOST
WANT_TEXT: int = lib.HP_WANT_TEXT | _HOST
WANT_BYTES: int = lib.HP_WANT_BYTES | _HOST
WANT_LIST: int = lib.HP_WANT_LIST | _HOST

MAX_KEY_BYTES: int = lib.HP_MAX_KEY_BYTES
MAX_LIST_DEPTH: int = lib.HP_MAX_LIST_DEPTH

_new = ffi.new
_NULL = ffi.NULL
_HANDLE = ffi.typeof("uint64_t *")
_VALUE = ffi.typeof("hp_value *")
_BYTES = ffi.typeof("uint8_t[]")
_buffer = ffi.buffer

_pack_lengths = struct.pack
_DEFINITION = struct.Struct("<IIIIqd")
#: Flags of a definition's record.
READS_AS_BOOL, READS_AS_INT, READS_AS_FLOAT, IS_TRUE = 1, 2, 4, 8

_OK: int = lib.HP_OK
_ABSENT: int = lib.HP_ABSENT

_ERRORS: dict[int, type[Exception]] = {
    lib.HP_BAD_TEXT: InvalidKeyError,
    lib.HP_TOO_LONG: InvalidKeyError,
    lib.HP_INVALID_KEY: InvalidKeyError,
    lib.HP_MISSING: MissingKeyError,
    lib.HP_CONVERSION: ConversionError,
    lib.HP_DEFINITION: DefinitionError,
    lib.HP_LIMIT: LimitError,
    lib.HP_SCOPE: ScopeError,
    lib.HP_NO_MEMORY: MemoryError,
}

#: Host objects that frames hold, by token.
objects: dict[int, Any] = {}
_tokens = itertools.count(1)


def new_token(value: Any) -> int:
    """Keeps a host object until the last frame that holds its token is gone."""
    token = next(_tokens)
    objects[token] = value
    return token


def forget(tokens: Iterable[int]) -> None:
    """Lets go of host objects; their destructors run when the table is consistent."""
    gone = [objects.pop(token, None) for token in tokens]
    del gone


def _forget_released() -> None:
    room = 64
    tokens = ffi.new("uint64_t[]", room)
    count = ffi.new("uint64_t *")
    while True:
        _check(lib.hp_objects_released(tokens, room, count))
        forget(ffi.unpack(tokens, count[0]))
        if count[0] < room:
            return


def message() -> str:
    """The message of this thread's latest failure."""
    length = ffi.new("uint64_t *")
    lib.hp_error_message(ffi.NULL, 0, length)
    buffer = ffi.new("uint8_t[]", length[0])
    lib.hp_error_message(buffer, length[0], length)
    return bytes(ffi.buffer(buffer)).decode()


def _error(status: int) -> Exception:
    return _ERRORS.get(status, HyperparameterError)(message())


def _check(status: int) -> None:
    if status != _OK:
        raise _error(status)


def version() -> str:
    """The version of the C library."""
    text = ffi.new("uint8_t **")
    length = ffi.new("uint64_t *")
    _check(lib.hp_version(text, length))
    return bytes(ffi.buffer(text[0], length[0])).decode()


def read_definitions(texts: tuple[str, ...]) -> Iterator[Any] | None:
    """What ``key=value`` texts hold, a record of each: where the key begins and ends, where
    the value begins, flags of what it reads as, the value as an int and as a float.

    None where the C library refuses them, and where a text is not ASCII, whose
    places are counted differently there: then a frame has to be made of them.
    """
    joined = "".join(texts)
    if not joined.isascii():
        return None
    count = len(texts)
    packed = _pack_lengths(f"<{count}I", *map(len, texts)) + joined.encode()
    size = count * _DEFINITION.size
    records = _new(_BYTES, size)
    if lib.hp_definitions_read(packed, len(packed), count, records, size) != _OK:
        return None
    return _DEFINITION.iter_unpack(_buffer(records))


class Frame:
    """A frame of the C library; its handle is freed with it."""

    __slots__ = ("_handle",)

    def __init__(self, handle: int) -> None:
        self._handle = handle

    # Bound early: it runs while the interpreter shuts down, when globals may be gone.
    def __del__(
        self,
        free: Any = lib.hp_frame_free,
        held: dict[int, Any] = objects,
        finalizing: Callable[[], bool] = sys.is_finalizing,
    ) -> None:
        free(self._handle)
        if held and not finalizing():
            _forget_released()

    def child(self, layer: bytes) -> Frame:
        """A child with the packed overrides ``layer``."""
        out = _new(_HANDLE)
        status = lib.hp_frame_child_packed(self._handle, layer, len(layer), _NULL, out)
        if status != _OK:
            _check(status)
        return Frame(out[0])

    def get(self, key: bytes, want: int) -> Native | None:
        """The parameter converted toward ``want``; None if it is not set."""
        out = _new(_VALUE)
        status = lib.hp_frame_get(self._handle, key, len(key), want, out)
        if status == _ABSENT:
            return None
        if status != _OK:
            _check(status)
        return _take(out)

    def truth(self, key: bytes) -> bool:
        """Whether the parameter is set to something true; objects count as true."""
        out = ffi.new("int32_t *")
        _check(lib.hp_frame_truth(self._handle, key, len(key), out))
        return bool(out[0])

    def keys(self, prefix: bytes) -> list[str]:
        """The sorted keys at and below ``prefix``."""
        out = _new(_VALUE)
        _check(lib.hp_frame_keys(self._handle, prefix, len(prefix), out))
        _, keys = _take(out)
        return [key for _, key in keys]

    def missing(self, key: bytes) -> Exception:
        """The error of a required parameter that is not set."""
        out = _new(_VALUE)
        return _error(lib.hp_frame_require(self._handle, key, len(key), WANT_STORED, out))

    def refusal(self, key: bytes, wanted: str) -> Exception:
        """The error of a parameter that is not a ``wanted``, a kind only Python knows."""
        text = wanted.encode()
        return _error(lib.hp_frame_refuse(self._handle, key, len(key), text, len(text)))

    def publish(self) -> None:
        """Makes this frame what threads start from."""
        _check(lib.hp_baseline_publish(self._handle))
        if objects:
            _forget_released()


def baseline_frame() -> Frame:
    """The frame that a thread starting now begins with."""
    out = _new(_HANDLE)
    _check(lib.hp_baseline_frame(out))
    return Frame(out[0])


def check_key(key: bytes) -> None:
    """Raises InvalidKeyError unless the text is a key."""
    _EMPTY.get(key, WANT_STORED)


def _empty_frame() -> Frame:
    out = _new(_HANDLE)
    _check(lib.hp_frame_empty(out))
    return Frame(out[0])


_EMPTY = _empty_frame()


def test_panic() -> None:
    """Panics inside the C library, to show what a caller sees of it."""
    _check(lib.hp_test_panic())


def _take(value: Any) -> Native:
    """Copies a value out and frees what it owns."""
    try:
        return _copy(value)
    finally:
        if value.owner:
            lib.hp_value_free(value.owner)


def _copy(value: Any) -> Native:
    kind = value.kind
    if kind == NULL:
        return kind, None
    if kind == BOOL:
        return kind, bool(value.integer)
    if kind in (INT, OBJECT):
        return kind, value.integer
    if kind == FLOAT:
        return kind, value.number
    if kind == LIST:
        return kind, _elements(value)
    data = bytes(ffi.buffer(value.data, value.length)) if value.length else b""
    return kind, data if kind == BYTES else data.decode()


def _elements(value: Any) -> list[Native]:
    elements = []
    for index in range(value.integer):
        element = _new(_VALUE)
        _check(lib.hp_value_at(value.owner, index, element))
        elements.append(_take(element))
    return elements
