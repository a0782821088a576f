"""Draws what a scope costs over how many other keys, for the page about costs.

python benches/plot.py target/bench/results.json docs/images/scope-cost.svg

The ending of the file's name says the format.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from results import OURS, Results
from table import costs_by_count
from targets import SCOPE

#: Of a grey that can be read on white and on black.
INK = "#7d7d7d"
#: A colour that the colour-blind tell apart, and a mark, for each; what is written by hand
#: is grey.
LOOKS = {
    OURS: ("#D55E00", "o"),
    "hyperparameter 0.5.12 (PyPI)": ("#2E8BD0", "s"),
    "hyperparameter 0.6.0 (PyPI)": ("#2E8BD0", "^"),
    "OmegaConf": ("#009E73", "s"),
    "ml_collections": ("#009E73", "^"),
    "dynaconf": ("#009E73", "D"),
    "gin": ("#C0609A", "v"),
    "by hand: dict copy": (INK, "x"),
}
NAMES = {"floor": "by hand: overlay chain", "dict copy": "by hand: dict copy"}
#: The same library another time.
LEFT_OUT = {"hyperparameter, PyO3"}


@dataclass(frozen=True)
class Line:
    name: str
    keys: list[int]
    microseconds: list[float]


def lines(results: Results) -> list[Line]:
    """One for each subject that was measured over more than one count of keys."""
    found = []
    for subject in results.subjects("Python"):
        if subject in LEFT_OUT:
            continue
        costs = costs_by_count(results.of("Python", SCOPE, subject))
        found.append(_line(NAMES.get(subject, subject), costs, "ns"))
        if subject == OURS:
            found.append(_line(NAMES["floor"], costs, "floor_ns"))
    return [line for line in found if len(line.keys) > 1]


def _line(name: str, costs: dict[int, dict], which: str) -> Line:
    keys = sorted(costs)
    return Line(name, keys, [costs[count][which] / 1_000 for count in keys])


def draw(drawn: list[Line], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("agg")
    # The same figures make the same file, and text stays text.
    mpl.rcParams.update({"svg.hashsalt": "scope cost", "svg.fonttype": "none", "font.size": 11})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8.4, 5.2))
    axes.set_xscale("log")
    axes.set_yscale("log")
    for line in sorted(drawn, key=lambda line: line.microseconds[-1], reverse=True):
        ours = line.name == OURS
        colour, mark = LOOKS.get(line.name, (INK, "o"))
        axes.plot(
            line.keys,
            line.microseconds,
            label=line.name,
            color=colour,
            linewidth=3 if ours else 1.6,
            linestyle="--" if line.name.startswith("by hand") else "-",
            marker=mark,
            markersize=6 if ours else 5,
            clip_on=False,
        )
    axes.set_xticks([10, 100, 1_000, 10_000, 100_000], ["10", "100", "1,000", "10,000", "100,000"])
    ticks = {
        1: "1 µs",
        10: "10 µs",
        100: "100 µs",
        1e3: "1 ms",
        1e4: "10 ms",
        1e5: "100 ms",
        1e6: "1 s",
    }
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.set_xlabel("other keys that are set (logarithmic)", color=INK)
    axes.set_ylabel("processor time (logarithmic)", color=INK)
    # In the order of the ends of the lines.
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(1.01, 1),
        frameon=False,
        labelcolor=INK,
        title="slowest first",
        title_fontproperties={"size": 10},
        alignment="left",
    ).get_title().set_color(INK)
    axes.set_title("Override one key, read it, restore", color=INK, loc="left")
    axes.tick_params(colors=INK, length=0)
    axes.grid(axis="y", color=INK, alpha=0.25, linewidth=0.8)
    for side in axes.spines.values():
        side.set_visible(False)
    metadata = {"Date": None} if path.suffix == ".svg" else None
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, transparent=True, bbox_inches="tight", dpi=160, metadata=metadata)


if __name__ == "__main__":
    draw(lines(Results.read(Path(sys.argv[1]))), Path(sys.argv[2]))
