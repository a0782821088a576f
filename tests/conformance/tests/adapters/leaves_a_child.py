"""Starts a child that holds its output, writes the child's number to a file, and ends or stays."""

import subprocess
import sys
from pathlib import Path

from speaking import commands

child = subprocess.Popen(["sleep", "1000"])
Path(sys.argv[1]).write_text(str(child.pid))
for _ in commands():
    if sys.argv[2] == "ends":
        break
