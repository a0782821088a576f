"""Mutants that take keys with the same hash for one parameter."""

from __future__ import annotations

import zlib
from typing import Any, Callable

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.mutants.rapidhash import rapidhash
from hyperparameter_conformance.reference import key

CATALOGUE = Catalogue()


def java(text: bytes) -> int:
    """String.hashCode of Java, which many hand-written hashes of JavaScript are as well."""
    return _multiplied(text, 0, 31)


def djb2(text: bytes) -> int:
    """Bernstein's hash, with an addition."""
    return _multiplied(text, 5381, 33)


def djb2_xor(text: bytes) -> int:
    """Bernstein's hash, with an exclusive or."""
    state = 5381
    for byte in text:
        state = (state * 33 & 0xFFFFFFFF) ^ byte
    return state


def fnv(bits: int, offset: int, prime: int) -> Callable[[bytes], int]:
    """FNV-1a of so many bits."""

    def fnv_1a(text: bytes) -> int:
        state = offset
        for byte in text:
            state = (state ^ byte) * prime & ((1 << bits) - 1)
        return state

    return fnv_1a


def _multiplied(text: bytes, start: int, by: int) -> int:
    state = start
    for byte in text:
        state = (state * by + byte) & 0xFFFFFFFF
    return state


#: What each hash is, by the name of its mutant; the keys of a case collide in it.
HASHES: dict[str, tuple[str, Callable[[bytes], int]]] = {
    "compares-hashes-only": ("rapidhash v3", rapidhash),
    "compares-hashes-of-java-only": ("Java's hashCode", java),
    "compares-djb2-only": ("djb2", djb2),
    "compares-djb2-with-xor-only": ("djb2 with exclusive or", djb2_xor),
    "compares-fnv-32-only": ("FNV-1a of 32 bits", fnv(32, 0x811C9DC5, 0x01000193)),
    "compares-fnv-64-only": ("FNV-1a of 64 bits", fnv(64, 0xCBF29CE484222325, 0x100000001B3)),
    "compares-crc-32-only": ("CRC-32", zlib.crc32),
}


def _merges(hashed: Callable[[bytes], int]) -> Any:
    def make(original: Any) -> Any:
        first_of_hash: dict[int, str] = {}
        names: dict[str, str] = {}

        def check(text: str) -> str:
            checked: str = original(text)
            if checked not in names:
                names[checked] = first_of_hash.setdefault(hashed(checked.encode()), checked)
            return names[checked]

        return check

    return make


CATALOGUE.family(
    key,
    "check",
    {
        id: (f"Keys with the same hash, by {name}, are one parameter.", _merges(hashed))
        for id, (name, hashed) in HASHES.items()
    },
)
