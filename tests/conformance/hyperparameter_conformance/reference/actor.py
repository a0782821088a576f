"""SCOPE and THREAD: what an actor sees, and the scopes it has open."""

from __future__ import annotations

from typing import Any, Callable

from hyperparameter_conformance.reference import key, layer
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import IllegalCaseError, RefusedError
from hyperparameter_conformance.reference.value import Value, decode, encode, store

DONE: dict[str, Any] = {"done": ""}


class Process:
    """What all actors share: the baseline, and whether the rules still say what happens."""

    def __init__(self) -> None:
        self.baseline = Frame()
        self.is_settled = True


class Actor:
    """A thread or a task: the frame it starts from, and a frame for each open scope."""

    def __init__(self, kind: str, process: Process, converter: Converter) -> None:
        self._kind = kind
        self._process = process
        self._converter = converter
        self._creator: Actor | None = None  # of a task whose creator has not begun
        self._origin: Frame | None = None  # what it began with, if it has begun
        self._start: Frame | None = None  # the same, with what was assigned outside all scopes
        self._may_have_begun_with: Frame | None = None
        self._open: list[tuple[str, Frame]] = []

    def perform(self, operation: str, step: dict[str, Any]) -> dict[str, Any]:
        """The answer to a step; a refusal is an answer too."""
        operate: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self, "_" + operation)
        try:
            return operate(step)
        except RefusedError as refusal:
            if self._start is None:
                self._may_have_begun_with = self._process.baseline
            return {"error": refusal.kind, "message": str(refusal)}

    def start(self, kind: str) -> Actor:
        """Another actor: a task begins with the frame of its creator, a thread with none yet."""
        started = Actor(kind, self._process, self._converter)
        if kind == "task" and self._start is None:
            # Whether to start a task is to use parameters is left to the implementation.
            self._may_have_begun_with = self._process.baseline
            started._creator = self
        elif kind == "task":
            started._origin = started._start = self.frame()
        return started

    def frame(self) -> Frame:
        """The current frame; to look at it is to use parameters."""
        start = self._begin()
        return self._open[-1][1] if self._open else start

    def _begin(self) -> Frame:
        """The frame around all scopes: for a thread, the baseline at its first use."""
        if self._start is None:
            self._start = self._first()
        return self._start

    def _first(self) -> Frame:
        """What an actor begins with, that of a thread by the first use of any of its tasks."""
        if self._origin is None:
            first = self._creator._first() if self._creator else self._process.baseline
            # What a thread sees whose first use was refused is left to the implementation.
            if self._may_have_begun_with not in (None, first):
                self._process.is_settled = False
            self._origin = first
        return self._origin

    def _enter(self, step: dict[str, Any]) -> dict[str, Any]:
        if not layer.is_settled(step):
            self._process.is_settled = False
        overrides = layer.build(step)
        self._open.append((step["scope"], self.frame().overridden(overrides)))
        return DONE

    def _exit(self, step: dict[str, Any]) -> dict[str, Any]:
        """Leave the innermost scope of a name; the others stay, each with its own frame."""
        at = self._position(step["scope"])
        del self._open[at]
        if at < len(self._open):
            raise RefusedError(
                "scope", "scope left out of order: one opened inside it is still open"
            )
        return DONE

    def _position(self, name: str) -> int:
        for at in reversed(range(len(self._open))):
            if self._open[at][0] == name:
                return at
        raise IllegalCaseError(f"no scope {name} is open")

    def _assign(self, step: dict[str, Any]) -> dict[str, Any]:
        if not self._open and self._kind == "thread":
            raise RefusedError("scope", "cannot assign with no scope open in a thread")
        pair = key.check(step["key"]), store(decode(step["value"]))
        frame = self.frame().overridden([pair])
        if self._open:
            self._open[-1] = (self._open[-1][0], frame)
        else:
            self._start = frame
        return DONE

    def _read(self, step: dict[str, Any]) -> dict[str, Any]:
        name, frame = key.check(step["key"]), self.frame()
        if name not in frame:
            return {"default": ""}
        return encode(self._converter.toward(decode(step["default"]), frame[name]))

    def _require(self, step: dict[str, Any]) -> dict[str, Any]:
        name, frame = key.check(step["key"]), self.frame()
        if name not in frame:
            raise RefusedError("missing", f"no parameter {name!a} is set")
        return encode(self._interpreted(name))

    def _contains(self, step: dict[str, Any]) -> dict[str, Any]:
        return encode(key.check(step["key"]) in self.frame())

    def _truth(self, step: dict[str, Any]) -> dict[str, Any]:
        name, frame = key.check(step["key"]), self.frame()
        return encode(name in frame and self._converter.truth(frame[name]))

    def _keys(self, step: dict[str, Any]) -> dict[str, Any]:
        return {"keys": self._listed(step["prefix"])}

    def _items(self, step: dict[str, Any]) -> dict[str, Any]:
        names = self._listed(step["prefix"])
        return {"items": [[name, encode(self._interpreted(name))] for name in names]}

    def _freeze(self, step: dict[str, Any]) -> dict[str, Any]:
        self._process.baseline = self.frame()
        return DONE

    def _listed(self, prefix: str) -> list[str]:
        return self.frame().keys(key.check(prefix) if prefix else "")

    def _interpreted(self, name: str) -> Value:
        return self._converter.interpret(self.frame()[name])
