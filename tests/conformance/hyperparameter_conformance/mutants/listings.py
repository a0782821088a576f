"""Mutants about asking without reading: require, contains, and listings."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import key
from hyperparameter_conformance.reference.actor import Actor
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped, encode

CATALOGUE = Catalogue()


@CATALOGUE.replaces(key, "lies_at_or_below")
def lists_by_letters(original: Any) -> Any:
    """A prefix lists every key that begins with its letters."""
    return lambda name, prefix: name.startswith(prefix)


@CATALOGUE.replaces(key, "lies_at_or_below")
def lists_below_only(original: Any) -> Any:
    """A prefix does not list itself."""
    return lambda name, prefix: name.startswith(prefix + ".")


@CATALOGUE.replaces(key, "lies_at_or_below")
def lists_children_only(original: Any) -> Any:
    """A prefix lists what lies one segment below it, and nothing deeper."""

    def lies(name: str, prefix: str) -> bool:
        return bool(original(name, prefix)) and name.count(".") <= prefix.count(".") + 1

    return lies


@CATALOGUE.replaces(Frame, "keys")
def lists_in_order_of_setting(original: Any) -> Any:
    """Keys are listed in the order in which they were set."""

    def keys(self: Frame, prefix: str) -> list[str]:
        listed = original(self, prefix)
        return [name for name in self._parameters if name in listed]

    return keys


@CATALOGUE.replaces(Frame, "keys")
def sorts_without_case(original: Any) -> Any:
    """Keys are sorted as if they had no capital letters."""
    return lambda self, prefix: sorted(original(self, prefix), key=str.lower)


@CATALOGUE.replaces(Frame, "keys")
def sorts_by_utf_16(original: Any) -> Any:
    """Keys are sorted by units of UTF-16, as strings of JavaScript and Java are."""

    def keys(self: Frame, prefix: str) -> list[str]:
        return sorted(original(self, prefix), key=lambda name: name.encode("utf-16-be"))

    return keys


@CATALOGUE.replaces(Frame, "keys")
def sorts_by_segments(original: Any) -> Any:
    """Keys are sorted segment by segment, so that a.b comes before a-b."""
    return lambda self, prefix: sorted(original(self, prefix), key=lambda name: name.split("."))


@CATALOGUE.replaces(Frame, "keys")
def accepts_an_unknown_prefix_as_none(original: Any) -> Any:
    """A prefix below which nothing is set lists everything."""
    return lambda self, prefix: original(self, prefix) or original(self, "")


@CATALOGUE.replaces(Actor, "_listed")
def takes_any_prefix(original: Any) -> Any:
    """A prefix that is not a key lists nothing instead of failing."""

    def listed(self: Actor, prefix: str) -> list[str]:
        try:
            return list(original(self, prefix))
        except RefusedError:
            return []

    return listed


@CATALOGUE.replaces(Actor, "_items")
def lists_raw_items(original: Any) -> Any:
    """Listed values are untyped text as it is written."""

    def items(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        frame = self.frame()
        held = [(name, frame[name]) for name in self._listed(step["prefix"])]
        raw = [(name, it.text if isinstance(it, Untyped) else it) for name, it in held]
        return {"items": [[name, encode(value)] for name, value in raw]}

    return items


@CATALOGUE.replaces(Actor, "_items")
def leaves_bad_items_out(original: Any) -> Any:
    """A listing leaves out values that cannot be interpreted."""

    def items(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        def is_good(name: str) -> bool:
            try:
                self._interpreted(name)
            except RefusedError:
                return False
            return True

        names = filter(is_good, self._listed(step["prefix"]))
        listed = [[name, encode(self._interpreted(name))] for name in names]
        return {"items": listed}

    return items


@CATALOGUE.replaces(Actor, "_require")
def requires_a_value_that_is_not_null(original: Any) -> Any:
    """A parameter that is set to null is missing where it is required."""

    def require(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if answer == {"null": ""}:
            raise RefusedError("missing", step["key"])
        return answer

    return require


@CATALOGUE.replaces(Actor, "_require")
def requires_nothing(original: Any) -> Any:
    """A parameter that is required and missing is null."""

    def require(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind == "missing":
                return {"null": ""}
            raise

    return require


@CATALOGUE.replaces(Actor, "_require")
def requires_raw_text(original: Any) -> Any:
    """A parameter that is required comes back as text if it is untyped."""

    def require(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        held = self.frame()[step["key"]]
        return {"text": held.text} if isinstance(held, Untyped) else answer

    return require


@CATALOGUE.replaces(Actor, "_contains")
def null_is_not_contained(original: Any) -> Any:
    """A parameter that is set to null counts as not set."""

    def contains(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        name, frame = key.check(step["key"]), self.frame()
        return encode(name in frame and frame[name] is not None)

    return contains


@CATALOGUE.replaces(Actor, "_contains")
def branches_are_contained(original: Any) -> Any:
    """A key counts as set if one below it is."""

    def contains(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        return encode(bool(self.frame().keys(key.check(step["key"]))))

    return contains


@CATALOGUE.replaces(key, "lies_at_or_below")
def lists_what_lies_above(original: Any) -> Any:
    """A prefix lists the keys above it as well."""
    return lambda name, prefix: original(name, prefix) or original(prefix, name)


@CATALOGUE.replaces(Actor, "_items")
def items_are_not_sorted(original: Any) -> Any:
    """Items are listed in the order in which they were set."""

    def items(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        listed = dict(original(self, step)["items"])
        order = [name for name in self.frame()._parameters if name in listed]
        return {"items": [[name, listed[name]] for name in order]}

    return items


@CATALOGUE.replaces(Frame, "keys")
def null_is_not_listed(original: Any) -> Any:
    """Parameters that are set to null are not listed."""

    def keys(self: Frame, prefix: str) -> list[str]:
        return [name for name in original(self, prefix) if self[name] is not None]

    return keys


@CATALOGUE.replaces(Actor, "_items")
def items_take_any_prefix(original: Any) -> Any:
    """Items below what is not a key are none, where keys fail."""

    def items(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError as refusal:
            if refusal.kind == "invalid_key":
                return {"items": []}
            raise

    return items


@CATALOGUE.replaces(Actor, "_require")
def requiring_finds_nothing(original: Any) -> Any:
    """A parameter that is required is missing, whatever is set."""

    def require(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        original(self, step)
        raise RefusedError("missing", step["key"])

    return require


@CATALOGUE.replaces(Actor, "_contains")
def nothing_is_contained(original: Any) -> Any:
    """No parameter counts as set."""
    return lambda self, step: encode(original(self, step) is None)


@CATALOGUE.replaces(Actor, "_contains")
def everything_is_contained(original: Any) -> Any:
    """Every parameter counts as set."""
    return lambda self, step: encode(original(self, step) is not None)


@CATALOGUE.replaces(Actor, "_contains")
def falsy_values_are_not_contained(original: Any) -> Any:
    """A parameter that is false or empty counts as not set."""

    def contains(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        original(self, step)
        frame = self.frame()
        held = frame[step["key"]] if step["key"] in frame else None
        return encode(bool(held.text if isinstance(held, Untyped) else held))

    return contains


@CATALOGUE.replaces(Actor, "_keys")
def something_is_always_listed(original: Any) -> Any:
    """A listing of everything has a key of the library too."""

    def keys(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        listed = original(self, step)["keys"]
        return {"keys": listed if step["prefix"] else [*listed, "~"]}

    return keys


@CATALOGUE.replaces(Frame, "keys")
def a_prefix_has_to_be_set(original: Any) -> Any:
    """A prefix that is not set itself lists nothing."""
    return lambda self, prefix: original(self, prefix) if not prefix or prefix in self else []
