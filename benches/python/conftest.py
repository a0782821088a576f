"""What the benches share: the ladder of fixtures, and how a statement is timed."""

from __future__ import annotations

import cProfile
import gc
import statistics
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType

import pytest
import subjects

#: How long a round takes, about; so short that few are disturbed.
ROUND = 5e-4
#: A statement longer than this is timed by itself, a few times.
SLOW = 0.02
ROUNDS = 60
#: Subjects that this project answers for; what another cannot do is a dash in the table.
MUST_WORK = ("floor", "dict copy", "hyperparameter")
FIGURES = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption(
        "--subject",
        action="append",
        default=[],
        help="what to measure beside the floor; by default what this project builds",
    )
    parser.addoption(
        "--profile",
        action="store_true",
        help="say also which functions an operation calls, and what share of it each has",
    )


def pytest_configure(config):
    config.stash[FIGURES] = []


def pytest_terminal_summary(terminalreporter, config):
    """What was found, in the order of the run: the quick look while something is changed."""
    for one in config.stash[FIGURES]:
        place = f"{one['operation']}, {one['fixture']}"
        terminalreporter.write_line(
            f"{place:56} {one['subject']:20} {one['ns']:12,.0f} ns  {one['ratio']:8.2f} times"
            f" {one['beside']} ({one['floor_ns']:,.0f} ns)"
        )
        for line in one.get("profile", []):
            terminalreporter.write_line(f"    {line}")


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
def around(scopes, user):
    """The scopes, from the outermost inward, open for the subject; gives the innermost."""
    count = sum(map(len, scopes))
    if count > user.most_keys + len(_READ):
        pytest.skip(f"{user.name} would take too long with {count} parameters")
    if len(scopes) > 1 and not user.nests:
        pytest.skip(f"{user.name} does not nest scopes that are made on the spot")
    with ExitStack() as stack:
        for scope in scopes or [{}]:
            innermost = stack.enter_context(user.holding(scope))
        yield innermost


@pytest.fixture
def measure(benchmark, request):
    """Times how a subject writes an operation, with the floor's way beside it.

    The two take turns, round by round: the clock of a shared machine changes by
    half within a second, and a ratio of two rounds in a row does not notice.  Both
    are told in time of the processor; pytest.ini says so to the benchmark.

    ``way`` is the name of an attribute of subjects, or maps their names to ways.
    ``beside`` is another way of the floor's, if it does not write the same.
    ``itself`` says in words, and as a way, what the subject is measured by instead.
    ``scopes`` may depend on the subject.  What is written as an expression has to
    give what stands beside it gives, unless it is not the ``same`` by intention; so
    has what is read ``inside`` a block that is empty otherwise.
    """

    def run(
        subject,
        operation,
        fixture,
        way,
        beside=None,
        itself=None,
        each=1,
        scopes=None,
        same=True,
        inside=MappingProxyType({}),
        **names,
    ):
        written = subject.way(way)
        floor = subjects.Floor()
        user, by = (subject, itself[1]) if itself else (floor, beside or way)
        stands_beside = user.way(by)
        if written is None or stands_beside is None:
            pytest.skip(f"{subject.name} has no way to write it")
        scopes = LADDER[fixture] if scopes is None else scopes
        with ExitStack() as stack:
            try:
                for one in {user.name: user, subject.name: subject}.values():
                    around_it = scopes(one) if callable(scopes) else scopes
                    one.names["ps"] = stack.enter_context(around(around_it, one))
                other, other_set_up = _ready(stands_beside, {**user.names, **names})
                expected = _once(other, other_set_up, user.way(inside))
                statement, set_up = _ready(written, {**subject.names, **names})
                actual = _once(statement, set_up, subject.way(inside))
                # A figure of something that does not work would be none.
                assert not same or actual == expected
            except Exception as error:
                fault = isinstance(error, NameError) and not subject.partial
                if fault or subject.name in MUST_WORK:
                    raise
                said = f"{type(error).__name__}: {error}".splitlines()[0][:100]
                pytest.skip(f"{subject.name} cannot do it: {said}")
            timed, count = _timed(statement, set_up)
            other_timed, other_count = _timed(other, other_set_up)
            took = []

            def other_round():
                gc.collect()
                other_timed()  # a subject that copies much leaves the caches cold
                began = time.process_time()
                other_timed()
                took.append(time.process_time() - began)

            if request.config.getoption("profile"):
                benchmark.extra_info["profile"] = _profile(timed, count)
            rounds = ROUNDS if count > 1 else 3
            other_round()
            timed()
            took.clear()
            with _without_garbage():
                benchmark.pedantic(timed, setup=other_round, rounds=rounds, iterations=1)
        other_each = each if beside in (None, way) else 1
        ns = [seconds * 1e9 / count / each for seconds in benchmark.stats.stats.data]
        other_ns = [seconds * 1e9 / other_count / other_each for seconds in took]
        benchmark.group = f"{operation}, {fixture}"
        benchmark.extra_info.update(
            operation=operation,
            fixture=fixture,
            subject=subject.name,
            version=subject.version,
            beside=itself[0] if itself else "the floor",
            ns=statistics.median(ns),
            floor_ns=statistics.median(other_ns),
            ratio=statistics.median(a / b for a, b in zip(ns, other_ns)),
        )
        request.config.stash[FIGURES].append(benchmark.extra_info)

    return run


def _profile(timed, count):
    """How often each function is called in one operation, and its own share of the time.

    The profiler adds to each call: shares are too large for what is small and often.
    """
    found, whole = [], float("inf")
    for _ in range(5):  # the least disturbed
        profiler = cProfile.Profile()
        profiler.runcall(timed)
        stats = [one for one in profiler.getstats() if one.code is not timed.__code__]
        if sum(one.inlinetime for one in stats) < whole:
            found, whole = stats, sum(one.inlinetime for one in stats)
    found.sort(key=lambda one: one.inlinetime, reverse=True)
    return [
        f"{one.callcount / count:6.1f} calls  {one.inlinetime / whole:4.0%}  {_named(one.code)}"
        for one in found[:12]
        if one.inlinetime > 0.01 * whole
    ]


def _named(code):
    if isinstance(code, str):  # of a function in C
        return code
    return f"{code.co_name} ({Path(code.co_filename).name}:{code.co_firstlineno})"


def _ready(way, names):
    """The statement of a way, and the names that it finds after what it sets up."""
    names = dict(names)
    exec(way.setup, names)
    return way.statement, names


def _once(statement, names, inside):
    """What it gives, if it is an expression; or what is seen inside it."""
    names = dict(names)
    if inside is not None:
        exec(statement.replace(": pass", f": seen = {inside.statement}"), names)
        return names["seen"]
    try:
        code = compile(statement, "<bench>", "eval")
    except SyntaxError:
        return exec(statement, names)
    return eval(code, names)


@contextmanager
def _without_garbage():
    """No garbage is collected in rounds, of neither; between them only what they left."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


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
