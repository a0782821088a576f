"""Does the steps of cases on this project's Python package."""

#: What Python can do: all that cases ask for.
CAPABILITIES = ["threads", "tasks", "freeze", "definitions", "objects", "bigint"]
