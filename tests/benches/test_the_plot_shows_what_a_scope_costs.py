"""The plot has one line a subject, in the units of its axes."""

from __future__ import annotations

import pytest
from plot import draw, lines


def test_a_subject_is_drawn_over_the_keys_that_it_was_measured_with(results, figures):
    scopes = figures("Python", "override, read, restore", subject="OmegaConf")
    scopes["override, read, restore", "10 keys"]["ns"] = 400_000.0
    scopes["override, read, restore", "10,000 keys"]["ns"] = 160_000_000.0

    (line,) = (line for line in lines(results) if line.name == "OmegaConf")

    assert [10, 10_000] == line.keys
    assert [400, 160_000] == line.microseconds


def test_the_floor_is_the_one_that_took_turns_with_ours(results, figures):
    for figure in figures("Python", "override, read, restore").values():
        figure["floor_ns"] = 800.0

    (line,) = (line for line in lines(results) if line.name == "by hand: overlay chain")

    assert {0.8} == set(line.microseconds)
    assert [10, 1_000, 10_000, 100_000] == line.keys


def test_a_subject_with_one_figure_is_no_line(results, figures):
    scopes = figures("Python", "override, read, restore", subject="OmegaConf")
    results.figures.remove(scopes["override, read, restore", "10 keys"])

    assert "OmegaConf" not in {line.name for line in lines(results)}


def test_the_picture_names_its_axes_and_every_line(results, tmp_path):
    pytest.importorskip("matplotlib")
    path = tmp_path / "plot.svg"

    draw(lines(results), path)

    picture = path.read_text(encoding="utf-8")
    expected = ["other keys that are set", "processor time", *(one.name for one in lines(results))]
    assert [] == [text for text in expected if text not in picture]
