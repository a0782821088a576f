"""What pages say about each other, and about the code, is so."""

from __future__ import annotations

import html
import re
import runpy
from pathlib import Path

import pytest
from doc_blocks.pages import ROOT, Block, blocks_of, pages, prose_of, text_of
from hyperparameter_conformance import manifest

import hyperparameter

PAIRS = [
    ("README.md", "README.zh.md"),
    ("docs/quickstart.md", "docs/quickstart.zh.md"),
    ("docs/concepts.md", "docs/concepts.zh.md"),
    ("docs/concurrency.md", "docs/concurrency.zh.md"),
    ("docs/moving.md", "docs/moving.zh.md"),
]

FIRST_EDITION = [
    "快速开始",
    "1. 基础用法",
    "1.1 参数读取与默认值",
    "1.2 作用域与自动回滚",
    "2. @auto_param 装饰器",
    "2.1 函数参数自动绑定",
    "2.2 命令行覆盖",
    "3. 嵌套作用域",
    "3.1 多模型对比实验",
    "3.2 动态 key 访问",
    "4. 线程安全",
    "4.1 请求级隔离",
    "4.2 多线程数据处理",
    "5. 典型应用场景",
    "5.1 LLM 推理配置",
    "5.2 A/B 测试",
    "5.3 ETL 任务配置",
    "5.4 早停调度",
    "6. Rust 接口",
    "6.1 基础用法",
    "6.2 线程隔离与 frozen()",
    "7. API 速查",
    "8. 注意事项",
]

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_RULE = re.compile(r"^### ([A-Z]+) (\d+)$", re.MULTILINE)


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_hold_the_same_code(english: str, chinese: str) -> None:
    """All but comments, which are in the page's language."""

    def code(page: str) -> list[tuple[str, str]]:
        return [(block.tag, _without_words(block)) for block in blocks_of(page)]

    assert code(chinese) == code(english)


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_have_the_same_sections(english: str, chinese: str) -> None:
    def shape(page: str) -> list[int]:
        return [len(hashes) for hashes in re.findall(r"^(#+) ", prose_of(page), re.MULTILINE)]

    assert shape(chinese) == shape(english)


def test_the_chinese_quick_start_has_the_headings_by_which_it_is_found() -> None:
    """They are those of the first edition, in their order; others may stand between them."""
    headings = iter(_HEADING.findall(prose_of("docs/quickstart.zh.md")))

    assert [heading for heading in FIRST_EDITION if heading not in headings] == []


@pytest.mark.parametrize("chinese", [chinese for _, chinese in PAIRS])
def test_a_chinese_paragraph_is_one_line(chinese: str) -> None:
    """A line break within one would show as a blank between two characters."""
    lines = prose_of(chinese).splitlines()

    broken = [line for line, after in zip(lines, lines[1:]) if _is_prose(line) and _is_prose(after)]

    assert broken == []


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
    assert functions <= set(re.findall(r"`(hp_\w+)`", text_of("docs/reference/c.md")))


def test_every_decision_is_listed() -> None:
    listed = set(_LINK.findall(text_of("docs/adr/README.md")))
    written = {path.name for path in (ROOT / "docs/adr").glob("0*.md")}

    assert written
    assert listed >= written


def test_the_picture_is_of_a_real_run() -> None:
    """Where this fails: python docs/images/demo.py."""
    demo = runpy.run_path(str(ROOT / "docs/images/demo.py"))
    picture = demo["PICTURE"].read_text(encoding="utf-8")
    text = html.unescape("".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture)))
    shown = "".join(text.split())

    assert len(demo["run"]()) == 3
    for command, printed in demo["run"]():
        assert "".join(f"$ {command} {printed}".split()) in shown
    assert "".join(demo["PROGRAM"].split()) in shown


def test_the_diagrams_are_as_they_are_drawn() -> None:
    """Where this fails: python docs/images/diagrams.py."""
    for path, picture in runpy.run_path(str(ROOT / "docs/images/diagrams.py"))[
        "pictures"
    ]().items():
        assert path.read_text(encoding="utf-8") == picture, path.name


def test_every_public_name_is_in_the_reference() -> None:
    """`::: hyperparameter.NAME` stands for the docstring of a name, on the site."""
    written = re.findall(r"^::: hyperparameter\.(\w+)$", text_of("docs/reference/python.md"), re.M)

    assert sorted(written) == sorted(set(hyperparameter.__all__) - {"__version__"})


_COMMENT = {"python": r" *(?<!\S)# .*", "rust": r" *(?<!\S)// .*", "yaml": r" *(?<!\S)# .*"}


def _without_words(block: Block) -> str:
    return re.sub(_COMMENT[block.tag], "", block.text) if block.tag in _COMMENT else block.text


def _is_prose(line: str) -> bool:
    return re.match(r"\s*(?:\w|[*`（《“])", line) is not None and not re.match(r"\s*\d+\. ", line)


def _anchors(text: str) -> set[str]:
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(text)
    }
