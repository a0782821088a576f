"""What the benches share: the ladder of fixtures, and how a statement is timed."""

from __future__ import annotations

import statistics
import time
from contextlib import ExitStack, contextmanager

import pytest
import subjects

#: How long a round takes, about; so short that few are disturbed.
ROUND = 5e-4
#: A statement longer than this is timed by itself, a few times.
SLOW = 0.02
ROUNDS = 60


def pytest_addoption(parser):
    parser.addoption(
        "--subject",
        action="append",
        default=[],
        help="what to measure beside the floor; by default what this project builds",
    )


def pytest_generate_tests(metafunc):
    if "subject" in metafunc.fixturenames:
        names = metafunc.config.getoption("subject") or list(subjects.OURS)[1:]
        metafunc.parametrize("subject", names, indirect=True)


@pytest.fixture
def subject(request):
    try:
        return subjects.made(request.param)
    except ImportError as error:
        pytest.skip(f"{request.param}: {error}")


def other_keys(count):
    """So many parameters that the operation does not read."""
    return {f"other.k{at}": at for at in range(count)}


_READ = {subjects.READ_KEY: 0.01, **subjects.BOUND}

#: The ladder: what is set around the operation, from the outermost scope inward.
LADDER = {
    "no scope": [],
    "one scope": [_READ],
    "8 nested": [_READ, *({f"nested.k{at}": at} for at in range(7))],
    "10 keys": [{**_READ, **other_keys(10)}],
    "100 keys": [{**_READ, **other_keys(100)}],
    "1,000 keys": [{**_READ, **other_keys(1_000)}],
    "10,000 keys": [{**_READ, **other_keys(10_000)}],
    "100,000 keys": [{**_READ, **other_keys(100_000)}],
}


@contextmanager
def around(scopes, *users):
    """The scopes, from the outermost inward, open for each of the subjects."""
    count = sum(map(len, scopes))
    with ExitStack() as stack:
        for user in users:
            if count > user.most_keys + len(_READ):
                pytest.skip(f"{user.name} would take too long with {count} parameters")
            if len(scopes) > 1 and not user.nests:
                pytest.skip(f"{user.name} does not nest scopes that are made on the spot")
            for scope in scopes or [{}]:
                stack.enter_context(user.holding(scope))
        yield


@pytest.fixture
def measure(benchmark):
    """Times how a subject writes an operation, with the floor's way beside it.

    The two take turns, round by round: the clock of a shared machine changes by
    half within a second, and a ratio of neighbouring rounds does not notice.  Both
    are told in time of the processor; pytest.ini says so to the benchmark.
    """

    def run(subject, operation, fixture, way, beside=None, each=1, scopes=None, **names):
        statement = getattr(subject, way)
        if statement is None:
            pytest.skip(f"{subject.name} has no way to write it")
        floor = subjects.Floor()
        beside = beside or way
        scopes = LADDER[fixture] if scopes is None else scopes
        users = (floor, subject) if subject.name != "floor" else (floor,)
        with around(scopes, *users):
            if way in ("hit", "missing"):
                # A figure of something that does not work would be none.
                assert eval(statement, dict(subject.names)) == eval(
                    getattr(floor, beside), dict(floor.names)
                )
            timed, count = _timed(statement, {**subject.names, **names})
            floor_timed, floor_count = _timed(getattr(floor, beside), {**floor.names, **names})
            took = []

            def floor_round():
                floor_timed()  # a subject that copies much leaves the caches cold
                began = time.process_time()
                floor_timed()
                took.append(time.process_time() - began)

            rounds = ROUNDS if count > 1 else 3
            floor_round()
            timed()
            took.clear()
            benchmark.pedantic(timed, setup=floor_round, rounds=rounds, iterations=1)
        floor_each = each if beside == way else 1
        ns = [seconds * 1e9 / count / each for seconds in benchmark.stats.stats.data]
        floor_ns = [seconds * 1e9 / floor_count / floor_each for seconds in took]
        benchmark.group = f"{operation}, {fixture}"
        benchmark.extra_info.update(
            operation=operation,
            fixture=fixture,
            subject=subject.name,
            version=subject.version,
            ns=statistics.median(ns),
            floor_ns=statistics.median(floor_ns),
            ratio=statistics.median(a / b for a, b in zip(ns, floor_ns)),
        )

    return run


def _timed(statement, names):
    """A function that runs the statement for about a round, and how often it does."""
    timed, count = _compiled(statement, names, 1, 1), 1
    timed()
    took = _least(timed)
    while took < ROUND / 10:
        timed, count = _repeated(statement, names, count * 4)
        took = _least(timed)
    if took > SLOW:
        return timed, count
    return _repeated(statement, names, count * ROUND / took)


def _least(timed):
    """What it takes undisturbed: one disturbance would make all rounds too short."""
    took = []
    while len(took) < 3 and sum(took) < SLOW:
        began = time.process_time()
        timed()
        took.append(time.process_time() - began)
    return min(took)


def _repeated(statement, names, count):
    # Ten in a row in the source, so that the loop around them hardly counts.
    loops = max(1, round(count / 10))
    return _compiled(statement, names, loops, 10), loops * 10


def _compiled(statement, names, loops, copies):
    body = "\n".join(f"  {line}" for line in statement.split("\n"))
    source = f"def timed():\n for _ in range({loops}):\n" + f"{body}\n" * copies
    names = dict(names)
    exec(source, names)
    return names["timed"]
