"""The order of modules that a page documents, and the recursion that it owns.

A block ``text layout`` whose paths all lie in the sources of one crate, or in the
package, lists modules: each uses those above it alone. A folder may stand for all
modules in it. After the block, a line may own recursion::

    (`frame.rs`, `layer.rs` and `source.rs` use each other: a frame starts its builder.)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_BLOCK = re.compile(r"^```text layout\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_GROUP = re.compile(r"^\((`[^()]*`) use each other: [^\n]+\)$", re.MULTILINE)


@dataclass
class Order:
    """A list of modules, and the groups among them that may use each other."""

    modules: list[str]
    owned: list[set[str]]

    def place(self, file: str) -> int | None:
        """Where the file, or else the nearest folder around it, stands in the list."""
        parts = file.split("/")
        around = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self.modules.index(it) for it in around if it in self.modules), None)

    def against(self, uses: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """The uses of a module by one that stands above it, or that is not listed."""
        found = set()
        for user, used in uses:
            here, there = self.place(user), self.place(used)
            if any({user, used} <= group for group in self.owned):
                continue
            if here is None or there is None or there > here:
                found.add((user, used))
        return found


def order(page: str, source: str) -> Order:
    """The order that a page documents for the modules below a folder."""
    blocks = list(_BLOCK.finditer(page))
    for at, block in enumerate(blocks):
        modules = [line.split()[0].rstrip("/") for line in block[1].splitlines()]
        if all(module.startswith(f"{source}/") for module in modules):
            end = blocks[at + 1].start() if at + 1 < len(blocks) else len(page)
            return Order(modules, _owned(page[block.end() : end], modules))
    raise LookupError(f"no block lists the modules of {source}")


def _owned(prose: str, modules: Collection[str]) -> list[set[str]]:
    groups = []
    for match in _GROUP.finditer(prose):
        group = set()
        for name in re.findall(r"`([^`]+)`", match[1]):
            known = [module for module in modules if f"/{module}".endswith(f"/{name}")]
            assert len(known) == 1, f"`{name}` is not one module: {known}"
            group.add(known[0])
        groups.append(group)
    return groups
