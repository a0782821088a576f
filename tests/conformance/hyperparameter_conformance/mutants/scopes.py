"""Mutants about entering scopes, and about assignment."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue, set_frame
from hyperparameter_conformance.reference import actor, key
from hyperparameter_conformance.reference.actor import DONE, Actor, Scope
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped, decode

CATALOGUE = Catalogue()


def differ(one: Frame, other: Frame, name: str) -> bool:
    """Whether a key is set in one frame and not to the same in the other."""
    return name in one and (name not in other or repr(one[name]) != repr(other[name]))


@CATALOGUE.replaces(Actor, "_exit")
def leaving_removes_keys(original: Any) -> Any:
    """Leaving a scope removes what it set, instead of bringing back what was there."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        left = self.frame()
        answer: dict[str, Any] = original(self, step)
        outer = self.frame()
        removed = [name for name in outer.keys("") if name in left and differ(left, outer, name)]
        kept = [name for name in outer.keys("") if name not in removed]
        set_frame(self, Frame({name: outer[name] for name in kept}))
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_forgets_what_is_new(original: Any) -> Any:
    """Leaving a scope brings old values back, and keeps keys that were not set before."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        left = self.frame()
        answer: dict[str, Any] = original(self, step)
        outer = self.frame()
        new = [(name, left[name]) for name in left.keys("") if name not in outer]
        set_frame(self, outer.overridden(new))
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_enter")
def inner_scopes_hide_outer_ones(original: Any) -> Any:
    """A scope sees nothing but its own overrides."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        outer = self.frame()
        original(self, step)
        frame = self.frame()
        own = [key for key in frame.keys("") if key not in outer or frame[key] is not outer[key]]
        set_frame(self, Frame({key: frame[key] for key in own}))
        return DONE

    return enter


@CATALOGUE.replaces(Actor, "_enter")
def outer_scopes_win(original: Any) -> Any:
    """What an outer scope set wins over an inner one."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        outer = self.frame()
        original(self, step)
        set_frame(self, self.frame().overridden([(key, outer[key]) for key in outer.keys("")]))
        return DONE

    return enter


def _limits(most: int, kind: str) -> Any:
    """An `enter` that refuses to open more scopes."""

    def make(original: Any) -> Any:
        def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
            if len(self._open) >= most:
                # What was not entered is left in silence, so that the case goes on.
                refused = [Scope(self.frame()) for _ in range(int(step.get("times", "1")))]
                self._entered.setdefault(step["scope"], []).extend(refused)
                raise RefusedError(kind, f"more than {most} scopes")
            return original(self, step)  # type: ignore[no-any-return]

        return enter

    return make


CATALOGUE.family(
    Actor,
    "_enter",
    {
        "sixteen-scopes-are-the-limit": ("The seventeenth nested scope is refused.", _limits(16, "scope")),
        "thirty-two-scopes-are-the-limit": (
            "The thirty-third nested scope is refused.",
            _limits(32, "limit"),
        ),
        "hundreds-of-scopes-overflow": (
            "A thousand nested scopes overflow the stack.",
            _limits(999, "limit"),
        ),
    },
)


@CATALOGUE.replaces(Actor, "_enter")
def sixteen_scopes_are_enough(original: Any) -> Any:
    """The seventeenth nested scope replaces the sixteenth."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        original(self, step)
        if len(self._open) > 16:
            self._open[15].frame = self._open[-1].frame
        return DONE

    return enter


@CATALOGUE.replaces(Actor, "frame")
def reads_walk_a_hundred_scopes(original: Any) -> Any:
    """A read looks at the hundred innermost scopes and no further."""

    def frame(self: Actor) -> Frame:
        found: Frame = original(self)
        if len(self._open) <= 100:
            return found
        around = self._open[-101].frame
        near = [name for name in found.keys("") if name not in around or differ(found, around, name)]
        return Frame({name: found[name] for name in near})

    return frame


@CATALOGUE.replaces(Actor, "_assign")
def assignments_outlive_their_scope(original: Any) -> Any:
    """An assignment lasts after the scope that it was made in."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        pair = [(step["key"], self.frame()[step["key"]])]
        self._start = self._begin().overridden(pair)
        for scope in self._open:
            scope.frame = scope.frame.overridden(pair)
        return answer

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def assigns_in_the_outermost_scope(original: Any) -> Any:
    """An assignment changes the outermost scope, and all that lie in it."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        pair = [(step["key"], self.frame()[step["key"]])]
        for scope in self._open:
            scope.frame = scope.frame.overridden(pair)
        return answer

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def assigns_beneath_overrides(original: Any) -> Any:
    """An assignment changes nothing where the key is set already."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        return DONE if key.check(step["key"]) in self.frame() else original(self, step)

    return assign


@CATALOGUE.replaces(Actor, "_need_a_scope")
def assigns_without_a_scope(original: Any) -> Any:
    """An assignment with no scope open lasts for the rest of the thread."""
    return lambda self, step: None


@CATALOGUE.replaces(Actor, "_assign")
def ignores_assignment_without_a_scope(original: Any) -> Any:
    """An assignment with no scope open is passed over in silence."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind != "scope":
                raise
            return DONE

    return assign


@CATALOGUE.replaces(Actor, "_need_a_scope")
def threads_may_assign_once_they_had_a_scope(original: Any) -> Any:
    """Once an actor has entered a scope it may assign, also after it was left."""
    return lambda self, step: None if self._entered else original(self, step)


@CATALOGUE.replaces(Actor, "_need_a_scope")
def a_baseline_is_a_scope(original: Any) -> Any:
    """A thread whose baseline sets something may assign with no scope open."""
    return lambda self, step: None if self.frame().keys("") else original(self, step)


@CATALOGUE.replaces(Actor, "_need_a_scope")
def tasks_need_a_scope_to_assign(original: Any) -> Any:
    """An assignment in a task that has no scope of its own open is an error."""

    def need(self: Actor, step: dict[str, Any]) -> None:
        if not self._open:
            raise RefusedError("scope", "no scope is open")

    return need


@CATALOGUE.replaces(Actor, "start")
def tasks_of_tasks_have_no_scope(original: Any) -> Any:
    """What a task inherited is no scope for a task that it starts."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        started._inherits_scope = kind == "task" and bool(self._open)
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def threads_inherit_the_right_to_assign(original: Any) -> Any:
    """A thread that is started within a scope may assign, though it sees nothing of it."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        started._inherits_scope = self._is_in_a_scope()
        return started

    return start


@CATALOGUE.replaces(actor, "decode")
def assigned_text_is_untyped(original: Any) -> Any:
    """Text that is assigned is untyped text."""
    return lambda node: Untyped(node["text"]) if "text" in node else original(node)


@CATALOGUE.replaces(Actor, "_assign")
def assigning_null_removes(original: Any) -> Any:
    """Assigning null removes the parameter."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if step["value"] == {"null": ""}:
            frame = self.frame()
            kept = [name for name in frame.keys("") if name != step["key"]]
            set_frame(self, Frame({name: frame[name] for name in kept}))
        return answer

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def assigning_takes_any_key(original: Any) -> Any:
    """A key is not checked where it is assigned to."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        if key.is_key(step["key"]):
            return original(self, step)  # type: ignore[no-any-return]
        self._need_a_scope(step)
        set_frame(self, Frame({**self.frame()._parameters, step["key"]: decode(step["value"])}))
        return DONE

    return assign


@CATALOGUE.replaces(actor, "store")
def assigned_lists_have_no_limit(original: Any) -> Any:
    """A list may nest as deep as one likes where it is assigned."""
    return lambda value: value


@CATALOGUE.replaces(Frame, "overridden")
def equal_values_change_nothing(original: Any) -> Any:
    """A value that Python finds equal to the one around it is not set: 1, 1.0 and true."""

    def overridden(self: Frame, layer: Any) -> Frame:
        pairs = [(name, held) for name, held in layer if name not in self or self[name] != held]
        return Frame(dict(original(self, pairs)._parameters))

    return overridden


@CATALOGUE.replaces(Actor, "_assign")
def assigning_does_nothing(original: Any) -> Any:
    """An assignment has no effect."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        before = self.frame()
        answer: dict[str, Any] = original(self, step)
        set_frame(self, before)
        return answer

    return assign


@CATALOGUE.replaces(Actor, "_enter")
def entering_sets_what_it_is_called(original: Any) -> Any:
    """Entering a scope sets its own name."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        set_frame(self, self.frame().overridden([("scope.name", step["scope"])]))
        return answer

    return enter
