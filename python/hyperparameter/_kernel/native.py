"""Calls to the C library: turns status codes into exceptions and frees handles.

No other module calls the library's functions on frames, layers and values.
"""

from __future__ import annotations

import itertools
import os
import struct

# From `_thread` because `threading`, which re-exports it, is slow to import.
from _thread import RLock

from hyperparameter._kernel.library import ffi, lib
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
    from collections.abc import Callable, Iterator
    from typing import Any

    #: A value in the form of the C library: its kind, and a bool, int, float, str (also for an
    #: untyped string), bytes, list of Native (for a mapping, keys and values alternate), the
    #: token and type name of an object, or None.
    Native = tuple[int, Any]

    #: The objects behind a frame's tokens: those of its own layer, then those of its parent.
    Held = tuple[dict[int, Any], "Held | None"]

# Kinds of values.
NULL, BOOL, INT, FLOAT = lib.HP_NULL, lib.HP_BOOL, lib.HP_INT, lib.HP_FLOAT
TEXT, BYTES, UNTYPED = lib.HP_TEXT, lib.HP_BYTES, lib.HP_UNTYPED
LIST, MAP, OBJECT = lib.HP_LIST, lib.HP_MAP, lib.HP_OBJECT

# Where a value came from.
FROM_CODE, FROM_KEYWORD = lib.HP_FROM_CODE, lib.HP_FROM_KEYWORD
FROM_MAPPING, ASSIGNED = lib.HP_FROM_MAPPING, lib.HP_ASSIGNED

WANT_STORED, WANT_ELEMENTS = lib.HP_WANT_STORED, lib.HP_WANT_ELEMENTS
# Python has None and integers of any size.
_HOST = lib.HP_WANT_NULLABLE | lib.HP_WANT_WIDE
WANT_INTERPRETED = lib.HP_WANT_INTERPRETED | _HOST
WANT_BOOL, WANT_INT = lib.HP_WANT_BOOL | _HOST, lib.HP_WANT_INT | _HOST
WANT_FLOAT, WANT_LIST = lib.HP_WANT_FLOAT | _HOST, lib.HP_WANT_LIST | _HOST
WANT_TEXT, WANT_BYTES = lib.HP_WANT_TEXT | _HOST, lib.HP_WANT_BYTES | _HOST
#: As a str, an untyped `null` is an ordinary word, unless None is allowed.
WANT_WORDS = lib.HP_WANT_TEXT | lib.HP_WANT_WIDE

#: Tags in a packed layer other than the kinds of values.
PACKED_DEFINITION, PACKED_UNSET = lib.HP_PACKED_DEFINITION, lib.HP_PACKED_UNSET

MAX_KEY_BYTES = lib.HP_MAX_KEY_BYTES
MAX_LIST_DEPTH, MAX_LIST_ITEMS = lib.HP_MAX_LIST_DEPTH, lib.HP_MAX_LIST_ITEMS

_new = ffi.new
_NULL = ffi.NULL
_HANDLE = ffi.typeof("uint64_t *")
_VALUE = ffi.typeof("hp_value *")
_BYTES = ffi.typeof("uint8_t[]")
_buffer = ffi.buffer

_pack = struct.pack
_DEFINITION = struct.Struct("<IIIIqd")
#: Flags of a definition's record.
READS_AS_BOOL, READS_AS_INT = lib.HP_READS_AS_BOOL, lib.HP_READS_AS_INT
READS_AS_FLOAT, IS_TRUE, IS_UNSET = lib.HP_READS_AS_FLOAT, lib.HP_IS_TRUE, lib.HP_IS_UNSET

_OK, _ABSENT = lib.HP_OK, lib.HP_ABSENT

_ERRORS: dict[int, type[HyperparameterError | MemoryError]] = {
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

_tokens = itertools.count(1)


def new_token() -> int:
    """A number for an object, unique in this process."""
    return next(_tokens)


def _text(ask: Callable[[Any, int, Any], int]) -> str | None:
    """A string about this thread's latest failure, by a function of the C library; or None."""
    length = ffi.new("uint64_t *")
    if ask(ffi.NULL, 0, length) == _ABSENT:
        return None
    buffer = ffi.new("uint8_t[]", length[0])
    ask(buffer, length[0], length)
    return bytes(ffi.buffer(buffer)).decode()


def _error_value() -> Any:
    """The value in this thread's latest failure, as plain data."""
    out = _new(_VALUE)
    return _plain(_take(out)) if lib.hp_error_value(out) == _OK else None


def _plain(value: Native) -> Any:
    kind, payload = value
    if kind == LIST:
        return [_plain(element) for element in payload]
    if kind == MAP:
        return {key: _plain(item) for (_, key), item in zip(payload[::2], payload[1::2])}
    return f"an object of type {payload[1]}" if kind == OBJECT else payload


def _error(status: int) -> Exception:
    message = _text(lib.hp_error_message)
    kind = _ERRORS.get(status, HyperparameterError)
    if not issubclass(kind, HyperparameterError):
        return kind(message)
    return kind(
        message,
        key=_text(lib.hp_error_key),
        value=_error_value(),
        origin=_text(lib.hp_error_origin),
        wanted=_text(lib.hp_error_wanted),
    )


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
    """Parses ``key=value`` strings; returns a record of each: start and end of the key, start
    of the value, flags for the types it reads as, the value as an int and as a float.

    None if the C library refuses one, or if one is not ASCII, because the library counts
    bytes: then the caller creates a frame from them, which also reports errors.
    """
    joined = "".join(texts)
    if not joined.isascii():
        return None
    count = len(texts)
    packed = _pack(f"<{count}I", *map(len, texts)) + joined.encode()
    size = count * _DEFINITION.size
    records = _new(_BYTES, size)
    if lib.hp_definitions_read(packed, len(packed), count, records, size) != _OK:
        return None
    return _DEFINITION.iter_unpack(_buffer(records))


class Frame:
    """A frame of the C library; it owns the handle.

    ``held`` has the objects whose tokens the C library keeps. The frame refers to them so
    that the garbage collector can find cycles, which a global table by token would hide.
    """

    __slots__ = ("_handle", "_out", "held")

    _handle: int
    held: Held | None

    def __init__(self) -> None:
        self._out = _new(_HANDLE)

    # A default argument: at interpreter shutdown, globals may be gone when this runs.
    def __del__(self, free: Any = lib.hp_frame_free) -> None:
        free(self._out[0])

    @classmethod
    def made(cls, held: Held | None, make: Callable[..., int], *arguments: Any) -> Frame:
        """A frame with the handle that ``make`` writes to its last argument. The object exists
        before the handle, so that an exception of a signal handler cannot leak the handle."""
        frame = cls()
        frame.held = held
        status = make(*arguments, frame._out)
        if status != _OK:
            _check(status)
        frame._handle = frame._out[0]
        return frame

    def child(self, layer: bytes, objects: dict[int, Any]) -> Frame:
        """A child with the packed overrides ``layer``, and the objects behind its tokens."""
        held = (objects, self.held) if objects else self.held
        make = lib.hp_frame_child_packed
        return Frame.made(held, make, self._handle, layer, len(layer), _NULL)

    def object(self, token: int) -> Any:
        """The object behind a token.

        Raises:
            ConversionError: if another language stored it.
        """
        held = self.held
        while held is not None:
            objects, held = held
            if token in objects:
                return objects[token]
        raise ConversionError("an object of another language cannot be read in Python")

    def get(self, key: bytes, want: int) -> Native | None:
        """The parameter converted to ``want``; None if it is not set."""
        out = _new(_VALUE)
        status = lib.hp_frame_get(self._handle, key, len(key), want, out)
        if status == _ABSENT:
            return None
        if status != _OK:  # a hot path saves the call
            _check(status)
        return _take(out)

    def keys(self, prefix: bytes) -> list[str]:
        """The sorted keys at and below ``prefix``."""
        out = _new(_VALUE)
        _check(lib.hp_frame_keys_joined(self._handle, prefix, len(prefix), out))
        text: str = _take(out)[1]
        return text.split("\n") if text else []

    def missing(self, key: bytes) -> Exception:
        """The error for a required parameter that is not set."""
        out = _new(_VALUE)
        return _error(lib.hp_frame_require(self._handle, key, len(key), WANT_STORED, out))

    def convert(self, key: bytes, place: bytes, value: Native, want: int) -> Native:
        """Converts a value inside the parameter ``key``; ``place`` says where, for errors."""
        given, kept = _given(value)
        out = _new(_VALUE)
        status = lib.hp_convert(self._handle, key, len(key), place, len(place), given, want, out)
        del kept
        _check(status)
        return _take(out)

    def refusal(self, key: bytes, place: bytes, value: Native | None, wanted: str) -> Exception:
        """The error that a parameter, or a value inside it, cannot be read as a Python type."""
        given, kept = (_NULL, None) if value is None else _given(value)
        text = wanted.encode()
        status = lib.hp_frame_refuse(
            self._handle, key, len(key), place, len(place), given, text, len(text)
        )
        del kept
        return _error(status)

    def objects(self) -> dict[int, Any]:
        """All objects behind tokens of this frame."""
        found: dict[int, Any] = {}
        held = self.held
        while held is not None:
            objects, held = held
            found.update(objects)
        return found


#: The objects of the baseline, in a tuple whose identity changes with each publication.
_published: tuple[Held | None] = (None,)
_publishing = RLock()
if hasattr(os, "register_at_fork"):
    # After a fork, the child does not have the thread that may hold the lock.
    os.register_at_fork(after_in_child=_publishing._at_fork_reinit)  # type: ignore[attr-defined]


def baseline_frame() -> Frame:
    """The baseline: the frame that a thread starts with."""
    while True:
        published = _published
        frame = Frame.made(published[0], lib.hp_baseline_frame)
        # Otherwise another thread has published in between, possibly with other objects.
        if published is _published:
            return frame


def publish(frame: Frame) -> None:
    """Makes ``frame`` the baseline; its objects are kept alive until the next publication."""
    global _published
    with _publishing:
        before = _published
        # A thread that starts now may get either baseline, so both sets of objects are kept.
        both = ((frame.objects(), before[0]),)
        _published = both
        _check(lib.hp_baseline_publish(frame._handle))
        # Otherwise a signal handler has published in between.
        held = frame.held if _published is both else (frame.objects(), _published[0])
        _published = (held,)


def check_key(key: bytes) -> None:
    """Raises InvalidKeyError unless the string is a valid key."""
    EMPTY.get(key, WANT_STORED)


#: The frame in which nothing is set.
EMPTY = Frame.made(None, lib.hp_frame_empty)


def convert_alone(value: Native, want: int) -> Native:
    """Converts a value without its frame; the error of one that does not fit names no key."""
    return _ALONE.convert(_ALONE_KEY, b"", value, want)


_ALONE_KEY = b"alone"
_ALONE = EMPTY.child(_pack("<BBII", NULL, FROM_CODE, 0, len(_ALONE_KEY)) + _ALONE_KEY, {})


def is_null_text(text: str) -> bool:
    """Whether an untyped string reads as null."""
    # Toward a string, which never fails: one that spells too deep a list is not null either.
    return convert_alone((UNTYPED, text), WANT_TEXT)[0] == NULL


def test_panic() -> None:
    """Panics inside the C library, to test how Python reports it."""
    _check(lib.hp_test_panic())


def _take(value: Any) -> Native:
    """Copies a value and frees the memory that it owns."""
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
    if kind == INT:
        return kind, value.integer
    if kind == FLOAT:
        return kind, value.number
    if kind in (LIST, MAP):
        return kind, _elements(value)
    data = bytes(ffi.buffer(value.data, value.length)) if value.length else b""
    if kind == OBJECT:
        return kind, (value.integer, data.decode())
    return kind, data if kind == BYTES else data.decode()


def _elements(value: Any) -> list[Native]:
    """The elements of a list; for a mapping, keys and values alternate."""
    elements = []
    for index in range(value.integer):
        element = _new(_VALUE)
        _check(lib.hp_value_at(value.owner, index, element))
        elements.append(_take(element))
    return elements


def _given(native: Native) -> tuple[Any, Any]:
    """A value for the C library, and an object to keep alive while it is used."""
    kind, payload = native
    value = _new(_VALUE)
    value.kind = kind
    kept: Any = None
    if kind in (BOOL, INT):
        value.integer = payload
    elif kind == FLOAT:
        value.number = payload
    elif kind in (LIST, MAP):
        inside = [_given(element) for element in payload]
        elements = ffi.new("hp_value[]", [element[0] for element, _ in inside])
        kept = elements, inside
        value.data, value.length = ffi.cast("uint8_t *", elements), len(payload)
    elif kind != NULL:
        data = payload if kind == BYTES else payload.encode()
        kept = ffi.from_buffer(data)
        value.data, value.length = ffi.cast("uint8_t *", kept), len(data)
    return value, kept
