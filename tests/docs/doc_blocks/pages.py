"""The Markdown pages of the project and the blocks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

_PAGES = (
    "*.md",
    "docs/**/*.md",
    "crates/*/*.md",
    "bindings/**/*.md",
    "tests/**/*.md",
    "examples/**/*.md",
    "benches/**/*.md",
)

#: A page on which every block has a fault.
PLANTED = "tests/docs/planted/faults.md.txt"

#: Tags of blocks that print.
PROGRAMS = ("python", "rust", "c", "bash", "console")

_FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,})(?P<tag>[^\s`]*)(?P<marks>[^`]*)")


@dataclass
class Block:
    """One fenced block, by the line that opens it."""

    page: str
    line: int
    tag: str
    marks: list[str]
    text: str
    #: The block that tells what this one prints.
    output: Block | None = None
    #: The block whose output this one tells.
    program: Block | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """How a test names the block."""
        return f"{self.page}:{self.line}"

    @property
    def name(self) -> str:
        """The same as an identifier."""
        return re.sub(r"\W", "_", self.id).lower()

    @property
    def folder(self) -> str:
        """A name for the page's folder of files."""
        return re.sub(r"\W", "_", self.page)


def pages() -> list[str]:
    """All pages of the project, as paths from the root; those of what npm installs are others'."""
    found = {path.relative_to(ROOT) for pattern in _PAGES for path in ROOT.glob(pattern)}
    return sorted(path.as_posix() for path in found if "node_modules" not in path.parts)


def text_of(page: str) -> str:
    """A page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page in order, outputs joined to their programs."""
    blocks = _fenced(page, text_of(page))
    program = None
    for block in blocks:
        if block.tag in PROGRAMS:
            program = block
        elif block.tag == "text" and "output" in block.marks:
            if program is not None and program.output is None:
                block.program, program.output = program, block
        elif block.tag != "text":
            program = None
    return blocks


def prose_of(page: str) -> str:
    """A page's text without its blocks, line for line."""
    lines = text_of(page).splitlines()
    for block in blocks_of(page):
        for at in range(block.line - 1, block.line + 1 + len(block.text.splitlines())):
            lines[at] = ""
    return "\n".join(lines)


def _fenced(page: str, text: str) -> list[Block]:
    blocks: list[Block] = []
    opening: re.Match[str] | None = None
    start, inside = 0, [""]
    for number, line in enumerate(text.splitlines(), 1):
        if opening is None:
            opening = _FENCE.fullmatch(line)
            if opening is None and line.lstrip("> \t").startswith(("```", "~~~")):
                raise AssertionError(f"{page}:{number}: blocks open with three backticks")
            start, inside = number, []
        elif line.strip() == opening["ticks"]:
            content = "".join(f"{inner}\n" for inner in inside)
            blocks.append(Block(page, start, opening["tag"], opening["marks"].split(), content))
            opening = None
        else:
            inside.append(line.removeprefix(opening["indent"]))
    if opening is not None:
        raise AssertionError(f"{page}:{start}: the block is not closed")
    return blocks
