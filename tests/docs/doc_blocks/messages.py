"""Checks ``json lines`` blocks by the schema of the conformance protocol."""

from __future__ import annotations

import json

import jsonschema

from doc_blocks.pages import ROOT, Block


def check(block: Block) -> None:
    """Fails unless each line of the block is a message."""
    schema = json.loads(
        (ROOT / "tests/conformance/protocol.schema.json").read_text(encoding="utf-8")
    )
    validator = jsonschema.Draft202012Validator(schema)
    lines = block.text.splitlines()

    assert lines
    assert [line for line in lines if not validator.is_valid(json.loads(line))] == []
