"""Mutants about bools and null: which words and values say them."""

from __future__ import annotations

from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference import conversion
from hyperparameter_conformance.reference.actor import Actor
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.value import Untyped, kind

CATALOGUE = Catalogue()


@CATALOGUE.replaces(Converter, "_bool")
def takes_what_is_not_empty_for_true(original: Any) -> Any:
    """Toward a bool, every text that is not empty is true, and so is every number but zero."""

    def to_bool(self: Converter, held: Any) -> bool:
        return bool(held.text if isinstance(held, Untyped) else held)

    return to_bool


@CATALOGUE.replaces(Converter, "_bool")
def takes_every_int_for_a_bool(original: Any) -> Any:
    """Toward a bool, every int but zero is true."""
    return lambda self, held: bool(held) if type(held) is int else original(self, held)


@CATALOGUE.replaces(Converter, "_bool")
def takes_floats_for_bools(original: Any) -> Any:
    """Toward a bool, the floats 0 and 1 are taken."""
    return lambda self, held: original(self, int(held) if held in (0.0, 1.0) else held)


@CATALOGUE.replaces(conversion, "spoken")
def takes_unknown_words_for_false(original: Any) -> Any:
    """Toward a bool, every word that does not say true says false."""
    return lambda text: bool(original(text))


@CATALOGUE.replaces(conversion, "spoken")
def minds_the_case_of_bools(original: Any) -> Any:
    """Toward a bool, words have to be of small letters."""
    return lambda text: original(text) if text == text.lower() else None


@CATALOGUE.replaces(conversion, "spoken")
def knows_true_and_false_only(original: Any) -> Any:
    """Toward a bool, no word is taken but true and false."""
    return lambda text: original(text) if text.lower() in ("true", "false") else None


@CATALOGUE.replaces(conversion, "spoken")
def trims_bools(original: Any) -> Any:
    """Toward a bool, blanks around a word do not count."""
    return lambda text: original(text.strip())


@CATALOGUE.replaces(Actor, "_read")
def takes_null_for_missing(original: Any) -> Any:
    """A parameter that is set to null reads as the default."""

    def read(self: Actor, step: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = original(self, step)
        return {"default": ""} if answer == {"null": ""} else answer

    return read


@CATALOGUE.replaces(Converter, "_is_null")
def converts_null(original: Any) -> Any:
    """Null toward a kind is a failed conversion."""
    return lambda self, held, wanted: False


@CATALOGUE.replaces(Converter, "_is_null")
def untyped_null_is_a_word(original: Any) -> Any:
    """Untyped text that spells null is a word toward every kind."""
    return lambda self, held, wanted: held is None


@CATALOGUE.replaces(Converter, "_is_null")
def untyped_null_is_null_toward_text(original: Any) -> Any:
    """Untyped text that spells null is null toward text as well."""
    return lambda self, held, wanted: original(self, held, "int")


@CATALOGUE.replaces(conversion, "kind")
def bool_default_asks_for_an_int(original: Any) -> Any:
    """A default that is a bool asks for an int, because in Python it is one."""
    return lambda default: "int" if isinstance(default, bool) else kind(default)


def _knows_only(words: str) -> Any:
    return lambda original: lambda text: original(text) if text.lower() in words.split() else None


@CATALOGUE.replaces(conversion, "spoken")
def knows_no_letters(original: Any) -> Any:
    """Toward a bool, single letters are not taken."""
    return _knows_only("true false yes no on off 1 0")(original)


@CATALOGUE.replaces(conversion, "spoken")
def knows_no_digits(original: Any) -> Any:
    """Toward a bool, the digits 1 and 0 in text are not taken."""
    return _knows_only("true false yes no on off t f y n")(original)


@CATALOGUE.replaces(conversion, "spoken")
def knows_no_on_and_off(original: Any) -> Any:
    """Toward a bool, on and off are not taken."""
    return _knows_only("true false yes no t f y n 1 0")(original)


@CATALOGUE.replaces(conversion, "spoken")
def knows_no_yes_and_no(original: Any) -> Any:
    """Toward a bool, yes and no are not taken."""
    return _knows_only("true false on off t f y n 1 0")(original)


@CATALOGUE.replaces(conversion, "spoken")
def knows_enabled(original: Any) -> Any:
    """Toward a bool, enabled and disabled are taken."""
    words = {"enabled": True, "disabled": False}
    return lambda text: words.get(text.lower(), original(text))


@CATALOGUE.replaces(Converter, "_bool")
def text_is_no_bool(original: Any) -> Any:
    """Toward a bool, text is taken only if it is untyped."""

    def to_bool(self: Converter, held: Any) -> bool:
        if isinstance(held, str):
            raise conversion.refused(held, "bool")
        return bool(original(self, held))

    return to_bool


@CATALOGUE.replaces(Converter, "_bool")
def ints_are_no_bools(original: Any) -> Any:
    """Toward a bool, the ints 0 and 1 are refused."""

    def to_bool(self: Converter, held: Any) -> bool:
        if type(held) is int:
            raise conversion.refused(held, "bool")
        return bool(original(self, held))

    return to_bool


@CATALOGUE.replaces(Converter, "_is_null")
def knows_one_null(original: Any) -> Any:
    """Toward a kind, null is the only untyped text that spells null."""

    def is_null(self: Converter, held: Any, wanted: str) -> bool:
        is_other = isinstance(held, Untyped) and held.text != "null"
        return not is_other and bool(original(self, held, wanted))

    return is_null


@CATALOGUE.replaces(Converter, "_is_null")
def empty_text_is_null_toward_a_kind(original: Any) -> Any:
    """Toward a kind but text, empty untyped text is null."""

    def is_null(self: Converter, held: Any, wanted: str) -> bool:
        return bool(original(self, Untyped("null") if held == Untyped("") else held, wanted))

    return is_null


def _is_no_null(kinds: str) -> Any:
    """Null that is none toward some kinds."""

    def make(original: Any) -> Any:
        def is_null(self: Converter, held: Any, wanted: str) -> bool:
            return wanted not in kinds.split() and bool(original(self, held, wanted))

        return is_null

    return make


@CATALOGUE.replaces(Converter, "_is_null")
def null_is_no_scalar(original: Any) -> Any:
    """Null toward a bool or a number is a failed conversion."""
    return _is_no_null("bool int float")(original)


@CATALOGUE.replaces(Converter, "_is_null")
def null_is_no_text(original: Any) -> Any:
    """Null toward text or bytes is a failed conversion."""
    return _is_no_null("text bytes")(original)


@CATALOGUE.replaces(Converter, "_is_null")
def null_is_no_list(original: Any) -> Any:
    """Null toward a list is a failed conversion."""
    return _is_no_null("list")(original)
