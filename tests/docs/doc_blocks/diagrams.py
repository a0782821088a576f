"""Checks ``mermaid`` flowcharts: every line is one that is known, every node has a label."""

from __future__ import annotations

import re

from doc_blocks.pages import Block

_NODE = r'(\w+)(?:\["[^"]+"\]|\(\["[^"]+"\]\))?'
_EDGE = re.compile(rf'{_NODE} (?:-->|-\.->|---)(?:\|"[^"]+"\|)? {_NODE}')
_LABELLED = re.compile(r'(\w+)(?:\["|\(\[")')


def check(block: Block) -> None:
    """Fails unless the block is a flowchart of labelled nodes."""
    first, *lines = (line.strip() for line in block.text.splitlines() if line.strip())
    named: set[str] = set()
    opened = 0

    assert re.fullmatch(r"flowchart (TB|LR)", first), f"not a flowchart: {first!r}"
    for line in lines:
        edge = _EDGE.fullmatch(line)
        opened += line.startswith("subgraph ") - (line == "end")
        if edge:
            named.update(edge.groups())
        else:
            known = re.fullmatch(rf'{_NODE}|subgraph \w+\["[^"]+"\]|end|direction (TB|LR)', line)
            assert known, f"neither a node, an edge nor a group: {line!r}"

    assert opened == 0, "a group is not closed"
    assert named <= set(_LABELLED.findall(block.text)), "an edge leads to a node without a label"
