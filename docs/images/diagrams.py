"""Draws the diagrams of the pages, each in English and Chinese.

They are pictures and not Mermaid, so that every viewer of Markdown shows them::

    python docs/images/diagrams.py
"""

from __future__ import annotations

from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
WIDTH = 560

_STYLE = """\
.page { fill: #ffffff; stroke: #d0d7de; } .box { fill: #ddf4ff; stroke: #0969da; }
text { fill: #1f2328; } .note { fill: #59636e; } .arrow, .head { stroke: #59636e; fill: none; }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; stroke: #3d444d; } .box { fill: #121d2f; stroke: #4493f8; }
text { fill: #f0f6fc; } .note { fill: #9198a1; } .arrow, .head { stroke: #9198a1; }
}"""

#: What a read looks at, in order; each with what leads to the next.
LOOKUP = {
    "en": [
        ("passed argument (@auto_param functions)", "not passed"),
        ("inner scope: train.lr = 0.5", "not set"),
        ("outer scope: train.lr = 0.1, train.steps = 500", "not set"),
        ("settings of the whole process: base(...)", "not set"),
        ("default at the read, or in the signature", ""),
    ],
    "zh": [
        ("直接传参（@auto_param 函数）", "未传"),
        ("内层作用域：train.lr = 0.5", "未设置"),
        ("外层作用域：train.lr = 0.1，train.steps = 500", "未设置"),
        ("整个进程的配置：base(...)", "未设置"),
        ("读取处或函数签名中的默认值", ""),
    ],
}

#: Blocks from the outside inward: the code, its frame, and what stands where it is left.
NESTING = {
    "en": [
        ("your program", "frame 0: nothing set", ""),
        ("with param_scope(lr=0.1):", "frame 1: lr=0.1", "after the block: frame 0 again"),
        ("with param_scope(seed=7):", "frame 2: lr=0.1, seed=7", "after the block: frame 1 again"),
    ],
    "zh": [
        ("程序", "快照 0：空", ""),
        ("with param_scope(lr=0.1):", "快照 1：lr=0.1", "退出后：回到快照 0"),
        ("with param_scope(seed=7):", "快照 2：lr=0.1，seed=7", "退出后：回到快照 1"),
    ],
}

#: Where settings come from, and what starts with them.
INHERITANCE = {
    "en": [
        ("code in a scope", ["asyncio task, asyncio.to_thread", "forked process"]),
        ("baseline: base(), frozen()", ["new thread, thread pool"]),
        ("nothing", ["spawned process"]),
    ],
    "zh": [
        ("作用域内的代码", ["异步任务、asyncio.to_thread", "fork 出的进程"]),
        ("基线：base()、frozen()", ["新线程、线程池"]),
        ("空配置", ["spawn 出的进程"]),
    ],
}


def lookup(steps: list[tuple[str, str]]) -> str:
    """Boxes below each other, and arrows with their reasons."""
    parts, y = [], 16
    for label, reason in steps:
        parts.append(_box(80, y, 400, label))
        if reason:
            parts += [_arrow(WIDTH // 2, y + 36, WIDTH // 2, y + 64)]
            parts.append(_text(WIDTH // 2 + 12, y + 55, reason, "note", "start"))
        y += 66
    return _picture(y - 14, parts)


def nesting(blocks: list[tuple[str, str, str]]) -> str:
    """Boxes in each other."""
    parts, height = [], 20 + len(blocks) * 78
    for depth, (code, frame, left) in enumerate(blocks):
        x, y = 16 + depth * 24, 16 + depth * 44
        inner = height - 16 - depth * 34 - y
        parts.append(_rectangle("box", x, y, WIDTH - 2 * x, inner))
        parts.append(_text(x + 14, y + 28, code, "code", "start"))
        parts.append(_text(WIDTH - x - 14, y + 28, frame, "", "end"))
        if left:
            parts.append(_text(x, y + inner + 22, left, "note", "start"))
    return _picture(height, parts)


def inheritance(sources: list[tuple[str, list[str]]]) -> str:
    """Where it comes from on the left, what begins with it on the right."""
    parts, y = [], 16
    for source, work in sources:
        parts.append(_box(16, y + 24 * (len(work) - 1), 210, source))
        for place, label in enumerate(work):
            parts.append(_box(304, y + 48 * place, 240, label))
            parts.append(_arrow(226, y + 24 * (len(work) - 1) + 18, 302, y + 48 * place + 18))
        y += 48 * len(work) + 8
    return _picture(y, parts)


def pictures() -> dict[Path, str]:
    """All of them, by their files."""
    drawn = {}
    for draw, words in ((lookup, LOOKUP), (nesting, NESTING), (inheritance, INHERITANCE)):
        for language, data in words.items():
            suffix = "" if language == "en" else f".{language}"
            drawn[FOLDER / f"{draw.__name__}{suffix}.svg"] = draw(data)  # type: ignore[operator]
    return drawn


def _picture(height: int, parts: list[str]) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-size="14" '
            'font-family="system-ui, sans-serif">',
            f"<style>\n{_STYLE}\n.code {{ font-family: ui-monospace, monospace; }}\n</style>",
            '<defs><marker id="head" markerWidth="9" markerHeight="8" refX="8" refY="4" '
            'orient="auto"><path class="head" d="M1,1 L8,4 L1,7"/></marker></defs>',
            _rectangle("page", 0.5, 0.5, WIDTH - 1, height - 1),
            *parts,
            "</svg>\n",
        ]
    )


def _rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'


def _box(x: int, y: int, width: int, label: str) -> str:
    return _rectangle("box", x, y, width, 36) + _text(x + width // 2, y + 23, label)


def _text(x: int, y: int, text: str, kind: str = "", anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _arrow(x1: int, y1: int, x2: int, y2: int) -> str:
    ends = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
    return f'<line class="arrow" {ends} marker-end="url(#head)"/>'


if __name__ == "__main__":
    for path, picture in pictures().items():
        path.write_text(picture, encoding="utf-8")
