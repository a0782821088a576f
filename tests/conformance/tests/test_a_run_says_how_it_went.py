"""The exit status, the summary and the files of a run say how it went."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hyperparameter_conformance import vectors

Adapter = Callable[..., list[str]]
Runner = Callable[..., Any]

ONE = "conv-int-from-exponent"
TWO = "conv-int-from-integral-float"

CASES = vectors.load()
LINE = next(case["where"].rpartition(":")[2] for case in CASES if case["id"] == ONE)
TASKS_TOPIC = sum(case["topic"] == "task" for case in CASES)
INTS = sum(case["topic"] == "conv-int" for case in CASES)
TASKS = sum("tasks" in case.get("needs", []) for case in CASES)


@pytest.fixture
def run(oracle: Adapter, runner: Runner) -> Runner:
    """Runs the cases about ints on the oracle, which was told what to do with some."""

    def run(*told: str, options: tuple[object, ...] = ()) -> Any:
        port = shlex.join(oracle(*told))
        return runner("run", "--port", port, "--only", "conv-int-*", *options)

    return run


def test_a_port_that_is_right_conforms(run: Runner) -> None:
    done = run()

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1] == f"the port conforms; it claims {INTS} of {INTS} cases"


def test_every_case_is_counted_by_topic(oracle: Adapter, runner: Runner) -> None:
    done = runner("run", "--port", shlex.join(oracle()))
    rows = [line.split() for line in done.out.splitlines()]

    assert done.status == 0
    assert ["all", str(len(CASES)), str(len(CASES) - TASKS), ".", ".", str(TASKS)] in rows
    assert ["task", str(TASKS_TOPIC), ".", ".", ".", str(TASKS_TOPIC)] in rows


def test_cases_that_are_not_claimed_are_counted_by_what_they_need(oracle: Adapter, runner: Runner) -> None:
    done = runner("run", "--port", shlex.join(oracle()), "--only", "*-starts-*")

    assert re.search(
        r"^not claimed \d+: the port does not claim tasks$", done.out, re.MULTILINE
    )
    assert "task-starts-from-creator" not in done.out


def test_a_failure_is_shown_with_rule_step_expected_and_observed(run: Runner) -> None:
    done = run(f"{ONE}=wrong")
    at = done.out.index("FAILED")
    shown = done.out[at:].splitlines()[:5]

    assert done.status == 1
    assert shown == [
        f"FAILED {ONE} (CONV 1): text with an exponent that spells an integral number reads as "
        "an int",
        f"  vectors/05-conv-int.yaml:{LINE}",
        '  step 2: read {"key": "a", "default": {"int": "7"}}',
        '    expected {"int": "1000"}',
        '    observed {"text": "<script>alert(1)</script>\\u202e\\u001b[31m\\u0000&\\"\' ]]>"}',
    ]
    assert done.out.splitlines()[-1].startswith("the port does not conform; ")


@pytest.mark.parametrize(
    ("deed", "shown"),
    [
        ("crash", f"CRASHED {ONE}"),
        ("error", f"ERRORED {ONE}"),
        ("wrong", f"FAILED {ONE}"),
        ("skip", f"SKIPPED {ONE}"),
    ],
)
def test_a_case_that_goes_wrong_fails_the_run(deed: str, shown: str, run: Runner) -> None:
    done = run(f"{ONE}={deed}")

    assert done.status == 1
    assert shown in done.out


def test_a_case_that_a_port_leaves_out_has_the_reason(run: Runner) -> None:
    done = run(f"{ONE}=skip")

    assert "  left out <script>alert(1)</script>\\u202e\\x1b[31m\\x00&\"' ]]>" in done.out


@pytest.mark.parametrize("deed", ["wrong", "error", "skip"])
def test_what_an_adapter_says_on_its_standard_error_is_shown_with_what_does_not_pass(
    deed: str, run: Runner
) -> None:
    done = run(f"{ONE}={deed}", f"{TWO}=noise")

    assert f"    about {ONE}: <script>" in done.out
    assert f"about {TWO}" not in done.out


def test_what_an_adapter_said_before_a_case_is_not_shown_with_it(run: Runner) -> None:
    done = run(f"{ONE}=noise", f"{TWO}=wrong")

    assert f"about {TWO}" in done.out
    assert f"about {ONE}" not in done.out


def test_a_port_that_claims_little_says_so(adapter: Adapter, runner: Runner) -> None:
    port = shlex.join(adapter("says", '{"seq": SEQ, "observed": [{"error": "scope"}, {"bool": "false"}]}'))
    done = runner("run", "--port", port, "--only", "scope-assign-without-scope", "--only", "task-*")

    assert done.status == 0
    assert done.out.splitlines()[-1] == f"the port conforms; it claims 1 of {TASKS_TOPIC + 1} cases"


def test_nothing_that_a_port_sends_acts_on_the_terminal(run: Runner) -> None:
    done = run(f"{ONE}=hostile", f"{TWO}=crash")

    assert not set(done.out) & {"\x1b", "\x00", "\u202e"}


def test_a_port_that_leaves_out_everything_does_not_conform(
    adapter: Adapter, runner: Runner
) -> None:
    port = shlex.join(adapter("says", '{"seq": SEQ, "skipped": "not today"}'))
    done = runner("run", "--port", port, "--only", "conv-int-*")

    assert done.status == 1
    assert f"SKIPPED {ONE}" in done.out
    assert "not a single case passed" in done.out


def test_a_port_that_does_not_end_as_told_does_not_conform(
    adapter: Adapter, runner: Runner
) -> None:
    port = shlex.join(adapter("ends_badly", "status"))
    done = runner("run", "--port", port, "--only", "read-missing-returns-text-default")

    assert done.status == 1
    assert "at its end, the adapter ended with exit status 3, not 0" in done.out


def test_a_time_limit_is_for_each_case(adapter: Adapter, runner: Runner, tmp_path: Path) -> None:
    port = shlex.join(adapter("silent", tmp_path / "number"))
    done = runner("run", "--port", port, "--only", ONE, "--time-limit", "0.2")

    assert done.status == 1
    assert "no answer within 0.2 seconds" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "COMMAND"),
        (("run",), "--port"),
        (("run", "--port", ""), "the command is empty"),
        (("run", "--port", "'"), "cannot split"),
        (("run", "--port", "x", "--only", "no-such-*"), "no case has an id that fits"),
        (("run", "--port", "x", "--time-limit", "0"), "not a time limit"),
        (("run", "--port", "x", "--time-limit", "nan"), "not a time limit"),
        (("run", "--port", "x", "--html", "/no/such/folder/file"), "no such folder"),
        (("run", "--port", "x", "--expected-failures", "/no/such/file"), "cannot read"),
        (("diff", "--port", "x"), "give --port twice"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(
    arguments: tuple[str, ...], said: str, runner: Runner
) -> None:
    done = runner(*arguments)

    assert done.status == 2
    assert said in done.err


def test_a_port_that_cannot_be_run_is_told_in_every_report(runner: Runner, tmp_path: Path) -> None:
    junit, html = tmp_path / "junit.xml", tmp_path / "page.html"
    done = runner("run", "--port", "./no-such-port", "--junit", junit, "--html", html)

    assert done.status == 2
    assert "the port could not be run: it cannot be started" in done.out
    assert ElementTree.parse(junit).getroot().get("errors") == "1"
    assert "The port could not be run" in html.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("known", "status", "said"),
    [
        (f"{ONE}  # not yet", 0, f"known failure: {ONE} failed  # not yet"),
        (f"# a word before\n\n{ONE} # not yet\n", 0, "the port conforms"),
        (f"{ONE} # x\n{TWO} # y", 1, f"{TWO} is listed as a known failure, but is passed"),
        (f"{ONE} # x\nconv-int-gone # y", 1, "conv-int-gone is listed as a known failure, but th"),
        (f"{ONE} # x\nkey-one-segment # y", 0, "the port conforms"),
    ],
    ids=["known", "comments", "passes", "no longer exists", "not selected"],
)
def test_known_failures_are_expected_and_nothing_else(
    known: str, status: int, said: str, run: Runner, tmp_path: Path
) -> None:
    listed = tmp_path / "known"
    listed.write_text(known, encoding="utf-8")
    done = run(f"{ONE}=wrong", options=("--expected-failures", listed))

    assert done.status == status
    assert said in done.out


def test_what_is_not_written_yet_can_be_left_out_as_a_known_failure(
    run: Runner, tmp_path: Path
) -> None:
    listed = tmp_path / "known"
    listed.write_text(f"{ONE} # not yet", encoding="utf-8")
    done = run(f"{ONE}=skip", options=("--expected-failures", listed))

    assert done.status == 0
    assert f"known failure: {ONE} skipped  # not yet" in done.out


@pytest.mark.parametrize(
    ("known", "said"),
    [(ONE, "has no reason"), (f"{ONE} # a\n{ONE} # b", "listed twice"), (b"\xff", "cannot read")],
)
def test_a_malformed_list_of_known_failures_is_refused(
    known: str | bytes, said: str, run: Runner, tmp_path: Path
) -> None:
    listed = tmp_path / "known"
    listed.write_bytes(known if isinstance(known, bytes) else known.encode())
    done = run(options=("--expected-failures", listed))

    assert done.status == 2
    assert said in done.err


def test_junit_counts_what_happened(run: Runner, tmp_path: Path) -> None:
    path, listed = tmp_path / "junit.xml", tmp_path / "known"
    listed.write_text("conv-int-from-null # not yet", encoding="utf-8")
    told = (f"{ONE}=wrong", f"{TWO}=crash", "conv-int-from-bool=skip", "conv-int-from-null=wrong")
    run(*told, options=("--junit", path, "--expected-failures", listed))
    root = ElementTree.parse(path).getroot()
    cases = {case.get("name"): case for case in root.iter("testcase")}

    assert [root.get(name) for name in ("failures", "errors", "skipped")] == ["1", "2", "1"]
    assert root.get("tests") == str(len(cases))
    assert [suite.get("name") for suite in root] == ["conv-int", "run"]
    assert {case.get("classname") for case in root[0].iter("testcase")} == {"conv-int"}
    assert 'expected {"int": "1000"}' in str(cases[ONE][0].text)
    assert (cases[TWO][0].tag, cases[TWO][0].get("type")) == ("error", "crashed")
    assert cases["conv-int-from-null"][0].get("message") == "known failure (failed): not yet"


def test_the_page_holds_what_a_port_sends_as_text(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    run(f"{ONE}=hostile", f"{TWO}=crash", "conv-int-from-bool=skip", options=("--html", path))
    page = _Page(path)

    assert page.text.count("<script>alert(1)</script>") >= 4
    assert "script" not in page.tags
    assert not set(page.text) & {"\x1b", "\x00", "\u202e"}


def test_the_page_needs_nothing_from_elsewhere(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    run(f"{ONE}=wrong", options=("--html", path))
    page = _Page(path)

    assert not page.tags & {"link", "img", "script", "iframe", "object"}
    assert not {"src", "href"} & page.attributes
    assert "url(" not in path.read_text(encoding="utf-8").replace("url(#round)", "")


def test_the_page_has_verdict_port_topics_and_every_step_of_a_failure(
    run: Runner, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    run(f"{ONE}=wrong", options=("--html", path))
    text = _Page(path).text

    for part in (
        "The port does not conform",
        "oracle",
        "version 2.0.0 of the suite, for version 2.0 of the specification",
        "without tasks",
        "conv-int",
        'enter {"scope": "s", "sources": [{"define": "a=1e3"}]}',
        '{"int": "1000"}',
    ):
        assert part in text


def test_the_badge_is_an_image_of_the_verdict(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "badge.svg"
    run(f"{ONE}=wrong", options=("--badge", path))
    image = ElementTree.parse(path).getroot()

    assert image.tag == "{http://www.w3.org/2000/svg}svg"
    total = len(CASES)
    told = f"{INTS - 1} of {total} passed, 1 failed, {total - INTS} not selected"
    assert image.get("aria-label") == f"parameters 2.0: {told}"


def test_the_badge_says_how_much_was_not_claimed(
    oracle: Adapter, runner: Runner, tmp_path: Path
) -> None:
    path = tmp_path / "badge.svg"
    runner("run", "--port", shlex.join(oracle()), "--badge", path)
    image = ElementTree.parse(path).getroot()
    total = len(CASES)
    told = f"{total - TASKS} of {total} passed, {TASKS} not claimed"

    assert image.get("aria-label") == f"parameters 2.0: {told}"


def test_two_ports_that_observe_the_same_agree(oracle: Adapter, runner: Runner) -> None:
    port = shlex.join(oracle())
    done = runner("diff", "--port", port, "--port", port, "--only", "conv-int-*")

    assert done.status == 0
    assert f"{INTS} same" in done.out


def test_where_two_ports_disagree_comes_first(oracle: Adapter, runner: Runner) -> None:
    ports = (
        shlex.join(oracle(f"{TWO}=skip")),
        shlex.join(oracle(f"{ONE}=wrong")),
    )
    done = runner("diff", "--port", ports[0], "--port", ports[1], "--only", "conv-int-*")
    lines = done.out.splitlines()

    assert done.status == 1
    assert lines[0].startswith(f"DISAGREE {ONE} (CONV 1)")
    assert lines[2:4] == ['    expected {"int": "1000"}', '    a: oracle {"int": "1000"}']
    assert any(line.startswith(f"NOT COMPARED {TWO}") for line in lines)
    assert f"1 disagree, 1 not compared, {INTS - 2} same" in done.out


def test_cases_are_listed_with_rule_title_and_needs(runner: Runner) -> None:
    done = runner("list", "--only", ONE)

    assert done.out == (
        f"{ONE}  CONV 1    text with an exponent that spells an integral number reads as an int "
        "(needs definitions)\n"
    )


class _Page(HTMLParser):
    """What a browser would make of a page: its elements, attributes and text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data: str) -> None:
        self.text += data
