"""A run: cases given to one port, and what came of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hyperparameter_conformance import judge
from hyperparameter_conformance.judge import Mismatch
from hyperparameter_conformance.protocol import Identity
from hyperparameter_conformance.session import Limits, Port, PortError, Result

#: Kinds of outcomes that count against a port.
FAILURES = ("failed", "skipped", "errored", "timeout", "broken", "crashed", "not run")


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    case: dict[str, Any]
    #: passed, unclaimed, or one of FAILURES
    kind: str
    #: Why, for all but ``passed`` and ``failed``.
    reason: str = ""
    #: What came of each step, where the adapter said so.
    observed: list[dict[str, Any]] = field(default_factory=list)
    mismatches: list[Mismatch] = field(default_factory=list)
    #: The end of what the adapter wrote to its standard error meanwhile, unless the case passed.
    stderr: str = ""
    seconds: float = 0.0
    #: Why the case is known to fail, if it is.
    known: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the outcome makes the run fail."""
        return self.kind in FAILURES and (self.known is None or self.kind == "not run")


@dataclass
class Report:
    """All that came of a run."""

    command: str
    identity: Identity | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    #: What is wrong beside the cases.
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the port conforms: something was checked, and nothing counts against it."""
        return not self.faults and not any(outcome.counts for outcome in self.outcomes)

    @property
    def claimed(self) -> int:
        """How many of the cases need nothing that the port does not claim."""
        return sum(outcome.kind != "unclaimed" for outcome in self.outcomes)

    @property
    def verdict(self) -> str:
        """Whether the port conforms, and to how much of what was run."""
        conforms = "conforms" if self.passed else "does not conform"
        return f"the port {conforms}; it claims {self.claimed} of {len(self.outcomes)} cases"

    def of_kind(self, *kinds: str) -> list[Outcome]:
        """The outcomes of these kinds."""
        return [outcome for outcome in self.outcomes if outcome.kind in kinds]


def execute(
    name: str,
    command: Sequence[str],
    cases: Sequence[dict[str, Any]],
    known: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    progress: Callable[[Outcome], object] = lambda outcome: None,
) -> Report:
    """Run cases on a port.

    Args:
        name: the command as it was given, for the report.
        command: the program and its arguments.
        cases: the cases to run, in this order.
        known: ids of cases that are known to fail, each with the reason.
        limits: what the adapter may take.
        progress: called with each outcome as it comes.

    Returns:
        The report; one without an identity is of a port that could not be run.
    """
    began = time.monotonic()
    report = Report(name)
    with Port(command, limits or Limits()) as port:
        try:
            report.identity = port.start()
        except PortError as error:
            report.faults.append(f"the port could not be run: it {error}")
            return report
        for outcome in _outcomes(port, report.identity, cases, known or {}):
            report.outcomes.append(outcome)
            progress(outcome)
        fault = port.stop()
    if fault is not None:
        report.faults.append(f"at its end, the adapter {fault}")
    for outcome in report.outcomes:
        if outcome.known is not None and outcome.kind not in FAILURES:
            report.faults.append(
                f"{outcome.case['id']} is listed as a known failure, but is {outcome.kind}"
            )
    if not report.of_kind("passed"):
        report.faults.append("not a single case passed")
    report.seconds = time.monotonic() - began
    return report


def judged(case: dict[str, Any], result: Result, identity: Identity) -> Outcome:
    """What a result of a session means."""
    kind, mismatches = result.kind, []
    if kind == "observed":
        mismatches = judge.compare(case, result.observed, identity.capabilities)
        kind = "failed" if mismatches else "passed"
    return Outcome(
        case,
        kind,
        result.reason,
        result.observed,
        mismatches,
        result.stderr,
        result.seconds,
    )


def lacking(case: dict[str, Any], identity: Identity) -> list[str]:
    """The capabilities that a case needs and the port does not have."""
    return sorted(set(case.get("needs", [])) - identity.capabilities)


def _outcomes(
    port: Port,
    identity: Identity,
    cases: Sequence[dict[str, Any]],
    known: Mapping[str, str],
) -> Iterator[Outcome]:
    for case in cases:
        lacks = lacking(case, identity)
        if lacks:
            outcome = Outcome(case, "unclaimed", f"the port does not claim {', '.join(lacks)}")
        else:
            outcome = judged(case, port.run(case), identity)
            if outcome.kind != "passed" and not outcome.stderr:
                outcome = replace(outcome, stderr=port.recent_errors())
        yield replace(outcome, known=known.get(case["id"]))
