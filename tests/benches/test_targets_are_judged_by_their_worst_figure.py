"""Whether a target was reached is computed, and what was not measured is not reached."""

from __future__ import annotations

import pytest
from results import NEWEST
from targets import TARGETS, Target, written


def target(language: str, operation: str, asks: str) -> Target:
    (found,) = (
        one
        for one in TARGETS
        if one.language == language and operation in one.operation and asks in one.asks
    )
    return found


READ = target("Python", "param_scope.a.b.c", "most 2 times")
NEWEST_READ = target("Python", "param_scope.a.b.c", "3.12 and later")
COMPUTED = target("Python", "param_scope[key]", "3 times")
FASTER = target("Python", "param_scope.a.b.c", "150 times")
FLAT = target("Python", "100,000 other keys", "10 %")
DEFINITIONS = target("Python", "definitions", "µs")
IMPORT = target("Python", "import", "8 ms")
THREADS = target("Rust", "two threads", "1.9")
RELEASED = target("Python", "after release", "1 %")


def test_figures_up_to_the_bound_meet_it(results, figures):
    for figure in figures("Python", "read", "read, missing").values():
        figure["ratio"] = 2.0

    assert READ.verdict(results) == "met"
    assert READ.reached(results).startswith("2 (")


def test_one_figure_beyond_the_bound_misses_it_and_is_named(results, figures):
    reads = figures("Python", "read", "read, missing")
    for figure in reads.values():
        figure["ratio"] = 1.5
    reads["read, missing", "no scope"]["ratio"] = 2.25

    assert READ.verdict(results) == "missed"
    assert READ.reached(results) == "2.25 (read, missing, no scope; best 1.5)"


def test_a_target_of_newer_interpreters_is_judged_by_theirs(results, figures):
    for figure in figures("Python", "read", "read, missing").values():
        figure["ratio"] = 1.0
    for figure in figures(NEWEST, "read", "read, missing").values():
        figure["ratio"] = 1.75

    assert NEWEST_READ.verdict(results) == "missed"
    assert READ.verdict(results) == "met"


def test_the_worst_figure_may_be_of_the_newest_interpreter(results, figures):
    for figure in figures("Python", "read, computed key", "read, key computed anew").values():
        figure["ratio"] = 1.0
    newest = figures(NEWEST, "read, computed key")
    for figure in newest.values():
        figure["ratio"] = 1.0
    newest["read, computed key", "no scope"]["ratio"] = 3.5

    assert COMPUTED.verdict(results) == "missed"
    assert "read, computed key, no scope, CPython 3.13.0" in COMPUTED.reached(results)


def test_an_operation_without_figures_leaves_its_target_not_measured(results, figures):
    for figure in figures("Python", "read, missing").values():
        results.figures.remove(figure)

    assert READ.verdict(results) == "not measured"
    assert READ.reached(results) == "not measured"


@pytest.mark.parametrize(("times", "verdict"), [(149, "missed"), (151, "met")])
def test_faster_than_another_is_told_of_ratios_to_each_ones_floor(results, figures, times, verdict):
    theirs = figures("Python", "read", "read, missing", subject="hyperparameter 0.5.12 (PyPI)")
    for place, figure in figures("Python", "read", "read, missing").items():
        figure["ratio"] = 2.0
        if place in theirs:
            # Its nanoseconds are of another minute.
            theirs[place].update(ratio=2.0 * times, ns=1.0)

    assert FASTER.verdict(results) == verdict


@pytest.mark.parametrize(("least", "most", "verdict"), [(2.0, 2.19, "met"), (2.0, 2.21, "missed")])
def test_flat_is_the_dearest_by_the_cheapest(results, figures, least, most, verdict):
    scopes = figures("Python", "override, read, restore")
    for figure in scopes.values():
        figure["ratio"] = least
    scopes["override, read, restore", "1,000 keys"]["ratio"] = most

    assert FLAT.verdict(results) == verdict


def test_flatness_with_a_count_of_keys_missing_is_not_measured(results, figures):
    scopes = figures("Python", "override, read, restore")
    results.figures.remove(scopes["override, read, restore", "10,000 keys"])

    assert FLAT.verdict(results) == "not measured"


def test_a_time_is_told_for_the_machine_that_the_target_names(results, figures):
    for figure in figures("Python", "10 definitions, 10 typed reads").values():
        figure.update(ratio=100, ns=1_000_000.0)

    assert DEFINITIONS.verdict(results) == "met"
    assert DEFINITIONS.reached(results).startswith("13 µs")


def test_an_import_is_told_beyond_one_of_cffi(results, figures):
    for figure in figures("Python", "import").values():
        figure.update(beyond_bare_ns=9e6, beyond_floor_ns=7.5e6)

    assert IMPORT.verdict(results) == "met"
    assert IMPORT.reached(results).startswith("7.5 ms")


def test_two_threads_stand_beside_what_the_machine_gives(results, figures):
    for figure in figures("Rust", "two threads reading").values():
        figure["speedup"] = 1.8
    for figure in figures("Rust", "two threads reading", subject="floor").values():
        figure["speedup"] = 1.85

    assert THREADS.verdict(results) == "missed"
    assert THREADS.reached(results) == "1.8 (1,000 keys; the floor's own 1.85)"


def test_threads_that_did_not_run_at_once_are_not_measured(results, figures):
    for figure in figures("Rust", "two threads reading", subject="a counted reference").values():
        figure["speedup"] = 1.97

    assert THREADS.verdict(results) == "not measured"


def test_memory_that_stays_is_told_of_what_was_there_before(results, figures):
    memory = figures("Python", "memory")
    for figure in memory.values():
        figure["left_ratio"] = 0.002
    assert RELEASED.verdict(results) == "met"

    memory["memory", "nested"]["left_ratio"] = 0.05

    assert RELEASED.verdict(results) == "missed"
    assert RELEASED.reached(results).startswith("5 % (nested")


def test_every_target_has_its_figures_in_a_run(results):
    assert [one.asks for one in TARGETS if one.worst(results) is None] == []


@pytest.mark.parametrize(
    ("value", "text"), [(0.6333, "0.633"), (2.104, "2.1"), (96.54, "96.5"), (12345.6, "12,346")]
)
def test_figures_are_written_with_three_digits(value, text):
    assert written(value) == text
