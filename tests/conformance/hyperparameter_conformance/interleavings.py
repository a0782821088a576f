"""All orders in which the steps of a case could happen.

The steps of one actor keep their order, an actor begins after it was started, and
it is joined after all that it does. Every other order is legal, and the reference
model says what comes of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

Step = dict[str, Any]


class Orders:
    """The legal orders of a case, numbered from 0, without making them all."""

    def __init__(self, case: dict[str, Any]) -> None:
        self._steps: list[Step] = case["steps"]
        self._needs = _precedence(self._steps)
        self._counts: dict[int, int] = {(1 << len(self._steps)) - 1: 1}
        self.total = self._count()

    def walk(self, bound: int, seed: int) -> Iterator[list[int]]:
        """The positions of the steps in each order; a sample, if there are more than the bound."""
        if self.total <= bound:
            ranks = set(range(self.total))
        else:
            draw = random.Random(seed)
            ranks = set()
            while len(ranks) < bound:
                ranks.add(draw.randrange(self.total))
        for rank in sorted(ranks):
            yield self._order(rank)

    def _order(self, rank: int) -> list[int]:
        """The order of a rank: each step that could come next has a range of ranks."""
        order: list[int] = []
        done = 0
        while len(order) < len(self._steps):
            for step in self._next(done):
                size = self._counts[done | 1 << step]
                if rank < size:
                    break
                rank -= size
            order.append(step)
            done |= 1 << step
        return order

    def _count(self) -> int:
        """In how many orders the steps can be done, and for every set of steps, the rest."""
        pending = [0]
        while pending:
            done = pending[-1]
            after = [done | 1 << step for step in self._next(done)]
            unknown = [state for state in after if state not in self._counts]
            if unknown:
                pending.extend(unknown)
                continue
            self._counts[done] = sum(self._counts[state] for state in after)
            pending.pop()
        return self._counts[0]

    def _next(self, done: int) -> list[int]:
        return [
            step
            for step, needs in enumerate(self._needs)
            if not done & 1 << step and done & needs == needs
        ]


def _precedence(steps: list[Step]) -> list[int]:
    """For each step the set, as bits, of those that have to come before it."""
    latest: dict[str, int] = {}  # the last step so far of each actor
    homes = {"main": "main"}
    needs = []
    for at, step in enumerate(steps):
        ((operation, fields),) = step.items()
        actor = fields.get("actor", "main")
        before = {latest[actor]} if actor in latest else set()
        latest[actor] = at
        if operation == "spawn":
            name = fields["name"]
            if name in latest:  # a name that is used again, after the join
                before.add(latest[name])
            latest[name] = at
            homes[name] = name if fields["kind"] == "thread" else homes[actor]
        if operation == "join":
            # With a thread the tasks end that live on it.
            ended = [other for other, home in homes.items() if fields["name"] in (other, home)]
            for other in ended:
                before.add(latest[other])
                latest[other] = at
        needs.append(sum(1 << other for other in before))
    return needs


def arranged(case: dict[str, Any], order: list[int]) -> dict[str, Any]:
    """The case with its steps in another order."""
    return {**case, "steps": [case["steps"][at] for at in order]}
