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
#: Colours that the colour-blind tell apart; what is written by hand is grey.
COLOURS = {
    OURS: "#D55E00",
    "hyperparameter 0.5.12 (PyPI)": "#2E8BD0",
    "hyperparameter 0.6.0 (PyPI)": "#2E8BD0",
    "OmegaConf": "#009E73",
    "ml_collections": "#009E73",
    "dynaconf": "#009E73",
    "gin": "#C0609A",
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
    for line in drawn:
        ours = line.name == OURS
        colour = COLOURS.get(line.name, INK)
        axes.plot(
            line.keys,
            line.microseconds,
            color=colour,
            linewidth=3 if ours else 1.6,
            linestyle="--" if line.name.startswith("by hand") else "-",
            marker="o",
            markersize=6 if ours else 4,
            clip_on=False,
        )
    low, high = axes.get_ylim()
    last = max(line.keys[-1] for line in drawn)
    for line, height in zip(drawn, _apart([line.microseconds[-1] for line in drawn])):
        colour = COLOURS.get(line.name, INK)
        # All labels stand in the margin, where no line runs through them.
        leader = [line.microseconds[-1], height]
        axes.plot([line.keys[-1], last], leader, color=colour, linewidth=0.8, linestyle=":")
        axes.annotate(
            line.name,
            (last, height),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=colour,
            fontweight="bold" if line.name == OURS else "normal",
            annotation_clip=False,
        )
    axes.set_ylim(low, high)
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
    axes.set_xlabel("other keys that are set", color=INK)
    axes.set_title("Override one key, read it, restore", color=INK, loc="left")
    axes.tick_params(colors=INK, length=0)
    axes.grid(axis="y", color=INK, alpha=0.25, linewidth=0.8)
    for side in axes.spines.values():
        side.set_visible(False)
    metadata = {"Date": None} if path.suffix == ".svg" else None
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, transparent=True, bbox_inches="tight", dpi=160, metadata=metadata)


def _apart(heights: list[float]) -> list[float]:
    """Heights of labels, moved up where two would touch."""
    placed = list(heights)
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    for lower, upper in zip(order, order[1:]):
        placed[upper] = max(placed[upper], placed[lower] * 2)
    return placed


if __name__ == "__main__":
    draw(lines(Results.read(Path(sys.argv[1]))), Path(sys.argv[2]))
