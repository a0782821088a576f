"""A thousand tasks of asyncio, created and run inside a scope, over the same without."""

from __future__ import annotations

from subjects import Way

SETUP = """
import asyncio
loop = asyncio.new_event_loop()
async def work():
    await asyncio.sleep(0)
async def thousand():
    await asyncio.gather(*[work() for _ in range(1_000)])
"""
WITHOUT = {
    "floor": Way("loop.run_until_complete(thousand())", SETUP),
    "hyperparameter": Way("loop.run_until_complete(thousand())", SETUP),
}
INSIDE = {
    "floor": Way("with override(**{'train.lr': 0.1}): " + WITHOUT["floor"].statement, SETUP),
    "hyperparameter": Way(
        "with param_scope(**{'train.lr': 0.1}): " + WITHOUT["hyperparameter"].statement, SETUP
    ),
}


def bench_tasks(measure, subject):
    measure(
        subject,
        "task created and run in a scope",
        "1,000 tasks",
        INSIDE,
        itself=("the same without a scope", WITHOUT),
        each=1_000,
        scopes=[],
        same=False,
    )
