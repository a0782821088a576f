"""Mutants about leaving a scope while others inside it are still open."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue, set_frame
from hyperparameter_conformance.mutants.scopes import differ
from hyperparameter_conformance.reference.actor import DONE, Actor, Scope
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()

WARNING = {"warning": "scope"}


def _reported(answer: dict[str, Any]) -> bool:
    return "warning" in answer


@CATALOGUE.replaces(Actor, "_exit")
def leaving_another_order_is_silent(original: Any) -> Any:
    """That a scope ends others is not reported."""
    return lambda self, step: DONE if _reported(answer := original(self, step)) else answer


@CATALOGUE.replaces(Actor, "_exit")
def leaving_another_order_is_an_error(original: Any) -> Any:
    """That a scope ends others is an error, though it does end them."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if _reported(answer):
            raise RefusedError("scope", "left out of order")
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_in_order_is_reported(original: Any) -> Any:
    """Every scope inside another is reported when it is left."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        is_inside = len(self._open) > 1
        answer: dict[str, Any] = original(self, step)
        return WARNING if is_inside else answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def ended_scopes_cannot_be_left(original: Any) -> Any:
    """A scope that was ended by an outer one is an error when it is left itself."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        is_open = self._entered[step["scope"]][-1] in self._open
        answer: dict[str, Any] = original(self, step)
        if not is_open:
            raise RefusedError("scope", "not open here")
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def ended_scopes_are_reported(original: Any) -> Any:
    """A scope that was ended by an outer one is reported when it is left itself."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        before = len(self._open)
        answer: dict[str, Any] = original(self, step)
        return WARNING if len(self._open) == before else answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def inner_scopes_stay_open(original: Any) -> Any:
    """Leaving an outer scope leaves the inner ones open, as in the first edition."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        scope = self._left(step["scope"])
        at = self._open.index(scope)
        self._open.remove(scope)
        return WARNING if at < len(self._open) else DONE

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def only_the_next_scope_ends(original: Any) -> Any:
    """Leaving an outer scope ends the one inside it, and not those further in."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        scope = self._left(step["scope"])
        if scope not in self._open:
            return DONE
        at = self._open.index(scope)
        inner = len(self._open) - at - 1
        del self._open[at : at + 2]
        return WARNING if inner else DONE

    return leave


def _ends_at_most(most: int) -> Any:
    def make(original: Any) -> Any:
        def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
            scope = self._left(step["scope"])
            if scope not in self._open:
                return DONE
            at = self._open.index(scope)
            inner = len(self._open) - at - 1
            if inner > most:
                del self._open[at : at + 1 + most]
            else:
                del self._open[at:]
            return WARNING if inner else DONE

        return leave

    return make


CATALOGUE.family(
    Actor,
    "_exit",
    {
        f"ends-at-most-{most}": (f"Leaving a scope ends {most} inside it and no more.", _ends_at_most(most))
        for most in (2, 3, 500)
    },
)


@CATALOGUE.replaces(Actor, "_exit")
def refused_leaving_keeps_the_scope(original: Any) -> Any:
    """A scope with others open inside it stays open when it is left."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        scope = self._left(step["scope"])
        if scope not in self._open:
            return DONE
        if self._open[-1] is not scope:
            return WARNING
        self._open.pop()
        return DONE

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def leaving_pops_the_innermost(original: Any) -> Any:
    """Leaving a scope leaves whichever is the innermost."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        scope = self._left(step["scope"])
        is_innermost = bool(self._open) and self._open[-1] is scope
        if self._open:
            self._open.pop()
        return DONE if is_innermost else WARNING

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def an_ended_scope_takes_the_newer_one_along(original: Any) -> Any:
    """Leaving a scope that was ended leaves the one that is innermost by then."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        is_open = self._entered[step["scope"]][-1] in self._open
        answer: dict[str, Any] = original(self, step)
        if not is_open and self._open:
            self._open.pop()
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def an_ended_scope_puts_back_what_it_found(original: Any) -> Any:
    """Leaving a scope that was ended puts back the frame from before it was entered."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        scope = self._entered[step["scope"]][-1]
        is_open = scope in self._open
        for around, inner in zip(self._open, self._open[1:]):
            vars(inner)["found"] = around.frame
        answer: dict[str, Any] = original(self, step)
        if not is_open:
            set_frame(self, vars(scope)["found"])
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def ending_keeps_what_was_assigned(original: Any) -> Any:
    """What was assigned in a scope that is ended passes to what is around."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        inner = self.frame()
        answer: dict[str, Any] = original(self, step)
        if _reported(answer):
            outer = self.frame()
            new = [(name, inner[name]) for name in inner.keys("") if differ(inner, outer, name)]
            set_frame(self, outer.overridden(new))
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def ending_goes_back_to_the_start(original: Any) -> Any:
    """Leaving a scope with others open inside ends all scopes of the thread."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if _reported(answer):
            self._open.clear()
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def ending_brings_back_the_frame_of_entering(original: Any) -> Any:
    """After scopes were ended, what was assigned around them is lost."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if _reported(answer) and self._open:
            around = self._open[-2].frame if len(self._open) > 1 else self._begin()
            set_frame(self, around)
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def ending_forbids_assignment(original: Any) -> Any:
    """After scopes were ended, the scope around them is not one to assign in."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if _reported(answer):

            def refuse(step: dict[str, Any]) -> None:
                raise RefusedError("scope", "no scope is open")

            vars(self)["_need_a_scope"] = refuse
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_is_in_a_scope")
def ended_scopes_can_be_assigned_in(original: Any) -> Any:
    """A scope that was ended and not left counts as open for an assignment."""
    return lambda self: original(self) or any(self._entered.values())


@CATALOGUE.replaces(Actor, "_exit")
def disorder_is_never_forgiven(original: Any) -> Any:
    """After a scope ended others, every further exit is reported."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if vars(self).get("_disorder"):
            return WARNING
        vars(self)["_disorder"] = _reported(answer)
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def disorder_is_reported_once(original: Any) -> Any:
    """Of several scopes that end others the first alone is reported."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if _reported(answer) and "_disorder" in vars(self):
            return DONE
        if _reported(answer):
            vars(self)["_disorder"] = True
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_exit")
def empty_scopes_do_not_count(original: Any) -> Any:
    """That a scope ends others is reported only where one of them changed something."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        scope = self._entered[step["scope"]][-1]
        seen = scope.frame
        inner = self.frame()
        answer: dict[str, Any] = original(self, step)
        same = inner._spelled() == seen._spelled()
        return DONE if _reported(answer) and same else answer

    return leave


@CATALOGUE.replaces(Actor, "_left")
def the_first_of_a_name_is_left(original: Any) -> Any:
    """Of two scopes of one name the outer one is left first."""

    def left(self: Actor, name: str) -> Scope:
        scopes = self._entered.get(name, [])
        return scopes.pop(0) if scopes else original(self, name)

    return left


@CATALOGUE.replaces(Actor, "start")
def tasks_are_inside_their_creators_scope(original: Any) -> Any:
    """Leaving a scope ends those that are open in tasks which were started in it."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task" and self._open:
            creator, scope = self, self._open[-1]
            frame = Actor.frame

            def guarded() -> Frame:
                if scope not in creator._open:
                    started._open.clear()
                return frame(started)

            started.frame = guarded  # type: ignore[method-assign]
        return started

    return start


@CATALOGUE.replaces(Actor, "start")
def scopes_of_others_are_inside(original: Any) -> Any:
    """A scope that is open in an actor which was started later is taken for one inside."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        leave = self._exit

        def suspicious(step: dict[str, Any]) -> dict[str, Any]:
            answer = leave(step)
            return WARNING if started._open else answer

        self._exit = suspicious  # type: ignore[method-assign]
        return started

    return start
