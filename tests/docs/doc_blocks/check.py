"""What is done with a block, by its tag."""

from __future__ import annotations

from pathlib import Path

from doc_blocks import (
    c,
    commands,
    files,
    grammar,
    messages,
    programs,
    rust,
    sessions,
    vectors,
)
from doc_blocks.pages import ROOT, Block


def check(block: Block, folder: Path) -> None:
    """Fails, with an AssertionError, unless the block does what its page says.

    Args:
        block: the block.
        folder: where the files of its page go.
    """
    if block.tag == "python":
        programs.run_python(block, folder)
    elif block.tag == "pycon":
        sessions.check(block)
    elif block.tag == "rust":
        rust.check(block, folder)
    elif block.tag == "c":
        c.check(block, folder)
    elif block.tag == "yaml" and not files.name_of(block):
        vectors.check(block)
    elif block.tag == "yaml":
        files.check(block)
    elif block.tag == "toml":
        # crates/hyperparameter/tests/clippy_finds_lost_guards.rs runs clippy with them.
        section = (ROOT / block.page).read_text("utf-8").partition("## Lints")[2]
        assert block.text in section.partition("\n## ")[0], "only the lines for clippy are tested"
    elif block.tag == "ebnf":
        grammar.check(block)
    elif block.tag == "json" and block.marks == ["lines"]:
        messages.check(block)
    elif block.tag in ("bash", "console"):
        commands.check(block, folder)
    elif block.tag == "text" and block.marks[:1] == ["output"]:
        assert block.program is not None, "there is no program above whose output this is"
    elif block.tag == "text" and block.marks == ["layout"]:
        for line in block.text.splitlines():
            path = line.split()[0]
            assert (ROOT / path).exists(), f"there is no {path}"
    else:
        raise AssertionError(f"nothing is done with a block tagged {block.tag!r} {block.marks}")
