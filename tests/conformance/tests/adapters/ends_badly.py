"""Does nothing wrong until it is told to stop."""

import sys

from speaking import commands, say

for command in commands():
    say({"seq": command["seq"], "observed": [{"default": ""} for _ in command["case"]["steps"]]})
if sys.argv[1] == "status":
    sys.exit(3)
print("one more thing", flush=True)
