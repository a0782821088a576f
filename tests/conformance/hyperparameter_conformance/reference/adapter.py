"""Serves the model as a port: commands in, answers out, one JSON object a line."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from hyperparameter_conformance.reference.model import CAPABILITIES, run

PROTOCOL = 2
IDENTITY = {
    "name": "reference",
    "language": "Python",
    "version": "2.0",
    "spec": "2.0",
    "host": f"{platform.python_implementation()} {platform.python_version()}",
}


def serve(
    commands: Iterable[str],
    answers: TextIO,
    name: str = "reference",
    capabilities: Sequence[str] = CAPABILITIES,
) -> None:
    """Answer every command until `stop` or the end of the input."""
    for line in commands:
        command = json.loads(line)
        if command["cmd"] == "stop":
            return
        if command["cmd"] == "start":
            answer = {
                "protocol": PROTOCOL,
                **IDENTITY,
                "name": name,
                "capabilities": list(capabilities),
            }
        else:
            answer = {"seq": command["seq"], **_answer(command["case"], capabilities)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _answer(case: dict[str, Any], capabilities: Sequence[str]) -> dict[str, Any]:
    try:
        return {"observed": run(case, capabilities)}
    except Exception as error:
        return {"errored": f"{type(error).__name__}: {error}"}


def main(name: str = "reference") -> None:
    """Serve on the standard streams, which are UTF-8 whatever the machine says."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    serve(sys.stdin, sys.stdout, name)
