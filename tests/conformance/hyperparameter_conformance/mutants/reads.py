"""Mutants about a read as a whole."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue, set_frame
from hyperparameter_conformance.reference.actor import Actor
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped, decode

CATALOGUE = Catalogue()


@CATALOGUE.replaces(Converter, "toward")
def returns_the_default(original: Any) -> Any:
    """A failed conversion gives the default."""

    def toward(self: Converter, default: Any, held: Any, *rest: Any) -> Any:
        try:
            return original(self, default, held, *rest)
        except RefusedError:
            return default

    return toward


@CATALOGUE.replaces(Converter, "toward")
def returns_the_raw_value(original: Any) -> Any:
    """A failed conversion gives the value as it is."""

    def toward(self: Converter, default: Any, held: Any, *rest: Any) -> Any:
        try:
            return original(self, default, held, *rest)
        except RefusedError:
            return held.text if isinstance(held, Untyped) else held

    return toward


@CATALOGUE.replaces(Converter, "toward")
def converts_untyped_text_only(original: Any) -> Any:
    """A value that is not untyped text comes back as it is, whatever the default."""

    def toward(self: Converter, default: Any, held: Any, *rest: Any) -> Any:
        return original(self, default, held, *rest) if isinstance(held, Untyped) else held

    return toward


@CATALOGUE.replaces(Converter, "toward")
def converts_nothing(original: Any) -> Any:
    """The default does not tell the kind that is wanted."""
    return lambda self, default, held, *rest: self.interpret(held)


@CATALOGUE.replaces(Actor, "_read")
def default_is_converted(original: Any) -> Any:
    """A default that comes back is no longer the default itself."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        return dict(step["default"]) if answer == {"default": ""} else answer

    return read


@CATALOGUE.replaces(Actor, "_read")
def reading_sets(original: Any) -> Any:
    """A read sets its key to the default, if it is missing."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if answer == {"default": ""}:
            frame = self.frame().overridden([(step["key"], decode(step["default"]))])
            set_frame(self, frame)
        return answer

    return read


@CATALOGUE.replaces(Actor, "_read")
def falsy_values_give_the_default(original: Any) -> Any:
    """A value that is zero, false or empty reads as the default."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        falsy: tuple[Any, ...] = (
            {"int": "0"},
            {"float": "0.0"},
            {"bool": "false"},
            {"text": ""},
            {"list": []},
        )
        return {"default": ""} if answer in falsy else answer

    return read


def _remembers(what: Any) -> Any:
    """A read that gives again what it gave before, as long as an actor lives."""

    def make(original: Any) -> Any:
        def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
            known = vars(self).setdefault("_known", {})
            answer = known.get(what(step)) or original(self, step)
            known[what(step)] = answer
            return dict(answer)

        return read

    return make


@CATALOGUE.replaces(Actor, "_read")
def remembers_the_first_read(original: Any) -> Any:
    """A key that was read keeps its value, whatever is entered or left."""
    return _remembers(lambda step: (step["key"], repr(step["default"])))(original)


@CATALOGUE.replaces(Actor, "_read")
def remembers_the_first_kind(original: Any) -> Any:
    """A key that was read toward one kind is of that kind in every later read."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        kinds = vars(self).setdefault("_kinds", {})
        default = kinds.setdefault(step["key"], step["default"])
        return original(self, {**step, "default": default})  # type: ignore[no-any-return]

    return read


@CATALOGUE.replaces(Actor, "_read")
def remembers_what_is_missing(original: Any) -> Any:
    """A key that was missing once stays missing."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        missing = vars(self).setdefault("_missing", set())
        answer: dict[str, Any] = original(self, step)
        if answer == {"default": ""}:
            missing.add(step["key"])
        return {"default": ""} if step["key"] in missing else answer

    return read


@CATALOGUE.replaces(Actor, "_read")
def failed_conversions_are_missing(original: Any) -> Any:
    """A failed conversion is reported as a missing parameter."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            kind = "missing" if refusal.kind == "conversion" else refusal.kind
            raise RefusedError(kind, str(refusal)) from refusal

    return read


@CATALOGUE.replaces(Actor, "_read")
def reading_finds_nothing(original: Any) -> Any:
    """A read gives its default, whatever is set."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        original(self, step)
        return {"default": ""}

    return read


def _finds_no(*tags: str) -> Any:
    """A read that does not find values of some kinds."""

    def make(original: Any) -> Any:
        def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
            answer: dict[str, Any] = original(self, step)
            return {"default": ""} if set(tags) & set(answer) else answer

        return read

    return make


CATALOGUE.family(
    Actor,
    "_read",
    {
        "reading-finds-no-bools": ("A bool reads as the default.", _finds_no("bool")),
        "reading-finds-no-ints": ("An int reads as the default.", _finds_no("int")),
        "reading-finds-no-floats": ("A float reads as the default.", _finds_no("float")),
        "reading-finds-no-objects": ("A host object reads as the default.", _finds_no("object")),
        "reading-finds-no-lists": ("A list reads as the default.", _finds_no("list", "nested")),
    },
)
