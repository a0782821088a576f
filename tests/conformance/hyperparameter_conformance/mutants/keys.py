"""Mutants about what names a parameter, and which names are the same."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import key
from hyperparameter_conformance.reference.frame import Frame
from hyperparameter_conformance.reference.refused import RefusedError

CATALOGUE = Catalogue()


@CATALOGUE.replaces(key, "check")
def treats_dash_as_underscore(original: Any) -> Any:
    """Dashes in keys are underscores, as on many command lines."""
    return lambda text: original(text).replace("-", "_")


@CATALOGUE.replaces(key, "check")
def trims_keys(original: Any) -> Any:
    """Blanks at the ends of a key are cut off wherever one is given."""
    return lambda text: original(text.strip(" "))


@CATALOGUE.replaces(key, "check")
def drops_empty_segments(original: Any) -> Any:
    """Dots too many in a key are passed over."""
    return lambda text: original(".".join(filter(None, text.split("."))))


@CATALOGUE.replaces(key, "check")
def accepts_any_key(original: Any) -> Any:
    """Every text is a key."""
    return lambda text: text


@CATALOGUE.replaces(key, "check")
def accepts_identifiers_only(original: Any) -> Any:
    """Segments have to be identifiers."""

    def check(text: str) -> str:
        if not all(segment.isidentifier() for segment in text.split(".")):
            raise RefusedError("invalid_key", f"{text!a} is no path of identifiers")
        return str(original(text))

    return check


@CATALOGUE.replaces(Frame, "__contains__")
def parent_hides_children(original: Any) -> Any:
    """While `a` is set, `a.b` is not."""

    def contains(self: Frame, name: str) -> bool:
        segments = name.split(".")
        parents = [".".join(segments[:end]) for end in range(1, len(segments))]
        return bool(original(self, name)) and not any(original(self, p) for p in parents)

    return contains


@CATALOGUE.replaces(Frame, "overridden")
def parent_removes_children(original: Any) -> Any:
    """Setting `a` removes `a.b`."""

    def overridden(self: Frame, layer: Any) -> Frame:
        frame = self
        for name, held in layer:
            below = [other for other in frame.keys(name) if other != name]
            frame = original(_without(frame, below), [(name, held)])
        return frame

    return overridden


@CATALOGUE.replaces(Frame, "overridden")
def child_removes_parents(original: Any) -> Any:
    """Setting `a.b` removes `a`."""

    def overridden(self: Frame, layer: Any) -> Frame:
        frame = self
        for name, held in layer:
            above = [other for other in frame.keys("") if name.startswith(other + ".")]
            frame = original(_without(frame, above), [(name, held)])
        return frame

    return overridden


@CATALOGUE.replaces(Frame, "overridden")
def replaces_whole_trees(original: Any) -> Any:
    """Setting `a.b` in a scope removes what the outer one set below `a`."""

    def overridden(self: Frame, layer: Any) -> Frame:
        pairs = list(layer)
        roots = {name.split(".")[0] for name, _ in pairs}
        gone = [name for name in self.keys("") if name.split(".")[0] in roots]
        return Frame(dict(original(_without(self, gone), pairs)._parameters))

    return overridden


def _without(frame: Frame, names: list[str]) -> Frame:
    return Frame({name: frame[name] for name in frame._parameters if name not in names})
