"""Runs the steps of a case in the order written, each in the thread or task of its actor.

Each thread waits for an order, does it, and answers before the next is given.
A task is an asyncio task on the event loop of its creator's thread; the loop
runs only while one of its tasks has a step to do.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import Any

from python_port.actor import DONE, Actor
from python_port.tagged import FaultError, Objects, Tagged

#: Far longer than any step takes: a case that hangs fails.
PATIENCE = 60


class Cases:
    """Runs cases one after another, each from an empty baseline.

    The baseline is emptied by a thread that started while it was empty.
    """

    def __init__(self) -> None:
        self._keeper = Thread(Objects())
        if self._keeper.order(None, "keys", {"prefix": ""}) != {"keys": []}:
            raise FaultError("a baseline was published before the first case")

    def run(self, steps: list[dict[str, Any]]) -> list[Tagged]:
        """What came of each step; FaultError tells the first that could not be done."""
        try:
            return _run(steps)
        finally:
            self._keeper.order(None, "freeze", {})

    def end(self) -> None:
        """End the thread that empties the baseline."""
        self._keeper.end()


def _run(steps: list[dict[str, Any]]) -> list[Tagged]:
    objects = Objects()
    threads = {"main": Thread(objects)}
    homes = {"main": "main"}  # the thread that each actor lives on
    observed: list[Tagged] = []
    try:
        for step in steps:
            ((operation, fields),) = step.items()
            try:
                observed.append(_step(operation, fields, threads, homes))
            except Exception as error:
                raise FaultError(f"step {len(observed) + 1}: {error!r}") from error
    finally:
        for thread in threads.values():
            thread.end()
    return observed


def _step(
    operation: str, fields: dict[str, Any], threads: dict[str, Thread], homes: dict[str, str]
) -> Tagged:
    actor = fields["name"] if operation == "join" else fields.get("actor", "main")
    if actor not in homes:
        raise FaultError(f"there is no actor {actor!r}")
    home = homes[actor]
    if operation == "join":
        del homes[actor]
        if home == actor:
            threads.pop(actor).end()
            return DONE
    if operation == "spawn" and fields["name"] in homes:
        raise FaultError(f"there is an actor {fields['name']!r} already")
    answer = threads[home].order(None if home == actor else actor, operation, fields)
    if operation != "spawn":
        return answer
    name = fields["name"]
    if isinstance(answer, Thread):
        homes[name], threads[name] = name, answer
    else:
        homes[name] = home
    return DONE


class Thread:
    """A thread, the tasks that live on it, and the queues it is driven by."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._orders: queue.Queue[Any] = queue.Queue()
        self._answers: queue.Queue[Any] = queue.Queue()
        self._tasks: dict[str, Task] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def order(self, task: str | None, operation: str, fields: dict[str, Any]) -> Any:
        """Have a step done, by the thread itself or by one of its tasks."""
        self._orders.put((task, operation, fields))
        return self._answer()

    def end(self) -> None:
        """End the thread, which leaves its scopes, and its tasks."""
        if self._thread.is_alive():
            self._orders.put(None)
            self._answer()
            self._thread.join(PATIENCE)

    def _answer(self) -> Any:
        answer = self._answers.get(timeout=PATIENCE)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _work(self) -> None:
        own = Actor(self._objects)
        for task, operation, fields in iter(self._orders.get, None):
            try:
                if task is None:
                    answer = self.perform(own, operation, fields)
                elif operation == "join":
                    answer = self._running(self._tasks.pop(task).end())
                else:
                    answer = self._running(self._tasks[task].order(operation, fields))
            except BaseException as error:
                answer = error
            self._answers.put(answer)
        try:
            for left in self._tasks.values():
                self._running(left.end())
            own.leave()
            if self._loop is not None:
                self._loop.close()
            self._answers.put(None)
        except BaseException as error:
            self._answers.put(error)

    def _running(self, awaitable: Any) -> Any:
        assert self._loop is not None
        return self._loop.run_until_complete(awaitable)

    def perform(self, actor: Actor, operation: str, fields: dict[str, Any]) -> Any:
        """Do a step in the context of whoever calls: the thread, or a task that runs."""
        if operation != "spawn":
            return actor.perform(operation, fields)
        if fields["kind"] == "thread":
            return Thread(self._objects)
        if fields["kind"] != "task":
            raise FaultError(f"no such kind of actor: {fields['kind']}")
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        self._tasks[fields["name"]] = Task(self, self._loop, self._objects)
        return DONE


class Task:
    """An asyncio task that waits for its next step."""

    def __init__(self, thread: Thread, loop: asyncio.AbstractEventLoop, objects: Objects) -> None:
        self._thread = thread
        self._loop = loop
        self._next: asyncio.Future[Any] = loop.create_future()
        # The task copies the context of whoever creates it.
        self._task = loop.create_task(self._live(Actor(objects)))

    async def order(self, operation: str, fields: dict[str, Any]) -> Any:
        answer = self._loop.create_future()
        self._next.set_result((operation, fields, answer))
        return await answer

    async def end(self) -> Tagged:
        self._next.set_result(None)
        await self._task
        return DONE

    async def _live(self, actor: Actor) -> None:
        while True:
            order = await self._next
            if order is None:
                break
            self._next = self._loop.create_future()
            operation, fields, answer = order
            try:
                answer.set_result(self._thread.perform(actor, operation, fields))
            except Exception as error:
                answer.set_exception(error)
        actor.leave()
