"""Answers as it was told, to test reports with.

Its arguments are a file of what each case expects, and ID=DEED for cases that are to
go wrong: wrong, crash, skip, error or hostile, or about which it only makes noise.
"""

import json
import sys
from pathlib import Path

from speaking import IDENTITY, commands, say

HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m\x00&\"' ]]>"

expected = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
told = dict(word.split("=") for word in sys.argv[2:])
capabilities = ["definitions", "threads", "freeze", "objects"]
name = HOSTILE if "hostile" in told.values() else "oracle"
for command in commands({**IDENTITY, "name": name, "capabilities": capabilities}):
    id, seq = command["case"]["id"], command["seq"]
    observed = expected[id]
    deed = told.get(id)
    if deed is not None:
        print(f"about {id}: {HOSTILE}", file=sys.stderr, flush=True)
    if deed == "crash":
        print("the cause of it", HOSTILE, file=sys.stderr, flush=True)
        sys.exit(3)
    elif deed == "skip":
        say({"seq": seq, "skipped": "left out " + HOSTILE})
    elif deed == "error":
        say({"seq": seq, "errored": "no such operation: fly", "context": {"step": 2}})
    elif deed in ("wrong", "hostile"):
        say({"seq": seq, "observed": [*observed[:-1], {"text": HOSTILE}]})
    else:
        say({"seq": seq, "observed": observed})
