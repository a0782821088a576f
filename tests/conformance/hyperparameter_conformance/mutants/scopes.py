"""Mutants about entering and leaving scopes, and about assignment."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import actor, key
from hyperparameter_conformance.reference.actor import DONE, Actor
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped, decode

CATALOGUE = Catalogue()


def _set_top(self: Actor, frame: Frame) -> None:
    if self._open:
        self._open[-1] = (self._open[-1][0], frame)
    else:
        self._start = frame


def _differ(one: Frame, other: Frame, name: str) -> bool:
    """Whether a key is set in one frame and not to the same in the other."""
    return name in one and (name not in other or repr(one[name]) != repr(other[name]))


@CATALOGUE.replaces(Actor, "_exit")
def leaving_another_order_is_silent(original: Any) -> Any:
    """Leaving scopes out of order is no error."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError:
            return DONE

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_the_outer_leaves_the_inner(original: Any) -> Any:
    """Leaving an outer scope leaves those inside it too."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        at = self._position(step["scope"])
        inner = self._open[at + 1 :]
        del self._open[at + 1 :]
        original(self, step)
        # They can still be left, and change nothing.
        self._open.extend((name, self.frame()) for name, _ in inner)
        if inner:
            raise RefusedError("scope", "left out of order")
        return DONE

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def refused_leaving_keeps_the_scope(original: Any) -> Any:
    """A scope that is left out of order is an error and stays open for ever."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        at = self._position(step["scope"])
        if at < len(self._open) - 1:
            raise RefusedError("scope", "left out of order")
        return original(self, step)  # type: ignore[no-any-return]

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_puts_back_what_it_found(original: Any) -> Any:
    """Leaving puts back the frame from before its scope, also while inner ones are open."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        at = self._position(step["scope"])
        before = self._open[at - 1][1] if at else self._begin()
        del self._open[at]
        if at < len(self._open):
            _set_top(self, before)
            raise RefusedError("scope", "left out of order")
        return DONE

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def the_last_to_leave_brings_the_outer_back(original: Any) -> Any:
    """An inner scope that is left last brings back the outer one, which was left already."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        at = self._position(step["scope"])
        if at < len(self._open) - 1:
            _, left = self._open.pop(at)
            if at:
                self._open[at - 1] = (self._open[at - 1][0], left)
            else:
                self._start = left
            raise RefusedError("scope", "left out of order")
        return original(self, step)  # type: ignore[no-any-return]

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_pops_the_innermost(original: Any) -> Any:
    """Leaving a scope leaves whichever is the innermost."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        at = self._position(step["scope"])
        name, _ = self._open[-1]
        del self._open[-1]
        if at < len(self._open):
            self._open[at] = (name, self._open[at][1])
            raise RefusedError("scope", "left out of order")
        return DONE

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_removes_keys(original: Any) -> Any:
    """Leaving a scope removes what it set, instead of bringing back what was there."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        left = self.frame()
        answer: dict[str, Any] = original(self, step)
        outer = self.frame()
        removed = [name for name in outer.keys("") if name in left and _differ(left, outer, name)]
        kept = [name for name in outer.keys("") if name not in removed]
        _set_top(self, Frame({name: outer[name] for name in kept}))
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
        _set_top(self, outer.overridden(new))
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_enter")
def inner_scopes_hide_outer_ones(original: Any) -> Any:
    """A scope sees nothing but its own overrides."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        outer = self.frame()
        original(self, step)
        name, frame = self._open[-1]
        own = [key for key in frame.keys("") if key not in outer or frame[key] is not outer[key]]
        self._open[-1] = (name, Frame({key: frame[key] for key in own}))
        return DONE

    return enter


@CATALOGUE.replaces(Actor, "_enter")
def outer_scopes_win(original: Any) -> Any:
    """What an outer scope set wins over an inner one."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        outer = self.frame()
        original(self, step)
        name, frame = self._open[-1]
        kept = [(key, outer[key]) for key in outer.keys("")]
        self._open[-1] = (name, frame.overridden(kept))
        return DONE

    return enter


@CATALOGUE.replaces(Actor, "_enter")
def sixteen_scopes_are_enough(original: Any) -> Any:
    """The seventeenth nested scope replaces the sixteenth."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        original(self, step)
        if len(self._open) > 16:
            self._open[15] = (self._open[15][0], self._open[-1][1])
        return DONE

    return enter


@CATALOGUE.replaces(Actor, "_assign")
def assignments_outlive_their_scope(original: Any) -> Any:
    """An assignment lasts after the scope that it was made in."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        pair = [(step["key"], self.frame()[step["key"]])]
        self._start = self._begin().overridden(pair)
        self._open = [(name, frame.overridden(pair)) for name, frame in self._open]
        return answer

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def assigns_in_the_outermost_scope(original: Any) -> Any:
    """An assignment changes the outermost scope, and all that lie in it."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        pair = [(step["key"], self.frame()[step["key"]])]
        self._open = [(name, frame.overridden(pair)) for name, frame in self._open]
        return answer

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def assigns_beneath_overrides(original: Any) -> Any:
    """An assignment changes nothing where the key is set already."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        return DONE if key.check(step["key"]) in self.frame() else original(self, step)

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def assigns_without_a_scope(original: Any) -> Any:
    """A thread may assign with no scope open."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind != "scope":
                raise
            pair = [(key.check(step["key"]), decode(step["value"]))]
            self._start = self.frame().overridden(pair)
            return DONE

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def ignores_assignment_without_a_scope(original: Any) -> Any:
    """An assignment in a thread with no scope open is passed over in silence."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind != "scope":
                raise
            return DONE

    return assign


@CATALOGUE.replaces(Actor, "_assign")
def tasks_need_a_scope_to_assign(original: Any) -> Any:
    """An assignment in a task that has no scope of its own open is an error."""

    def assign(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        if not self._open:
            raise RefusedError("scope", "no scope is open")
        return original(self, step)  # type: ignore[no-any-return]

    return assign


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
            _set_top(self, Frame({name: frame[name] for name in kept}))
        return answer

    return assign


@CATALOGUE.replaces(Frame, "overridden")
def equal_values_change_nothing(original: Any) -> Any:
    """A value that Python finds equal to the one around it is not set: 1, 1.0 and true."""

    def overridden(self: Frame, layer: Any) -> Frame:
        pairs = [(name, held) for name, held in layer if name not in self or self[name] != held]
        return Frame(dict(original(self, pairs)._parameters))

    return overridden


@CATALOGUE.replaces(Actor, "_exit")
def disorder_is_never_forgiven(original: Any) -> Any:
    """After scopes were left out of order, every exit is an error."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = original(self, step)
        except RefusedError:
            vars(self)["_disorder"] = True
            raise
        if "_disorder" in vars(self):
            raise RefusedError("scope", "left out of order before")
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def disorder_ends_assignment(original: Any) -> Any:
    """After an outer scope was left too early, the inner one counts as left for assignment."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError:

            def refuse(step: dict[str, Any]) -> dict[str, Any]:
                raise RefusedError("scope", "no scope is open")

            vars(self)["_assign"] = refuse
            raise

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def disorder_takes_the_override_away(original: Any) -> Any:
    """Leaving an outer scope too early takes its overrides out of the inner ones."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        at = self._position(step["scope"])
        left = self._open[at][1]
        around = self._open[at - 1][1] if at else self._begin()
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError:
            overridden = [name for name in left.keys("") if _differ(left, around, name)]
            for place, (name, frame) in enumerate(self._open[at:], at):
                gone = [key for key in overridden if not _differ(frame, left, key)]
                kept = {key: frame[key] for key in frame.keys("") if key not in gone}
                back = {key: around[key] for key in gone if key in around}
                self._open[place] = (name, Frame({**kept, **back}))
            raise

    return leave
