"""A port in which no parameter is ever set: right about that, and honest about the rest."""

from speaking import commands, say

ANSWERS = {
    "read": {"default": ""},
    "require": {"error": "missing"},
    "contains": {"bool": "false"},
    "truth": {"bool": "false"},
    "keys": {"keys": []},
    "items": {"items": []},
}

for command in commands():
    operations = [operation for step in command["case"]["steps"] for operation in step]
    if set(operations) <= set(ANSWERS):
        say({"seq": command["seq"], "observed": [ANSWERS[operation] for operation in operations]})
    else:
        say({"seq": command["seq"], "skipped": "nothing can be set in this port"})
