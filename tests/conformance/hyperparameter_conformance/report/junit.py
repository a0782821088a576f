"""The report as JUnit XML, which CI hosts read: a suite a topic, and one for the run itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from hyperparameter_conformance import escaping
from hyperparameter_conformance.report import terminal
from hyperparameter_conformance.run import Outcome, Report


def write(report: Report, path: Path) -> None:
    """Write the report to a file."""
    tree = ElementTree.ElementTree(document(report))
    tree.write(path, encoding="utf-8", xml_declaration=True)


def document(report: Report) -> Element:
    """The report as a document."""
    root = Element("testsuites", name="hyperparameter conformance")
    for topic in dict.fromkeys(outcome.case["topic"] for outcome in report.outcomes):
        outcomes = [outcome for outcome in report.outcomes if outcome.case["topic"] == topic]
        suite = SubElement(root, "testsuite", name=topic)
        _tell_port(suite, report)
        for outcome in outcomes:
            suite.append(_case(outcome))
    run = SubElement(root, "testsuite", name="run")
    _tell_port(run, report)
    case = SubElement(run, "testcase", classname="run", name="the run itself", time="0.000")
    if report.faults:
        _because(case, "error", "fault", escaping.printable("\n".join(report.faults)))
    for suite in root:
        _count(suite, suite.findall("testcase"))
    _count(root, root.iter("testcase"))
    return root


def _tell_port(suite: Element, report: Report) -> None:
    properties = SubElement(suite, "properties")
    SubElement(properties, "property", name="command", value=escaping.printable(report.command))
    if report.identity is not None:
        SubElement(properties, "property", name="port", value=terminal.describe(report))


def _case(outcome: Outcome) -> Element:
    case = outcome.case
    element = Element(
        "testcase", classname=case["topic"], name=case["id"], time=f"{outcome.seconds:.3f}"
    )
    if outcome.kind == "failed" and outcome.counts:
        _because(element, "failure", "failed", terminal.failure(outcome))
    elif outcome.counts:
        _because(element, "error", outcome.kind, terminal.failure(outcome))
    elif outcome.kind == "unclaimed":
        SubElement(element, "skipped", message=escaping.printable(outcome.reason))
    elif outcome.kind != "passed":
        reason = f"known failure ({outcome.kind}): {outcome.known}"
        SubElement(element, "skipped", message=escaping.printable(reason))
    return element


def _because(case: Element, tag: str, kind: str, text: str) -> None:
    reason = SubElement(case, tag, message=text.splitlines()[0], type=kind)
    reason.text = text


def _count(element: Element, cases: Iterable[Element]) -> None:
    cases = list(cases)
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))
    element.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.3f}")
