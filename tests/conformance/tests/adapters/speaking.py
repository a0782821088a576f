"""What all adapters of these tests do: say who they are, and read commands."""

import json
import sys

IDENTITY = {
    "protocol": 2,
    "name": "test",
    "language": "Python",
    "version": "0",
    "spec": "2.0",
    "capabilities": ["definitions", "threads"],
}


def say(message):
    """Writes a message."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def commands(identity=IDENTITY):
    """The commands to run a case, after the start and up to the end."""
    for line in sys.stdin:
        command = json.loads(line)
        if command["cmd"] == "start":
            say(identity)
        elif command["cmd"] == "stop":
            return
        else:
            yield command
