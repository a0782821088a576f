"""Mutants about threads, tasks and the baseline."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference.actor import DONE, Actor
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.model import Model

CATALOGUE = Catalogue()


@CATALOGUE.replaces(Actor, "start")
def threads_inherit(original: Any) -> Any:
    """A thread starts from the frame of the one that starts it."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        started._start = self.frame()
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def threads_share_scopes(original: Any) -> Any:
    """Open scopes belong to the process and not to a thread."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        started._open = self._open
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def tasks_share_scopes(original: Any) -> Any:
    """Open scopes belong to the thread and not to a task."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task":
            started._open = self._open
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def tasks_start_from_the_baseline(original: Any) -> Any:
    """A task starts from the baseline, as a thread does."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        started._creator = started._origin = started._start = None
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def tasks_start_empty(original: Any) -> Any:
    """A task starts from nothing."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task":
            started._start = Frame()
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def tasks_start_from_the_outermost(original: Any) -> Any:
    """A task starts from what its creator started from, without the scopes since then."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task":
            started._start = self._begin()
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def tasks_follow_their_creator(original: Any) -> Any:
    """A task sees what its creator does later, as long as it has no scope of its own."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task":
            started._begin = self.frame  # type: ignore[method-assign]
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def tasks_start_at_their_first_use(original: Any) -> Any:
    """A task starts from the frame that its creator has when the task first uses parameters."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task":
            started._start = None
            begin = Actor._begin

            def late() -> Frame:
                if started._start is None:
                    started._start = self.frame()
                return begin(started)

            started._begin = late  # type: ignore[method-assign]
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def baseline_is_taken_at_the_start(original: Any) -> Any:
    """A thread takes the baseline when it is started, and not at its first use."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "thread":
            started._start = self._process.baseline
        return started

    return start


@CATALOGUE.replaces(Actor, "_begin")
def baseline_is_read_each_time(original: Any) -> Any:
    """A thread outside of scopes sees the latest baseline each time."""

    def begin(self: Actor) -> Frame:
        if self._kind == "thread":
            self._start = self._process.baseline
        return original(self)  # type: ignore[no-any-return]

    return begin


@CATALOGUE.replaces(Actor, "_exit")
def baseline_is_taken_again(original: Any) -> Any:
    """A thread that has left its last scope takes the baseline anew."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if not self._open and self._kind == "thread":
            self._origin = self._start = None
        return answer

    return leave


@CATALOGUE.replaces(Actor, "frame")
def asking_without_a_scope_is_no_use(original: Any) -> Any:
    """A thread without a scope has not begun, whatever it reads."""

    def frame(self: Actor) -> Frame:
        found: Frame = original(self)
        if not self._open and self._kind == "thread":
            self._origin = self._start = None
        return found

    return frame


@CATALOGUE.replaces(Actor, "_freeze")
def publishing_is_no_use(original: Any) -> Any:
    """Publishing does not count as a first use."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        before = self._origin, self._start
        answer: dict[str, Any] = original(self, step)
        self._origin, self._start = before
        return answer

    return freeze


@CATALOGUE.replaces(Actor, "_freeze")
def baselines_add_up(original: Any) -> Any:
    """Publishing adds to the baseline instead of replacing it."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        published = self.frame()
        pairs = [(name, published[name]) for name in published.keys("")]
        self._process.baseline = self._process.baseline.overridden(pairs)
        return DONE

    return freeze


@CATALOGUE.replaces(Actor, "_freeze")
def the_first_baseline_stays(original: Any) -> Any:
    """A baseline that is published cannot be replaced."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        published = self.frame()
        if not self._process.baseline.keys(""):
            self._process.baseline = published
        return DONE

    return freeze


@CATALOGUE.replaces(Actor, "_freeze")
def nothing_cannot_be_published(original: Any) -> Any:
    """Publishing outside of all scopes keeps the baseline."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        return original(self, step) if self.frame().keys("") else DONE

    return freeze


@CATALOGUE.replaces(Actor, "_freeze")
def publishes_the_innermost_scope(original: Any) -> Any:
    """Publishing takes what the innermost scope changed, and not what lies around it."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        around = self._open[-2].frame if len(self._open) > 1 else self._begin()
        own = self.frame()
        changed = [
            name
            for name in own.keys("")
            if name not in around or repr(own[name]) != repr(around[name])
        ]
        self._process.baseline = Frame({name: own[name] for name in changed})
        return DONE

    return freeze


@CATALOGUE.replaces(Actor, "_freeze")
def publishing_changes_the_publisher(original: Any) -> Any:
    """The thread that publishes keeps what it published after it has left its scope."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        self._start = self.frame()
        return answer

    return freeze


@CATALOGUE.replaces(Actor, "_freeze")
def publishing_does_nothing(original: Any) -> Any:
    """Publishing has no effect."""
    return lambda self, step: DONE


@CATALOGUE.replaces(Actor, "_exit")
def leaving_publishes(original: Any) -> Any:
    """Leaving a scope publishes what is current then."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        self._process.baseline = self.frame()
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_enter")
def entering_publishes(original: Any) -> Any:
    """A scope is seen by the threads that start while it is open."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        self._process.baseline = self.frame()
        return answer

    return enter


@CATALOGUE.replaces(Actor, "_assign")
def assigning_publishes(original: Any) -> Any:
    """What is assigned after publishing reaches the baseline as well."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if self._process.baseline.keys(""):
            self._process.baseline = self.frame()
        return answer

    return assign


@CATALOGUE.replaces(Model, "_join")
def the_end_of_a_thread_takes_the_baseline_back(original: Any) -> Any:
    """The baseline is emptied when an actor ends."""

    def join(self: Model, name: str) -> dict[str, Any]:
        self._process.baseline = Frame()
        return original(self, name)  # type: ignore[no-any-return]

    return join


@CATALOGUE.replaces(Model, "_join")
def scopes_outlive_their_actor(original: Any) -> Any:
    """What an actor has open when it ends passes to the thread that waits for it."""

    def join(self: Model, name: str) -> dict[str, Any]:
        ended = self._actors.get(name)
        answer: dict[str, Any] = original(self, name)
        if ended is not None and ended._open:
            main = self._actors["main"]
            main._start = ended.frame()
        return answer

    return join


@CATALOGUE.replaces(Actor, "start")
def tasks_publish_for_their_creator(original: Any) -> Any:
    """What a task publishes is the frame of its creator."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task":
            vars(started)["_freeze"] = self._freeze
        return started

    return start


def _is_no_use(original: Any) -> Any:
    """A step after which a thread has begun no more than before."""

    def operate(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        before = self._origin, self._start
        try:
            return original(self, step)  # type: ignore[no-any-return]
        finally:
            self._origin, self._start = before

    return operate


@CATALOGUE.replaces(Actor, "_read")
def reading_is_no_use(original: Any) -> Any:
    """To read does not count as a first use."""
    return _is_no_use(original)


@CATALOGUE.replaces(Actor, "_require")
def requiring_is_no_use(original: Any) -> Any:
    """To require does not count as a first use."""
    return _is_no_use(original)


@CATALOGUE.replaces(Actor, "_contains")
def asking_is_no_use(original: Any) -> Any:
    """To ask whether a parameter is set does not count as a first use."""
    return _is_no_use(original)


@CATALOGUE.replaces(Actor, "_keys")
def listing_keys_is_no_use(original: Any) -> Any:
    """To list keys does not count as a first use."""
    return _is_no_use(original)


@CATALOGUE.replaces(Actor, "_items")
def listing_items_is_no_use(original: Any) -> Any:
    """To list items does not count as a first use."""
    return _is_no_use(original)
