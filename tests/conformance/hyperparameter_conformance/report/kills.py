"""The table of mutants: on the terminal, as JSON, and as a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from hyperparameter_conformance.mutants.table import Row
from hyperparameter_conformance.report.html import TEMPLATES

#: How many ids a row shows.
SHOWN = 3


def print_table(rows: Sequence[Row], generated: int, seed: int) -> None:
    """Print each mutant with its fault, how many cases find it, and the first of them."""
    for row in rows:
        shown = ", ".join(row.killers[:SHOWN])
        rest = ", ..." if len(row.killers) > SHOWN else ""
        made = f"; {row.generated} of {generated} generated of seed {seed}" if generated else ""
        print(f"{row.mutant.id}: {row.mutant.fault}")
        print(f"  {len(row.killers)} cases{made}: {shown}{rest}" if shown else f"  no case{made}")


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write all rows, with all ids."""
    listed = [
        {
            "mutant": row.mutant.id,
            "fault": row.mutant.fault,
            "cases": row.killers,
            "generated": row.generated,
        }
        for row in rows
    ]
    path.write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")


def write_html(rows: Sequence[Row], path: Path) -> None:
    """Write one page, without anything from elsewhere."""
    page = TEMPLATES.get_template("kills.html.j2").render(rows=rows, shown=SHOWN)
    path.write_text(page, encoding="utf-8")
