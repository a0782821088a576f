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

from python_port.actor import Actor, Objects, Outcome

#: Far longer than any step takes: a case that hangs fails.
PATIENCE = 60


def run(case: dict[str, Any]) -> None:
    """Run one case; the first wrong step raises."""
    __tracebackhide__ = True
    objects = Objects()
    threads = {"main": Thread(objects)}
    homes = {"main": "main"}  # the thread that each actor lives on
    try:
        for position, step in enumerate(case["steps"], 1):
            ((operation, arguments),) = step.items()
            try:
                _step(operation, arguments, threads, homes, objects)
            except Exception as error:
                raise AssertionError(
                    f"{case['title']}\nstep {position}: {step}\n{error!r}"
                ) from error
    finally:
        for thread in threads.values():
            thread.end()


def _step(
    operation: str,
    arguments: dict[str, Any],
    threads: dict[str, Thread],
    homes: dict[str, str],
    objects: Objects,
) -> None:
    __tracebackhide__ = True
    actor = arguments["name"] if operation == "join" else arguments.get("actor", "main")
    home = homes[actor]
    if operation == "join":
        del homes[actor]
        if home == actor:
            threads.pop(actor).end()
            return
    answer = threads[home].order(None if home == actor else actor, operation, arguments)
    if operation == "spawn":
        name = arguments["name"]
        assert name not in homes, f"there is an actor {name} already"
        homes[name] = name if arguments["kind"] == "thread" else home
        if arguments["kind"] == "thread":
            threads[name] = answer
        return
    expect = arguments.get("expect")
    objects.check(expect, answer)


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

    def order(self, task: str | None, operation: str, arguments: dict[str, Any]) -> Any:
        self._orders.put((task, operation, arguments))
        return self._answer()

    def end(self) -> None:
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
        for task, operation, arguments in iter(self._orders.get, None):
            try:
                if task is None:
                    answer = self.perform(own, operation, arguments)
                elif operation == "join":
                    answer = self._running(self._tasks.pop(task).end())
                else:
                    answer = self._running(self._tasks[task].order(operation, arguments))
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

    def perform(self, actor: Actor, operation: str, arguments: dict[str, Any]) -> Any:
        """Do a step in the context of whoever calls: the thread, or a task that runs."""
        if operation != "spawn":
            return actor.perform(operation, arguments)
        if arguments["kind"] == "thread":
            return Thread(self._objects)
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        self._tasks[arguments["name"]] = Task(self, self._loop, self._objects)
        return Outcome("done")


class Task:
    """An asyncio task that waits for its next step."""

    def __init__(self, thread: Thread, loop: asyncio.AbstractEventLoop, objects: Objects) -> None:
        self._thread = thread
        self._loop = loop
        self._next: asyncio.Future[Any] = loop.create_future()
        # The task copies the context of whoever creates it.
        self._task = loop.create_task(self._live(Actor(objects)))

    async def order(self, operation: str, arguments: dict[str, Any]) -> Any:
        answer = self._loop.create_future()
        self._next.set_result((operation, arguments, answer))
        return await answer

    async def end(self) -> Outcome:
        self._next.set_result(None)
        await self._task
        return Outcome("done")

    async def _live(self, actor: Actor) -> None:
        while True:
            order = await self._next
            if order is None:
                break
            self._next = self._loop.create_future()
            operation, arguments, answer = order
            try:
                answer.set_result(self._thread.perform(actor, operation, arguments))
            except Exception as error:
                answer.set_exception(error)
        actor.leave()
