"""Says who it is, and never reads its standard input again."""

import time

from speaking import IDENTITY, say

say(IDENTITY)
time.sleep(1000)
