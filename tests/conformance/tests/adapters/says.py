"""Answers each case with the line it was given: SEQ in it stands for the number of the case."""

import sys

from speaking import commands

line = sys.argv[1].encode().decode("unicode_escape").encode("latin-1")
for command in commands():
    sys.stdout.buffer.write(line.replace(b"SEQ", str(command["seq"]).encode()) + b"\n")
    sys.stdout.buffer.flush()
