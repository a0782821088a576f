"""Draws demo.svg from a real run: a small program, and what it prints.

It takes `rich` and the installed package::

    python docs/images/demo.py
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax
from rich.terminal_theme import MONOKAI
from rich.text import Text

PICTURE = Path(__file__).with_name("demo.svg")

PROGRAM = """\
import sys
from hyperparameter import ConversionError, auto_param, param_scope

@auto_param("train")
def train(lr=1e-3, batch_size=32):
    print(f"lr={lr} batch_size={batch_size} dropout={param_scope.model.dropout | 0.1}")

try:
    with param_scope(*sys.argv[1:]):                    # overrides of this run
        train()
        with param_scope(**{"model.dropout": 0.3}):     # overrides of this block
            train(batch_size=64)
        train()                                         # rolled back
except ConversionError as error:
    sys.exit(f"error: {error}")
"""

COMMANDS = (
    "python train.py",
    "python train.py train.lr=5e-4 model.dropout=0.2",
    "python train.py train.lr=fast",
)

WIDTH = 88

#: rich's own, without fonts that a reader's browser would have to fetch.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>A run of train.py</title>
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def run() -> list[tuple[str, str]]:
    """The commands, each with what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "train.py").write_text(PROGRAM, encoding="utf-8")
        return [(command, _printed(command, folder)) for command in COMMANDS]


def _printed(command: str, folder: str) -> str:
    done = subprocess.run(
        [sys.executable, *command.split()[1:]],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def draw() -> str:
    """The picture, as SVG."""
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ cat train.py", style="bold"))
    console.print(Syntax(PROGRAM.rstrip(), "python", theme="monokai", background_color="default"))
    for command, printed in run():
        console.print(Text(f"\n$ {command}", style="bold"))
        console.print(Text(printed.rstrip()))
    svg = console.export_svg(title="train.py", theme=MONOKAI, code_format=FORMAT, unique_id="demo")
    return re.sub(r"[ \t]+$", "", svg, flags=re.MULTILINE)


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
