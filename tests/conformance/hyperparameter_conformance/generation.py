"""Makes cases at random: steps over a small pool of keys, values and actors.

A case depends on nothing but its seed. Its steps are legal, because the reference
model does each as it is made, and it ends where the rules leave open what happens.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from string import ascii_lowercase
from typing import Any

from hyperparameter_conformance import vectors
from hyperparameter_conformance.reference.model import CAPABILITIES, Model
from hyperparameter_conformance.strategies import Strategies

Step = dict[str, Any]

LONGEST = 16  # steps of one case
ACTORS = 4  # at one time, main included


def generate(seed: str, capabilities: Collection[str]) -> dict[str, Any]:
    """The case of a seed, for a port with these capabilities."""
    draw = random.Random(seed)
    maker = _Maker(draw, capabilities)
    for _ in range(draw.randint(3, LONGEST)):
        if maker.is_settled:
            maker.step()
    return needing(
        {
            "id": "generated-case",
            "rule": "READ 1",
            "title": f"what seed {seed} comes to",
            "steps": maker.steps or [{"keys": {"prefix": ""}}],
        }
    )


def needing(case: dict[str, Any]) -> dict[str, Any]:
    """The case with the capabilities that its steps need."""
    bare = {name: content for name, content in case.items() if name not in ("needs", "steps")}
    needs = vectors.capabilities(case)
    listed = {"needs": sorted(needs)} if needs else {}
    return {**bare, **listed, "steps": case["steps"]}


class _Maker:
    """A case in the making, and the scopes that each of its actors has open."""

    def __init__(self, draw: random.Random, capabilities: Collection[str]) -> None:
        self._draw = draw
        self.steps: list[Step] = []
        self._capabilities = capabilities
        self._strategies = Strategies(draw, capabilities)
        self._model = Model()
        self._small = Model(set(CAPABILITIES) - {"bigint"})
        self._open: dict[str, list[str]] = {"main": []}
        self._homes = {"main": "main"}
        self._spawned = 0

    @property
    def _threads(self) -> list[str]:
        """The actors that are threads: what tasks may do outside of scopes is left open."""
        return [actor for actor, home in self._homes.items() if actor == home]

    @property
    def is_settled(self) -> bool:
        return self._model.is_settled

    def step(self) -> None:
        """Add a step of an actor."""
        actor = self._draw.choice(list(self._open))
        self._operation(actor)(actor)

    def _operation(self, actor: str) -> Callable[[str], None]:
        kinds = [kind for kind in ("thread", "task") if kind + "s" in self._capabilities]
        inside = bool(self._open[actor])
        weights = {
            self._enter: 6 if inside else 12,
            self._exit: 6 if inside else 0,
            self._read: 12,
            self._ask: 4,
            self._list: 3,
            self._assign: 4 if inside else 1 if actor in self._threads else 0,
            self._freeze: 2 if "freeze" in self._capabilities else 0,
            self._base: 1 if "freeze" in self._capabilities and actor in self._threads else 0,
            self._spawn: 3 if kinds and len(self._open) < ACTORS else 0,
            self._join: 2 if actor != "main" else 0,
        }
        return self._draw.choices(list(weights), list(weights.values()))[0]

    def _add(self, operation: str, actor: str, **fields: Any) -> dict[str, Any]:
        """Do a step, and keep it if a case can say what to expect of it."""
        step = _step(operation, actor, fields)
        answer = self._model.step(step)
        # Where integers end at 64 bits, a case can expect something else of a read alone.
        is_everywhere = answer == self._small.step(step) or operation == "read"
        if is_everywhere and self._model.is_settled:
            self.steps.append(step)
        return answer

    def _enter(self, actor: str) -> None:
        scope = self._draw.choice(ascii_lowercase[:8])
        if "error" not in self._add("enter", actor, scope=scope, **self._strategies.overrides()):
            self._open[actor].append(scope)

    def _exit(self, actor: str) -> None:
        scopes = self._open[actor]
        scope = scopes[-1] if self._draw.random() < 0.7 else self._draw.choice(scopes)
        del scopes[len(scopes) - 1 - scopes[::-1].index(scope)]
        self._add("exit", actor, scope=scope)

    def _read(self, actor: str) -> None:
        """A read whose value is not its default, so that returning the default is found."""
        key, default = self._strategies.key(), self._strategies.default()
        fields: dict[str, Any] = {"key": key, "default": default}
        bound = self._strategies.optional_key()
        if bound is not None and self._draw.random() < 0.2:
            fields = {"key": bound, "default": default, "optional": "true"}
        if self._model.step(_step("read", actor, fields)) == default:
            self._add("require", actor, key=fields["key"])
        else:
            self._add("read", actor, **fields)

    def _ask(self, actor: str) -> None:
        operation = self._draw.choice(["require", "contains"])
        self._add(operation, actor, key=self._strategies.key())

    def _list(self, actor: str) -> None:
        prefix = "" if self._draw.random() < 0.5 else self._strategies.key()
        self._add(self._draw.choice(["keys", "items"]), actor, prefix=prefix)

    def _assign(self, actor: str) -> None:
        """Anywhere but outside all scopes with a key that is none, which is two faults."""
        self._add("assign", actor, key=self._strategies.good_key(), value=self._strategies.value())

    def _freeze(self, actor: str) -> None:
        self._add("freeze", actor)

    def _base(self, actor: str) -> None:
        self._add(
            "base", actor, **({} if self._draw.random() < 0.3 else self._strategies.overrides())
        )

    def _spawn(self, actor: str) -> None:
        self._spawned += 1
        name = f"actor{self._spawned}"
        kinds = [kind for kind in ("thread", "task") if kind + "s" in self._capabilities]
        kind = self._draw.choice(kinds)
        self._add("spawn", actor, name=name, kind=kind)
        self._open[name] = []
        self._homes[name] = name if kind == "thread" else self._homes[actor]

    def _join(self, actor: str) -> None:
        self._add("join", "main", name=actor)
        for ended in [other for other, home in self._homes.items() if actor in (other, home)]:
            del self._open[ended], self._homes[ended]


def _step(operation: str, actor: str, fields: dict[str, Any]) -> Step:
    by = {} if actor == "main" else {"actor": actor}
    return {operation: {**by, **fields}}
