"""Compiles ``c`` blocks against the committed header and runs them."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path

from doc_blocks.pages import ROOT, Block
from doc_blocks.programs import compare, run

_WARNINGS = ("-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror")
_SYSTEM_LIBRARIES = ("-lpthread", "-ldl", "-lm")


def check(block: Block, folder: Path) -> None:
    """Compiles the block, links it with the static library, runs it."""
    source, program = folder / f"{block.name}.c", folder / block.name
    source.write_text(_whole(block.text), encoding="utf-8")
    header = f"-I{ROOT / 'bindings/c/include'}"
    compiler = os.environ.get("CC", "cc")

    run(
        [compiler, *_WARNINGS, header, source, _library(), *_SYSTEM_LIBRARIES, "-o", program],
        folder,
    )

    compare(block, run([program], folder), fragment=not _is_whole(block.text))


def _is_whole(text: str) -> bool:
    return "int main(" in text


def _whole(text: str) -> str:
    if _is_whole(text):
        return text
    lines = text.splitlines()
    included = [line for line in lines if line.startswith("#include")]
    body = [line for line in lines if not line.startswith("#include")]
    opened = ["#include <stdio.h>", *included, "int main(void)", "{"]
    return "\n".join([*opened, *body, "return 0;", "}", ""])


@cache
def _library() -> str:
    """The static library, built if it has to be."""
    command = ["cargo", "build", "--locked", "-p", "hyperparameter-capi", "--message-format=json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    files = [
        file
        for line in done.stdout.splitlines()
        for file in json.loads(line).get("filenames", [])
        if file.endswith("hyperparameter_capi.a")
    ]
    return str(files[-1])
