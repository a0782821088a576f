"""The report as a page that can be published: one file, without anything from elsewhere."""

from __future__ import annotations

import datetime
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from hyperparameter_conformance import escaping, judge, manifest
from hyperparameter_conformance.report.topics import PARTS, by_reason, tally
from hyperparameter_conformance.run import FAILURES, Report

# Whatever a port sends is escaped, because everything is.
TEMPLATES = Environment(
    loader=PackageLoader("hyperparameter_conformance.report", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(printable=escaping.printable, compact=escaping.compact, step=escaping.step)

#: What a port may have, and what that is.
CAPABILITIES = {
    "definitions": "key=value texts and untyped text",
    "threads": "threads that begin with the baseline",
    "tasks": "tasks that begin with their creator's frame",
    "freeze": "publishing a baseline",
    "objects": "host objects by identity",
    "bigint": "integers beyond 64 bits",
}


#: How a report names the parts of a topic.
SHOWN = {part: "not claimed" if part == "unclaimed" else part for part in PARTS}


def write(report: Report, path: Path) -> None:
    """Write the page to a file."""
    path.write_text(page(report), encoding="utf-8")


def write_badge(report: Report, path: Path) -> None:
    """Write the badge alone, as an SVG image."""
    path.write_text(badge(report), encoding="utf-8")


def page(report: Report) -> str:
    """The page."""
    return TEMPLATES.get_template("page.html.j2").render(
        report=report,
        badge=badge(report),
        suite=manifest.read(),
        capabilities=CAPABILITIES,
        rows=tally(report),
        shown=SHOWN,
        failures=[o for o in report.outcomes if o.counts and o.kind != "not run"],
        known=[o for o in report.of_kind(*FAILURES) if not o.counts],
        expected=lambda step: judge.expected(
            step, report.identity.capabilities if report.identity else ()
        ),
        left_out={
            "Not claimed": by_reason(report, "unclaimed"),
            "Not run": by_reason(report, "not run"),
        },
        when=datetime.datetime.now(datetime.timezone.utc),
    )


def badge(report: Report) -> str:
    """The verdict as an image: what was tested against, and how much of the whole suite passed."""
    suite = manifest.read()
    rows = tally(report)
    counts = {SHOWN[name]: sum(getattr(row, name) for row in rows) for name in PARTS}
    passed, total = counts.pop("passed"), len(suite["cases"])
    counts["not selected"] = total - len(report.outcomes)
    others = [f", {count} {name}" for name, count in counts.items() if count]
    verdict = f"{passed} of {total} passed" + "".join(others) if rows else "not run"
    return TEMPLATES.get_template("badge.svg.j2").render(
        label=f"parameters {suite['spec']}",
        verdict=verdict,
        passed=report.passed and not counts["not selected"],
    )
