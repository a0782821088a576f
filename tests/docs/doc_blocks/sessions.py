"""Checks the ``pycon`` blocks of a page, all in one interpreter of their own."""

from __future__ import annotations

import doctest
import json
import sys
from functools import cache

from doc_blocks import programs
from doc_blocks.pages import ROOT, Block, blocks_of


def check(block: Block) -> None:
    """Fails with the doctest report of this block, if it has one."""
    assert ">>> " in block.text, "a session has a line that begins with >>>"

    report = _reports(block.page)[block.line]

    assert report == "", report


@cache
def _reports(page: str) -> dict[int, str]:
    """The failures of each session of a page, by the line it opens at."""
    module = [sys.executable, "-W", "error", "-m", "doc_blocks.sessions", page]
    printed = programs.run(module, ROOT / "tests" / "docs")
    return {int(line): report for line, report in json.loads(printed).items()}


def _run(page: str) -> dict[int, str]:
    reports: dict[int, str] = {}
    names: dict[str, object] = {"__name__": "__main__"}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    for block in blocks_of(page):
        if block.tag == "pycon":
            test = parser.get_doctest(block.text, names, page, page, block.line)
            said: list[str] = []
            runner.run(test, out=said.append, clear_globs=False)
            names = test.globs
            reports[block.line] = "".join(said)
    return reports


if __name__ == "__main__":
    json.dump(_run(sys.argv[1]), sys.stdout)
