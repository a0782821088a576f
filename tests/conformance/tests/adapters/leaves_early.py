"""Answers one case rightly and ends, without waiting for ``stop``."""

from speaking import commands, say

for command in commands():
    say({"seq": command["seq"], "observed": [{"default": ""} for _ in command["case"]["steps"]]})
    break
