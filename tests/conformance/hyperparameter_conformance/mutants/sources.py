"""Mutants about definitions, mappings, and the order in which they are applied."""

from __future__ import annotations

import re
from itertools import chain, takewhile
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue, set_frame
from hyperparameter_conformance.reference import key, layer
from hyperparameter_conformance.reference.actor import Actor, Scope
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()


@CATALOGUE.replaces(layer, "pairs")
def ignores_malformed_definitions(original: Any) -> Any:
    """A definition that is malformed is passed over in silence."""

    def pairs(source: dict[str, Any]) -> Any:
        try:
            return original(source)
        except RefusedError as refusal:
            if refusal.kind == "definition":
                return []
            raise

    return pairs


@CATALOGUE.replaces(layer, "split")
def takes_flags(original: Any) -> Any:
    """A definition without `=` sets its key to true."""
    return lambda definition: original(definition if "=" in definition else definition + "=true")


@CATALOGUE.replaces(layer, "split")
def splits_at_the_last_equals(original: Any) -> Any:
    """A definition is split at its last `=`."""

    def split(definition: str) -> tuple[str, str]:
        if "=" not in definition:
            return original(definition)  # type: ignore[no-any-return]
        name, _, text = definition.rpartition("=")
        return name, text

    return split


@CATALOGUE.replaces(layer, "split")
def strips_values(original: Any) -> Any:
    """Blanks around the value of a definition are cut off."""

    def split(definition: str) -> tuple[str, str]:
        name, text = original(definition)
        return name, text.strip()

    return split


@CATALOGUE.replaces(layer, "split")
def strips_quotes(original: Any) -> Any:
    """Quotes around the value of a definition are cut off, as a shell would."""

    def split(definition: str) -> tuple[str, str]:
        name, text = original(definition)
        return name, re.sub(r"""^(["'])(.*)\1$""", r"\2", text)

    return split


@CATALOGUE.replaces(layer, "split")
def cuts_comments(original: Any) -> Any:
    """What follows a blank and a hash in a definition is a comment."""

    def split(definition: str) -> tuple[str, str]:
        name, text = original(definition)
        return name, re.sub(r" #.*", "", text)

    return split


@CATALOGUE.replaces(key, "strip")
def keeps_blanks_around_keys(original: Any) -> Any:
    """Blanks around the key of a definition count."""
    return lambda text: text


@CATALOGUE.replaces(layer, "define")
def reports_bad_keys_of_definitions(original: Any) -> Any:
    """A definition with a bad key is an invalid key instead of a definition error."""

    def define(definition: str) -> Any:
        if layer.unsets(definition) is not None:
            return original(definition)
        name, text = layer.split(definition)
        return key.check(key.strip(name)), Untyped(text)

    return define


@CATALOGUE.replaces(layer, "Untyped")
def types_text_when_it_is_set(original: Any) -> Any:
    """Untyped text is interpreted when it is set, and its spelling is lost."""

    def untyped(text: str) -> Any:
        try:
            return Converter(bigint=True).interpret(original(text))
        except RefusedError:
            return original(text)

    return untyped


@CATALOGUE.replaces(layer, "decode")
def takes_text_for_untyped(original: Any) -> Any:
    """Text in a mapping is untyped text."""
    return lambda node: Untyped(node["text"]) if "text" in node else original(node)


@CATALOGUE.replaces(layer, "pairs")
def takes_untyped_for_text(original: Any) -> Any:
    """The texts of a mapping from outside are text and not untyped."""

    def pairs(source: dict[str, Any]) -> Any:
        if "untyped" not in source:
            return original(source)
        return [(name, held.text) for name, held in original(source)]

    return pairs


@CATALOGUE.replaces(layer, "parts")
def applies_keywords_first(original: Any) -> Any:
    """Keywords are applied before the sources."""
    return lambda step: [original(step)[-1], *original(step)[:-1]]


@CATALOGUE.replaces(layer, "build")
def first_source_wins(original: Any) -> Any:
    """What comes earlier wins."""
    return lambda step: list(reversed(original(step)))


@CATALOGUE.replaces(layer, "build")
def takes_the_last_source_only(original: Any) -> Any:
    """Of several sources the last is applied alone."""
    return lambda step: original({**step, "sources": step.get("sources", [])[-1:]})


@CATALOGUE.replaces(layer, "pairs")
def drops_bad_keys_of_mappings(original: Any) -> Any:
    """Entries of a mapping whose key is invalid are passed over in silence."""

    def pairs(source: dict[str, Any]) -> Any:
        ((form, content),) = source.items()
        if form in ("define", "unset"):
            return original(source)
        good = [entry for entry in content if _fault(original, {form: [entry]}) != "invalid_key"]
        return original({form: good})

    return pairs


def _fault(pairs: Any, source: dict[str, Any]) -> str | None:
    try:
        pairs(source)
    except RefusedError as refusal:
        return refusal.kind
    return None


@CATALOGUE.replaces(layer, "mapping")
def empty_mapping_is_null(original: Any) -> Any:
    """An empty mapping sets its key to null."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        return [(outer, None)] if not entries and outer else original(entries, outer)

    return mapping


@CATALOGUE.replaces(key, "join")
def forgets_the_outer_key(original: Any) -> Any:
    """The entries of an inner mapping are set without the key that it lies under."""
    return lambda outer, inner: inner


@CATALOGUE.replaces(layer, "mapping")
def flattens_one_level(original: Any) -> Any:
    """Mappings within a mapping within a mapping are passed over."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        flat = [entry for entry in entries if outer is None or "mapping" not in entry[1]]
        return original(flat, outer)

    return mapping


@CATALOGUE.replaces(Actor, "_enter")
def applies_half_of_a_bad_scope(original: Any) -> Any:
    """A scope with a bad source leaves behind what the sources before it set."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError:
            good = takewhile(lambda part: not _fault(layer.pairs, part), layer.parts(step))
            frame = self.frame().overridden(chain.from_iterable(map(layer.pairs, good)))
            set_frame(self, frame)
            raise

    return enter


@CATALOGUE.replaces(Actor, "_enter")
def opens_a_bad_scope(original: Any) -> Any:
    """A scope with a bad source is an error and is entered all the same, without overrides."""

    def enter(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        try:
            return original(self, step)  # type: ignore[no-any-return]
        except RefusedError:
            self._open.append(Scope(self.frame()))
            raise

    return enter


def _in_order(forms: list[str]) -> Any:
    """Applies sources in the order of their forms, and not as they were given."""

    def make(original: Any) -> Any:
        def parts(step: dict[str, Any]) -> list[dict[str, Any]]:
            *sources, keywords = original(step)
            return [*sorted(sources, key=lambda it: forms.index(next(iter(it)))), keywords]

        return parts

    return make


@CATALOGUE.replaces(layer, "parts")
def definitions_win(original: Any) -> Any:
    """Definitions are applied after mappings, wherever they stand."""
    return _in_order(["unset", "mapping", "untyped", "define"])(original)


@CATALOGUE.replaces(layer, "parts")
def mappings_win(original: Any) -> Any:
    """Mappings are applied after definitions, wherever they stand."""
    return _in_order(["define", "untyped", "mapping", "unset"])(original)


@CATALOGUE.replaces(layer, "mapping")
def inner_mappings_win(original: Any) -> Any:
    """Inner mappings are applied after the plain entries beside them."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        return original(sorted(entries, key=lambda entry: "mapping" in entry[1]), outer)

    return mapping


@CATALOGUE.replaces(layer, "mapping")
def inner_mappings_lose(original: Any) -> Any:
    """Inner mappings are applied before the plain entries beside them."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        return original(sorted(entries, key=lambda entry: "mapping" not in entry[1]), outer)

    return mapping


@CATALOGUE.replaces(layer, "parts")
def keywords_are_untyped(original: Any) -> Any:
    """Text that is given as a keyword is untyped text."""

    def parts(step: dict[str, Any]) -> list[dict[str, Any]]:
        *sources, keywords = original(step)
        texts = [[name, node["text"]] for name, node in keywords["mapping"] if "text" in node]
        others = [entry for entry in keywords["mapping"] if "text" not in entry[1]]
        return [*sources, {"mapping": others}, {"untyped": texts}]

    return parts


@CATALOGUE.replaces(key, "join")
def empty_key_is_the_root(original: Any) -> Any:
    """The entries of an inner mapping under the empty key belong to the outer one."""
    return lambda outer, inner: original(outer, inner) if outer else inner
