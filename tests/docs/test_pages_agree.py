"""What pages say about each other, and about the code, is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doc_blocks.pages import ROOT, blocks_of, pages, prose_of, text_of
from hyperparameter_conformance import manifest

PAIRS = [
    ("README.md", "README.zh.md"),
    ("docs/quickstart.md", "docs/quickstart.zh.md"),
    ("docs/moving.md", "docs/moving.zh.md"),
]

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_RULE = re.compile(r"^### ([A-Z]+) (\d+)$", re.MULTILINE)


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_hold_the_same_code(english: str, chinese: str) -> None:
    def code(page: str) -> list[tuple[str, str]]:
        return [(block.tag, block.text) for block in blocks_of(page)]

    assert code(chinese) == code(english)


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_have_the_same_sections(english: str, chinese: str) -> None:
    def shape(page: str) -> list[int]:
        return [len(hashes) for hashes in re.findall(r"^(#+) ", prose_of(page), re.MULTILINE)]

    assert shape(chinese) == shape(english)


@pytest.mark.parametrize("page", pages())
def test_every_relative_link_leads_somewhere(page: str) -> None:
    for link in _LINK.findall(prose_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = ROOT / Path(page).parent / path if path else ROOT / page

        assert target.exists(), f"{page}: {link}"
        if anchor:
            assert anchor in _anchors(target.read_text(encoding="utf-8")), f"{page}: {link}"


def test_the_rules_of_the_specification_are_numbered_without_gaps() -> None:
    numbers: dict[str, list[int]] = {}
    for chapter, number in _RULE.findall(text_of("docs/spec.md")):
        numbers.setdefault(chapter, []).append(int(number))

    assert list(numbers) == ["KEY", "VAL", "READ", "CONV", "SCOPE", "THREAD", "AUTO", "RUST"]
    for chapter, found in numbers.items():
        assert found == list(range(1, len(found) + 1)), chapter


def test_the_conformance_suite_is_for_this_version_of_the_specification() -> None:
    """Where this fails: python -m hyperparameter_conformance manifest --write."""
    specification, suite = text_of("docs/spec.md"), manifest.read()

    assert suite["spec"] == manifest.version_of(specification)
    assert suite["rules"] == manifest.rules_of(specification)


def test_every_function_of_the_header_is_on_the_page_about_it() -> None:
    header = (ROOT / "bindings/c/include/hyperparameter.h").read_text(encoding="utf-8")
    functions = set(re.findall(r"^\w+ (hp_\w+)\(", header, re.MULTILINE))

    assert len(functions) > 10
    assert functions <= set(re.findall(r"`(hp_\w+)`", text_of("docs/c-abi.md")))


def test_every_decision_is_listed() -> None:
    listed = set(_LINK.findall(text_of("docs/adr/README.md")))
    written = {path.name for path in (ROOT / "docs/adr").glob("0*.md")}

    assert written
    assert listed >= written


def _anchors(text: str) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(text)
    }
