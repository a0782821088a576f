"""KEY: what may name a parameter, and how names lie below one another."""

from __future__ import annotations

import unicodedata

from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import is_text

LONGEST = 1024  # bytes of UTF-8
TYPED_BY_MISTAKE = ("-", "+", '"', "'", "\ufeff")


def check(text: str) -> str:
    """The key that a text is, or a refusal (KEY 1)."""
    fault = _fault(text)
    if fault:
        raise RefusedError("invalid_key", f"invalid key {text!a}: {fault}")
    return text


def is_key(text: str) -> bool:
    return _fault(text) is None


def _fault(text: str) -> str | None:
    if not all(text.split(".")):
        return "a segment is empty"
    if "=" in text:
        return 'it has a "="'
    if is_blank(text[0]) or is_blank(text[-1]):
        return "it begins or ends with a blank"
    if any(is_control(character) for character in text):
        return "it has a control character"
    if not is_text(text):
        return "it is not valid Unicode"
    if length(text) > LONGEST:
        return f"it is longer than {LONGEST} bytes"
    return None


def length(text: str) -> int:
    return len(text.encode())


def is_control(character: str) -> bool:
    """Whether a character is of Unicode's category Cc: U+0000-U+001F and U+007F-U+009F."""
    return unicodedata.category(character) == "Cc"


def is_blank(character: str) -> bool:
    """Whether a character has Unicode's property White_Space."""
    return character in "\t\n\v\f\r\x85" or unicodedata.category(character)[0] == "Z"


def strip(text: str) -> str:
    """A key as a definition spells it, without the blanks around it (SCOPE 2)."""
    while text and is_blank(text[0]):
        text = text[1:]
    while text and is_blank(text[-1]):
        text = text[:-1]
    return text


def check_typed(text: str) -> str:
    """The key in a definition, which people type: what they plainly did not mean is refused."""
    if text.startswith(TYPED_BY_MISTAKE):
        raise RefusedError("invalid_key", f"a key in a definition does not begin with {text[0]!a}")
    if any(map(is_blank, text)):
        raise RefusedError("invalid_key", "a key in a definition has no blank inside")
    return check(text)


def join(outer: str, inner: str) -> str:
    """The key of an entry in a mapping that lies below another key (VAL 2)."""
    return f"{outer}.{inner}"


def lies_at_or_below(key: str, prefix: str) -> bool:
    """Whether a listing of the prefix shows the key (READ 8)."""
    return key == prefix or key.startswith(prefix + ".")
