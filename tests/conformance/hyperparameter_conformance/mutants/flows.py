"""Mutants about what makes a list in flow form."""

from __future__ import annotations

import re
from typing import Any

from hyperparameter_conformance.mutants.escapes import whole
from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import flow
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()

PLAIN = Untyped


def _reads(pattern: str, by: Any) -> Any:
    """Reads a text that looks like a list as another one, where it is none by the rules."""

    def change(text: str, read: Any) -> Any:
        node = read(text)
        if node is None and re.search(pattern, text):
            return read(re.sub(pattern, by, text))
        return node

    return whole(change)


def _list(pattern: str, items: Any) -> Any:
    """Takes a text that is none for a list."""

    def change(text: str, read: Any) -> Any:
        it = re.fullmatch(pattern, text, re.DOTALL)
        return tuple(items(it)) if it and read(text) is None else read(text)

    return whole(change)


def _refuses(pattern: str) -> Any:
    """Takes lists in which something stands for none."""

    def change(text: str, read: Any) -> Any:
        node = read(text)
        return None if isinstance(node, tuple) and re.search(pattern, text) else node

    return whole(change)


def _elements(change: Any) -> Any:
    """Changes each element of a list."""

    def changed(node: Any) -> Any:
        return tuple(map(changed, node)) if isinstance(node, tuple) else change(node)

    def reads(text: str, read: Any) -> Any:
        node = read(text)
        return changed(node) if isinstance(node, tuple) else node

    return whole(reads)


def _plain(change: Any) -> Any:
    return _elements(lambda it: PLAIN(change(it.text)) if isinstance(it, Untyped) else it)


def _parts(text: str) -> list[Any]:
    return [PLAIN(part.strip()) for part in text.split(",")]


LENIENT: dict[str, tuple[str, Any]] = {
    "takes-open-lists": ("A list that is not closed ends with the text.", _reads(r"$", "]")),
    "takes-brackets-alone": ("A bracket alone is an empty list.", _list(r"\[|\]", lambda it: ())),
    "takes-unopened-lists": ("A list need not be opened.", _list(r"([0-9, ]+)\]", lambda it: _parts(it[1]))),
    "takes-closing-brackets-too-many": ("Closing brackets too many are passed over.", _reads(r"\]\]$", "]")),
    "takes-opening-brackets-too-many": ("Opening brackets too many are passed over.", _reads(r"^\[\[", "[")),
    "takes-blanks-before-lists": ("Blanks before a list do not count.", _reads(r"^[ \t]+", "")),
    "takes-blanks-behind-lists": ("Blanks behind a list do not count.", _reads(r"[ \t]+$", "")),
    "takes-line-ends-behind-lists": ("A line end behind a list does not count.", _reads(r"\n$", "")),
    "takes-comments-behind-lists": ("A comment may stand behind a list.", _reads(r" #.*$", "")),
    "takes-text-behind-lists": ("Text behind a list is passed over.", _reads(r"^(\[1\])[x,].*$", r"\1")),
    "takes-text-before-lists": ("Text before a list is passed over.", _reads(r"^(?:x|list)(?=\[)", "")),
    "takes-the-first-of-lists": ("Of several lists the first is read.", _reads(r"^(\[1\]),? ?\[2\]$", r"\1")),
    "takes-commas-alone": ("A comma without elements adds none.", _reads(r"\[,\]", "[]")),
    "takes-commas-first": ("A comma before the first element adds none.", _reads(r"\[, ?", "[")),
    "takes-commas-twice": ("Commas in a row are one.", _reads(r", ?,", ",")),
    "takes-nothing-for-null": ("Nothing between commas is null.", _reads(r"(?<=,)( ?)(?=,)|(?<=\[)(?=,)", "~")),
    "takes-nothing-for-text": ("Nothing between commas is empty text.", _reads(r"(?<=,)( ?)(?=,)|(?<=\[)(?=,)", "''")),
    "takes-maps-for-text": ("A mapping in a list is text.", _reads(r"(\{[^}]*\})", r"'\1'")),
    "takes-maps-for-nothing": ("A mapping in a list is null.", _reads(r"\{[^}]*\}", "~")),
    "takes-braces-in-elements": ("Braces in an element are part of it.", _list(r"\[((?:\w+[{}]|[{}])\w*)\]", lambda it: [PLAIN(it[1])])),
    "takes-pairs-for-text": ("A colon and a blank in an element are part of it.", _list(r"\[(\w+:[ \t]?\w*|: ?\w*)(, \w+)?\]", lambda it: [PLAIN(it[1])])),
    "takes-pairs-for-values": ("Of a pair in a list the value is the element.", _reads(r"[\w\"\]]+ ?:[ \t]?(?=\w)|:(?=[\],])", "")),
    "takes-quoted-pairs-for-values": ("Of a pair with a quoted key the value is the element.", _list('\\["a" ?: ?1\\]', lambda it: [PLAIN("1")])),
    "takes-list-pairs-for-values": ("Of a pair with a list as key the value is the element.", _list(r"\[\[a\]: 1\]", lambda it: [PLAIN("1")])),
    "takes-colons-for-text": ("A colon alone is an element.", _list(r"\[(:| ?: a)\]", lambda it: [PLAIN(it[1])])),
    "takes-keys-for-text": ("A question mark alone or before a blank is part of an element.", _list(r"\[(\?(?: \w)?)\]", lambda it: [PLAIN(it[1])])),
    "takes-dashes-for-text": ("A dash alone or before a blank is part of an element.", _list(r"\[(-(?: 1)?)(, 1)?\]", lambda it: [PLAIN(it[1])])),
    "takes-dashes-for-nothing": ("A dash before a blank is passed over.", _reads(r"(?<=\[)- ?(?=[\],1])", "")),
    "takes-anchors": ("An anchor is passed over.", _reads(r"&a ", "")),
    "takes-aliases": ("An alias is text.", _reads(r"\*", "")),
    "takes-tags": ("A tag is passed over.", _reads(r"!+\w* ?", "")),
    "takes-tags-alone": ("A tag alone is empty text.", _list(r"\[!\]", lambda it: [""])),
    "takes-block-scalars": ("An indicator of block scalars is part of an element.", _list(r"\[([|>].*)\]", lambda it: [PLAIN(it[1])])),
    "takes-reserved-indicators": ("A percent sign, an at sign or a backtick may begin an element.", _list(r"\[([%@`].*)\]", lambda it: [PLAIN(it[1])])),
    "takes-percent-signs": ("A percent sign may begin an element.", _list(r"\[(%.*)\]", lambda it: [PLAIN(it[1])])),
    "takes-hashes-first": ("A hash may begin an element.", _list(r"\[(#.*)\]", lambda it: [PLAIN(it[1])])),
    "takes-hashes-behind-blanks": ("A hash behind a blank is part of an element.", _list(r"\[(a #b)\]", lambda it: [PLAIN(it[1])])),
    "takes-comments-in-lists": ("A comment in a list ends with the line.", _reads(r",? ?#[^\n]*\n", "")),
    "takes-open-quotes-in-lists": ("A quote that is not closed is part of an element.", _list(r"\[([\"']\w+)\]", lambda it: [PLAIN(it[1])])),
    "takes-text-behind-quotes-in-lists": ("Text behind a quoted element is part of it.", _list(r"\[(([\"'])\w+\2 ?[\w\"' ]+)\]", lambda it: [PLAIN(it[1])])),
    "joins-quotes-in-lists": ("Quoted strings side by side are one element.", _list(r"\[([\"'])(\w)\1 \1(\w)\1\]", lambda it: [it[2] + it[3]])),
    "takes-blanks-for-commas": ("A blank parts elements where no comma does.", _reads(r"(?<=[\]\"']) (?=[\[\"'\w])|(?<=\w) (?=\[)", ", ")),
    "takes-unknown-escapes-in-lists": ("An unknown escape in an element is its letter.", _reads(r"\\q", "q")),
    "takes-surrogates-in-lists": ("The escapes of a surrogate pair in an element are one character.", _reads(r"\\ud83d\\ude00", "😀")),
    "takes-line-feeds-in-lists": ("Line feeds in a list are blanks.", _reads(r"\n", " ")),
    "takes-carriage-returns-in-lists": ("Carriage returns in a list are blanks.", _reads(r"\r", " ")),
    "takes-form-feeds-in-lists": ("Form feeds and vertical tabs in a list are blanks.", _reads(r"[\x0b\x0c]", " ")),
    "takes-controls-in-lists": ("Control characters in a plain element are part of it.", _list(r"\[(a[\x00\x01\x7f\x80]b)\]", lambda it: [PLAIN(it[1])])),
    "takes-noncharacters-in-lists": ("U+FFFF and a byte order mark in a plain element are part of it.", _list("\\[(a[\uffff\ufeff]b)\\]", lambda it: [PLAIN(it[1])])),
    "takes-delete-in-lists": ("The delete character in a plain element is part of it.", _list("\\[(a\x7fb)\\]", lambda it: [PLAIN(it[1])])),
    "takes-byte-order-marks-in-lists": ("A byte order mark in a plain element is dropped.", _reads("\ufeff", "")),
    "takes-parentheses": ("Parentheses make a list.", _list(r"\((.*)\)", lambda it: _parts(it[1]))),
    "takes-braces": ("Braces around elements make a list.", _list(r"\{([^:]*)\}", lambda it: _parts(it[1]))),
    "takes-angle-brackets": ("Angle brackets make a list.", _list(r"<(.*)>", lambda it: _parts(it[1]))),
    "takes-wide-brackets": ("Brackets of full width make a list.", _list(r"［(.*)］", lambda it: _parts(it[1]))),
    "takes-lines-for-elements": ("Lines are elements of a list.", _list(r"([0-9]+)\n([0-9]+)", lambda it: [PLAIN(it[1]), PLAIN(it[2])])),
    "takes-dashes-before-lines": ("A dash makes a list of what follows it.", _list(r"- ([0-9]+)", lambda it: [PLAIN(it[1])])),
}  # fmt: skip

STRICT: dict[str, tuple[str, Any]] = {
    "knows-no-empty-lists": ("An empty list is text.", _refuses(r"^\[[ \t]*\]$")),
    "knows-no-lists-of-one": ("A list has two elements at least.", _refuses(r"^\[1\]$")),
    "knows-no-tabs-in-lists": ("A tab is no blank of a list.", _refuses("\t")),
    "knows-no-blanks-before-commas": ("A blank does not stand before a comma.", _refuses(r" ,")),
    "knows-no-nested-lists": ("A list in a list makes text of both.", _refuses(r"^\[.*\[[^\"']*\]")),
    "knows-no-commas-behind-nested-lists": ("A comma does not end a nested list.", _refuses(r",\],")),
    "knows-no-blanks-in-elements": ("A plain element has no blanks.", _refuses(r"[a-z] +[a-z]")),
    "knows-no-single-quotes-in-lists": ("Single quotes make no element.", _refuses(r"[\[ ]'")),
    "knows-no-double-quotes-in-lists": ("Double quotes make no element.", _refuses(r'[\[ ]"')),
    "ends-lists-at-brackets-in-quotes": ("A bracket in quotes opens or closes a list.", _refuses(r"[\"'][\[\]]")),
    "knows-no-escapes-in-lists": ("Quoted elements have no escapes.", _refuses(r"\\[tx]")),
    "knows-no-hashes-in-quoted-elements": ("A hash in a quoted element begins a comment.", _refuses(r"\"a # b\"")),
    "knows-no-colons-inside": ("A colon in a plain element makes a pair.", _refuses(r"\w:\w")),
    "knows-no-colons-first": ("A plain element does not begin with a colon.", _refuses(r"[\[ ]:+\w")),
    "knows-no-dashes-first": ("A plain element that is no number does not begin with a dash.", _refuses(r"[\[ ]-+[a-z\]]")),
    "knows-no-dashes-last": ("A plain element does not end with a dash.", _refuses(r"-[,\]]")),
    "knows-no-marks-of-documents": ("Three dashes or dots are the mark of a document.", _refuses(r"---|\.\.\.")),
    "knows-no-question-marks": ("A plain element has no question marks.", _refuses(r"\?")),
    "knows-no-question-marks-first": ("A plain element does not begin with a question mark.", _refuses(r"\[\?")),
    "knows-no-hashes-inside": ("A hash in a plain element begins a comment.", _refuses(r"\w#")),
    "knows-no-indicators-inside": ("A plain element has no indicators.", _refuses(r"\w[&*!|>%@`]")),
    "knows-no-quotes-inside": ("A plain element has no quotes.", _refuses(r"\w[\"'](?=\w|\])(?<!\[[\"']1\")(?<!b c\")")),
    "knows-no-backslashes": ("A plain element has no backslashes.", _refuses(r"\[a\\n")),
    "knows-no-equals-signs": ("A plain element has no equals signs.", _refuses("=")),
    "knows-no-other-punctuation": ("A plain element begins with a letter or a digit.", _refuses(r"[\[ ][<^$(/]")),
    "knows-no-other-scripts": ("A plain element is of ASCII.", _refuses("[\u4e00-\u9fff]")),
    "knows-no-blanks-of-other-kinds": ("A space that does not break is no part of an element.", _refuses("\xa0|\u3000")),
    "knows-no-next-lines-in-lists": ("A next line is no part of an element.", _refuses("\x85")),
    "knows-no-zero-width-in-lists": ("A character of no width is no part of an element.", _refuses("\u200b")),
    "knows-no-delete-in-quoted-elements": ("The delete character is no part of a quoted element.", _refuses("\x7f")),
    "knows-fifty-elements": ("A list has at most fifty elements.", _refuses(r"(,[^,]*){50}")),
}  # fmt: skip

OTHER: dict[str, tuple[str, Any]] = {
    "trims-elements-as-python": ("Blanks of any kind around a plain element do not count.", _plain(str.strip)),
    "joins-blanks-in-elements": ("Blanks in a plain element are one.", _plain(lambda it: re.sub(" +", " ", it))),
    "unescapes-plain-elements": ("A backslash in a plain element escapes.", _plain(lambda it: it.replace("\\n", "\n"))),
    "composes-elements": ("Letters of plain elements are composed.", _plain(lambda it: it.replace("e\u0301", "\u00e9"))),
    "parts-elements-at-semicolons": ("A semicolon parts elements.", whole(lambda text, read: read(text.replace(";", ",")) if text[:1] == "[" else read(text))),
    "drops-quotes-in-plain-elements": ("Quotes in a plain element are dropped.", _plain(lambda it: it.replace('"', "").replace("'", ""))),
    "interprets-quoted-elements": ("Quoted elements are plain elements.", _elements(lambda it: PLAIN(it) if isinstance(it, str) else it)),
    "trims-quoted-elements": ("Blanks in quotes of an element are cut off.", _elements(lambda it: it.strip() if isinstance(it, str) else it)),
    "drops-empty-elements": ("Quoted elements that are empty are dropped.", whole(lambda text, read: tuple(it for it in node if it != "") if isinstance(node := read(text), tuple) else node)),
    "takes-plain-elements-for-text": ("Plain elements are text.", _elements(lambda it: it.text if isinstance(it, Untyped) else it)),
    "flattens-lists": ("Nested lists are flattened.", whole(lambda text, read: _flat(node) if isinstance(node := read(text), tuple) and len(node) > 1 else node)),
    "sorts-lists": ("Elements of a list come in the order of their text.", whole(lambda text, read: tuple(sorted(node, key=repr)) if isinstance(node := read(text), tuple) else node)),
    "drops-repeated-elements": ("Elements that come twice are dropped.", whole(lambda text, read: tuple(dict.fromkeys(node)) if isinstance(node := read(text), tuple) else node)),
}  # fmt: skip


def _flat(node: Any) -> Any:
    return tuple(it for item in node for it in (item if isinstance(item, tuple) else (item,)))


for family in (LENIENT, STRICT, OTHER):
    CATALOGUE.family(flow, "read", family)
