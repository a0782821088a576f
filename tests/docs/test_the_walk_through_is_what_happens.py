"""``docs/architecture.md`` names the functions that one scope and one read pass, in order.

Where this fails, the functions that are passed now are in the message: correct the list, and
what it says about each.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from doc_blocks.pages import ROOT, blocks_of, text_of

PAGE = "docs/architecture.md"
HEADING = "## One scope and one read, function by function"

#: Prints the module and the name of each function of the package that the program calls.
TRACED = """
import os, sys

def passed(frame, event, _):
    folder, name = os.path.split(frame.f_code.co_filename)
    inside = event == "call" and os.path.basename(os.path.dirname(folder)) == "hyperparameter"
    if inside and not frame.f_code.co_name.startswith("<"):
        print(name[:-3] + "." + frame.f_code.co_name, file=sys.stderr)

import hyperparameter
program = compile(open(sys.argv[1]).read(), sys.argv[1], "exec")
sys.setprofile(passed)
exec(program, {})
sys.setprofile(None)
"""


def test_the_functions_of_the_list_are_passed_in_its_order(tmp_path: Path) -> None:
    (program,) = (block for block in blocks_of(PAGE) if block.tag == "python")
    (tmp_path / "program.py").write_text(program.text, encoding="utf-8")
    (tmp_path / "traced.py").write_text(TRACED, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "traced.py"), str(tmp_path / "program.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert once(done.stderr.split()) == once(listed(text_of(PAGE)))


def test_the_functions_below_python_are_there() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("crates/*/src/**/*.rs"))
    below = re.findall(r"`([a-z_]+(?:::\w+)+|hp_\w+)`", section(text_of(PAGE)))

    assert below
    for name in below:
        assert re.search(rf"\bfn {name.rpartition('::')[2]}\b", code), name


def section(page: str) -> str:
    return page.partition(f"\n{HEADING}\n")[2].partition("\n## ")[0]


def listed(page: str) -> list[str]:
    """The functions with which the steps begin, as module and name: `scope.Scope.__enter__`."""
    names = re.findall(r"`([a-z_]+)\.(?:\w+\.)?(\w+)`", "\n".join(_steps(page)))
    return [f"{module}.{name}" for module, name in names]


def _steps(page: str) -> list[str]:
    return re.findall(r"^\d+\. ((?:(?:, )?`[^`]+`)+)", section(page), re.MULTILINE)


def once(names: list[str]) -> list[str]:
    """The names without immediate repetitions of one of them, or of several."""
    for length in range(1, len(names) // 2 + 1):
        for at in range(len(names) - 2 * length + 1):
            if names[at : at + length] == names[at + length : at + 2 * length]:
                return once(names[: at + length] + names[at + 2 * length :])
    return names


@pytest.mark.parametrize(
    ("names", "expected"), [("", ""), ("aab", "ab"), ("abcabcd", "abcd"), ("abab", "ab")]
)
def test_repetitions_are_named_once(names: str, expected: str) -> None:
    assert "".join(once(list(names))) == expected


def test_the_functions_are_read_from_the_steps() -> None:
    steps = "1. `a.B.c`, `d.e` does `f.g`.\n2. Nothing.\n3. `h.i`\n"
    page = f"\n{HEADING}\n\n{steps}\n## Next\n1. `j.k`\n"

    assert listed(page) == ["a.c", "d.e", "h.i"]
