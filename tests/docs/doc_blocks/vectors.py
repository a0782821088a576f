"""Checks ``yaml`` blocks by the schema of the conformance vectors."""

from __future__ import annotations

import json

import jsonschema
from ruamel.yaml import YAML

from doc_blocks.pages import ROOT, Block


def check(block: Block) -> None:
    """Fails unless the block is a document of vectors."""
    schema = json.loads((ROOT / "tests/conformance/schema.json").read_text(encoding="utf-8"))
    document = YAML(typ="safe").load(block.text)

    faults = [
        error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)
    ]

    assert faults == []
