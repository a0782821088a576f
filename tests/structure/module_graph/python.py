"""Uses between the modules of a package: import statements, those in functions too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def uses(package: Path) -> set[tuple[Path, Path]]:
    """The uses between the modules of the package in this folder.

    What is imported under ``if TYPE_CHECKING:`` is left out, since it is never run, and
    the package's ``__init__.py`` does not count as a module that uses.
    """
    modules = _modules(package)
    found = set()
    for name, file in modules.items():
        if file == package / "__init__.py":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        parent = name if file.stem == "__init__" else name.rpartition(".")[0]
        for imported in _imported(tree, parent):
            # `from a.b import c` is of the module a.b.c, or else of a.b.
            target = modules.get(imported) or modules.get(imported.rpartition(".")[0])
            if target is not None and target != file:
                found.add((file, target))
    return found


def files(package: Path) -> set[Path]:
    """The files of the package's modules."""
    return set(_modules(package).values())


def _modules(package: Path) -> dict[str, Path]:
    found = {}
    for file in package.rglob("*.py"):
        # The binding is generated.
        if "_lowlevel" not in file.parts:
            parts = [package.name, *file.relative_to(package).with_suffix("").parts]
            found[".".join(part for part in parts if part != "__init__")] = file
    return found


def _imported(node: ast.AST, parent: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            for statement in child.orelse:
                yield from _imported(ast.Module([statement], []), parent)
        elif isinstance(child, ast.Import):
            for alias in child.names:
                yield from (alias.name, f"{alias.name}.")
        elif isinstance(child, ast.ImportFrom):
            above = parent.split(".")[: len(parent.split(".")) - child.level + 1]
            start = [*above, child.module] if child.level else [child.module]
            for alias in child.names:
                yield ".".join([*(part for part in start if part), alias.name])
        else:
            yield from _imported(child, parent)
