"""Uses between the modules of a crate: ``use`` declarations and paths in the code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

#: What is no code: comments, texts, characters. A lifetime is not a character.
_NO_CODE = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | b?r(\#*)".*?"\1 | b?"(?:\\.|[^"\\])*" | b?'(?:\\.[^']*|[^'\\])'""",
    re.VERBOSE | re.DOTALL,
)
_TOKEN = re.compile(r"\$?\w+|::|[^\s\w]")
_PATH_ATTRIBUTE = re.compile(r"#\[path\s*=\s*\"([^\"]+)\"\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)")


@dataclass
class Module:
    """A module of a crate: its file, and its name in the crate."""

    file: Path
    #: Its path from the crate's root, () for ``lib.rs``.
    name: tuple[str, ...]
    tokens: list[str]
    #: The names of the modules that it declares.
    children: list[str] = field(default_factory=list)


def uses(source: Path) -> set[tuple[Path, Path]]:
    """The uses between the modules of the crate whose sources lie in this folder.

    Modules for tests (``#[cfg(test)] mod``) are left out, and so is what macros expand to
    (``$crate::``). ``lib.rs`` does not count as a module that uses, because it holds what
    all others make together; one that takes something from it uses it.
    """
    modules = _modules(source)
    found = set()
    for module in modules.values():
        for path in _paths(module):
            target = _resolved(path, module, modules)
            if target != module.file and module.name:
                found.add((module.file, target))
    return found


def files(source: Path) -> set[Path]:
    """The files of the crate's modules."""
    return {module.file for module in _modules(source).values()}


def _modules(source: Path) -> dict[tuple[str, ...], Module]:
    modules: dict[tuple[str, ...], Module] = {}
    pending: list[tuple[Path, tuple[str, ...]]] = [(source / "lib.rs", ())]
    while pending:
        file, name = pending.pop()
        text = file.read_text(encoding="utf-8")
        renamed = {child: path for path, child in _PATH_ATTRIBUTE.findall(text)}
        module = Module(file, name, _without_tests(_TOKEN.findall(_NO_CODE.sub('""', text))))
        modules[name] = module
        folder = file.parent if file.stem in ("lib", "mod") else file.with_suffix("")
        for at, token in enumerate(module.tokens[:-2]):
            if token == "mod" and module.tokens[at + 2] == ";":
                child = module.tokens[at + 1]
                module.children.append(child)
                places = [folder / f"{child}.rs", folder / child / "mod.rs"]
                if child in renamed:
                    places = [file.parent / renamed[child]]
                pending.append((next(place for place in places if place.exists()), (*name, child)))
    return modules


def _without_tests(tokens: list[str]) -> list[str]:
    """The tokens without ``#[cfg(test)] mod NAME { ... }`` and ``#[cfg(test)] mod NAME;``."""
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        if tokens[at : at + 8] == [*"#[", "cfg", "(", "test", ")", "]", "mod"]:
            at += 9
            depth = 0
            while tokens[at] != ";" or depth:
                depth += {"{": 1, "}": -1}.get(tokens[at], 0)
                if tokens[at] == "}" and not depth:
                    break
                at += 1
        else:
            kept.append(tokens[at])
        at += 1
    return kept


def _paths(module: Module) -> list[tuple[str, ...]]:
    """Paths that begin with crate, self, super or a child, the trees of ``use`` expanded."""
    starts = {"crate", "super", "self", *module.children}
    found: list[tuple[str, ...]] = []
    depth, inline = 0, [-1]  # how deep the braces are, and where modules within the file began
    for at, token in enumerate(tokens := module.tokens):
        if token == "mod" and tokens[at + 2] == "{":
            inline.append(depth)
        depth += {"{": 1, "}": -1}.get(token, 0)
        if token == "}" and depth == inline[-1]:
            inline.pop()
        if token not in starts or tokens[at - 1] in ("::", "."):
            continue
        if tokens[at + 1] == "::":
            for path in _expanded(tokens, at)[0]:
                within = len(inline) - 1
                while within and path[:1] == ("super",):
                    path, within = path[1:], within - 1
                found.append(path)
        elif tokens[at - 1] == "use":  # the module itself
            found.append((token,))
    return [path for path in found if path]


def _expanded(tokens: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    """The paths of the tree that begins at a token, and where it ends."""
    if tokens[at] == "{":
        found: list[tuple[str, ...]] = []
        at += 1
        while tokens[at] != "}":
            branch, at = _expanded(tokens, at)
            found += branch
            while tokens[at] not in (",", "}"):  # `as NAME`
                at += 1
            at += tokens[at] == ","
        return found, at + 1
    head = tokens[at]
    if tokens[at + 1] == "::" and re.fullmatch(r"\w+|[{*]", tokens[at + 2]):
        rest, end = _expanded(tokens, at + 2)
        return [(head, *path) for path in rest], end
    # A macro of the crate lies in its root whatever module it is written in.
    return ([] if tokens[at + 1] == "!" else [(head,)]), at + 1


def _resolved(
    path: tuple[str, ...], module: Module, modules: dict[tuple[str, ...], Module]
) -> Path:
    name, rest = module.name, list(path)
    if rest[0] == "crate":
        name, rest = (), rest[1:]
    while rest and rest[0] in ("super", "self"):
        name, rest = name[:-1] if rest[0] == "super" else name, rest[1:]
    while rest and (*name, rest[0]) in modules:
        name, rest = (*name, rest[0]), rest[1:]
    return modules[name].file
