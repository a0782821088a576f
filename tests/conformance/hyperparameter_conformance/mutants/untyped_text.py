"""Mutants about untyped text that is interpreted."""

from __future__ import annotations

import re
from typing import Any

from hyperparameter_conformance.mutants.mutant import Catalogue
from hyperparameter_conformance.reference.conversion import Converter
from hyperparameter_conformance.reference.refused import RefusedError
from hyperparameter_conformance.reference.value import Untyped

CATALOGUE = Catalogue()


def _interprets(pattern: str, value: Any) -> Any:
    """An `interpret` that gives some texts another value."""

    def make(original: Any) -> Any:
        def interpret(self: Converter, held: Any) -> Any:
            if isinstance(held, Untyped) and re.fullmatch(pattern, held.text):
                return value(held.text)
            return original(self, held)

        return interpret

    return make


@CATALOGUE.replaces(Converter, "interpret")
def knows_booleans_of_yaml_1_1(original: Any) -> Any:
    """Yes, no, on and off are bools where nothing asks for one."""
    pattern = "yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
    return _interprets(pattern, lambda text: text.lower() in ("yes", "on"))(original)


@CATALOGUE.replaces(Converter, "interpret")
def knows_one_letter_booleans(original: Any) -> Any:
    """The letters y and n are bools where nothing asks for one."""
    return _interprets("[yYnN]", lambda text: text in "yY")(original)


@CATALOGUE.replaces(Converter, "interpret")
def knows_t_and_f(original: Any) -> Any:
    """The letters t and f are bools where nothing asks for one."""
    return _interprets("[tTfF]", lambda text: text in "tT")(original)


@CATALOGUE.replaces(Converter, "interpret")
def knows_null_of_other_languages(original: Any) -> Any:
    """Words such as nil and undefined are null."""
    return _interprets("[Nn]il|undefined|void|N/A", lambda text: None)(original)


@CATALOGUE.replaces(Converter, "interpret")
def words_are_errors(original: Any) -> Any:
    """A word that is none of JSON cannot be interpreted."""

    def refuse(text: str) -> Any:
        raise RefusedError("conversion", "not JSON")

    def interpret(self: Converter, held: Any) -> Any:
        value = original(self, held)
        is_plain = isinstance(held, Untyped) and value == held.text
        return refuse(held.text) if is_plain else value

    return interpret


@CATALOGUE.replaces(Converter, "interpret")
def knows_blocks_of_yaml(original: Any) -> Any:
    """A dash makes a list and a colon a mapping, as in YAML."""

    def refuse(text: str) -> Any:
        raise RefusedError("conversion", "a mapping")

    with_lists = _interprets("- .*", lambda text: (text[2:],))(original)
    return _interprets("[a-z]+: .*", refuse)(with_lists)


@CATALOGUE.replaces(Converter, "interpret")
def text_is_ascii(original: Any) -> Any:
    """Text that is interpreted has question marks for what ASCII lacks."""

    def interpret(self: Converter, held: Any) -> Any:
        value = original(self, held)
        is_plain = isinstance(held, Untyped) and isinstance(value, str)
        return value.encode("ascii", "replace").decode() if is_plain else value

    return interpret


@CATALOGUE.replaces(Converter, "interpret")
def ignores_case_of_words(original: Any) -> Any:
    """Words such as tRUE and nULL are a bool and null."""
    words = {"true": True, "false": False, "null": None}
    return _interprets("(?i)true|false|null", lambda text: words[text.lower()])(original)


@CATALOGUE.replaces(Converter, "interpret")
def knows_none(original: Any) -> Any:
    """None and none are null, as in Python."""
    return _interprets("[Nn]one", lambda text: None)(original)


@CATALOGUE.replaces(Converter, "interpret")
def empty_text_is_null(original: Any) -> Any:
    """Empty untyped text is null."""
    return _interprets("", lambda text: None)(original)


@CATALOGUE.replaces(Converter, "interpret")
def knows_infinity_without_dot(original: Any) -> Any:
    """The words inf and nan are floats where nothing asks for one."""
    return _interprets("[-+]?inf|nan", float)(original)


@CATALOGUE.replaces(Converter, "interpret")
def knows_sexagesimal_numbers(original: Any) -> Any:
    """Numbers with colons are of base 60, so that 12:30 is 750."""

    def value(text: str) -> int:
        hours, minutes = text.split(":")
        return int(hours) * 60 + int(minutes)

    return _interprets("[0-9]+:[0-5]?[0-9]", value)(original)


@CATALOGUE.replaces(Converter, "interpret")
def exponents_need_a_point(original: Any) -> Any:
    """A number with an exponent and no point is text, as in YAML 1.1."""
    return _interprets("[-+]?[0-9]+[eE][-+]?[0-9]+", lambda text: text)(original)


@CATALOGUE.replaces(Converter, "interpret")
def integral_floats_are_ints(original: Any) -> Any:
    """A number with a point or an exponent that is integral is an int."""

    def interpret(self: Converter, held: Any) -> Any:
        value = original(self, held)
        is_text = isinstance(held, Untyped)
        return int(value) if is_text and type(value) is float and value.is_integer() else value

    return interpret


@CATALOGUE.replaces(Converter, "interpret")
def trims_before_interpreting(original: Any) -> Any:
    """Blanks around untyped text do not count when it is interpreted."""

    def interpret(self: Converter, held: Any) -> Any:
        return original(self, Untyped(held.text.strip()) if isinstance(held, Untyped) else held)

    return interpret


@CATALOGUE.replaces(Converter, "interpret")
def interprets_text(original: Any) -> Any:
    """Text that is not untyped is interpreted as well."""

    def interpret(self: Converter, held: Any) -> Any:
        return original(self, Untyped(held) if isinstance(held, str) else held)

    return interpret


@CATALOGUE.replaces(Converter, "interpret")
def interprets_nothing(original: Any) -> Any:
    """Untyped text comes back as text where nothing asks for a kind."""

    def interpret(self: Converter, held: Any) -> Any:
        if isinstance(held, tuple):
            return tuple(interpret(self, item) for item in held)
        return held.text if isinstance(held, Untyped) else held

    return interpret
