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


class Scope:
    """A scope that was entered, and its frame, which assignments replace."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame


class Actor:
    """A thread or a task: the frame it starts from, and the scopes it has open."""

    def __init__(self, kind: str, process: Process, converter: Converter) -> None:
        self._kind = kind
        self._process = process
        self._converter = converter
        self._creator: Actor | None = None  # of a task whose creator has not begun
        self._inherits_scope = False  # a scope was open where this task was started
        self._origin: Frame | None = None  # what it began with, if it has begun
        self._start: Frame | None = None  # the same, with what was set outside of its own scopes
        self._may_have_begun_with: Frame | None = None
        self._is_rebased = False
        self._has_tasks = False
        self._open: list[Scope] = []  # from the outermost inwards
        self._entered: dict[str, list[Scope]] = {}  # by name, those that no step has left

    def perform(self, operation: str, step: dict[str, Any]) -> dict[str, Any]:
        """The answer to a step; a refusal is an answer too."""
        operate: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self, "_" + operation)
        try:
            for _ in range(int(step.get("times", "1"))):
                answer = operate(step)
                if answer != DONE:
                    break
            return answer
        except RefusedError as refusal:
            self._may_begin()
            return {"error": refusal.kind, "message": str(refusal)}

    def start(self, kind: str) -> Actor:
        """Another actor: a task begins with the frame of its creator, a thread with none yet."""
        started = Actor(kind, self._process, self._converter)
        if kind == "task":
            self._has_tasks = True
            started._inherits_scope = self._is_in_a_scope()
        if kind == "task" and self._start is None:
            # Whether to start a task is to use parameters is left to the implementation.
            self._may_begin()
            started._creator = self
        elif kind == "task":
            started._origin = started._start = self.frame()
        return started

    def _may_begin(self) -> None:
        """Does what may count as the first use of parameters, or not."""
        if self._start is None and self._may_have_begun_with is None:
            self._may_have_begun_with = self._process.baseline

    def frame(self) -> Frame:
        """The current frame; to look at it is to use parameters."""
        start = self._begin()
        return self._open[-1].frame if self._open else start

    def _is_in_a_scope(self) -> bool:
        return bool(self._open) or self._inherits_scope

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
            is_doubtful = self._may_have_begun_with not in (None, first)
            # So is what a task sees whose creator set a base before either had begun.
            if is_doubtful or (self._creator and self._creator._is_rebased):
                self._process.is_settled = False
            self._origin = first
        return self._origin

    def _enter(self, step: dict[str, Any]) -> dict[str, Any]:
        overrides = self._overrides(step)
        scope = Scope(self.frame().overridden(overrides))
        self._open.append(scope)
        self._entered.setdefault(step["scope"], []).append(scope)
        return DONE

    def _overrides(self, step: dict[str, Any]) -> layer.Layer:
        if not layer.is_settled(step):
            self._process.is_settled = False
        return layer.build(step)

    def _exit(self, step: dict[str, Any]) -> dict[str, Any]:
        """Leave a scope, with which those end that are open inside it (SCOPE 7)."""
        scope = self._left(step["scope"])
        if self._open and self._open[-1] is scope:
            self._open.pop()
            return DONE
        if scope not in self._open:
            return DONE
        at = self._open.index(scope)
        inner = len(self._open) - at - 1
        del self._open[at:]
        return {"warning": "scope", "message": f"{inner} scopes inside were still open"}

    def _left(self, name: str) -> Scope:
        """The scope that an exit of this name leaves: the last that was entered."""
        if not self._entered.get(name):
            raise IllegalCaseError(f"no scope {name} was entered")
        return self._entered[name].pop()

    def _assign(self, step: dict[str, Any]) -> dict[str, Any]:
        self._need_a_scope(step)
        frame = self.frame().overridden([(key.check(step["key"]), store(decode(step["value"])))])
        if self._open:
            self._open[-1].frame = frame
        else:
            self._start = frame
        return DONE

    def _need_a_scope(self, step: dict[str, Any]) -> None:
        """An assignment with no scope open is refused (SCOPE 5)."""
        if not self._is_in_a_scope():
            # A task may be a scope of its own, as it is in Rust.
            self._process.is_settled &= self._kind == "thread" and key.is_key(step["key"])
            raise RefusedError("scope", "cannot assign with no scope open")

    def _base(self, step: dict[str, Any]) -> dict[str, Any]:
        """Set what lies under everything, for this actor and for those that begin (THREAD 6)."""
        if self._is_in_a_scope():
            self._process.is_settled &= layer.fault(step) is None and layer.is_settled(step)
            raise RefusedError("scope", "cannot set a base with a scope open")
        overrides = self._overrides(step)
        # A task may be a scope of its own, as it is in Rust; and one of this thread that
        # runs already may see what the thread sees.
        self._process.is_settled &= self._kind == "thread" and not self._has_tasks
        self._first()
        self._is_rebased = True
        self._start = self._process.baseline = Frame().overridden(overrides)
        return DONE

    def _read(self, step: dict[str, Any]) -> dict[str, Any]:
        name, frame = key.check(step["key"]), self.frame()
        if name not in frame:
            return {"default": ""}
        default, optional = decode(step["default"]), "optional" in step
        return encode(self._converter.toward(default, frame[name], optional))

    def _require(self, step: dict[str, Any]) -> dict[str, Any]:
        name, frame = key.check(step["key"]), self.frame()
        if name not in frame:
            raise RefusedError("missing", f"no parameter {name!a} is set")
        return encode(self._interpreted(name))

    def _contains(self, step: dict[str, Any]) -> dict[str, Any]:
        return encode(key.check(step["key"]) in self.frame())

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
