"""Mutants about definitions that people type."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.characters import JAVASCRIPT
from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import key, layer
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()


def _typed(change: Any) -> Any:
    """Checks the key of a definition otherwise, by the text and the first check."""
    return lambda original: lambda text: change(text, original)


def _forgives(first: str) -> Any:
    return _typed(lambda text, check: key.check(text) if text.startswith(first) else check(text))


def _strips(characters: str) -> Any:
    return _typed(lambda text, check: check(text.lstrip(characters)))


def _blanks(are: Any) -> Any:
    """Takes other characters for blanks inside of a key."""

    def change(text: str, check: Any) -> Any:
        if text.startswith(key.TYPED_BY_MISTAKE):
            return check(text)
        if any(map(are, text)):
            raise RefusedError("invalid_key", "a blank inside")
        return key.check(text)

    return _typed(change)


CATALOGUE.family(
    key,
    "check_typed",
    {
        "takes-any-key-in-definitions": (
            "A definition takes every key that a mapping takes.",
            _typed(lambda text, check: key.check(text)),
        ),
        "takes-dashes-in-front": ("The key of a definition may begin with a dash.", _forgives("-")),
        "takes-pluses-in-front": ("The key of a definition may begin with a plus.", _forgives("+")),
        "takes-double-quotes-in-front": (
            "The key of a definition may begin with a double quote.",
            _forgives('"'),
        ),
        "takes-single-quotes-in-front": (
            "The key of a definition may begin with a single quote.",
            _forgives("'"),
        ),
        "takes-byte-order-marks-in-front": (
            "The key of a definition may begin with a byte order mark.",
            _forgives("\ufeff"),
        ),
        "strips-dashes": ("Dashes before the key of a definition are passed over.", _strips("-")),
        "strips-pluses": ("A plus before the key of a definition is passed over.", _strips("+")),
        "strips-quotes-in-front": (
            "Quotes before the key of a definition are passed over.",
            _strips("\"'"),
        ),
        "strips-byte-order-marks": (
            "A byte order mark before a definition is passed over.",
            _strips("\ufeff"),
        ),
        "takes-two-dashes-alone": (
            "Two dashes before the key of a definition are an error, one is not.",
            _typed(
                lambda text, check: key.check(text)
                if text.startswith("-") and not text.startswith("--")
                else check(text)
            ),
        ),
        "takes-one-dash-alone": (
            "One dash before the key of a definition is an error, two are not.",
            _typed(lambda text, check: key.check(text) if text.startswith("--") else check(text)),
        ),
        "takes-blanks-inside": (
            "The key of a definition may hold blanks.",
            _blanks(lambda character: False),
        ),
        "takes-blanks-but-spaces-inside": (
            "The key of a definition holds no space, and may hold other blanks.",
            _blanks(lambda character: character == " "),
        ),
        "takes-blanks-that-do-not-break-inside": (
            "A space that does not break may stand in the key of a definition.",
            _blanks(lambda c: key.is_blank(c) and c not in "\xa0\u2007\u202f"),
        ),
        "takes-ideographic-blanks-inside": (
            "An ideographic space may stand in the key of a definition.",
            _blanks(lambda c: key.is_blank(c) and c != "\u3000"),
        ),
        "refuses-byte-order-marks-inside": (
            "A byte order mark may stand nowhere in the key of a definition.",
            _blanks(lambda character: character in JAVASCRIPT),
        ),
        "refuses-zero-width-inside": (
            "A character of no width is a blank in the key of a definition.",
            _blanks(lambda character: key.is_blank(character) or character == "\u200b"),
        ),
        "refuses-dashes-anywhere": (
            "The key of a definition has no dash.",
            _typed(lambda text, check: check("-" + text if "-" in text else text)),
        ),
        "refuses-quotes-anywhere": (
            "The key of a definition has no quote.",
            _typed(lambda text, check: check("'" + text if set(text) & {"'", '"'} else text)),
        ),
        "refuses-pluses-anywhere": (
            "The key of a definition has no plus.",
            _typed(lambda text, check: check("+" + text if "+" in text else text)),
        ),
        "refuses-dashes-in-front-of-segments": (
            "No segment of the key of a definition begins with a dash.",
            _typed(lambda text, check: check("-" + text if ".-" in text else text)),
        ),
        "joins-blanks-inside": (
            "Blanks inside the key of a definition are underscores.",
            _typed(
                lambda text, check: check("".join("_" if key.is_blank(c) else c for c in text))
            ),
        ),
        "drops-blanks-at-dots": (
            "Blanks beside the dots in the key of a definition do not count.",
            _typed(lambda text, check: check(".".join(it.strip() for it in text.split(".")))),
        ),
    },
)


def _mappings(refuses: Any) -> Any:
    """Mappings in which keys are refused that only a definition refuses."""

    def make(original: Any) -> Any:
        def pairs(source: dict[str, Any]) -> Any:
            for name, _ in original(source) if refuses(source) else ():
                key.check_typed(name)
            return original(source)

        return pairs

    return make


CATALOGUE.family(
    layer,
    "pairs",
    {
        "mappings-take-typed-keys-only": (
            "A mapping refuses the keys that a definition refuses.",
            _mappings(lambda source: "mapping" in source),
        ),
        "outside-mappings-take-typed-keys-only": (
            "A mapping of untyped text refuses the keys that a definition refuses.",
            _mappings(lambda source: "untyped" in source),
        ),
    },
)


def _strip(blanks: Any) -> Any:
    def make(original: Any) -> Any:
        def strip(text: str) -> str:
            while text and blanks(text[0]):
                text = text[1:]
            while text and blanks(text[-1]):
                text = text[:-1]
            return text

        return strip

    return make


CATALOGUE.family(
    key,
    "strip",
    {
        "strips-spaces-around-keys": (
            "Around the key of a definition spaces alone do not count.",
            _strip(lambda character: character == " "),
        ),
        "strips-blanks-of-javascript": (
            "Around the key of a definition the blanks of JavaScript do not count.",
            _strip(lambda character: character in JAVASCRIPT),
        ),
        "strips-blanks-of-java": (
            "Around the key of a definition characters up to the space do not count.",
            _strip(lambda character: character <= " "),
        ),
        "strips-before-keys-only": (
            "Behind the key of a definition blanks count.",
            lambda original: lambda text: original(text + "x")[:-1] if text else text,
        ),
        "strips-behind-keys-only": (
            "Before the key of a definition blanks count.",
            lambda original: lambda text: original("x" + text)[1:] if text else text,
        ),
        "strips-zero-width": (
            "Around the key of a definition characters of no width do not count.",
            _strip(lambda character: key.is_blank(character) or character == "\u200b"),
        ),
        "strips-dashes-around-keys": (
            "Around the key of a definition dashes do not count.",
            _strip(lambda character: key.is_blank(character) or character == "-"),
        ),
    },
)


@CATALOGUE.replaces(layer, "define")
def keys_are_measured_with_their_blanks(original: Any) -> Any:
    """Blanks around the key of a definition count for its length."""

    def define(definition: str) -> Any:
        name, equals, _ = definition.partition("=")
        if equals and key.length(name) > key.LONGEST:
            raise RefusedError("definition", "the key is too long")
        return original(definition)

    return define


def _values(change: Any) -> Any:
    def make(original: Any) -> Any:
        def split(definition: str) -> tuple[str, str]:
            name, text = original(definition)
            return name, change(text)

        return split

    return make


CATALOGUE.family(
    layer,
    "split",
    {
        "drops-equals-signs-in-front": (
            "Equals signs in front of a value are passed over.",
            _values(lambda text: text.lstrip("=")),
        ),
        "ends-values-at-line-ends": (
            "A value ends with its line.",
            _values(lambda text: text.partition("\n")[0].rstrip("\r")),
        ),
        "ends-values-at-nuls": ("A value ends at a NUL.", _values(lambda text: text.partition("\0")[0])),
        "ends-values-at-hashes": (
            "A value ends at a hash behind a blank.",
            _values(lambda text: text.partition(" #")[0]),
        ),
        "unescapes-values": (
            "Escapes in a value are replaced.",
            _values(lambda text: text.replace("\\n", "\n").replace("\\x41", "A")),
        ),
        "expands-values": ("Variables in a value are replaced.", _values(lambda text: text.replace("$HOME", "/home"))),
        "drops-byte-order-marks-before-values": (
            "A byte order mark before a value is dropped.",
            _values(lambda text: text.removeprefix("\ufeff")),
        ),
        "composes-values": (
            "Letters of a value are composed.",
            _values(lambda text: text.replace("e\u0301", "\u00e9")),
        ),
        "takes-empty-values-for-null": ("An empty value is null.", _values(lambda text: text or "~")),
    },
)
