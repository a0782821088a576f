"""Writes without end, what it was given, to the standard output or error."""

import sys

from speaking import commands

stream = {"out": sys.stdout, "err": sys.stderr}[sys.argv[1]]
text = sys.argv[2].encode().decode("unicode_escape") * 10_000
for _ in commands():
    while True:
        stream.write(text)
        stream.flush()
