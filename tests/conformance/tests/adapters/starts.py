"""Answers ``start`` with the line it was given."""

import sys

sys.stdin.readline()
print(sys.argv[1], flush=True)
sys.stdin.read()
