# What maturin generates around the C library; see bindings/cffi for its declarations.
from typing import Any

ffi: Any
lib: Any
