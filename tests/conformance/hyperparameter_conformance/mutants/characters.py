"""Mutants about what a blank, a control character and a letter is, and how long a key is."""

from __future__ import annotations

import unicodedata
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import key
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()

#: What JavaScript's trim takes away; it leaves U+0085, and takes the byte order mark.
JAVASCRIPT = "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
JAVASCRIPT += "\u2028\u2029\u202f\u205f\u3000\ufeff"
NO_BREAK = "\xa0\u2007\u202f"


def category(character: str) -> str:
    return unicodedata.category(character)


BLANKS = {
    "knows-one-blank": ("The space is the only blank.", lambda c, known: c == " "),
    "knows-blanks-of-ascii": ("Blanks are those of ASCII.", lambda c, known: c in " \t\n\v\f\r"),
    "knows-blanks-of-trim-in-java": (
        "Blanks are all characters up to the space, as for Java's trim.",
        lambda c, known: c <= " ",
    ),
    "knows-blanks-of-strip-in-java": (
        "A space that does not break is no blank, as for Java's strip.",
        lambda c, known: known(c) and c not in NO_BREAK,
    ),
    "knows-blanks-of-javascript": (
        "Blanks are those of JavaScript's trim.",
        lambda c, known: c in JAVASCRIPT,
    ),
    "knows-blanks-of-latin-1": ("Blanks end at U+00FF.", lambda c, known: known(c) and c <= "\xff"),
    "knows-no-separators-of-lines": (
        "The separators of lines and paragraphs are no blanks.",
        lambda c, known: known(c) and c not in "\u2028\u2029",
    ),
    "knows-no-blank-of-ogham": (
        "The space mark of Ogham is no blank.",
        lambda c, known: known(c) and c != "\u1680",
    ),
    "knows-no-mathematical-blank": (
        "The space of mathematics is no blank.",
        lambda c, known: known(c) and c != "\u205f",
    ),
    "knows-no-narrow-blank": (
        "The narrow space that does not break is no blank.",
        lambda c, known: known(c) and c != "\u202f",
    ),
    "knows-no-typographic-blanks": (
        "The spaces from U+2000 to U+200A are no blanks.",
        lambda c, known: known(c) and not "\u2000" <= c <= "\u200a",
    ),
    "knows-no-ideographic-blank": (
        "The ideographic space is no blank.",
        lambda c, known: known(c) and c != "\u3000",
    ),
    "takes-zero-width-for-blank": (
        "Characters of no width are blanks.",
        lambda c, known: known(c) or c in "\u200b\u2060\ufeff",
    ),
    "takes-joiners-for-blanks": (
        "Characters that format text are blanks.",
        lambda c, known: known(c) or category(c) == "Cf",
    ),
    "knows-blanks-of-old-unicode": (
        "The vowel separator of Mongolian is a blank, as before Unicode 6.3.",
        lambda c, known: known(c) or c == "\u180e",
    ),
}

CONTROLS = {
    "knows-no-controls": ("No character is a control character.", lambda c, known: False),
    "knows-controls-below-space": (
        "Control characters end at U+001F.",
        lambda c, known: c < " ",
    ),
    "knows-controls-of-ascii": ("Control characters end at U+007F.", lambda c, known: known(c) and c <= "\x7f"),
    "knows-line-ends-as-controls": (
        "Control characters are NUL, tab and the ends of lines.",
        lambda c, known: c in "\0\t\n\r",
    ),
    "knows-controls-but-escape": (
        "The escape character is no control character.",
        lambda c, known: known(c) and c != "\x1b",
    ),
    "knows-controls-from-two": (
        "The character U+0001 is no control character.",
        lambda c, known: known(c) and c != "\x01",
    ),
    "knows-controls-to-1e": (
        "The character U+001F is no control character.",
        lambda c, known: known(c) and c != "\x1f",
    ),
    "knows-controls-to-9e": (
        "The character U+009F is no control character.",
        lambda c, known: known(c) and c != "\x9f",
    ),
    "knows-controls-from-81": (
        "The character U+0080 is no control character.",
        lambda c, known: known(c) and c != "\x80",
    ),
    "takes-formatting-for-control": (
        "Characters that format text are control characters.",
        lambda c, known: known(c) or category(c) == "Cf",
    ),
    "takes-private-use-for-control": (
        "Characters of private use are control characters.",
        lambda c, known: known(c) or category(c) == "Co",
    ),
    "takes-the-unassigned-for-control": (
        "Code points that are no characters are control characters.",
        lambda c, known: known(c) or category(c) == "Cn",
    ),
    "takes-separators-for-control": (
        "The separators of lines and paragraphs are control characters.",
        lambda c, known: known(c) or c in "\u2028\u2029",
    ),
    "takes-the-replacement-for-control": (
        "The replacement character is refused.",
        lambda c, known: known(c) or c == "\ufffd",
    ),
    "takes-the-soft-hyphen-for-control": (
        "The soft hyphen is a control character.",
        lambda c, known: known(c) or c == "\xad",
    ),
}

for attribute, family in (("is_blank", BLANKS), ("is_control", CONTROLS)):
    CATALOGUE.family(
        key,
        attribute,
        {
            id: (fault, lambda original, told=told: lambda character: told(character, original))
            for id, (fault, told) in family.items()
        },
    )


def _cesu(text: str) -> int:
    return sum(6 if character > "\uffff" else len(character.encode()) for character in text)


CATALOGUE.family(
    key,
    "length",
    {
        id: (fault, lambda original, length=length: length)
        for id, (fault, length) in {
            "counts-characters": ("The length of a key is counted in characters.", len),
            "counts-units-of-utf-16": (
                "The length of a key is counted in units of UTF-16.",
                lambda text: len(text.encode("utf-16-le")) // 2,
            ),
            "counts-bytes-of-utf-16": (
                "The length of a key is counted in bytes of UTF-16.",
                lambda text: len(text.encode("utf-16-le")),
            ),
            "counts-surrogates": (
                "In the length of a key each half of a surrogate pair counts three bytes.",
                _cesu,
            ),
            "counts-three-bytes-at-most": (
                "In the length of a key no character counts more than three bytes.",
                lambda text: sum(min(3, len(character.encode())) for character in text),
            ),
            "counts-two-bytes-at-most": (
                "In the length of a key no character counts more than two bytes.",
                lambda text: sum(min(2, len(character.encode())) for character in text),
            ),
            "limits-keys-to-255-bytes": (
                "A key of more than 255 bytes is refused.",
                lambda text: len(text.encode()) + key.LONGEST - 255,
            ),
            "limits-keys-to-1023-bytes": (
                "A key of 1,024 bytes is refused.",
                lambda text: len(text.encode()) + 1,
            ),
            "limits-keys-to-1025-bytes": (
                "A key of 1,025 bytes is accepted.",
                lambda text: len(text.encode()) - 1,
            ),
            "limits-keys-nowhere": ("A key may be of any length.", lambda text: 0),
        }.items()
    },
)


def _names(change: Any) -> Any:
    return lambda original: lambda text: change(original(text))


def _number(text: str) -> str:
    return str(int(text)) if text.isdecimal() else text


def _visible(text: str) -> str:
    return "".join(c for c in text if category(c) != "Cf") or text


CATALOGUE.family(
    key,
    "check",
    {
        "ignores-case-of-keys": ("Keys that differ in case alone are one parameter.", _names(str.lower)),
        "folds-case-of-keys": (
            "Keys that are the same without case, by Unicode's folding, are one parameter.",
            _names(lambda text: text.casefold() if not text.isascii() else text),
        ),
        "normalises-keys": (
            "Keys are brought to Unicode form NFC.",
            _names(lambda text: unicodedata.normalize("NFC", text)),
        ),
        "decomposes-keys": (
            "Keys are brought to Unicode form NFD.",
            _names(lambda text: unicodedata.normalize("NFD", text)),
        ),
        "makes-keys-compatible": (
            "Keys are brought to Unicode form NFKC.",
            _names(lambda text: unicodedata.normalize("NFKC", text)),
        ),
        "drops-what-cannot-be-seen-in-keys": (
            "Characters that cannot be seen are dropped from keys.",
            _names(_visible),
        ),
        "takes-keys-for-numbers": (
            "Keys of digits that are the same number are one parameter.",
            _names(_number),
        ),
        "ends-keys-at-a-nul": (
            "A key ends at a NUL.",
            lambda original: lambda text: original(text.partition("\0")[0]),
        ),
        "takes-every-full-stop": (
            "A full stop of full width joins segments.",
            _names(lambda text: text.replace("．", ".")),
        ),
        "takes-every-equals-sign": (
            "An equals sign of full width is refused.",
            lambda original: lambda text: original(text.replace("＝", "=")),
        ),
        "strips-keys": (
            "Blanks of any kind at the ends of a key are cut off.",
            lambda original: lambda text: original(key.strip(text)),
        ),
        "strips-segments": (
            "Blanks at the ends of segments are cut off.",
            _names(lambda text: ".".join(part.strip() for part in text.split("."))),
        ),
        "drops-noncharacters-from-keys": (
            "Code points that are no characters are dropped from keys.",
            _names(lambda text: text.replace("\uffff", "").replace("\ufdd0", "")),
        ),
        "takes-the-basic-plane-only": (
            "A key with a character outside the basic plane is refused.",
            lambda original: lambda text: _basic(original(text)),
        ),
        "takes-a-hundred-segments": (
            "A key with more than a hundred segments is refused.",
            lambda original: lambda text: _few(original(text)),
        ),
    },
)


def _basic(text: str) -> str:
    if any(character > "\uffff" for character in text):
        raise RefusedError("invalid_key", "a character outside the basic plane")
    return text


def _few(text: str) -> str:
    if text.count(".") >= 100:
        raise RefusedError("invalid_key", "too many segments")
    return text


@CATALOGUE.replaces(key, "check")
def some_names_are_always_set(original: Any) -> Any:
    """The names that every object has cannot be keys."""

    def check(text: str) -> str:
        if text in ("constructor", "toString", "__proto__", "__class__", "hasOwnProperty"):
            raise RefusedError("invalid_key", "a name of the language")
        return str(original(text))

    return check


def _refuses(is_bad: Any) -> Any:
    """A check of keys that refuses some."""

    def make(original: Any) -> Any:
        def check(text: str) -> str:
            if is_bad(text.split(".")):
                raise RefusedError("invalid_key", "refused")
            return str(original(text))

        return check

    return make


CATALOGUE.family(
    key,
    "check",
    {
        "takes-ascii-keys-only": (
            "A key is of ASCII.",
            _refuses(lambda segments: not "".join(segments).isascii()),
        ),
        "refuses-reserved-words": (
            "Words that a language reserves cannot be segments.",
            _refuses(lambda segments: bool({"class", "def", "fn", "match"} & set(segments))),
        ),
        "refuses-names-with-underscores": (
            "A segment that begins and ends with two underscores is refused.",
            _refuses(lambda segments: any(it[:2] == it[-2:] == "__" for it in segments)),
        ),
        "refuses-names-of-operations": (
            "The names of operations are refused.",
            _refuses(lambda segments: segments[0] in ("keys", "get", "items", "frozen")),
        ),
        "refuses-digits-in-front": (
            "A segment that begins with a digit is refused.",
            _refuses(lambda segments: any(it[:1].isdigit() for it in segments)),
        ),
        "refuses-punctuation": (
            "A segment has letters, digits, blanks and underscores only.",
            _refuses(lambda segments: any(c in "-/:#[]" for c in "".join(segments))),
        ),
    },
)
