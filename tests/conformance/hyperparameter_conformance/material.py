"""What generated cases are made of: keys, values and texts on which implementations differ."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

Node = dict[str, Any]

KEYS = [
    "a",
    "b",
    "a.b",
    "a.b.c",
    "ab",
    "A",
    "a b",
    "模.型",
    "Z",
    "a-b",
    "é",
    "e\u0301",
    "😀",
    "\uff5e",
]
COLLIDING = ["collide.njogphtv.hashes.daaahaba", "collide.tgvgwwrz.hashes.zmfottxo"]
BAD_KEYS = ["a..b", "", " a", "a.", "a=b", "a\nb", "a\x85b", "\u3000a"]

INTS = ["0", "1", "-1", "64", "9007199254740992", "9007199254740993", "-9223372036854775808"]
FLOATS = [
    *("0.0", "-0.0", "1.0", "1.5", "64.0", "0.1", "1e22", "1e16", "5e-324", "1e-5"),
    *("9.3e18", "-9.223372036854775808e18", "inf", "-inf", "nan"),
]
TEXTS = ["", "fast", "007", "1e3", "64.5", "0x1f", "yes", "FALSE", "null", "[1]", " 1", "1_000"]

#: Untyped texts; YAML's indicators stand only where readers of YAML agree about them.
WORDS = [
    *("null", "~", "NULL", "nULL", "none", ""),
    *("true", "TRUE", "tRUE", "yes", "No", "ON", "off", "t", "F", "y", "n"),
    *("inf", "-inf", "nan", ".inf", "-.INF", "+.inf", ".nan", "infinity"),
    *("007", "010", "0x1f", "0o17", "0b1", "-0x1", "0XF", "0xFF", "0xffffffffffffffff"),
    *("12:30", "1_000", "1,000", " 64", "64 ", "1.2.3", "2001-12-14", "--1", "1e", "."),
    *("9007199254740993", "9007199254740993.0", "9223372036854775807", "9223372036854775808"),
    *(
        "1e19",
        "1e400",
        "-1e400",
        "1e-400",
        "5e-324",
        "0e9999",
        "1e3",
        "64.0",
        "64.5",
        ".5",
        "1.",
        "0.0",
        "1",
        "0",
        "٣",
    ),
    *("x # y", "64 # y", "a=b", "{a: 1}", "- a", "a: b", "fast", "a b", "学习率"),
    *('"64"', "'null'", '""', "'it''s'", '"a\\tb"', '"open', '"a" b', "''"),
    *(
        '"\\q"',
        '"\\x41"',
        '"\\ud800"',
        "'a\nb'",
        "[1, , 2]",
        "[1,]",
        "[1,2]",
        "[a:b]",
        "[{a: 1}]",
        " [1]",
        "[]",
    ),
]
ELEMENTS = ["1", "2.5", "x", "yes", "~", "'1'", '"a, b"', "[]", "[1, [x]]", "007", "a b", "-1"]


class Material:
    """Draws what a step is made of."""

    def __init__(self, draw: random.Random, capabilities: Collection[str]) -> None:
        self._draw = draw
        self._capabilities = capabilities
        # Few keys, so that steps meet.
        self._keys = draw.sample(KEYS[: draw.choice([3, len(KEYS)])], 2)
        if draw.random() < 0.1:
            self._keys += COLLIDING

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
        if kind == "list":
            return {"list": [self._inner(depth=1) for _ in range(self._draw.randint(0, 3))]}
        return self._scalar(kind)

    def default(self) -> Node:
        """A default, which no value equals but the bools and null."""
        return self._draw.choice(
            [
                {"null": ""},
                {"bool": self._draw.choice(["true", "false"])},
                {"int": "-7777"},
                {"float": "-7777.5"},
                {"text": "unset"},
                {"bytes": "dead"},
                {"list": [{"text": "unset"}]},
            ]
        )

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
        forms = ["mapping"]
        if "definitions" in self._capabilities:
            forms += ["define", "define", "untyped"]
        form = self._draw.choice(forms)
        if form == "define":
            return {"define": self._definition()}
        if form == "mapping":
            return {"mapping": self._entries(depth=0)}
        names = {self.key(): None for _ in range(self._draw.randint(1, 3))}
        return {"untyped": [[name, self._text()] for name in names]}

    def _definition(self) -> str:
        if self._rarely():
            return self._draw.choice(["oops", "", "=1", " = ", "a..b=1"])
        blank = self._draw.choice(["", "", "", " "])
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
        return f"[{', '.join(elements)}]" if self._draw.random() < 0.9 else f"[{elements}"

    def _number(self) -> str:
        """Digits with or without a sign, a point and an exponent, as long as 64 bits and longer."""
        digits = "".join(self._draw.choices("0123456789", k=self._draw.randint(1, 22)))
        point = self._draw.choice(["", ".", ".0", ".5", ".25", ".000"])
        exponent = self._draw.choice(["", "", "", "e0", "e2", "E-2", "e+17", "e-19", "e-340"])
        return self._draw.choice(["", "-", "+"]) + digits + point + exponent

    def _rarely(self) -> bool:
        return self._draw.random() < 0.03
