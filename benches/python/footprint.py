"""Prints, as JSON, what so many live scopes take and what of it stays.

python footprint.py SUBJECT (nested | "in contexts") [SCOPES] [PARAMETERS]
"""

from __future__ import annotations

import contextvars
import gc
import json
import os
import sys

import subjects


def resident():
    """Bytes of this process in memory."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(name, fixture, scopes=100_000, parameters=100_000):
    subject = subjects.made(name)
    parameters = {f"other.k{at}": at for at in range(int(parameters))}
    with subject.holding(parameters):
        del parameters
        if name == "hyperparameter":
            # The C library's frame of the parameters is theirs, not the scopes'.
            import hyperparameter

            hyperparameter.keys("none")

        def fill(count):
            live = []
            for at in range(count):
                scope = subject.holding({"train.lr": float(at), "train.steps": at})
                if fixture == "nested":
                    scope.__enter__()
                    live.append(scope)
                else:
                    context = contextvars.copy_context()
                    context.run(scope.__enter__)
                    live.append((context, scope))
            return live

        def empty(live):
            while live:
                opened = live.pop()
                if fixture == "nested":
                    opened.__exit__(None, None, None)
                else:
                    context, scope = opened
                    context.run(scope.__exit__, None, None, None)

        # What is made once, by the first scopes, is not theirs either.
        empty(fill(1_000))
        gc.collect()
        before, blocks = resident(), sys.getallocatedblocks()
        live = fill(int(scopes))
        gc.collect()
        full = resident()
        empty(live)
        gc.collect()
        after, blocks_after = resident(), sys.getallocatedblocks()
        live = fill(int(scopes))
        empty(live)
        gc.collect()
        again = resident()
    print(
        json.dumps(
            {
                "total_bytes": full,
                "before_bytes": before,
                "scopes_bytes": full - before,
                "after_bytes": after,
                "again_bytes": again,
                "blocks_before": blocks,
                "blocks_after": blocks_after,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
