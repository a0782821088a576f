"""Mutants about text that is changed on its way."""

from __future__ import annotations

import unicodedata
from typing import Any, Callable

from hyperparameter_conformance.mutants.characters import JAVASCRIPT
from hyperparameter_conformance.mutants.maps import rewritten
from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import actor, layer
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()

#: What happens to a text, by a name that completes "text ...".
CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "loses-its-byte-order-mark": (
        "loses its byte order mark",
        lambda it: it.removeprefix("\ufeff"),
    ),
    "has-line-feeds-only": (
        "has line feeds for all ends of lines",
        lambda it: it.replace("\r\n", "\n").replace("\r", "\n"),
    ),
    "loses-carriage-returns": ("loses its carriage returns", lambda it: it.replace("\r", "")),
    "is-composed": ("is brought to Unicode form NFC", lambda it: unicodedata.normalize("NFC", it)),
    "is-decomposed": (
        "is brought to Unicode form NFD",
        lambda it: unicodedata.normalize("NFD", it),
    ),
    "is-made-compatible": (
        "is brought to Unicode form NFKC",
        lambda it: unicodedata.normalize("NFKC", it),
    ),
    "is-trimmed": ("loses its spaces at the ends", lambda it: it.strip(" ")),
    "is-trimmed-as-by-java": (
        "loses characters up to the space at the ends",
        lambda it: it.strip("".join(map(chr, range(33)))),
    ),
    "is-trimmed-as-by-javascript": (
        "is trimmed as by JavaScript",
        lambda it: it.strip(JAVASCRIPT),
    ),
    "is-trimmed-as-by-python": ("is stripped as by Python", str.strip),
    "ends-at-a-nul": ("ends at its first NUL", lambda it: it.partition("\0")[0]),
    "loses-its-last-line-end": ("loses the line end behind it", lambda it: it.rstrip("\r\n")),
    "loses-control-characters": (
        "loses its control characters",
        lambda it: "".join(c for c in it if unicodedata.category(c) != "Cc" or c in "\t\n\r"),
    ),
    "loses-what-cannot-be-seen": (
        "loses characters of no width",
        lambda it: "".join(c for c in it if unicodedata.category(c) != "Cf" or c == "\ufeff"),
    ),
    "has-replacements": (
        "has a replacement for code points that are no characters",
        lambda it: it.replace("\uffff", "\ufffd"),
    ),
    "ends-with-the-basic-plane": (
        "has a question mark for what lies outside the basic plane",
        lambda it: "".join("?" if c > "\uffff" else c for c in it),
    ),
    "has-blanks-for-separators": (
        "has a line feed for a separator of lines",
        lambda it: it.replace("\u2028", "\n"),
    ),
    "is-expanded": (
        "has variables replaced",
        lambda it: it.replace("$HOME", "/home").replace("~/", "/"),
    ),
    "is-unescaped": (
        "has escapes replaced",
        lambda it: it.replace("\\n", "\n").replace("\\x41", "A"),
    ),
}


def _texts(change: Callable[[str], str]) -> Any:
    def changed(node: Any) -> Any:
        if isinstance(node, str):
            return change(node)
        return tuple(map(changed, node)) if isinstance(node, tuple) else node

    return lambda original: lambda node: original(rewritten(changed(node), lambda it: it))


def _interpreted(change: Callable[[str], str]) -> Any:
    def make(original: Any) -> Any:
        def interpret(self: Converter, held: Any) -> Any:
            value = original(self, held)
            is_plain = isinstance(held, Untyped) and isinstance(value, str)
            return change(value) if is_plain else value

        return interpret

    return make


PLACES: dict[str, tuple[str, Any, str, Any]] = {
    "text": ("Text {}.", layer, "store", _texts),
    "assigned-text": ("Text that is assigned {}.", actor, "store", _texts),
    "untyped-text": (
        "Untyped text {}.",
        layer,
        "untyped",
        lambda change: lambda original: lambda text: original(change(text)),
    ),
    "interpreted-text": ("Text that is interpreted {}.", Converter, "interpret", _interpreted),
}

#: What the cases about a place cannot tell: they assign one text, and interpret fewer.
ELSEWHERE = {
    "text": {"is-expanded", "is-unescaped"},
    "assigned-text": {
        *("is-made-compatible", "loses-control-characters", "loses-what-cannot-be-seen"),
        *("has-replacements", "ends-with-the-basic-plane", "has-blanks-for-separators"),
        *("is-expanded", "is-unescaped", "loses-its-last-line-end"),
    },
    "untyped-text": set(),
    "interpreted-text": {
        "is-expanded",
        "is-unescaped",
        "has-replacements",
        "loses-control-characters",
    },
}

for place, (fault, target, attribute, make) in PLACES.items():
    CATALOGUE.family(
        target,
        attribute,
        {
            f"{place}-{id}": (fault.format(what), make(change))
            for id, (what, change) in CHANGES.items()
            if id not in ELSEWHERE[place]
        },
    )


@CATALOGUE.replaces(layer, "store")
def bytes_end_at_a_nul(original: Any) -> Any:
    """Bytes end at their first NUL."""
    return lambda node: original(node.partition(b"\0")[0] if isinstance(node, bytes) else node)


@CATALOGUE.replaces(layer, "store")
def bytes_that_are_text_become_text(original: Any) -> Any:
    """Bytes that are UTF-8 are text."""

    def store(node: Any) -> Any:
        try:
            return original(node.decode() if isinstance(node, bytes) else node)
        except UnicodeDecodeError:
            return original(node)

    return store


@CATALOGUE.replaces(layer, "store")
def text_in_lists_is_trimmed(original: Any) -> Any:
    """Text in a list is trimmed."""

    def store(node: Any) -> Any:
        if isinstance(node, tuple):
            return original(tuple(it.strip() if isinstance(it, str) else it for it in node))
        return original(node)

    return store
