"""Prints, as JSON, what so many live scopes take and what of it stays.

python footprint.py SUBJECT (nested | "in contexts") [SCOPES] [PARAMETERS]
"""

from __future__ import annotations

import contextvars
import ctypes
import gc
import json
import os
import sys

import subjects


class MallInfo(ctypes.Structure):
    """What glibc says of its allocator: ``struct mallinfo2``, all of its ten figures."""

    _fields_ = (("figures", ctypes.c_size_t * 10),)


#: Which of them are bytes in use: of large blocks, and of others.
HBLKHD, UORDBLKS = 4, 7
C = ctypes.CDLL(None)
C.mallinfo2.restype = MallInfo


def measured():
    """What the process has in memory, and what of it is in use.

    ``in_use`` is of C's allocator, which the library uses too; Python keeps its
    own small objects, ``blocks``, elsewhere.
    """
    gc.collect()
    C.malloc_trim(0)
    with open("/proc/self/statm") as statm:
        resident = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    malloc = C.mallinfo2().figures
    return {
        "resident": resident,
        "in_use": malloc[UORDBLKS] + malloc[HBLKHD],
        "blocks": sys.getallocatedblocks(),
    }


def fill(subject, fixture, count):
    """So many scopes of two overrides, open."""
    live = []
    for at in range(count):
        scope = subject.holding({"train.lr": float(at), "train.steps": at})
        if fixture == "nested":
            scope.__enter__()
            live.append((None, scope))
        else:
            context = contextvars.copy_context()
            context.run(scope.__enter__)
            live.append((context, scope))
    return live


def empty(live):
    """Leaves them, from the innermost outward."""
    while live:
        context, scope = live.pop()
        if context is None:
            scope.__exit__(None, None, None)
        else:
            context.run(scope.__exit__, None, None, None)


def main(name, fixture, scopes=100_000, parameters=100_000):
    subject = subjects.made(name)
    with subject.holding({f"other.k{at}": at for at in range(int(parameters))}):
        if name == "hyperparameter":
            # The C library's frame of the parameters is theirs, not the scopes'.
            import hyperparameter

            hyperparameter.keys("none")
        # What is made once, by the first scopes, is not theirs either.
        empty(fill(subject, fixture, 1_000))
        found = {"before": measured()}
        live = fill(subject, fixture, int(scopes))
        found["live"] = measured()
        empty(live)
        found["after"] = measured()
        empty(fill(subject, fixture, int(scopes)))
        found["again"] = measured()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
