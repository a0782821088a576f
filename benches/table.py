"""Writes what the benches found into benches/README.md, as ratios to the floor.

python benches/table.py target/bench
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def rust_rows(folder: Path) -> list[tuple[str, str, float, float]]:
    """Operation, fixture, nanoseconds of ours, and of the floor."""
    ns: dict[tuple[str, str], dict[str, float]] = {}
    for found in folder.glob("criterion/**/new/benchmark.json"):
        names = json.loads(found.read_text())
        estimates = json.loads(found.with_name("estimates.json").read_text())
        place = (names["group_id"], names["value_str"])
        ns.setdefault(place, {})[names["function_id"]] = estimates["median"]["point_estimate"]
    rows = []
    for (operation, fixture), subjects in sorted(ns.items()):
        ours = subjects.get("hyperparameter, C") or subjects["hyperparameter"]
        floor = subjects["hyperparameter"] if "hyperparameter, C" in subjects else subjects["floor"]
        rows.append((operation, fixture, ours, floor))
    return rows


def python_rows(folder: Path) -> list[tuple[str, str, float, float]]:
    found = json.loads((folder / "python.json").read_text())["benchmarks"]
    infos = [bench["extra_info"] for bench in found]
    return [
        (info["operation"], info["fixture"], info["ns"], info["floor_ns"])
        for info in infos
        if "floor_ns" in info
    ]


def table(title: str, rows: list[tuple[str, str, float, float]]) -> str:
    lines = [f"| {title} | With | ns | Floor, ns | Ratio |", "|---|---|---:|---:|---:|"]
    for operation, fixture, ours, floor in rows:
        lines.append(
            f"| {operation} | {fixture} | {ours:,.0f} | {floor:,.0f} | {ours / floor:.2f} |"
        )
    return "\n".join(lines)


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main(folder: Path) -> None:
    rust = rust_rows(folder)
    through_c = [row for row in rust if "through C" in row[0]]
    rest = [row for row in rust if "through C" not in row[0]]
    others = [
        f"- {json.dumps(json.loads(line))}"
        for name in ("threads.jsonl", "memory.jsonl")
        for line in (folder / "bench" / "rust" / name).read_text().splitlines()
    ]
    when = f"{date.today()}, {platform.machine()}, {platform.system()}"
    versions = f"CPython {platform.python_version()}, {output('rustc', '--version')}"
    text = "\n\n".join(
        [
            BEGIN,
            f"`make bench`, {when}; {versions}.",
            table("Python", python_rows(folder)),
            table("Rust", rest),
            "Through C the floor is the same read in Rust.",
            table("C", through_c),
            "\n".join(others),
            END,
        ]
    )
    page = README.read_text()
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    README.write_text(before + text + after)
    (folder / "results.json").write_text(
        json.dumps(
            {"when": when, "versions": versions, "python": python_rows(folder), "rust": rust}
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
