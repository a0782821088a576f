"""CONV 3: quoted strings and flow lists, by the productions of YAML 1.2.

A reader of its own, because readers of whole streams are more lenient: they take
elements that begin with an indicator, or characters that YAML does not allow.
One line needs few of the productions; the names in comments are those of YAML 1.2.2.
"""

from __future__ import annotations

from typing import Any, Union

from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import DEEPEST, Untyped

#: Quoted text, a list of nodes, or a plain element, which is untyped in its turn.
Node = Union[str, tuple[Any, ...], Untyped]

WHITE = " \t"
FLOW_INDICATORS = ",[]{}"
INDICATORS = FLOW_INDICATORS + "-?:#&*!|>'\"%@`"
ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
CODES = {"x": 2, "u": 4, "U": 8}


class MalformedError(Exception):
    """The text is neither a quoted string nor a flow list of values."""


def read(text: str) -> str | tuple[Any, ...] | None:
    """The quoted text or the list of nodes that a whole text is, None where it is neither."""
    if not text.startswith(("[", '"', "'")):
        return None
    reader = _Reader(text)
    try:
        node = reader.node()
        reader.end()
    except MalformedError:
        return None
    if reader.deepest > DEEPEST:
        raise RefusedError("limit", f"a list nests at most {DEEPEST} deep")
    assert not isinstance(node, Untyped)
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.deepest = 0

    def node(self) -> Node:
        """One node; lists that nest need no more of the stack for it."""
        outer: list[list[Node]] = []
        while True:
            node: Node
            if self._peek() == "[":
                self._at += 1
                outer.append([])
                self.deepest = max(self.deepest, len(outer))
                self._white()
                if self._peek() != "]":
                    continue
                node = self._closed(outer)
            else:
                node = self._scalar()
            while outer:
                outer[-1].append(node)
                self._white()
                if self._peek() == ",":
                    self._at += 1
                    self._white()
                    if self._peek() != "]":
                        break
                node = self._closed(outer)
            else:
                return node

    def end(self) -> None:
        if self._at != len(self._text):
            raise MalformedError

    def _closed(self, outer: list[list[Node]]) -> Node:
        """The innermost list; what does not close it makes a mapping, a comment or nonsense."""
        if self._peek() != "]":
            raise MalformedError
        self._at += 1
        return tuple(outer.pop())

    def _scalar(self) -> Node:
        quote = self._peek()
        if quote == '"':
            return self._double()
        return self._single() if quote == "'" else self._plain()

    def _plain(self) -> Untyped:
        start = self._at
        if not self._is_plain_first():
            raise MalformedError
        self._at += 1
        end = self._at
        while True:
            self._white()
            if not self._is_plain():
                break
            self._at += 1
            end = self._at
        self._at = end
        return Untyped(self._text[start:end])

    def _is_plain_first(self) -> bool:  # ns-plain-first
        first = self._peek()
        if first and first in "-?:":
            return is_plain_safe(self._peek(1))
        return is_plain_safe(first) and first not in INDICATORS

    def _is_plain(self) -> bool:  # ns-plain-char
        character = self._peek()
        if character == ":":
            return is_plain_safe(self._peek(1))
        if character == "#":
            return self._text[self._at - 1] not in WHITE
        return is_plain_safe(character)

    def _single(self) -> str:
        self._at += 1
        content = ""
        while True:
            character = self._take()
            if character == "'":
                if self._peek() != "'":
                    return content
                self._at += 1
            content += character

    def _double(self) -> str:
        self._at += 1
        content = ""
        while (character := self._take()) != '"':
            content += self._escape() if character == "\\" else character
        return content

    def _escape(self) -> str:  # c-ns-esc-char
        letter = self._take()
        if letter in ESCAPES:
            return ESCAPES[letter]
        digits = "".join(self._take() for _ in range(CODES.get(letter, 0)))
        if not digits or not set(digits) <= set("0123456789abcdefABCDEF"):
            raise MalformedError
        code = int(digits, 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise MalformedError
        return chr(code)

    def _take(self) -> str:
        """The next character of a quoted string: nb-json."""
        character = self._peek()
        if not character or (character < " " and character != "\t"):
            raise MalformedError
        self._at += 1
        return character

    def _white(self) -> None:
        while self._peek() and self._peek() in WHITE:
            self._at += 1

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._text[at : at + 1]


def is_plain_safe(character: str) -> bool:  # ns-plain-safe inside a flow list
    if not character or character in FLOW_INDICATORS:
        return False
    code = ord(character)
    return (
        0x21 <= code <= 0x7E
        or code == 0x85
        or (0xA0 <= code <= 0xFFFD and code != 0xFEFF)
        or code >= 0x10000
    )
