"""Mutants about quoted strings and flow lists."""

from __future__ import annotations

import re
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import flow, number
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()


@CATALOGUE.replaces(flow, "read")
def knows_no_flow_lists(original: Any) -> Any:
    """Lists in flow form are text."""

    def read(text: str) -> Any:
        node = original(text)
        return None if isinstance(node, tuple) else node

    return read


@CATALOGUE.replaces(flow, "read")
def keeps_quotes(original: Any) -> Any:
    """Quoted strings keep their quotes."""

    def read(text: str) -> Any:
        return None if text[:1] in ('"', "'") else original(text)

    return read


@CATALOGUE.replaces(flow, "read")
def splits_lists_at_commas(original: Any) -> Any:
    """A flow list is split at its commas, whatever quotes and brackets say."""

    def read(text: str) -> Any:
        if not (text.startswith("[") and text.endswith("]")):
            return original(text)
        inner = text[1:-1].strip()
        return tuple(Untyped(part.strip()) for part in inner.split(",")) if inner else ()

    return read


@CATALOGUE.replaces(flow, "read")
def reads_json(original: Any) -> Any:
    """Lists and quotes follow JSON, in which elements have to be quoted."""

    def read(text: str) -> Any:
        node = original(text)
        return None if _has_words(node) or text.startswith("'") else node

    return read


def _has_words(node: Any) -> bool:
    if isinstance(node, tuple):
        return any(map(_has_words, node))
    return isinstance(node, Untyped) and number.real(node.text) is None


@CATALOGUE.replaces(flow, "read")
def interprets_quoted_text(original: Any) -> Any:
    """What stands in quotes is interpreted all the same."""

    def unquoted(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(map(unquoted, node))
        return Untyped(node) if isinstance(node, str) and node[:1] not in ("[", '"', "'") else node

    return lambda text: unquoted(original(text))


@CATALOGUE.replaces(flow, "read")
def forgives_text_behind(original: Any) -> Any:
    """What follows a quoted string or a flow list is passed over."""

    def read(text: str) -> Any:
        ends = [end for end in range(len(text), 0, -1) if text[end - 1] in "]\"'"]
        nodes = (original(text[:end]) for end in ends)
        return next((node for node in nodes if node is not None), None)

    return read


@CATALOGUE.replaces(flow, "read")
def forgives_blanks_around(original: Any) -> Any:
    """Blanks around a quoted string or a flow list do not count."""
    return lambda text: original(text.strip())


def _rewrites(pattern: str, by: str) -> Any:
    """Reads another text than the one that was given."""
    return lambda original: lambda text: original(re.sub(pattern, by, text))


@CATALOGUE.replaces(flow, "read")
def forgives_unknown_escapes(original: Any) -> Any:
    """In double quotes, an unknown escape is the character itself."""
    return _rewrites(r"\\([qwyz])", r"\1")(original)


@CATALOGUE.replaces(flow, "read")
def forgives_missing_elements(original: Any) -> Any:
    """Nothing between two commas of a flow list is null."""
    return _rewrites(r", *(?=,)", ", null")(original)


@CATALOGUE.replaces(flow, "read")
def drops_missing_elements(original: Any) -> Any:
    """Nothing between two commas of a flow list is passed over."""
    return _rewrites(r"(\[|,)( *,)+", r"\1")(original)


@CATALOGUE.replaces(flow, "read")
def refuses_trailing_commas(original: Any) -> Any:
    """A comma before the end of a flow list is not well-formed."""
    return lambda text: None if re.search(r", *\]", text) else original(text)


@CATALOGUE.replaces(flow, "read")
def closes_lists(original: Any) -> Any:
    """A flow list that is not closed is read as if it were."""
    return lambda text: original(text + "]") if original(text) is None else original(text)


@CATALOGUE.replaces(flow, "read")
def folds_lines(original: Any) -> Any:
    """A line feed in a quoted string or a flow list is a blank."""
    return lambda text: original(text.replace("\n", " "))


@CATALOGUE.replaces(flow, "read")
def escapes_in_single_quotes(original: Any) -> Any:
    """A backslash in single quotes escapes."""

    def read(text: str) -> Any:
        if len(text) > 1 and text[0] == text[-1] == "'" and '"' not in text:
            return original(f'"{text[1:-1]}"') or original(text)
        return original(text)

    return read


@CATALOGUE.replaces(flow, "read")
def doubles_no_quotes(original: Any) -> Any:
    """Two single quotes in single quotes end the text and begin another."""
    return lambda text: None if re.fullmatch("'.*''.+'", text) else original(text)


@CATALOGUE.replaces(flow, "read")
def accepts_half_of_a_surrogate_pair(original: Any) -> Any:
    """In double quotes, half of a surrogate pair is replaced by U+FFFD."""
    return _rewrites(r"\\u[dD][89a-fA-F]..", r"\\ufffd")(original)


@CATALOGUE.replaces(flow, "read")
def writes_out_flow_mappings(original: Any) -> Any:
    """A mapping in a flow list is text."""
    return _rewrites(r"(\{[^}]*\})", r"'\1'")(original)


@CATALOGUE.replaces(flow, "read")
def splits_plain_elements_at_colons(original: Any) -> Any:
    """A colon in a plain element of a flow list makes a mapping, whatever follows."""
    return lambda text: None if re.search(r"\[[^\"']*:", text) else original(text)


@CATALOGUE.replaces(flow, "read")
def needs_blanks_behind_commas(original: Any) -> Any:
    """A comma without a blank behind it is part of an element."""
    return lambda text: original(re.sub(r"(\w),(?=\w)", r"\1;", text))
