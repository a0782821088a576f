"""Mutants about the elements of a list, and about what may be absent."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion
from hyperparameter_conformance.reference.conversion import ELEMENTS, NULLS, Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Map, Untyped, kind

CATALOGUE = Catalogue()


def _asks(what: Any) -> Any:
    """What a list as default asks of its elements, by the kinds of its own."""

    def make(original: Any) -> Any:
        def element_kind(default: Any) -> str:
            return str(what(default, original(default)))

        return element_kind

    return make


CATALOGUE.family(
    conversion,
    "element_kind",
    {
        "elements-are-not-converted": (
            "A list as default asks nothing of the elements.",
            _asks(lambda default, asked: "null"),
        ),
        "the-first-element-asks": (
            "The first element of a list as default decides, whatever the others are.",
            _asks(lambda default, asked: _first(default)),
        ),
        "the-last-element-asks": (
            "The last element of a list as default decides, whatever the others are.",
            _asks(lambda default, asked: _first(default[::-1])),
        ),
        "an-empty-list-asks-for-text": (
            "An empty list as default asks for elements of text.",
            _asks(lambda default, asked: asked if default else "text"),
        ),
        "mixed-lists-ask-for-text": (
            "A list as default that is mixed asks for elements of text.",
            _asks(lambda default, asked: "text" if len({kind(it) for it in default}) > 1 else asked),
        ),
        "null-does-not-count-in-a-default": (
            "Null in a list as default does not count.",
            _asks(lambda default, asked: _only([it for it in default if it is not None], asked)),
        ),
        "ints-and-floats-ask-for-floats": (
            "A list as default of ints and floats asks for floats.",
            _asks(
                lambda default, asked: "float"
                if {kind(it) for it in default} == {"int", "float"}
                else asked
            ),
        ),
        "nested-lists-ask-for-lists": (
            "A list of lists as default asks for elements that are lists.",
            _asks(lambda default, asked: _only(default, asked, {"list"})),
        ),
        "lists-of-bytes-ask-for-bytes": (
            "A list of bytes as default asks for elements that are bytes.",
            _asks(lambda default, asked: _only(default, asked, {"bytes"})),
        ),
        "lists-of-maps-ask-for-maps": (
            "A list of mappings as default asks for elements that are text.",
            _asks(
                lambda default, asked: "text" if any(isinstance(it, Map) for it in default) else asked
            ),
        ),
        "one-element-asks-for-nothing": (
            "A list as default asks for a kind only if it has several elements.",
            _asks(lambda default, asked: asked if len(default) > 1 else "null"),
        ),
        "several-elements-ask-for-nothing": (
            "A list as default asks for a kind only if it has one element.",
            _asks(lambda default, asked: asked if len(default) == 1 else "null"),
        ),
        "bools-ask-for-ints": (
            "A list of bools as default asks for ints.",
            _asks(lambda default, asked: "int" if asked == "bool" else asked),
        ),
        **{
            f"lists-of-{asked}-ask-for-nothing": (
                f"A list as default of elements of the kind {asked} asks for nothing.",
                _asks(lambda default, found, kind=asked: "null" if found == kind else found),
            )
            for asked in sorted(ELEMENTS)
        },
    },
)


def _first(default: Any) -> str:
    return kind(default[0]) if default and kind(default[0]) in ELEMENTS else "null"


def _only(default: Any, asked: str, kinds: Any = ELEMENTS) -> str:
    found = {kind(it) for it in default}
    return found.pop() if len(found) == 1 and found <= kinds else asked


def _elements(change: Any) -> Any:
    """Reads some elements of a list otherwise."""

    def make(original: Any) -> Any:
        def element(self: Converter, wanted: str, item: Any) -> Any:
            return change(self, original, wanted, item)

        return element

    return make


def _keeps_bad(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    try:
        return original(self, wanted, item)
    except RefusedError:
        return self.interpret(item)


def _null_for_bad(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    try:
        return original(self, wanted, item)
    except RefusedError:
        return None


def _refuses_null(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    if item is None and wanted != "null":
        raise conversion.refused(item, wanted)
    return original(self, wanted, item)


def _refuses_untyped_null(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    if isinstance(item, Untyped) and item.text in NULLS and wanted in ("bool", "int", "float"):
        raise conversion.refused(item, wanted)
    return original(self, wanted, item)


def _nulls_in_text(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    is_null = isinstance(item, Untyped) and item.text in NULLS
    return None if is_null else original(self, wanted, item)


def _spells_null(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    return "null" if wanted == "text" and item is None else original(self, wanted, item)


def _interprets_first(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    return original(self, wanted, self.interpret(item))


def _reads_quotes(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    if isinstance(item, str) and wanted in ("int", "float", "bool"):
        raise conversion.refused(item, wanted)
    return original(self, wanted, item)


def _flat(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    if isinstance(item, tuple) and wanted != "null":
        return tuple(original(self, wanted, inner) for inner in item)
    return original(self, wanted, item)


def _raw(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    if wanted == "null" and isinstance(item, Untyped):
        return item.text
    return original(self, wanted, item)


def _plain_only(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    return original(self, wanted, item) if isinstance(item, Untyped) else self.interpret(item)


def _typed_only(self: Converter, original: Any, wanted: str, item: Any) -> Any:
    return self.interpret(item) if isinstance(item, Untyped) else original(self, wanted, item)


CATALOGUE.family(
    Converter,
    "_element",
    {
        "bad-elements-are-kept": ("An element that does not convert stays as it is.", _elements(_keeps_bad)),
        "bad-elements-are-null": ("An element that does not convert is null.", _elements(_null_for_bad)),
        "null-elements-are-refused": (
            "Null is no element where a kind is asked for.",
            _elements(_refuses_null),
        ),
        "plain-null-elements-are-refused": (
            "A plain element that spells null is none of a list of bools or numbers.",
            _elements(_refuses_untyped_null),
        ),
        "plain-null-elements-are-null-toward-text": (
            "A plain element that spells null is null toward a list of text.",
            _elements(_nulls_in_text),
        ),
        "null-elements-are-spelled": (
            "Null is the word null toward a list of text.",
            _elements(_spells_null),
        ),
        "elements-are-interpreted-first": (
            "Plain elements are interpreted before they are converted.",
            _elements(_interprets_first),
        ),
        "quoted-elements-are-no-numbers": (
            "Quoted elements and text are no bools or numbers of a list.",
            _elements(_reads_quotes),
        ),
        "nested-elements-are-converted": (
            "The elements of nested lists are converted as well.",
            _elements(_flat),
        ),
        "elements-stay-plain": (
            "Plain elements are text where no kind is asked for.",
            _elements(_raw),
        ),
        "plain-elements-are-converted-only": (
            "Elements are converted only if they are plain elements of a flow list.",
            _elements(_plain_only),
        ),
        "typed-elements-are-converted-only": (
            "Elements are converted only if they are none of a flow list.",
            _elements(_typed_only),
        ),
    },
)


@CATALOGUE.replaces(Converter, "_toward_list")
def empty_lists_are_no_lists_of_a_kind(original: Any) -> Any:
    """Toward a list of a kind, an empty list is refused."""

    def toward_list(self: Converter, element: str, held: Any) -> Any:
        value = original(self, element, held)
        if value == () and element != "null":
            raise conversion.refused(held, "list")
        return value

    return toward_list


@CATALOGUE.replaces(Converter, "_toward_list")
def single_values_are_lists_of_a_kind(original: Any) -> Any:
    """Toward a list of a kind, one value of the kind is a list of one."""

    def toward_list(self: Converter, element: str, held: Any) -> Any:
        if element != "null" and kind(held) == element:
            return (held,)
        return original(self, element, held)

    return toward_list


@CATALOGUE.replaces(Converter, "_toward_list")
def lists_are_cut_to_the_default(original: Any) -> Any:
    """Toward a list of ints, no more than two elements are read."""

    def toward_list(self: Converter, element: str, held: Any) -> Any:
        value = original(self, element, held)
        return value[:2] if element == "int" and value else value

    return toward_list


def _optional(change: Any) -> Any:
    """Reads otherwise toward what may be absent."""

    def make(original: Any) -> Any:
        def toward(self: Converter, default: Any, held: Any, optional: bool = False) -> Any:
            return change(self, original, default, held, optional)

        return toward

    return make


def _spells(words: Any, kinds: Any = ("text",)) -> Any:
    """Other words than those of null are null where a kind may be absent."""

    def change(self: Any, original: Any, default: Any, held: Any, optional: bool) -> Any:
        if optional and isinstance(held, Untyped) and kind(default) in kinds:
            return None if words(held.text) else original(self, default, held)
        return original(self, default, held, optional)

    return change


CATALOGUE.family(
    Converter,
    "toward",
    {
        "absence-does-not-count": (
            "That a kind may be absent makes no difference.",
            _optional(lambda self, original, default, held, optional: original(self, default, held)),
        ),
        "everything-may-be-absent": (
            "Every kind may be absent, text included.",
            _optional(lambda self, original, default, held, optional: original(self, default, held, True)),
        ),
        "absence-is-spelled-null-alone": (
            "Toward text that may be absent null is the only word for null.",
            _optional(_spells(lambda text: text == "null")),
        ),
        "absence-is-spelled-in-any-case": (
            "Toward text that may be absent null is null in any case.",
            _optional(_spells(lambda text: text.lower() == "null" or text == "~")),
        ),
        "absence-is-spelled-none": (
            "Toward text that may be absent none is null.",
            _optional(_spells(lambda text: text.lower() == "none" or text in NULLS)),
        ),
        "absence-is-spelled-as-nothing": (
            "Toward text that may be absent empty text is null.",
            _optional(_spells(lambda text: not text or text in NULLS)),
        ),
        "absence-is-trimmed": (
            "Toward text that may be absent blanks around null do not count.",
            _optional(_spells(lambda text: text.strip() in NULLS)),
        ),
        "absence-is-unquoted": (
            "Toward text that may be absent quotes around null do not count.",
            _optional(_spells(lambda text: text.strip("'\"") in NULLS)),
        ),
        "absence-is-for-text-alone": (
            "Toward another kind than text that may be absent untyped null is refused.",
            _optional(lambda *arguments: _for_text(*arguments)),
        ),
        "absence-interprets": (
            "Toward text that may be absent untyped text is interpreted.",
            _optional(
                lambda self, original, default, held, optional: self.interpret(held)
                if optional and isinstance(held, Untyped)
                else original(self, default, held, optional)
            ),
        ),
        "absence-forgives": (
            "Toward what may be absent a failed conversion is null.",
            _optional(lambda *arguments: _forgiven(*arguments)),
        ),
        "absence-takes-text-for-null": (
            "Toward what may be absent text that spells null is null, though it is not untyped.",
            _optional(
                lambda self, original, default, held, optional: None
                if optional and isinstance(held, str) and held in NULLS
                else original(self, default, held, optional)
            ),
        ),
        "absence-refuses-null": (
            "Toward what may be absent null itself is refused.",
            _optional(lambda *arguments: _refusing(*arguments)),
        ),
    },
)


def _forgiven(self: Any, original: Any, default: Any, held: Any, optional: bool) -> Any:
    try:
        return original(self, default, held, optional)
    except RefusedError:
        if optional:
            return None
        raise


def _for_text(self: Any, original: Any, default: Any, held: Any, optional: bool) -> Any:
    if optional and isinstance(held, Untyped) and held.text in NULLS and kind(default) != "text":
        raise conversion.refused(held, kind(default))
    return original(self, default, held, optional)


def _refusing(self: Any, original: Any, default: Any, held: Any, optional: bool) -> Any:
    if optional and held is None:
        raise conversion.refused(held, "what may be absent")
    return original(self, default, held, optional)


@CATALOGUE.replaces(Converter, "_element")
def absence_passes_to_elements(original: Any) -> Any:
    """A list whose elements are text has elements that may be absent."""

    def element(self: Converter, wanted: str, item: Any) -> Any:
        return None if isinstance(item, Untyped) and item.text == "null" else original(self, wanted, item)

    return element
