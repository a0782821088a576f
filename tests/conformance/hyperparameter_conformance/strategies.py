"""Strategies for generated cases: keys, values and texts on which implementations differ."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

Node = dict[str, Any]

KEYS = [
    *("a", "b", "a.b", "a.b.c", "ab", "A", "a b", "模.型", "Z", "a-b", "é", "e\u0301", "😀"),
    *("\uff5e", "a.b\u200b", "a\u3000b", "-a", "~a", "\ufeffa", "__proto__", "constructor", "1"),
    *("01", "1.0", "ﬁ", "a\xadb", "k" * 1024, "😀" * 256),
]
#: Keys of which two and two have the same hash.
COLLIDING = [
    ["collide.njogphtv.hashes.daaahaba", "collide.tgvgwwrz.hashes.zmfottxo"],
    ["hash.Aa", "hash.BB"],
    ["hash.Ab", "hash.BA"],
    ["fnv.bmmvpdmk", "fnv.kuxdljsa"],
    ["8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ"],
    ["djb.ioiazecr", "djb.efijwmrh"],
    ["crc.gnyijstj", "crc.etislvlf"],
]
BAD_KEYS = [
    *("a..b", "", " a", "a.", "a=b", "a\nb", "a\x85b", "\u3000a", "a\xa0", "\u2028a", "a\x1f"),
    *("a\x9f", "a\0", "k" * 1025, "😀" * 256 + "k", "学" * 342),
]

INTS = [
    *("0", "1", "-1", "64", "9007199254740992", "9007199254740993", "-9223372036854775808"),
    "9223372036854775807",
]
FLOATS = [
    *("0.0", "-0.0", "1.0", "1.5", "64.0", "0.1", "1e22", "1e16", "5e-324", "1e-5", "2e23"),
    *("9.3e18", "-9.223372036854775808e18", "inf", "-inf", "nan", "1e7", "0.001", "0.0001"),
    *("9999999999999998.0", "1e21", "1e-7", "123456789.0", "1.7976931348623157e308"),
]
TEXTS = [
    *("", "fast", "007", "1e3", "64.5", "0x1f", "yes", "FALSE", "null", "[1]", " 1", "1_000"),
    *("\ufeffa", "a\r\nb", "\u00e9", "e\u0301", "a\0", "a\n", "\xa0a\u3000", "inf", "-0", "+.5"),
]

#: Untyped texts of one word.
WORDS = [
    *("null", "~", "NULL", "nULL", "none", "", "Null", "nil"),
    *("true", "TRUE", "tRUE", "yes", "No", "ON", "off", "t", "F", "y", "n", "yeſ", "true "),
    *("inf", "-inf", "nan", ".inf", "-.INF", "+.inf", ".nan", "infinity", "NaN", "-nan", ".Nan"),
    *("007", "010", "0x1f", "0o17", "0b1", "-0x1", "0XF", "0xFF", "0xffffffffffffffff", "08"),
    *(
        "0x7fffffffffffffff",
        "0x8000000000000000",
        "0o777777777777777777777",
        "0x0000000000000000001f",
    ),
    *("0o1000000000000000000000", "0x1g", "0o18", "0x", "1e3x", "64L", "64\0", "\ufeff64", "\t64"),
    *(
        "12:30",
        "1_000",
        "1,000",
        " 64",
        "64 ",
        "1.2.3",
        "2001-12-14",
        "--1",
        "1e",
        ".",
        "+-1",
        "1-",
    ),
    *("9007199254740993", "9007199254740993.0", "9223372036854775807", "9223372036854775808"),
    *("9223372036854775807.0", "-9223372036854775808e0", "9.223372036854775808e18", "1e19"),
    *("1e400", "-1e400", "1e-400", "5e-324", "2e-324", "0e9999", "1e3", "64.0", "64.5", ".5", "1."),
    *("0.0", "1", "0", "٣", "６", "12e4567", "1E+3", "64.e1", "-.5e-1", "+007", "1e99999999999999"),
    *(
        "x # y",
        "64 # y",
        "a=b",
        "{a: 1}",
        "- a",
        "a: b",
        "fast",
        "a b",
        "学习率",
        "\u00e9",
        "e\u0301",
    ),
    *(
        '"64"',
        "'null'",
        '""',
        "'it''s'",
        '"a\\tb"',
        '"open',
        '"a" b',
        "''",
        "'" * 3,
        '"a""b"',
        " 'a'",
    ),
    *('"\\q"', '"\\x41"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\U0001F600"', '"\\x4g"', '"\\/"'),
    *(
        "'a\nb'",
        '"a\tb"',
        '"a\x7fb"',
        "[1, , 2]",
        "[1,]",
        "[1,2]",
        "[a:b]",
        "[{a: 1}]",
        " [1]",
        "[]",
    ),
    *("[[[" + "[" * 125 + "]" * 128, "[" * 129 + "]" * 129, "[" * 130),
]
ELEMENTS = [
    *("1", "2.5", "x", "yes", "~", "'1'", '"a, b"', "[]", "[1, [x]]", "007", "a b", "-1", "1e400"),
    *("null", "0x1f", "1.0", ".5", "inf", '"\\x41"', "a:b", "a#b", "-a", "?a", ":a", "---", "a'b"),
]
#: What makes a flow list malformed, or only looks as if it did.
ODD_ELEMENTS = [
    *("a: b", "a:", "- a", "-", "?", "a #b", "#a", "&a", "*a", "!a", "|a", ">a", "%a", "@a", "`a"),
    *('"a" b', "'a", "{}", "}", "", ":", "a\x01", "a\x7f", "a\x85b", "\ufeff", '"\\q"', "[1] 2"),
]


class Strategies:
    """Draws what a step is made of."""

    def __init__(self, draw: random.Random, capabilities: Collection[str]) -> None:
        self._draw = draw
        self._capabilities = capabilities
        # Few keys, so that steps meet.
        self._keys = draw.sample(KEYS[: draw.choice([3, len(KEYS)])], 2)
        if draw.random() < 0.1:
            self._keys += draw.choice(COLLIDING)

    def key(self) -> str:
        """A key, seldom one that is refused."""
        return self._draw.choice(BAD_KEYS) if self._rarely() else self.good_key()

    def good_key(self) -> str:
        return self._draw.choice(self._keys)

    def value(self) -> Node:
        """A value of any kind."""
        kinds = ["null", "bool", "int", "float", "text", "bytes", "list"]
        if "objects" in self._capabilities:
            kinds.append("object")
        kind = self._draw.choice(kinds)
        if kind == "list" and self._rarely():
            return {"nested": self._draw.choice(["127", "128", "129", "130"])}
        if kind == "list":
            return {"list": [self._inner(depth=1) for _ in range(self._draw.randint(0, 3))]}
        return self._scalar(kind)

    def default(self) -> Node:
        """A default, which no value equals but the bools and null."""
        scalars: list[Node] = [
            {"bool": self._draw.choice(["true", "false"])},
            {"int": "-7777"},
            {"float": "-7777.5"},
            {"text": "unset"},
        ]
        list_of_one = {"list": [self._draw.choice(scalars)]}
        plain_list: Node = {"list": [{"int": "-7777"}, {"text": "unset"}]}
        null, bytes_ = {"null": ""}, {"bytes": "dead"}
        return self._draw.choice([null, *scalars, bytes_, list_of_one, list_of_one, plain_list])

    def optional_key(self) -> str | None:
        """A key that a function's parameter can be bound to, if there is one."""
        bound = [key for key in self._keys if key in ("a.b", "a.b.c")]
        return self._draw.choice(bound) if bound else None

    def overrides(self) -> dict[str, Any]:
        """Sources and keywords of a scope, either of which may be missing."""
        fields: dict[str, Any] = {}
        sources = [self._source() for _ in range(self._draw.choice([0, 1, 1, 1, 2, 3]))]
        if sources:
            fields["sources"] = sources
        if self._draw.random() < 0.2:
            fields["keywords"] = self._entries(depth=0)
        return fields

    def _source(self) -> dict[str, Any]:
        forms = ["mapping", "mapping", "unset"]
        if "definitions" in self._capabilities:
            forms += ["define", "define", "untyped"]
        form = self._draw.choice(forms)
        if form == "define":
            return {"define": self._definition()}
        if form == "mapping":
            return {"mapping": self._entries(depth=0)}
        names = {self.key(): None for _ in range(self._draw.randint(1, 3))}
        if form == "unset":
            return {"unset": list(names)}
        return {"untyped": [[name, self._text()] for name in names]}

    def _definition(self) -> str:
        if self._rarely():
            bad = [
                "oops",
                "",
                "=1",
                " = ",
                "a..b=1",
                "--a=1",
                "+a=1",
                "'a'=1",
                "\ufeffa=1",
                "~ a",
                "~a=1",
            ]
            return self._draw.choice([*bad, "~", "~a..b", "~-a", "a\xa0b=1"])
        blank = self._draw.choice(["", "", "", " ", "\u3000"])
        if self._draw.random() < 0.1:
            return f"{blank}~{self.good_key()}{blank}"
        return f"{blank}{self.good_key()}{blank}={self._text()}"

    def _entries(self, depth: int) -> list[Any]:
        """The entries of a mapping, each key once; only inner mappings may be empty."""
        names = {self.key(): None for _ in range(self._draw.randint(depth == 0, 3))}
        return [[name, self._entry(depth)] for name in names]

    def _entry(self, depth: int) -> Node:
        if depth < 2 and self._draw.random() < 0.2:
            return {"mapping": self._entries(depth + 1)}
        return self.value()

    def _inner(self, depth: int) -> Node:
        if self._draw.random() < 0.1:
            names = {self._draw.choice(["x", "", "a.b", "X", "1"]): None for _ in range(2)}
            return {"map": [[name, self._inner(depth + 1)] for name in names]}
        if depth < 3 and self._draw.random() < 0.2:
            return {"list": [self._inner(depth + 1) for _ in range(self._draw.randint(0, 2))]}
        return self._scalar(self._draw.choice(["null", "bool", "int", "float", "text", "bytes"]))

    def _scalar(self, kind: str) -> Node:
        spellings = {
            "null": [""],
            "bool": ["true", "false"],
            "int": INTS,
            "float": FLOATS,
            "text": TEXTS,
            "bytes": ["", "00ff", "31"],
            "object": ["model", "other"],
        }
        return {kind: self._draw.choice(spellings[kind])}

    def _text(self) -> str:
        """Untyped text: a word from the list, a number, or a flow list."""
        chance = self._draw.random()
        if chance < 0.6:
            return self._draw.choice(WORDS)
        if chance < 0.85:
            return self._number()
        elements = self._draw.choices(ELEMENTS, k=self._draw.randint(0, 3))
        if self._draw.random() < 0.2:
            elements.append(self._draw.choice(ODD_ELEMENTS))
        return f"[{', '.join(elements)}]" if self._draw.random() < 0.9 else f"[{elements}"

    def _number(self) -> str:
        """Digits with or without a sign, a point and an exponent, as long as 64 bits and longer."""
        digits = "".join(self._draw.choices("0123456789", k=self._draw.randint(1, 22)))
        point = self._draw.choice(["", ".", ".0", ".5", ".25", ".000"])
        exponent = self._draw.choice(["", "", "", "e0", "e2", "E-2", "e+17", "e-19", "e-340"])
        return self._draw.choice(["", "-", "+"]) + digits + point + exponent

    def _rarely(self) -> bool:
        return self._draw.random() < 0.03
