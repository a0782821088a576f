"""rapidhash v3 of short texts, the hash that the colliding keys of the vectors collide in."""

from __future__ import annotations

_MASK = (1 << 64) - 1
_SECRETS = (
    0x2D358DCCAA6C78A5,
    0x8BB84B93962EACC9,
    0x4B33A62ED433D4A3,
    0x4D5A2DA51DE1AA47,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
    0x90ED1765281C388C,
    0xAAAAAAAAAAAAAAAA,
)
LONGEST = 48  # bytes; longer ones have an unrolled loop that no key here needs


def rapidhash(data: bytes) -> int:
    """The hash of at most 48 bytes; that of more is the data itself, which collides with none."""
    size = len(data)
    if size > LONGEST:
        return int.from_bytes(b"\1" + data, "little")
    seed = _mix(_SECRETS[2], _SECRETS[1])
    if size <= 16:
        if size >= 4:
            seed ^= size
            width = 8 if size >= 8 else 4
            first, last = _word(data, 0, width), _word(data, size - width, width)
        else:
            first = (data[0] << 45 | data[-1]) if data else 0
            last = data[size >> 1] if data else 0
    else:
        for at in range(0, (size - 1) // 16 * 16, 16):
            seed = _mix(_word(data, at) ^ _SECRETS[2], _word(data, at + 8) ^ seed)
        first, last = _word(data, size - 16) ^ size, _word(data, size - 8)
    product = (first ^ _SECRETS[1]) * (last ^ seed)
    low, high = product & _MASK, product >> 64
    return _mix(low ^ _SECRETS[7], high ^ _SECRETS[1] ^ size)


def _mix(left: int, right: int) -> int:
    product = left * right
    return product & _MASK ^ product >> 64


def _word(data: bytes, at: int, width: int = 8) -> int:
    return int.from_bytes(data[at : at + width], "little")
