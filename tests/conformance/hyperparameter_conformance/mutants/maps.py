"""Mutants about mappings inside lists."""

from __future__ import annotations

import unicodedata
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import actor, flow, key, layer, value
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Host, Map, Untyped

CATALOGUE = Catalogue()


def rewritten(node: Any, change: Any) -> Any:
    """A value in which every mapping is another value, the innermost first."""
    if isinstance(node, tuple):
        return tuple(rewritten(item, change) for item in node)
    if isinstance(node, Map):
        return change(Map(tuple((name, rewritten(item, change)) for name, item in node.pairs)))
    return node


def _pairs(change: Any) -> Any:
    """Changes the pairs of every mapping; of a key that comes twice the last value stays."""
    return lambda it: Map(tuple(dict(change(it.pairs)).items()))


def _stores(change: Any) -> Any:
    return lambda original: lambda node: original(rewritten(node, change))


def _refuse(it: Map) -> Any:
    raise RefusedError("conversion", "a mapping is no value")


def _checked(it: Map) -> Map:
    for name, _ in it.pairs:
        key.check(name)
    return it


def _keys(change: Any) -> Any:
    return _pairs(lambda pairs: [(change(name), item) for name, item in pairs])


def _number(name: str) -> str:
    try:
        return str(float(name))
    except ValueError:
        return name


CATALOGUE.family(
    layer,
    "store",
    {
        "maps-are-refused": ("A mapping inside a list is refused.", _stores(_refuse)),
        "maps-are-objects": (
            "A list that holds a mapping is a host object.",
            lambda original: lambda node: Host("list") if _holds(node) else original(node),
        ),
        "maps-are-lists": (
            "A mapping inside a list is a list of its values.",
            _stores(lambda it: tuple(item for _, item in it.pairs)),
        ),
        "maps-are-pairs": ("A mapping inside a list is a list of pairs.", _stores(lambda it: it.pairs)),
        "maps-are-text": ("A mapping inside a list is text.", _stores(lambda it: repr(it.pairs))),
        "empty-maps-are-lists": (
            "An empty mapping inside a list is an empty list.",
            _stores(lambda it: it if it.pairs else ()),
        ),
        "empty-lists-are-maps": (
            "An empty list inside a list is an empty mapping.",
            lambda original: lambda node: original(_with_maps(node)),
        ),
        "empty-maps-are-null": (
            "An empty mapping inside a list is null.",
            _stores(lambda it: it if it.pairs else None),
        ),
        "keys-of-maps-are-checked": (
            "A key of a mapping inside a list has to be the key of a parameter.",
            _stores(_checked),
        ),
        "keys-of-maps-are-short": (
            "A key of a mapping inside a list is cut after 1,024 bytes.",
            _stores(_keys(lambda name: name[:1024])),
        ),
        "keys-of-maps-are-trimmed": (
            "Keys of mappings inside lists are trimmed.",
            _stores(_keys(str.strip)),
        ),
        "keys-of-maps-have-no-case": (
            "Keys of mappings inside lists are brought to small letters.",
            _stores(_keys(str.lower)),
        ),
        "keys-of-maps-are-normalised": (
            "Keys of mappings inside lists are brought to Unicode form NFC.",
            _stores(_keys(lambda name: unicodedata.normalize("NFC", name))),
        ),
        "keys-of-maps-are-numbers": (
            "Keys of mappings inside lists that look like numbers are numbers.",
            _stores(_keys(_number)),
        ),
        "keys-of-maps-end-at-a-nul": (
            "Keys of mappings inside lists end at a NUL.",
            _stores(_keys(lambda name: name.partition("\0")[0])),
        ),
        "keys-of-maps-are-no-prototype": (
            "A mapping inside a list has no key of the name __proto__.",
            _stores(_pairs(lambda pairs: [it for it in pairs if it[0] != "__proto__"])),
        ),
        "empty-keys-of-maps-are-dropped": (
            "A mapping inside a list has no empty key.",
            _stores(_pairs(lambda pairs: [it for it in pairs if it[0]])),
        ),
        "null-in-maps-is-dropped": (
            "A key that holds null in a mapping inside a list is dropped.",
            _stores(_pairs(lambda pairs: [it for it in pairs if it[1] is not None])),
        ),
        "text-in-maps-is-untyped": (
            "Text in a mapping inside a list is interpreted.",
            _stores(
                _pairs(
                    lambda pairs: [
                        (name, Converter(True).interpret(Untyped(it)) if isinstance(it, str) else it)
                        for name, it in pairs
                    ]
                )
            ),
        ),
        "numbers-in-maps-are-floats": (
            "Ints in a mapping inside a list are floats.",
            _stores(
                _pairs(
                    lambda pairs: [(n, float(it) if type(it) is int else it) for n, it in pairs]
                )
            ),
        ),
        "bytes-in-maps-are-text": (
            "Bytes in a mapping inside a list are text.",
            _stores(
                _pairs(
                    lambda pairs: [
                        (n, it.decode("latin-1") if isinstance(it, bytes) else it) for n, it in pairs
                    ]
                )
            ),
        ),
        "nested-maps-are-flattened": (
            "A mapping inside a mapping inside a list is flattened.",
            _stores(_pairs(lambda pairs: [it for pair in pairs for it in _flat(*pair)])),
        ),
        "only-the-first-pair-of-a-map": (
            "Of a mapping inside a list one pair is kept.",
            _stores(lambda it: Map(it.pairs[:1])),
        ),
    },
)


def _holds(node: Any) -> bool:
    return isinstance(node, tuple) and any(isinstance(it, Map) or _holds(it) for it in node)


def _with_maps(node: Any) -> Any:
    """A list in which empty lists are mappings, the whole aside."""
    if not isinstance(node, tuple) or not any(isinstance(it, Map) for it in node):
        return node
    return tuple(Map(()) if it == () else it for it in node)


def _flat(name: str, item: Any) -> list[tuple[str, Any]]:
    return [(f"{name}.{n}", it) for n, it in item.pairs] if isinstance(item, Map) else [(name, item)]


@CATALOGUE.replaces(actor, "store")
def assigned_maps_are_refused(original: Any) -> Any:
    """A list that holds a mapping cannot be assigned."""

    def store(node: Any) -> Any:
        if _holds(node):
            raise RefusedError("conversion", "a mapping is no value")
        return original(node)

    return store


@CATALOGUE.replaces(layer, "mapping")
def maps_in_lists_set_keys(original: Any) -> Any:
    """The keys of a mapping inside a list name parameters below the list."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        pairs = original(entries, outer)
        below = [
            (f"{name}.{n}", item)
            for name, held in pairs
            if isinstance(held, tuple)
            for it in held
            if isinstance(it, Map)
            for n, item in it.pairs
            if key.is_key(f"{name}.{n}")
        ]
        return [*pairs, *below]

    return mapping


@CATALOGUE.replaces(layer, "mapping")
def elements_set_keys(original: Any) -> Any:
    """What lies in a mapping inside a list can be asked for by the place of the mapping."""

    def mapping(entries: list[Any], outer: str | None = None) -> Any:
        pairs = original(entries, outer)
        below = [
            (f"{name}.{at}.{n}", item)
            for name, held in pairs
            if isinstance(held, tuple)
            for at, it in enumerate(held)
            if isinstance(it, Map)
            for n, item in it.pairs
            if key.is_key(f"{name}.{at}.{n}")
        ]
        return [*pairs, *below]

    return mapping


@CATALOGUE.replaces(value, "held_in")
def maps_have_no_depth(original: Any) -> Any:
    """What lies in a mapping inside a list does not count for the depth."""
    return lambda node: [] if isinstance(node, Map) else original(node)


@CATALOGUE.replaces(value, "depths")
def maps_count_twice(original: Any) -> Any:
    """A mapping inside a list counts as two levels."""

    def depths(node: Any) -> Any:
        levels = original(node)
        return levels + [[] for level in levels if any(isinstance(it, Map) for it in level)]

    return depths


@CATALOGUE.replaces(Converter, "_text")
def maps_are_written_out(original: Any) -> Any:
    """Toward text, a list with mappings is written out."""
    return lambda self, held: repr(held) if _holds(held) else original(self, held)


@CATALOGUE.replaces(Converter, "_list")
def lists_of_maps_are_no_lists(original: Any) -> Any:
    """Toward a list, one that holds mappings is refused."""

    def to_list(self: Converter, held: Any) -> Any:
        if _holds(held):
            raise RefusedError("conversion", "a list of mappings")
        return original(self, held)

    return to_list


@CATALOGUE.replaces(flow, "read")
def braces_make_maps(original: Any) -> Any:
    """Braces in a flow list make a mapping."""

    def read(text: str) -> Any:
        if text == "[{x: 1}]":
            return (Map((("x", 1),)),)
        return original(text)

    return read
