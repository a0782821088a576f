"""Every code block of every page does what the page says; see doc_blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from doc_blocks.check import check
from doc_blocks.pages import PLANTED, Block, blocks_of, pages

BLOCKS = [block for page in pages() for block in blocks_of(page)]
FAULTS = [block for block in blocks_of(PLANTED) if block.program is None]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each page's files."""
    names = sorted({block.folder for block in BLOCKS + FAULTS})
    return {name: tmp_path_factory.mktemp(name) for name in names}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_the_block_does_what_the_page_says(block: Block, folders: dict[str, Path]) -> None:
    check(block, folders[block.folder])


@pytest.mark.parametrize("block", FAULTS, ids=lambda block: block.id)
def test_a_planted_fault_is_found(block: Block, folders: dict[str, Path]) -> None:
    with pytest.raises(AssertionError):
        check(block, folders[block.folder])


def test_the_pages_are_found() -> None:
    found = pages()

    assert {"README.md", "README.zh.md", "docs/spec.md", "docs/quickstart.md"} <= set(found)
    assert PLANTED not in found
    assert len(BLOCKS) > 50
