"""The page tells what the file of results says, and nothing else on it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from results import NEWEST, OURS
from table import BEGIN, END, README, page_with
from targets import TARGETS

PAGE = f"# Benches\n\nWhat dominates.\n\n{BEGIN}\n\nold figures\n\n{END}\n\nWhat comes after.\n"


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, its head first."""
    section = page.partition(f"## {heading}\n")[2].partition("\n##")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [line.strip("| ").replace("\\|", "¦").split(" | ") for line in lines]


def test_what_stands_outside_the_markers_stays(results):
    page = page_with(PAGE, results)

    assert page.startswith(f"# Benches\n\nWhat dominates.\n\n{BEGIN}\n")
    assert page.endswith(f"{END}\n\nWhat comes after.\n")
    assert "old figures" not in page


def test_the_same_results_make_the_same_page(results):
    page = page_with(PAGE, results)

    assert page_with(page, results) == page


@pytest.mark.parametrize("page", ["no markers", f"{BEGIN} only", f"{END} before {BEGIN}"])
def test_a_page_without_both_markers_is_refused(results, page):
    with pytest.raises(SystemExit, match="the page has no"):
        page_with(page, results)


def test_every_target_has_a_row_even_if_nothing_was_measured(results):
    results.figures.clear()

    found = rows(page_with(PAGE, results), "Targets")[2:]

    assert len(TARGETS) == len(found)
    assert {"**not measured**"} == {row[-1] for row in found}


def test_the_verdict_in_the_row_is_the_computed_one(results, figures):
    for figure in figures("Rust", "override, read, restore, beside a lookup").values():
        figure["ratio"] = 15.5

    (row,) = (
        row for row in rows(page_with(PAGE, results), "Targets") if "at most 150 ns" in row[2]
    )

    assert row[-2].startswith("155 ns")
    assert row[-1] == "**missed**"


def test_a_subject_has_a_column_with_its_ratio_or_a_dash(results, figures):
    figures("Python", "read", subject="OmegaConf")["read", "one scope"]["ratio"] = 432.1

    head, _, *body = other_libraries(page_with(PAGE, results), "OmegaConf")
    column = next(at for at, name in enumerate(head) if name.startswith("OmegaConf"))
    cells = {(row[0], row[1]): row[column] for row in body}

    assert cells["read", "one scope"] == "432"
    assert cells["call, 3 bound arguments", "one scope"] == "–"


def other_libraries(page: str, name: str) -> list[list[str]]:
    """The table of Python that has a column for the library."""
    headings = [line for line in page.splitlines() if line.startswith("#### Python: ")]
    (heading,) = (one for one in headings if name in one)
    return rows(page, heading.strip("# "))


def test_an_operation_that_no_other_library_can_do_has_no_row_among_them(results):
    page = page_with(PAGE, results)

    others = {row[0] for row in other_libraries(page, "OmegaConf")}

    assert "is it set" in {row[0] for row in rows(page, "Python")}
    assert "is it set" not in others


def test_a_table_is_not_wider_than_a_page(results):
    for at in range(12):
        read = results.of("Python", "read")["one scope"]
        results.figures.append({**read, "subject": f"library {at}"})

    lines = [line for line in page_with(PAGE, results).splitlines() if line.startswith("| --")]

    assert max(line.count(" | ") + 1 for line in lines) <= 8


def test_a_ratio_to_something_else_than_the_floor_says_to_what(results, figures):
    figures("Python", "scope of one value")["scope of one value", "a list"]["ratio"] = 1.25

    head, _, *body = rows(page_with(PAGE, results), "Python: beside something else")
    (row,) = (row for row in body if row[:2] == ["scope of one value", "a list"])

    assert head[2] == "Beside"
    assert row[2] == "a scope of one number"
    assert "**1.25**" in row


def test_the_newest_interpreter_has_a_column_beside_the_one_of_the_run(results, figures):
    read = results.of(NEWEST, "read")["one scope"]
    read["ratio"] = 1.23

    head, _, *body = rows(page_with(PAGE, results), "Python")
    cells = {(row[0], row[1]): row[-1] for row in body}

    assert head[-1] == f"Ratio, {results.environment['newest']}"
    assert cells["read", "one scope"] == "1.23"


def test_one_interpreter_alone_has_no_such_column(results):
    results.environment["newest"] = None

    assert rows(page_with(PAGE, results), "Python")[0][-1] == "Ratio"


def test_an_extension_over_the_same_core_has_a_column_once_it_is_measured(results, figures):
    read = figures("Python", "read")["read", "one scope"]
    results.figures.append({**read, "subject": "hyperparameter, PyO3", "version": "0.0.0"})

    head = other_libraries(page_with(PAGE, results), "PyO3")[0]

    assert "hyperparameter, PyO3 0.0.0" in head


def test_keys_stand_in_the_order_of_their_number(results):
    body = rows(page_with(PAGE, results), "Python")[2:]

    fixtures = [row[1] for row in body if row[0] == "override, read, restore"]

    assert fixtures == [
        "no scope",
        "one scope",
        "10 keys",
        "1,000 keys",
        "10,000 keys",
        "100,000 keys",
    ]


def test_what_could_not_be_installed_is_named_with_its_reason(results):
    results.unavailable.append({"subject": "gin", "reason": "no matching distribution"})

    assert "Results of gin are incomplete: no matching distribution." in page_with(PAGE, results)


def test_import_memory_and_threads_are_in_tables(results):
    page = page_with(PAGE, results)

    assert OURS in rows(page, "Import")[2][0]
    assert {"Python", "Rust"} == {row[0] for row in rows(page, "Memory")[2:]}
    assert "floor" in {row[0] for row in rows(page, "Two threads")}


def test_the_committed_page_tells_every_target():
    page = Path(README).read_text(encoding="utf-8")

    assert [one.asks for one in TARGETS] == [row[2] for row in rows(page, "Targets")[2:]]
