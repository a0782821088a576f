"""Ends instead of answering, with the status it was given, or by the signal -STATUS."""

import os
import sys

from speaking import commands

status = int(sys.argv[1])
for _ in commands():
    print("the cause of it", file=sys.stderr, flush=True)
    if status < 0:
        os.kill(os.getpid(), -status)
    sys.exit(status)
