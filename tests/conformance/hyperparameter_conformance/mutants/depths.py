"""Mutants about how deep lists may nest, and what is held there."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import flow, layer, value
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()


def _limits(deepest: int, kind: str = "limit") -> Any:
    """A check of values with another limit."""

    def make(original: Any) -> Any:
        def store(node: Any) -> Any:
            if len(value.depths(node)) - 1 > deepest:
                raise RefusedError(kind, f"deeper than {deepest}")
            return node

        return store

    return make


def _limits_flow(deepest: int, otherwise: Any) -> Any:
    """A reader of flow lists with another limit."""

    def make(original: Any) -> Any:
        def read(text: str) -> Any:
            depth = _depth(text)
            if depth > deepest:
                return otherwise(text)
            return original(text)

        return read

    return make


def _depth(text: str) -> int:
    """How many brackets a text opens at once, those in quotes counted."""
    deepest = depth = 0
    for character in text if text.startswith("[") and text.endswith("]") else "":
        depth += {"[": 1, "]": -1}.get(character, 0)
        deepest = max(deepest, depth)
    return deepest if depth == 0 else 0


def _refuses(kind: str) -> Any:
    def refuse(text: str) -> Any:
        raise RefusedError(kind, "too deep")

    return refuse


CATALOGUE.family(
    layer,
    "store",
    {
        "lists-nest-64-deep": ("A list nests at most 64 deep.", _limits(64)),
        "lists-nest-126-deep": ("A list nests at most 126 deep.", _limits(126)),
        "lists-nest-127-deep": ("A list nests at most 127 deep.", _limits(127)),
        "lists-nest-129-deep": ("A list nests at most 129 deep.", _limits(129)),
        "lists-nest-to-any-depth": ("A list nests as deep as one likes.", _limits(100_000)),
        "deep-lists-are-conversions": (
            "A list that nests too deep is a failed conversion.",
            _limits(128, "conversion"),
        ),
    },
)
CATALOGUE.family(
    flow,
    "read",
    {
        "flow-lists-nest-64-deep": ("A flow list nests at most 64 deep.", _limits_flow(64, _refuses("limit"))),
        "flow-lists-nest-126-deep": (
            "A flow list nests at most 126 deep.",
            _limits_flow(126, _refuses("limit")),
        ),
        "flow-lists-nest-127-deep": (
            "A flow list nests at most 127 deep.",
            _limits_flow(127, _refuses("limit")),
        ),
        "deep-flow-lists-are-text": (
            "A flow list that nests too deep is text.",
            _limits_flow(128, lambda text: None),
        ),
        "deep-flow-lists-are-conversions": (
            "A flow list that nests too deep is a failed conversion.",
            _limits_flow(128, _refuses("conversion")),
        ),
        "flow-lists-nest-129-deep": (
            "A flow list nests at most 129 deep.",
            _limits_flow(128, lambda text: () if _depth(text) == 129 else _refuses("limit")(text)),
        ),
        "flow-lists-nest-to-any-depth": (
            "A flow list nests as deep as one likes.",
            _limits_flow(128, lambda text: ()),
        ),
        "open-brackets-are-deep": (
            "Brackets that nest too deep are a limit error, also where they do not close.",
            lambda original: lambda text: _refuses("limit")(text)
            if text.startswith("[" * 129)
            else original(text),
        ),
        "brackets-in-text-are-deep": (
            "Brackets that nest too deep are a limit error, whatever stands before them.",
            lambda original: lambda text: _refuses("limit")(text)
            if "[" * 129 in text and "]" * 129 in text
            else original(text),
        ),
        "brackets-in-quotes-are-deep": (
            "Brackets in quotes count for the depth of a flow list.",
            lambda original: lambda text: _refuses("limit")(text)
            if "[" * 129 in text and text[-1] == "]"
            else original(text),
        ),
    },
)


@CATALOGUE.replaces(value, "depths")
def depths_add_up(original: Any) -> Any:
    """The depths of lists beside each other are added."""

    def depths(node: Any) -> Any:
        if isinstance(node, tuple) and len(node) > 1:
            return [[node], *(level for item in node for level in original(item)[1:])]
        return original(node)

    return depths


@CATALOGUE.replaces(value, "depths")
def the_first_element_is_the_depth(original: Any) -> Any:
    """A list is as deep as its first element."""

    def depths(node: Any) -> Any:
        levels = [[node]]
        while isinstance(node, tuple):
            node = node[0] if node else None
            levels.append([node])
        return levels

    return depths


@CATALOGUE.replaces(value, "depths")
def a_list_of_no_elements_has_no_depth(original: Any) -> Any:
    """An empty list does not count as a level."""

    def depths(node: Any) -> Any:
        levels = original(node)
        return levels[:-1] if len(levels) > 1 and not levels[-1] else levels

    return depths


@CATALOGUE.replaces(layer, "parts")
def deep_keywords_are_taken(original: Any) -> Any:
    """A keyword may nest as deep as one likes."""

    def parts(step: dict[str, Any]) -> Any:
        *sources, keywords = original(step)
        shallow = [
            [name, {"nested": "128"} if node.get("nested") == "129" else node]
            for name, node in keywords["mapping"]
        ]
        return [*sources, {"mapping": shallow}]

    return parts


@CATALOGUE.replaces(layer, "mapping")
def depth_counts_from_the_outermost_mapping(original: Any) -> Any:
    """The mappings around a list count for its depth."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        pairs = original(entries, outer)
        for name, held in pairs:
            if outer and name.count(".") + len(value.depths(held)) - 1 > value.DEEPEST:
                raise RefusedError("limit", "too deep")
        return pairs

    return mapping


@CATALOGUE.replaces(Converter, "_text")
def deep_lists_are_limits_toward_text(original: Any) -> Any:
    """A flow list that nests too deep is a limit error toward text."""
    return lambda self, held: original(self, _looked_at(held))


@CATALOGUE.replaces(Converter, "_int")
def deep_lists_are_limits_toward_int(original: Any) -> Any:
    """A flow list that nests too deep is a limit error toward an int."""
    return lambda self, held: original(self, _looked_at(held))


@CATALOGUE.replaces(Converter, "_bool")
def deep_lists_are_limits_toward_bool(original: Any) -> Any:
    """A flow list that nests too deep is a limit error toward a bool."""
    return lambda self, held: original(self, _looked_at(held))


def _looked_at(held: Any) -> Any:
    if isinstance(held, Untyped):
        flow.read(held.text)
    return held


@CATALOGUE.replaces(layer, "untyped")
def deep_lists_are_refused_when_they_are_set(original: Any) -> Any:
    """A flow list that nests too deep is refused when it is set."""

    def untyped(text: str) -> Any:
        flow.read(text)
        return original(text)

    return untyped


def _stores(change: Any) -> Any:
    return lambda original: lambda node: original(change(node))


CATALOGUE.family(
    layer,
    "store",
    {
        "long-lists-are-cut": (
            "A list holds at most 256 elements.",
            _stores(lambda node: node[:256] if isinstance(node, tuple) else node),
        ),
        "subnormal-floats-vanish": (
            "A float below the normal ones is zero.",
            _stores(
                lambda node: 0.0 if isinstance(node, float) and 0 < abs(node) < 2.0**-1022 else node
            ),
        ),
        "floats-have-fifteen-digits": (
            "A float is kept with fifteen digits.",
            _stores(lambda node: float(f"{node:.15g}") if isinstance(node, float) else node),
        ),
        "infinity-is-the-largest-float": (
            "Infinity is kept as the largest float.",
            _stores(
                lambda node: max(-1.7976931348623157e308, min(1.7976931348623157e308, node))
                if isinstance(node, float) and node == node
                else node
            ),
        ),
        "ints-are-floats": (
            "An int is kept by way of a float.",
            _stores(lambda node: int(float(node)) if type(node) is int else node),
        ),
        "ints-have-32-bits": (
            "An int is kept in 32 bits.",
            _stores(lambda node: (node + 2**31) % 2**32 - 2**31 if type(node) is int else node),
        ),
        "nan-is-null": (
            "Not a number is kept as null.",
            _stores(lambda node: None if isinstance(node, float) and node != node else node),
        ),
        "integral-floats-become-ints": (
            "A float that is integral is kept as an int.",
            _stores(
                lambda node: int(node) if isinstance(node, float) and node.is_integer() else node
            ),
        ),
        "negative-zero-becomes-zero": (
            "Negative zero is kept as zero.",
            _stores(lambda node: node + 0.0 if isinstance(node, float) else node),
        ),
        "lists-in-lists-are-flattened": (
            "A list in a list is flattened.",
            _stores(
                lambda node: tuple(
                    inner for it in node for inner in (it if isinstance(it, tuple) else (it,))
                )
                if isinstance(node, tuple)
                else node
            ),
        ),
        "null-in-lists-is-dropped": (
            "Null in a list is dropped.",
            _stores(
                lambda node: tuple(it for it in node if it is not None)
                if isinstance(node, tuple)
                else node
            ),
        ),
        "lists-have-one-kind": (
            "The elements of a list are brought to the kind of the first.",
            _stores(
                lambda node: tuple(float(it) if type(it) is int else it for it in node)
                if isinstance(node, tuple) and any(isinstance(it, float) for it in node)
                else node
            ),
        ),
        "bools-in-lists-are-ints": (
            "A bool in a list is an int.",
            _stores(
                lambda node: tuple(int(it) if isinstance(it, bool) else it for it in node)
                if isinstance(node, tuple)
                else node
            ),
        ),
    },
)


def _paths(most: int) -> Any:
    """Mappings that nest deeper than so many levels are refused."""

    def make(original: Any) -> Any:
        def mapping(entries: list[Any], outer: str | None = None) -> Any:
            if outer is not None and outer.count(".") >= most:
                raise RefusedError("limit", "mappings nest too deep")
            return original(entries, outer)

        return mapping

    return make


CATALOGUE.family(
    layer,
    "mapping",
    {"mappings-nest-16-deep": ("Mappings nest at most 16 deep.", _paths(16))},
)
