"""Grammars in EBNF: every rule is defined once, and every name that is used is defined."""

from __future__ import annotations

import re

from doc_blocks.pages import Block

#: What is no name: comments, quoted characters, special sequences, code points.
_NO_NAME = re.compile(
    r"""\(\*.*?\*\)|'[^']*'|"[^"]*"|\?[^?\n]*\?|U\+[0-9A-F]+""",
    re.DOTALL,
)


def check(block: Block) -> None:
    """Fails unless the grammar is whole."""
    rules = [rule for rule in _NO_NAME.sub(" ", block.text).split(";") if rule.strip()]
    defined = []
    used: set[str] = set()
    for rule in rules:
        name, equals, body = rule.partition("=")
        assert equals, f"there is no = in {rule!r}"
        defined.append(name.strip())
        used.update(re.findall(r"[a-z]+", body))

    assert len(defined) == len(set(defined)), f"a rule is defined twice: {defined}"
    assert used <= set(defined), f"not defined: {sorted(used - set(defined))}"
