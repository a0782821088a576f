"""The files that blocks of a page say they are, by a comment in their first line."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml import YAML

from doc_blocks.pages import Block, blocks_of

_NAME = re.compile(r"# ([\w.-]+\.(?:py|yaml))")


def name_of(block: Block) -> str | None:
    """The name of the file that a block is, or None."""
    named = _NAME.fullmatch(block.text.partition("\n")[0])
    return named[1] if named and block.tag in ("python", "yaml") else None


def of(page: str) -> dict[str, Block]:
    """The files of a page by their names."""
    return {name: block for block in blocks_of(page) if (name := name_of(block))}


def write(page: str, folder: Path) -> None:
    """Writes the files of a page, for its programs and commands."""
    for name, block in of(page).items():
        (folder / name).write_text(block.text, encoding="utf-8")


def check(block: Block) -> None:
    """Fails unless a ``yaml`` file is YAML."""
    assert YAML(typ="safe").load(block.text)
