"""The counts that were recorded, and how far others may be from them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

from instruction_counts.driver import Region
from instruction_counts.profile import Profile

RECORDED = Path(__file__).parents[1] / "recorded.json"

#: How far a count may be from what was recorded with the same tools, upwards and
#: downwards. What falls is recorded too, or the bound would no longer be one.
RISE, FALL = 0.02, 0.10

#: How far with other tools: another compiler arranges the same work otherwise.
OTHER_TOOLS = 0.25

AGAIN = "if that is meant, run `make record-costs` and commit tests/costs/recorded.json"


@dataclass(frozen=True)
class Count:
    """Instructions of one operation, and of the same by hand."""

    ours: int
    floor: int

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


#: By operation and what is set around it.
Counts = dict[tuple[str, str], Count]


def tools() -> dict[str, str]:
    """What counts depend on, apart from the source."""
    rustc = os.environ.get("RUSTC", "rustc")
    version = subprocess.run([rustc, "--version"], stdout=subprocess.PIPE, check=True, text=True)
    return {
        "rustc": version.stdout.strip(),
        "machine": platform.machine(),
        "libc": " ".join(platform.libc_ver()),
    }


def counts_of(profiles: dict[Region, Profile]) -> Counts:
    """The counts of all operations that have a floor."""
    return {
        (operation, fixture): Count(
            profiles[operation, fixture, "ours"].per_operation, profile.per_operation
        )
        for (operation, fixture, subject), profile in profiles.items()
        if subject == "floor"
    }


def save(counts: Counts, file: Path = RECORDED) -> None:
    """Writes one count a line, so that a difference can be read."""
    lines = [
        f"    {json.dumps([*place, count.ours, count.floor])}" for place, count in counts.items()
    ]
    with_tools = json.dumps(tools(), indent=2).replace("\n", "\n  ")
    file.write_text(
        f'{{\n  "tools": {with_tools},\n'
        '  "columns": ["operation", "with", "instructions", "instructions of the floor"],\n'
        '  "counts": [\n' + ",\n".join(lines) + "\n  ]\n}\n",
        encoding="utf-8",
    )


def load(file: Path = RECORDED) -> tuple[dict[str, str], Counts]:
    """The tools and the counts that were recorded."""
    content = json.loads(file.read_text(encoding="utf-8"))
    rows = content["counts"]
    counts = {(row[0], row[1]): Count(row[2], row[3]) for row in rows}
    if len(counts) != len(rows):
        raise ValueError(f"{file} has an operation twice")
    return content["tools"], counts


def complaint(recorded: Count, counted: Count, same_tools: bool) -> str | None:
    """What is wrong with a count, if anything is.

    With the tools of the recording it is compared as it is. With others only the
    ratio to the floor is, which the same compiler has built.
    """
    if not same_tools:
        if counted.ratio > recorded.ratio * (1 + OTHER_TOOLS):
            return (
                f"{counted.ratio:.2f} times the floor, recorded {recorded.ratio:.2f} with other "
                f"tools, which may be {OTHER_TOOLS:.0%} off"
            )
        return None
    for whose, before, now in (
        ("", recorded.ours, counted.ours),
        ("of the floor ", recorded.floor, counted.floor),
    ):
        if now > before * (1 + RISE):
            return f"{now} instructions {whose}are more than {before} and {RISE:.0%}; {AGAIN}"
        if now < before * (1 - FALL):
            return f"{now} instructions {whose}are {FALL:.0%} fewer than {before}: better; {AGAIN}"
    return None
