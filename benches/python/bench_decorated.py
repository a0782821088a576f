"""Calling what a scope decorates: functions, and generators step by step."""

from __future__ import annotations

from subjects import Way

SCOPE = "(**{'train.lr': 0.1})"


def bench_function(measure, subject):
    plain = "def work(): return 1\n"
    decorated = {"hyperparameter": Way("work()", f"@param_scope{SCOPE}\n{plain}")}
    block = {"hyperparameter": Way(f"with param_scope{SCOPE}: work()", plain)}
    measure(
        subject,
        "call decorated by a scope",
        "no scope",
        decorated,
        itself=("the same in a with block", block),
        scopes=[],
        same=False,
    )


#: By hand a generator enters its scope for each step, and leaves it before it yields.
STEP = {
    "floor": Way(
        "next(steps)",
        f"""def work():
    scope = override{SCOPE}
    while True:
        with scope:
            value = 1
        yield value
steps = work()""",
    ),
    "hyperparameter": Way(
        "next(steps)",
        f"""@param_scope{SCOPE}
def work():
    while True:
        yield 1
steps = work()""",
    ),
}

#: Driven by hand: a loop of asyncio would cost more than the step.
DRIVEN = """
step = steps.__anext__
def drive():
    try:
        step().send(None)
    except StopIteration as stop:
        return stop.value"""


def bench_generator(measure, subject):
    measure(subject, "step of a decorated generator", "no scope", STEP, scopes=[])


def bench_async_generator(measure, subject):
    ways = {
        family: Way("drive()", way.setup.replace("def work", "async def work") + DRIVEN)
        for family, way in STEP.items()
    }
    measure(subject, "step of a decorated async generator", "no scope", ways, scopes=[])


#: A coroutine that waits: by hand the scope is left around each wait.
AWAITED = {
    "floor": Way(
        "drive()",
        f"""class Waits:
    def __await__(self):
        while True:
            yield 1
class scoped:
    def __init__(self, awaited):
        self.step = awaited.__await__().__next__
        self.scope = override{SCOPE}
    def __await__(self):
        while True:
            with self.scope:
                value = self.step()
            yield value
async def work():
    await scoped(Waits())
drive = work().__await__().__next__""",
    ),
    "hyperparameter": Way(
        "drive()",
        f"""class Waits:
    def __await__(self):
        while True:
            yield 1
@param_scope{SCOPE}
async def work():
    await Waits()
drive = work().__await__().__next__""",
    ),
}


def bench_coroutine(measure, subject):
    measure(subject, "step of a decorated coroutine", "no scope", AWAITED, scopes=[])
