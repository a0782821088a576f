"""Mutants about asking without reading: require, contains, truth, and listings."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import key
from hyperparameter_conformance.reference.actor import Actor
from hyperparameter_conformance.reference.conversion import Converter
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


@CATALOGUE.replaces(Actor, "_contains")
def asks_for_truth_instead(original: Any) -> Any:
    """Whether a parameter is set is taken for whether it is true."""
    return lambda self, step: self._truth(step)


@CATALOGUE.replaces(Actor, "_truth")
def asks_for_presence_instead(original: Any) -> Any:
    """A parameter that is set counts as true."""
    return lambda self, step: self._contains(step)


@CATALOGUE.replaces(Converter, "truth")
def every_word_is_true(original: Any) -> Any:
    """Untyped text counts as true unless it is empty."""

    def truth(self: Converter, held: Any) -> bool:
        return bool(held.text) if isinstance(held, Untyped) else bool(original(self, held))

    return truth


@CATALOGUE.replaces(Converter, "truth")
def text_says_its_truth(original: Any) -> Any:
    """Text that is not untyped counts as false if it says so."""

    def truth(self: Converter, held: Any) -> bool:
        return bool(original(self, Untyped(held) if isinstance(held, str) else held))

    return truth


@CATALOGUE.replaces(Converter, "truth")
def truth_is_a_bool_or_an_error(original: Any) -> Any:
    """Asking for truth reads toward a bool, and fails for what is none."""
    return lambda self, held: bool(self.toward(True, held))


@CATALOGUE.replaces(Actor, "_truth")
def missing_has_no_truth(original: Any) -> Any:
    """Asking for the truth of a missing parameter is an error."""

    def truth(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        if key.check(step["key"]) not in self.frame():
            raise RefusedError("missing", step["key"])
        return answer

    return truth


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


def _truth_of(is_meant: Any, answer: bool) -> Any:
    """Gives some values another truth."""

    def make(original: Any) -> Any:
        def truth(self: Converter, held: Any) -> bool:
            return answer if is_meant(held) else bool(original(self, held))

        return truth

    return make


@CATALOGUE.replaces(Converter, "truth")
def empty_lists_are_true(original: Any) -> Any:
    """An empty list counts as true."""
    return _truth_of(lambda held: held == (), True)(original)


@CATALOGUE.replaces(Converter, "truth")
def empty_bytes_are_true(original: Any) -> Any:
    """Empty bytes count as true."""
    return _truth_of(lambda held: held == b"", True)(original)


@CATALOGUE.replaces(Converter, "truth")
def empty_text_is_true(original: Any) -> Any:
    """Empty text counts as true."""
    return _truth_of(lambda held: held == "", True)(original)


@CATALOGUE.replaces(Converter, "truth")
def zero_is_true(original: Any) -> Any:
    """The float zero counts as true."""
    return _truth_of(lambda held: isinstance(held, float) and held == 0, True)(original)


@CATALOGUE.replaces(Converter, "truth")
def nan_is_false(original: Any) -> Any:
    """Not a number counts as false."""
    return _truth_of(lambda held: held != held, False)(original)


@CATALOGUE.replaces(Converter, "truth")
def zero_in_text_is_true(original: Any) -> Any:
    """Untyped text that spells zero other than by one digit counts as true."""
    return _truth_of(lambda held: isinstance(held, Untyped) and held.text == "0.0", True)(original)


@CATALOGUE.replaces(Converter, "truth")
def lists_in_text_are_true(original: Any) -> Any:
    """Untyped text in flow form counts as true, also if the list is empty."""
    return _truth_of(lambda held: isinstance(held, Untyped) and held.text == "[]", True)(original)


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


@CATALOGUE.replaces(Converter, "truth")
def truth_never_fails(original: Any) -> Any:
    """Untyped text that cannot be interpreted counts as true."""

    def truth(self: Converter, held: Any) -> bool:
        try:
            return bool(original(self, held))
        except RefusedError:
            return True

    return truth
