"""Answers rightly, and writes another line after it, or lines without end."""

import sys

from speaking import commands, say

for command in commands():
    say({"seq": command["seq"], "observed": [{"default": ""} for _ in command["case"]["steps"]]})
    say({"seq": command["seq"], "skipped": "one more thing"})
    while sys.argv[1:] == ["forever"]:
        sys.stdout.write("{}\n" * 10_000)
