"""Runs the steps of a case on the model and answers as a port does."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hyperparameter_conformance.reference.actor import DONE, Actor, Process
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import IllegalCaseError

CAPABILITIES = ("threads", "tasks", "freeze", "definitions", "objects", "bigint")


class Model:
    """One case in progress: its actors, and what each step so far has answered."""

    def __init__(self, capabilities: Collection[str] = CAPABILITIES) -> None:
        self._process = Process()
        main = Actor("thread", self._process, Converter("bigint" in capabilities))
        self._actors = {"main": main}
        self._homes = {"main": "main"}  # the thread that each actor lives on

    @property
    def is_settled(self) -> bool:
        """Whether the rules say what every step so far has answered."""
        return self._process.is_settled

    def step(self, step: dict[str, Any]) -> dict[str, Any]:
        """The answer to the next step."""
        ((operation, arguments),) = step.items()
        if operation == "join":
            return self._join(arguments["name"])
        actor = self._actor(arguments.get("actor", "main"))
        if operation == "spawn":
            return self._spawn(actor, arguments)
        return actor.perform(operation, arguments)

    def _actor(self, name: str) -> Actor:
        if name not in self._actors:
            raise IllegalCaseError(f"no actor {name} is running")
        return self._actors[name]

    def _spawn(self, actor: Actor, arguments: dict[str, Any]) -> dict[str, Any]:
        name, kind = arguments["name"], arguments["kind"]
        if name in self._actors:
            raise IllegalCaseError(f"there is an actor {name} already")
        self._actors[name] = actor.start(kind)
        home = self._homes[arguments.get("actor", "main")]
        self._homes[name] = name if kind == "thread" else home
        return DONE

    def _join(self, name: str) -> dict[str, Any]:
        """End an actor; with a thread end the tasks that live on it."""
        self._actor(name)
        if name == "main":
            raise IllegalCaseError("main cannot be joined")
        for ended in [other for other, home in self._homes.items() if name in (other, home)]:
            del self._actors[ended], self._homes[ended]
        return DONE


def run(case: dict[str, Any], capabilities: Collection[str] = CAPABILITIES) -> list[dict[str, Any]]:
    """What each step of a case answers."""
    model = Model(capabilities)
    return [model.step(step) for step in case["steps"]]
