# What maturin generates around the C library. Written by bindings/generate.
from typing import Any

class _Lib:
    HP_ABI_VERSION: int
    HP_MAX_KEY_BYTES: int
    HP_MAX_LIST_DEPTH: int
    HP_MAX_LIST_ITEMS: int
    HP_NULL: int
    HP_BOOL: int
    HP_INT: int
    HP_FLOAT: int
    HP_TEXT: int
    HP_BYTES: int
    HP_LIST: int
    HP_UNTYPED: int
    HP_OBJECT: int
    HP_MAP: int
    HP_UNSET: int
    HP_WANT_STORED: int
    HP_WANT_INTERPRETED: int
    HP_WANT_BOOL: int
    HP_WANT_INT: int
    HP_WANT_FLOAT: int
    HP_WANT_TEXT: int
    HP_WANT_BYTES: int
    HP_WANT_LIST: int
    HP_WANT_ELEMENTS: int
    HP_WANT_NULLABLE: int
    HP_WANT_WIDE: int
    HP_READS_AS_BOOL: int
    HP_READS_AS_INT: int
    HP_READS_AS_FLOAT: int
    HP_IS_TRUE: int
    HP_IS_UNSET: int
    HP_FROM_CODE: int
    HP_FROM_KEYWORD: int
    HP_FROM_MAPPING: int
    HP_ASSIGNED: int
    HP_OK: int
    HP_ABSENT: int
    HP_BAD_ARGUMENT: int
    HP_BAD_TEXT: int
    HP_TOO_LONG: int
    HP_STALE_HANDLE: int
    HP_BAD_LAYER: int
    HP_INVALID_KEY: int
    HP_MISSING: int
    HP_CONVERSION: int
    HP_DEFINITION: int
    HP_LIMIT: int
    HP_SCOPE: int
    HP_PANIC: int
    HP_NO_MEMORY: int
    def hp_baseline_publish(self, frame: int) -> int: ...
    def hp_baseline_frame(self, frame: Any) -> int: ...
    def hp_definitions_read(self, texts: Any, length: int, count: int, records: Any, capacity: int) -> int: ...
    def hp_error_message(self, buffer: Any, capacity: int, length: Any) -> int: ...
    def hp_error_key(self, buffer: Any, capacity: int, length: Any) -> int: ...
    def hp_error_origin(self, buffer: Any, capacity: int, length: Any) -> int: ...
    def hp_error_wanted(self, buffer: Any, capacity: int, length: Any) -> int: ...
    def hp_error_value(self, value: Any) -> int: ...
    def hp_frame_empty(self, frame: Any) -> int: ...
    def hp_frame_child(self, parent: int, items: Any, count: int, limits: Any, frame: Any) -> int: ...
    def hp_frame_child_packed(self, parent: int, layer: Any, length: int, limits: Any, frame: Any) -> int: ...
    def hp_frame_get(self, frame: int, key: Any, key_length: int, want: int, value: Any) -> int: ...
    def hp_frame_require(self, frame: int, key: Any, key_length: int, want: int, value: Any) -> int: ...
    def hp_frame_keys(self, frame: int, prefix: Any, prefix_length: int, list: Any) -> int: ...
    def hp_frame_free(self, frame: int) -> int: ...
    def hp_abi_version(self) -> int: ...
    def hp_version(self, text: Any, length: Any) -> int: ...
    def hp_objects_claim(self, releases: int) -> int: ...
    def hp_objects_released(self, tokens: Any, capacity: int, count: Any) -> int: ...
    def hp_convert(self, frame: int, key: Any, key_length: int, place: Any, place_length: int, value: Any, want: int, converted: Any) -> int: ...
    def hp_frame_refuse(self, frame: int, key: Any, key_length: int, place: Any, place_length: int, value: Any, wanted: Any, wanted_length: int) -> int: ...
    def hp_test_panic(self) -> int: ...
    def hp_value_at(self, list: int, index: int, element: Any) -> int: ...
    def hp_value_free(self, value: int) -> int: ...

ffi: Any
lib: _Lib
