"""Is another port every time it is started, and ends at the first case."""

import os

from speaking import IDENTITY, commands

for _ in commands({**IDENTITY, "version": str(os.getpid())}):
    break
