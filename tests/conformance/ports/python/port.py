"""The adapter of this project's Python package: it speaks protocol.md, version 2."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import version
from typing import Any

from python_port import CAPABILITIES
from python_port.schedule import Cases
from python_port.tagged import FaultError

IDENTITY = {
    "protocol": 2,
    "name": "hyperparameter-python",
    "language": "Python",
    "version": version("hyperparameter"),
    "spec": "2.0",
    "capabilities": CAPABILITIES,
    "host": f"{platform.python_implementation()} {platform.python_version()}",
}


def main() -> None:
    """Answer the commands of a runner until it says stop, or until they end."""
    cases = Cases()
    for line in sys.stdin.buffer:
        command = json.loads(line)
        if command["cmd"] == "start":
            say(IDENTITY)
        elif command["cmd"] == "run":
            say({"seq": command["seq"], **answer(cases, command["case"]["steps"])})
        elif command["cmd"] == "stop":
            break
        else:
            sys.exit(f"no such command: {command['cmd']!r}")
    cases.end()


def answer(cases: Cases, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """What came of a case, or why it could not be run."""
    try:
        return {"observed": cases.run(steps)}
    except FaultError as error:
        return {"errored": str(error)}


def say(message: dict[str, Any]) -> None:
    """Write one line; the runner waits for it."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
