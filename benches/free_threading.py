"""How reading and scoping scale from one thread to eight, on any CPython.

    python benches/free_threading.py [SECONDS]

It wants the package, and is made for a free-threaded build: where the GIL is on, the
threads take turns, and every column stays at 1. Each operation stands beside its floor,
because the interpreter itself counts references to what threads share. It prints the
throughput of all threads together, as a Markdown table, by the clock on the wall: have
as many processors free as there are threads.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("python")))

import subjects
from floor import get, override

from hyperparameter import frozen, param_scope

THREADS = (1, 2, 4, 8)
#: Operations between two looks at the clock.
BATCH = 500
ROUNDS = 3


def read(times):
    """Of a frame that all threads share: the baseline."""
    for _ in range(times):
        param_scope.train.model.lr | 1e-3


def read_in_scope(times):
    """Of a frame that is this thread's own."""
    with param_scope(**{subjects.READ_KEY: 0.01}):
        for _ in range(times):
            param_scope.train.model.lr | 1e-3


def scope(times):
    for _ in range(times):
        with param_scope(**{subjects.READ_KEY: 0.01}):
            param_scope.train.model.lr | 1e-3


def floor_read(times):
    with override(**{subjects.READ_KEY: 0.01}):
        for _ in range(times):
            get(subjects.READ_KEY, 1e-3)


def floor_scope(times):
    for _ in range(times):
        with override(**{subjects.READ_KEY: 0.01}):
            get(subjects.READ_KEY, 1e-3)


OPERATIONS = {
    "read, one frame for all": read,
    "read, a frame each": read_in_scope,
    "read, floor": floor_read,
    "scope and read": scope,
    "scope and read, floor": floor_scope,
}


def throughput(operation, count, seconds):
    """What so many threads do together in a second."""
    begin = threading.Barrier(count + 1)
    done = [0] * count
    failures = []

    def work(at):
        try:
            operation(BATCH)  # the thread's first read takes its frame
            begin.wait()
            until = time.perf_counter() + seconds
            times = 0
            while time.perf_counter() < until:
                operation(BATCH)
                times += BATCH
            done[at] = times
        except BaseException as error:
            failures.append(error)
            begin.abort()
            raise

    workers = [threading.Thread(target=work, args=(at,)) for at in range(count)]
    for worker in workers:
        worker.start()
    begin.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    if failures:
        raise failures[0]
    return sum(done) / (time.perf_counter() - began)


def main(seconds=0.3):
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    build = "free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else "with the GIL"
    print(
        f"CPython {sys.version.split()[0]}, built {build}, GIL {'on' if gil else 'off'}; "
        f"{os.cpu_count()} processors\n"
    )
    with param_scope(**{subjects.READ_KEY: 0.01}):
        frozen()
    heads = [f"{count} threads" if count > 1 else "1 thread" for count in THREADS]
    print("| Operation | a second, 1 thread | " + " | ".join(heads[1:]) + " |")
    print("| --- | " + "---: | " * len(THREADS))
    for name, operation in OPERATIONS.items():
        found = {
            count: max(throughput(operation, count, seconds) for _ in range(ROUNDS))
            for count in THREADS
        }
        times = " | ".join(f"{found[count] / found[1]:.2f} times" for count in THREADS[1:])
        print(f"| {name} | {found[1]:,.0f} | {times} |")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
