"""Mutants about parameters that are absent on purpose."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import key, layer
from hyperparameter_conformance.reference.actor import Actor
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Unset

CATALOGUE = Catalogue()


def _overridden(hides: Any) -> Any:
    """An `overridden` in which unsetting a key hides other keys."""

    def make(original: Any) -> Any:
        def overridden(self: Frame, pairs: Any) -> Frame:
            frame = self
            for name, held in pairs:
                if isinstance(held, Unset):
                    gone = [other for other in frame._parameters if hides(other, name)]
                    kept = {n: h for n, h in frame._parameters.items() if n not in gone}
                    frame = Frame(kept)
                else:
                    frame = original(frame, [(name, held)])
            return Frame(dict(frame._parameters))

        return overridden

    return make


CATALOGUE.family(
    Frame,
    "overridden",
    {
        "unsetting-does-nothing": (
            "Unsetting has no effect.",
            _overridden(lambda other, name: False),
        ),
        "unsets-the-key-alone": (
            "Unsetting a key keeps those below it.",
            _overridden(lambda other, name: other == name),
        ),
        "unsets-below-only": (
            "Unsetting a key hides those below it and not itself.",
            _overridden(lambda other, name: other.startswith(name + ".")),
        ),
        "unsets-children-only": (
            "Unsetting a key hides itself and what lies one segment below it.",
            _overridden(
                lambda other, name: (
                    key.lies_at_or_below(other, name) and other.count(".") <= name.count(".") + 1
                )
            ),
        ),
        "unsets-by-letters": (
            "Unsetting a key hides every key that begins with its letters.",
            _overridden(lambda other, name: other.startswith(name)),
        ),
        "unsets-what-lies-above": (
            "Unsetting a key hides those above it too.",
            _overridden(
                lambda other, name: (
                    key.lies_at_or_below(other, name) or key.lies_at_or_below(name, other)
                )
            ),
        ),
        "unsets-everything": (
            "Unsetting a key hides every key.",
            _overridden(lambda other, name: True),
        ),
    },
)


@CATALOGUE.replaces(Frame, "overridden")
def unsetting_is_setting_null(original: Any) -> Any:
    """A key that is unset is null."""

    def overridden(self: Frame, pairs: Any) -> Frame:
        nulls = [(name, None if isinstance(held, Unset) else held) for name, held in pairs]
        return original(self, nulls)  # type: ignore[no-any-return]

    return overridden


@CATALOGUE.replaces(Frame, "overridden")
def unsetting_needs_a_key_that_is_set(original: Any) -> Any:
    """Unsetting a key that is not set itself keeps what lies below it."""

    def overridden(self: Frame, pairs: Any) -> Frame:
        frame = self
        for name, held in pairs:
            if not isinstance(held, Unset) or name in frame:
                frame = original(frame, [(name, held)])
        return Frame(dict(frame._parameters))

    return overridden


@CATALOGUE.replaces(layer, "build")
def unset_keys_come_last(original: Any) -> Any:
    """Unsetting is applied after all that a scope sets."""

    def build(step: dict[str, Any]) -> Any:
        return sorted(original(step), key=lambda pair: isinstance(pair[1], Unset))

    return build


@CATALOGUE.replaces(layer, "build")
def unset_keys_come_first(original: Any) -> Any:
    """Unsetting is applied before all that a scope sets."""

    def build(step: dict[str, Any]) -> Any:
        return sorted(original(step), key=lambda pair: not isinstance(pair[1], Unset))

    return build


@CATALOGUE.replaces(Frame, "overridden")
def what_is_unset_stays_unset(original: Any) -> Any:
    """A key that was unset cannot be set again."""

    def overridden(self: Frame, pairs: Any) -> Frame:
        hidden = set(vars(self).get("_hidden", ()))
        kept = []
        for name, held in pairs:
            if isinstance(held, Unset):
                hidden.add(name)
            if isinstance(held, Unset) or not any(key.lies_at_or_below(name, it) for it in hidden):
                kept.append((name, held))
        frame: Frame = original(self, kept)
        vars(frame)["_hidden"] = hidden
        return frame

    return overridden


@CATALOGUE.replaces(layer, "pairs")
def unset_takes_any_key(original: Any) -> Any:
    """What is unset need not be a key."""

    def pairs(source: dict[str, Any]) -> Any:
        if "unset" in source:
            return [(name, Unset()) for name in source["unset"]]
        return original(source)

    return pairs


@CATALOGUE.replaces(layer, "pairs")
def unsets_the_first_key_only(original: Any) -> Any:
    """Of several keys that are unset the first is."""

    def pairs(source: dict[str, Any]) -> Any:
        return original({"unset": source["unset"][:1]} if "unset" in source else source)

    return pairs


@CATALOGUE.replaces(layer, "pairs")
def unset_knows_tildes(original: Any) -> Any:
    """A tilde before a key that is unset is not part of it."""

    def pairs(source: dict[str, Any]) -> Any:
        if "unset" in source:
            return original({"unset": [name.lstrip("~") for name in source["unset"]]})
        return original(source)

    return pairs


@CATALOGUE.replaces(layer, "mapping")
def mappings_know_tildes(original: Any) -> Any:
    """A key in a mapping that begins with a tilde unsets."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        return [
            (name[1:], Unset()) if name.startswith("~") else (name, held)
            for name, held in original(entries, outer)
        ]

    return mapping


@CATALOGUE.replaces(layer, "pairs")
def outside_mappings_know_tildes(original: Any) -> Any:
    """A key in a mapping of untyped text that begins with a tilde unsets."""

    def pairs(source: dict[str, Any]) -> Any:
        if "untyped" not in source:
            return original(source)
        return [
            (name[1:], Unset()) if name.startswith("~") else (name, held)
            for name, held in original(source)
        ]

    return pairs


@CATALOGUE.replaces(layer, "unsets")
def definitions_know_no_tilde(original: Any) -> Any:
    """A definition does not unset: a tilde is part of a key that has no value."""
    return lambda definition: None


@CATALOGUE.replaces(layer, "unsets")
def definitions_that_unset_are_not_stripped(original: Any) -> Any:
    """Blanks before a definition that unsets count."""
    return lambda definition: original(definition) if definition.startswith("~") else None


@CATALOGUE.replaces(layer, "unsets")
def blanks_behind_the_tilde_do_not_count(original: Any) -> Any:
    """Blanks between a tilde and its key do not count."""

    def unsets(definition: str) -> str | None:
        hidden: str | None = original(definition)
        return None if hidden is None else key.strip(hidden)

    return unsets


@CATALOGUE.replaces(layer, "unsets")
def definitions_that_unset_may_have_a_value(original: Any) -> Any:
    """What follows an equals sign in a definition that unsets is passed over."""

    def unsets(definition: str) -> str | None:
        hidden: str | None = original(definition)
        return None if hidden is None else hidden.partition("=")[0]

    return unsets


@CATALOGUE.replaces(layer, "unsets")
def a_tilde_with_a_value_is_a_key(original: Any) -> Any:
    """A definition that begins with a tilde and has an equals sign sets a key with a tilde."""
    return lambda definition: None if "=" in definition else original(definition)


@CATALOGUE.replaces(layer, "unsets")
def all_tildes_are_one(original: Any) -> Any:
    """However many tildes a definition begins with, none is part of the key."""

    def unsets(definition: str) -> str | None:
        hidden: str | None = original(definition)
        return None if hidden is None else hidden.lstrip("~")

    return unsets


@CATALOGUE.replaces(layer, "unsets")
def a_tilde_alone_unsets_nothing(original: Any) -> Any:
    """A tilde alone is a definition that unsets nothing."""
    return lambda definition: "nothing" if key.strip(definition) == "~" else original(definition)


@CATALOGUE.replaces(layer, "define")
def keys_behind_a_tilde_are_not_checked(original: Any) -> Any:
    """The key of a definition that unsets may be any text."""

    def define(definition: str) -> Any:
        hidden = layer.unsets(definition)
        is_bad = hidden is not None and "=" not in hidden and hidden.strip() == hidden != ""
        return (hidden, Unset()) if is_bad else original(definition)

    return define


@CATALOGUE.replaces(layer, "define")
def keys_behind_a_tilde_are_those_of_mappings(original: Any) -> Any:
    """The key of a definition that unsets may begin with a dash and hold blanks."""

    def define(definition: str) -> Any:
        hidden = layer.unsets(definition)
        if hidden is not None and key.is_key(hidden):
            return hidden, Unset()
        return original(definition)

    return define


@CATALOGUE.replaces(layer, "define")
def bad_keys_behind_a_tilde_are_invalid_keys(original: Any) -> Any:
    """A definition that unsets what is no key is an invalid key."""

    def define(definition: str) -> Any:
        hidden = layer.unsets(definition)
        return original(definition) if hidden is None else (key.check_typed(hidden), Unset())

    return define


@CATALOGUE.replaces(Actor, "_freeze")
def publishing_forgets_what_is_unset(original: Any) -> Any:
    """What is unset comes back where the frame is published."""

    def freeze(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        published = self._process.baseline
        for scope in self._open:
            hidden = [(n, scope.frame[n]) for n in scope.frame.keys("") if n not in published]
            published = published.overridden(hidden)
        self._process.baseline = published
        return answer

    return freeze


@CATALOGUE.replaces(Actor, "_enter")
def a_baseline_cannot_be_unset(original: Any) -> Any:
    """Unsetting hides what scopes set, and not what a thread began with."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        start, scope = self._begin(), self._open[-1]
        hidden = [(name, start[name]) for name in start.keys("") if name not in scope.frame]
        scope.frame = scope.frame.overridden(hidden)
        return answer

    return enter


@CATALOGUE.replaces(Actor, "start")
def tasks_start_with_what_is_unset(original: Any) -> Any:
    """What a creator has unset is set in its tasks."""

    def start(self: Actor, kind: str) -> Actor:
        started: Actor = original(self, kind)
        if kind == "task" and started._start is not None:
            frame = started._start
            for scope in self._open:
                hidden = [(n, scope.frame[n]) for n in scope.frame.keys("") if n not in frame]
                frame = frame.overridden(hidden)
            started._start = frame
        return started

    return start


@CATALOGUE.replaces(Actor, "_enter")
def only_the_outer_scope_is_hidden(original: Any) -> Any:
    """Unsetting hides what the scope just around set, and nothing further out."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        outside = self._open[-2].frame if len(self._open) > 1 else None
        answer: dict[str, Any] = original(self, step)
        if outside is not None:
            scope = self._open[-1]
            hidden = [(n, outside[n]) for n in outside.keys("") if n not in scope.frame]
            scope.frame = scope.frame.overridden(hidden)
        return answer

    return enter


@CATALOGUE.replaces(Actor, "_exit")
def what_is_unset_does_not_come_back(original: Any) -> Any:
    """Leaving a scope keeps hidden what it had unset."""

    def leave(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        inner = self.frame()
        answer: dict[str, Any] = original(self, step)
        outer = self.frame()
        gone = [(name, Unset()) for name in outer.keys("") if name not in inner]
        frame = outer.overridden(gone)
        if self._open:
            self._open[-1].frame = frame
        else:
            self._start = frame
        return answer

    return leave


@CATALOGUE.replaces(Actor, "_require")
def requiring_what_is_unset_is_null(original: Any) -> Any:
    """Requiring a parameter that an inner scope has unset gives null."""

    def require(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind == "missing" and any(step["key"] in it.frame for it in self._open):
                return {"null": ""}
            raise

    return require
