"""Makes the repository's pages pages of the site: those outside docs/, their links, their blocks.

A page is written to be read in the repository: its links are relative to its file, and
may lead to what is no page. On the site these lead to the repository's host.
"""

from __future__ import annotations

import html
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation

ROOT = Path(__file__).resolve().parents[1]
HOST = "https://github.com/hyperparameter/hyperparameter"

#: Where pages outside docs/ are on the site; the others keep their paths.
PLACES = {
    "README.md": "index.md",
    "README.zh.md": "README.zh.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CODE_OF_CONDUCT.md": "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "SECURITY.md": "SECURITY.md",
    "benches/README.md": "benches/README.md",
    "examples/README.md": "examples/README.md",
    "tests/README.md": "tests/README.md",
    "tests/conformance/README.md": "tests/conformance/README.md",
    "tests/conformance/protocol.md": "tests/conformance/protocol.md",
}
STYLE = "website/site.css"
HEADER = "bindings/c/include/hyperparameter.h"
RUSTDOC = ROOT / "target/website/rust/doc"

_LINK = re.compile(r"(?P<before>!?\[[^\]]*\]\(|^\[[^\]]+\]: )(?P<link>[^)\s]+)", re.MULTILINE)
_FENCE = re.compile(r"^(?P<ticks> *```+)(?P<tag>\w+)(?P<marks>[^`\n]*)$", re.MULTILINE)
_CODE_WITH_BAR = re.compile(r"`([^`\n]*\\\|[^`\n]*)`")
_BLOCK = re.compile(r"^( *)(```+).*?^\1\2$", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: Any) -> Files:
    """Adds what lies outside docs/: pages, the C header, Rust's documentation, assets."""
    for source, place in {**PLACES, STYLE: "assets/site.css"}.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / source)))
    header = (ROOT / HEADER).read_text(encoding="utf-8")
    page = f"# C header\n\n[`{HEADER}`](../../{HEADER}), as it is installed.\n\n```c\n{header}```\n"
    files.append(File.generated(config, "reference/header.md", content=page))
    for path in sorted(RUSTDOC.rglob("*")):
        if path.is_file() and path.name != ".lock":
            place = f"rust/{path.relative_to(RUSTDOC).as_posix()}"
            files.append(File.generated(config, place, abs_src_path=str(path)))
    return files


def on_nav(nav: Navigation, **_: Any) -> Navigation:
    """Lists Rust's documentation, which is no page, beside the one of Python."""
    (reference,) = (item for item in nav.items if item.title == "Reference")
    link = Link("Rust", "rust/hyperparameter/index.html")
    link.parent = reference
    reference.children.insert(1, link)
    return nav


def on_page_markdown(markdown: str, page: Any, files: Files, **_: Any) -> str:
    """Brings links and the opening lines of blocks to what the site understands."""
    places = {place: source for source, place in PLACES.items()}
    place = page.file.src_uri
    source = places.get(place, f"docs/{place}")

    def moved(match: re.Match[str]) -> str:
        link = match["link"]
        if re.match(r"[a-z]+:|#", link):
            return match[0]
        path, mark, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        there = PLACES.get(target, target.removeprefix("docs/"))
        if target != there or target in PLACES or files.get_file_from_path(there):
            there = posixpath.relpath(there, posixpath.dirname(place) or ".")
        else:
            kind = "tree" if (ROOT / target).is_dir() else "blob"
            there = f"{HOST}/{kind}/main/{target}"
        return f"{match['before']}{there}{mark}{anchor}"

    # Blocks hold no links. The words behind a tag are for tests; here they are classes.
    parts, end = [], 0
    for block in _BLOCK.finditer(markdown):
        parts += [
            _CODE_WITH_BAR.sub(_with_bar, _LINK.sub(moved, markdown[end : block.start()])),
            _FENCE.sub(_with_classes, block[0]),
        ]
        end = block.end()
    return "".join([*parts, _CODE_WITH_BAR.sub(_with_bar, _LINK.sub(moved, markdown[end:]))])


def _with_bar(code: re.Match[str]) -> str:
    """Code in a table, whose bar is escaped: the site would show the backslash too."""
    return f"<code>{html.escape(code[1]).replace(chr(92) + '|', '&#124;')}</code>"


def _with_classes(fence: re.Match[str]) -> str:
    classes = " ".join(f".{word}" for word in [fence["tag"], *fence["marks"].split()])
    return f"{fence['ticks']} {{{classes}}}"
