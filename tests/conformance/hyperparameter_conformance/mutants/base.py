"""Mutants about the base of a process."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import layer
from hyperparameter_conformance.reference.actor import DONE, Actor
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()


def _sets(here: bool, published: bool) -> Any:
    def make(original: Any) -> Any:
        def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
            before = self._begin(), self._process.baseline
            answer: dict[str, Any] = original(self, step)
            if not here:
                self._start = before[0]
            if not published:
                self._process.baseline = before[1]
            return answer

        return base

    return make


CATALOGUE.family(
    Actor,
    "_base",
    {
        "a-base-is-for-others": (
            "A base reaches threads that begin later and not the one that sets it.",
            _sets(here=False, published=True),
        ),
        "a-base-is-for-oneself": (
            "A base is set for the thread that calls it alone.",
            _sets(here=True, published=False),
        ),
        "a-base-does-nothing": (
            "Setting a base has no effect.",
            _sets(here=False, published=False),
        ),
    },
)


def _on_top_of(what: Any) -> Any:
    """A base that adds to something."""

    def make(original: Any) -> Any:
        def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
            under = what(self)
            answer: dict[str, Any] = original(self, step)
            set_here = self._begin()
            self._start = self._process.baseline = under.overridden(
                [(name, set_here[name]) for name in set_here.keys("")]
            )
            return answer

        return base

    return make


CATALOGUE.family(
    Actor,
    "_base",
    {
        "bases-add-up": (
            "A base adds to what lies under everything in its thread.",
            _on_top_of(lambda actor: actor._begin()),
        ),
        "a-base-adds-to-the-baseline": (
            "A base adds to the baseline.",
            _on_top_of(lambda actor: actor._process.baseline),
        ),
    },
)


@CATALOGUE.replaces(Actor, "_base")
def clearing_does_nothing(original: Any) -> Any:
    """A base without sources keeps the one before."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        if layer.build(step) or self._is_in_a_scope():
            return original(self, step)  # type: ignore[no-any-return]
        return DONE

    return base


@CATALOGUE.replaces(Actor, "_base")
def clearing_is_for_oneself(original: Any) -> Any:
    """A base without sources is cleared for the thread that asks for it alone."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        before = self._process.baseline
        answer: dict[str, Any] = original(self, step)
        if not self._begin().keys(""):
            self._process.baseline = before
        return answer

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_may_be_set_in_a_scope(original: Any) -> Any:
    """A base can be set with a scope open, and is seen once it is left."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        opened, inherits = self._open, self._inherits_scope
        self._open, self._inherits_scope = [], False
        try:
            return original(self, step)  # type: ignore[no-any-return]
        finally:
            self._open, self._inherits_scope = opened, inherits

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_may_be_cleared_in_a_scope(original: Any) -> Any:
    """A base can be cleared with a scope open."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        if layer.build(step) or not self._open:
            return original(self, step)  # type: ignore[no-any-return]
        self._start = self._process.baseline = Frame()
        return DONE

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_refused_base_is_published(original: Any) -> Any:
    """A base that is set with a scope open is an error, and is published all the same."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        if self._is_in_a_scope():
            self._process.baseline = Frame().overridden(layer.build(step))
        return original(self, step)  # type: ignore[no-any-return]

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_in_a_scope_ends_it(original: Any) -> Any:
    """A base that is set with a scope open is an error, and ends the scope."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind == "scope":
                self._open.clear()
            raise

    return base


@CATALOGUE.replaces(Actor, "start")
def a_scope_elsewhere_forbids_a_base(original: Any) -> Any:
    """A base cannot be set by a thread whose starter has a scope open."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        set_base = started._base

        def careful(step: dict[str, Any]) -> dict[str, Any]:
            if self._open:
                raise RefusedError("scope", "a scope is open elsewhere")
            return set_base(step)

        started._base = careful  # type: ignore[method-assign]
        return started

    return start


@CATALOGUE.replaces(Actor, "_base")
def a_scope_that_was_left_forbids_a_base(original: Any) -> Any:
    """A base cannot be set by a thread that has ever entered a scope."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        if self._entered:
            raise RefusedError("scope", "scopes were entered")
        return original(self, step)  # type: ignore[no-any-return]

    return base


@CATALOGUE.replaces(Actor, "_base")
def tasks_may_set_a_base_within_a_scope(original: Any) -> Any:
    """A scope that a task inherited does not keep it from setting a base."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        inherits, self._inherits_scope = self._inherits_scope, False
        try:
            return original(self, step)  # type: ignore[no-any-return]
        finally:
            self._inherits_scope = inherits

    return base


@CATALOGUE.replaces(Actor, "_base")
def half_of_a_bad_base_is_set(original: Any) -> Any:
    """A base with a bad source clears the one before."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind != "scope":
                self._start = self._process.baseline = Frame()
            raise

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_is_not_checked(original: Any) -> Any:
    """Bad sources of a base are passed over in silence."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind == "scope":
                raise
            return DONE

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_has_no_keywords(original: Any) -> Any:
    """The keywords of a base are passed over."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        return original(self, {**step, "keywords": []})  # type: ignore[no-any-return]

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_is_a_scope(original: Any) -> Any:
    """After a base was set one may assign with no scope open."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        self._need_a_scope = lambda step: None  # type: ignore[method-assign]
        return answer

    return base


@CATALOGUE.replaces(Actor, "_base")
def a_base_is_no_use(original: Any) -> Any:
    """To set a base does not count as a first use: a later baseline reaches the thread."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        self._origin = self._start = None
        return answer

    return base


@CATALOGUE.replaces(Actor, "_freeze")
def publishing_leaves_the_base_out(original: Any) -> Any:
    """What is published is what scopes set, without the base."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if self._is_rebased:
            frame, base = self.frame(), self._begin()
            own = [n for n in frame.keys("") if n not in base or frame[n] is not base[n]]
            self._process.baseline = Frame({name: frame[name] for name in own})
        return answer

    return freeze


@CATALOGUE.replaces(Actor, "_begin")
def a_base_moves_threads_that_began(original: Any) -> Any:
    """A base reaches threads that have begun to use parameters."""

    def begin(self: Actor) -> Frame:
        if self._kind == "thread" and self._process.baseline.keys(""):
            self._start = self._process.baseline
        return original(self)  # type: ignore[no-any-return]

    return begin


@CATALOGUE.replaces(Actor, "start")
def tasks_start_beside_the_base(original: Any) -> Any:
    """A task starts without the base of its creator."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task" and self._is_rebased and started._start is not None:
            base, frame = self._begin(), started._start
            own = [n for n in frame.keys("") if n not in base or frame[n] is not base[n]]
            started._start = Frame({name: frame[name] for name in own})
        return started

    return start


@CATALOGUE.replaces(Actor, "_base")
def a_base_is_taken_back_at_the_first_scope(original: Any) -> Any:
    """A base lasts until the first scope over it is left."""

    def base(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        leave = self._exit

        def forgetful(step: dict[str, Any]) -> dict[str, Any]:
            left = leave(step)
            self._start = Frame()
            return left

        self._exit = forgetful  # type: ignore[method-assign]
        return answer

    return base
