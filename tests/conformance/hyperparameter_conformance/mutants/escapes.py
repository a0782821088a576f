"""Mutants about escapes and quotes, one for each that a reader may get wrong."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Callable

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import flow

CATALOGUE = Catalogue()

NAMES = {
    "0": "nul",
    "a": "bell",
    "b": "backspace",
    "t": "tab",
    "\t": "tab-itself",
    "n": "line-feed",
    "v": "vertical-tab",
    "f": "form-feed",
    "r": "carriage-return",
    "e": "escape",
    " ": "space",
    '"': "double-quote",
    "/": "slash",
    "\\": "backslash",
    "N": "next-line",
    "_": "no-break-space",
    "L": "line-separator",
    "P": "paragraph-separator",
}


def only_quoted(change: Callable[[str, Any], Any]) -> Any:
    """A reader that treats texts in double quotes otherwise, by the text and the first reader."""

    def make(original: Any) -> Any:
        def read(text: str) -> Any:
            return change(text, original) if text[:1] == '"' else original(text)

        return read

    return make


def _unknown(letter: str) -> Any:
    return only_quoted(
        lambda text, read: None if "\\" + letter in text.replace("\\\\", "") else read(text)
    )


CATALOGUE.family(
    flow,
    "read",
    {
        f"knows-no-escape-for-a-{name}": (
            f"Double quotes know no escape for a {name.replace('-', ' ')}.",
            only_quoted(lambda text, read: None if text == '"a\\\\b"' else read(text))
            if letter == "\\"
            else _unknown(letter),
        )
        for letter, name in NAMES.items()
    },
)
CATALOGUE.family(
    flow,
    "read",
    {
        f"knows-no-escape-of-{digits}-digits": (
            f"Double quotes know no escape of {digits} digits.",
            _unknown(letter),
        )
        for letter, digits in (("x", "two"), ("u", "four"), ("U", "eight"))
    },
)


def _rewrites(pattern: str, by: Any) -> Any:
    """In double quotes, reads what matches as something else."""
    return only_quoted(lambda text, read: read(re.sub(pattern, by, text)))


def _refuses(pattern: str) -> Any:
    return only_quoted(lambda text, read: None if re.search(pattern, text) else read(text))


def _code(it: re.Match[str]) -> str:
    return f"\\U{int(it[1], 16):08x}"


LENIENT = {
    "takes-unknown-escapes-for-letters": (
        "An unknown escape is the letter itself.",
        r"\\([^0abtnvfre\"/\\N_LPxuU \t])",
        r"\1",
    ),
    "keeps-unknown-escapes": (
        "An unknown escape is a backslash and the letter.",
        r"\\([^0abtnvfre\"/\\N_LPxuU \t])",
        r"\\\\\1",
    ),
    "takes-escaped-single-quotes": ("A single quote may be escaped.", r"\\'", "'"),
    "takes-fewer-than-two-digits": ("An escape of two digits may have one.", r"\\x([0-9a-f])(?=z)", _code),
    "takes-no-digits": ("An escape of two digits may have none.", r"\\x(?=z)", r"\\0"),
    "takes-fewer-than-four-digits": (
        "An escape of four digits may have three.",
        r"\\u([0-9a-f]{3})(?=z)",
        _code,
    ),
    "takes-fewer-than-eight-digits": (
        "An escape of eight digits may have seven.",
        r"\\U([0-9A-Fa-f]{7})(?=z)",
        _code,
    ),
    "takes-digits-that-are-none": ("A letter that is no digit is zero.", r"\\([xu])(0*)g", r"\\\1\g<2>0"),
    "takes-signs-for-digits": ("An escape may have a sign.", r"\\u[+]([0-9a-f]{3})", r"\\u0\1"),
    "takes-blanks-for-digits": ("An escape may have a blank.", r"\\u ([0-9a-f]{3})", r"\\u0\1"),
    "takes-braces-around-digits": ("An escape may have braces, as in JavaScript.", r"\\u\{([0-9a-f]+)\}", _code),
    "takes-codes-beyond-unicode": (
        "An escape beyond Unicode is the replacement character.",
        r"\\U(?:0011|ffff)....",
        r"\\ufffd",
    ),
    "takes-surrogate-pairs": (
        "The escapes of a surrogate pair are one character, as in JSON.",
        r"\\ud83d\\ude00",
        r"\\U0001F600",
    ),
    "takes-first-surrogates": (
        "The first half of a surrogate pair is the replacement character.",
        r"\\(u|U0000)[dD][89abAB][0-9a-f]{2}(?!\\u)",
        r"\\ufffd",
    ),
    "takes-second-surrogates": (
        "The second half of a surrogate pair is the replacement character.",
        r"(?<![0-9a-f]{4})\\u[dD][c-fC-F][0-9a-f]{2}",
        r"\\ufffd",
    ),
    "takes-capital-x": ("A capital may begin an escape of two digits.", r"\\X", r"\\x"),
    "takes-octal-escapes": ("An escape may have octal digits.", r"\\101", "A"),
    "takes-digits-alone": ("A digit that is escaped is a control character.", r"\\1(?=z)", r"\\x01"),
    "takes-escaped-blanks-of-regexes": ("The escape for any blank is a space.", r"\\s", " "),
    "takes-escaped-dollars": ("A dollar may be escaped.", r"\\\$", "$$"),
    "joins-lines": ("A backslash at the end of a line joins it with the next.", r"\\\n", ""),
    "takes-names-of-characters": ("The escape N takes a name in braces.", r"\\N\{[A-Z]+\}", "•"),
    "takes-doubled-double-quotes": ("Doubled double quotes are one.", r'(?<!^)""(?!$)', r'\\"'),
    "takes-inner-double-quotes": (
        "A double quote inside double quotes is part of the text.",
        r'(?<=a)"(?=b"$)',
        r'\\"',
    ),
    "takes-line-feeds": ("A line end in double quotes is a blank.", r"[\r\n]", " "),
    "takes-control-characters": ("Control characters in double quotes are kept.", r"[\x00\x01]", "\\\\0"),
}
CATALOGUE.family(
    flow,
    "read",
    {id: (fault, _rewrites(pattern, by)) for id, (fault, pattern, by) in LENIENT.items()},
)

STRICT = {
    "knows-small-digits-only": ("Digits of escapes are small letters.", r"\\[xuU][0-9a-f]*[A-F]"),
    "knows-capital-digits-only": (
        "Digits of escapes are capital letters.",
        r"\\[xuU][0-9A-F]*[a-f](?<!\\x41b)(?<=[0-9a-f]{2})",
    ),
    "ends-escapes-with-the-basic-plane": (
        "An escape names a character of the basic plane.",
        r"\\U000[1-9]|\\U0010",
    ),
    "ends-escapes-before-the-last-code-point": ("The last code point cannot be escaped.", r"\\U0010ffff"),
    "knows-no-escaped-nul": ("A NUL cannot be escaped by its digits.", r"\\u0000"),
    "takes-neighbours-for-surrogates": (
        "The code points beside the surrogates cannot be escaped.",
        r"\\ud7ff|\\ue000",
    ),
    "knows-no-escaped-noncharacters": ("Code points that are no characters cannot be escaped.", r"\\uffff"),
    "knows-no-tabs-in-quotes": ("A tab cannot stand in double quotes.", r"(?<!\\)\t"),
    "knows-no-delete-in-quotes": ("The delete character cannot stand in quotes.", "\x7f"),
    "knows-no-next-line-in-quotes": ("A next line cannot stand in quotes.", "\x85"),
    "knows-no-byte-order-mark-in-quotes": ("A byte order mark cannot stand in quotes.", "\ufeff"),
    "knows-no-single-quotes-in-double": ("Single quotes cannot stand in double ones.", "(?<=t)'"),
    "takes-escaped-backslashes-for-escapes": (
        "A backslash that is escaped escapes what follows.",
        r'^"a\\\\"$',
    ),
    "takes-hashes-in-quotes-for-comments": ("A hash behind a blank in quotes begins a comment.", " #"),
}
CATALOGUE.family(
    flow,
    "read",
    {id: (fault, _refuses(pattern)) for id, (fault, pattern) in STRICT.items()},
)


def whole(change: Callable[[str, Any], Any]) -> Any:
    """A reader that treats some texts otherwise, by the text and the first reader."""
    return lambda original: lambda text: change(text, original)


def _within(pattern: str, part: int = 1) -> Any:
    """Reads a part of a text that is not well-formed as a whole."""
    return whole(
        lambda text, read: read(it[part]) if (it := re.fullmatch(pattern, text, re.DOTALL)) else read(text)
    )


def _is(pattern: str, value: Any) -> Any:
    """Takes a text for quoted, though it is not."""
    return whole(
        lambda text, read: value(it) if (it := re.fullmatch(pattern, text, re.DOTALL)) else read(text)
    )


def _not(pattern: str) -> Any:
    return whole(lambda text, read: None if re.fullmatch(pattern, text, re.DOTALL) else read(text))


CATALOGUE.family(
    flow,
    "read",
    {
        "closes-quotes": ("Quotes that are not closed end with the text.", _is("(\"|')([^\"']*)", lambda it: it[2])),
        "opens-quotes": ("A quote at the end opens what it closes.", _is("([a-z]+)\"", lambda it: it[1])),
        "closes-other-quotes": ("Quotes of one kind close those of the other.", _is("\"([a-z]+)'", lambda it: it[1])),
        "strips-text-behind-quotes": ("Text behind quotes is passed over.", _within("(\"a\"|'a')[ \t]*([\\w#,\\]:].*)")),
        "joins-text-behind-quotes": ("Text behind quotes is joined to what they hold.", _is("([\"'])(a)\\1(b)", lambda it: it[2] + it[3])),
        "joins-quotes": ("Quoted strings side by side are joined.", _is('"(a)" ?"(b)"', lambda it: it[1] + it[2])),
        "strips-blanks-before-quotes": ("Blanks before quotes do not count.", _within("[ \t]+(\"a\")")),
        "strips-blanks-behind-quotes": ("Blanks behind quotes do not count.", _within("(\"a\"|'a')[ \t]+")),
        "strips-text-before-quotes": ("A letter before quotes is a prefix.", _within("\\w(\"[ab]\")")),
        "strips-byte-order-marks-before-quotes": ("A byte order mark before quotes does not count.", _within("\ufeff(.*)")),
        "ends-quotes-at-escaped-quotes": ("An escaped quote ends double quotes.", _is('"a\\\\"', lambda it: "a\\")),
        "takes-odd-single-quotes": ("A single quote in single quotes is part of the text.", _is("'(')'|'(a')'|'(a'b)'", lambda it: it[1] or it[2] or it[3])),
        "knows-no-doubled-single-quotes": ("Doubled single quotes are no quote.", _not("''''|'.*''.*'")),
        "escapes-single-quotes": ("A backslash in single quotes escapes the quote.", _not(r"'a\\'")),
        "knows-no-double-quotes-in-single": ("Double quotes cannot stand in single ones.", _not("'.*\".*'")),
        "knows-no-empty-quotes": ("Empty quotes are text.", _not("''|\"\"")),
        "knows-backticks": ("Backticks are quotes.", _is("`(.*)`", lambda it: it[1])),
        "knows-typographic-quotes": ("Typographic quotes are quotes.", _is("[“«](.*)[”»]", lambda it: it[1])),
        "knows-single-quotes-only": ("Double quotes are no quotes.", _not('".*"')),
        "knows-double-quotes-only": ("Single quotes are no quotes.", _not("'.*'")),
        "takes-line-feeds-in-single-quotes": ("A line feed in single quotes is a blank.", _is("'(a)\n(b)'", lambda it: it[1] + " " + it[2])),
        "takes-controls-in-single-quotes": ("Control characters in single quotes are kept.", _is("'(a\x1bb)'", lambda it: it[1])),
        "knows-no-separators-in-quotes": ("A separator of lines cannot stand in quotes.", _not("'.*\u2028.*'")),
        "knows-no-noncharacters-in-quotes": ("Code points that are no characters cannot stand in quotes.", _not("'.*\uffff.*'")),
        "trims-quotes": ("Blanks inside quotes are cut off.", whole(lambda text, read: it.strip(" ") if isinstance(it := read(text), str) else it)),
        "composes-quotes": ("Letters inside quotes are composed.", whole(lambda text, read: unicodedata.normalize("NFC", it) if isinstance(it := read(text), str) else it)),
        "ends-quotes-at-commas": ("A comma inside quotes makes them text.", _not("\"[^\"]*,[^\"]*\"")),
        "reads-lists-in-quotes": ("Brackets inside quotes make a list.", whole(lambda text, read: read(it) if isinstance(it := read(text), str) and it == "[1]" else it)),
        "a-quote-alone-is-empty": ("A quote alone is empty text.", _is("[\"']", lambda it: "")),
        "takes-colons-behind-quotes": ("A colon behind quotes makes a list of the key.", _is('"a": 1', lambda it: ("a",))),
        "takes-brackets-behind-quotes": ("A bracket behind quotes is passed over.", _within('("a")\\]')),
    },
)  # fmt: skip
