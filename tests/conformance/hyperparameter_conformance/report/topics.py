"""The outcomes of a run, counted by topic and gathered by reason."""

from __future__ import annotations

from dataclasses import dataclass

from hyperparameter_conformance.run import FAILURES, Report

#: What the cases of a topic divide into.
PARTS = ("passed", "failed", "known", "unclaimed")


@dataclass
class Row:
    """What came of the cases of a topic."""

    topic: str
    cases: int = 0
    passed: int = 0
    failed: int = 0
    known: int = 0
    unclaimed: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """The numbers, in the order of a table's columns."""
        return (self.cases, self.passed, self.failed, self.known, self.unclaimed)


def tally(report: Report) -> list[Row]:
    """One row for each topic, in the order of the cases."""
    rows: dict[str, Row] = {}
    for outcome in report.outcomes:
        row = rows.setdefault(outcome.case["topic"], Row(outcome.case["topic"]))
        row.cases += 1
        row.passed += outcome.kind == "passed"
        row.unclaimed += outcome.kind == "unclaimed"
        row.failed += outcome.counts
        row.known += outcome.kind in FAILURES and not outcome.counts
    return list(rows.values())


def by_reason(report: Report, kind: str) -> dict[str, list[str]]:
    """The ids of the cases with an outcome of that kind, by why they have it."""
    reasons: dict[str, list[str]] = {}
    for outcome in report.of_kind(kind):
        reasons.setdefault(outcome.reason, []).append(outcome.case["id"])
    return reasons
