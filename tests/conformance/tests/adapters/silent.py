"""Never answers a case, and does not end when it is told to; it writes its number to a file."""

import os
import signal
import sys
import time
from pathlib import Path

from speaking import commands

signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
for _ in commands():
    Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(1000)
time.sleep(1000)
