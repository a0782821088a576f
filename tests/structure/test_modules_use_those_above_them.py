"""``docs/architecture.md`` lists modules in an order, and it is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from module_graph import python, rust
from module_graph.circles import circle, is_one_circle
from module_graph.order import Order, order

ROOT = Path(__file__).parents[2]

ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")

SOURCES = [
    ("crates/hyperparameter/src", rust),
    ("crates/hyperparameter-macros/src", rust),
    ("crates/hyperparameter-tower/src", rust),
    ("crates/hyperparameter-capi/src", rust),
    ("python/hyperparameter", python),
]


def uses(source: str, language: ModuleType) -> set[tuple[str, str]]:
    found = language.uses(ROOT / source)
    return {(_from_the_root(user), _from_the_root(used)) for user, used in found}


def _from_the_root(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(("source", "language"), SOURCES)
def test_a_module_uses_only_modules_above_it(source: str, language: ModuleType) -> None:
    against = order(ARCHITECTURE, source).against(uses(source, language))

    assert against == set(), "these use what is listed below them"


@pytest.mark.parametrize(("source", "language"), SOURCES)
def test_every_module_is_listed_once(source: str, language: ModuleType) -> None:
    listed = order(ARCHITECTURE, source).modules
    files = {_from_the_root(file) for file in language.files(ROOT / source)}
    # They hold what the others make together, or nothing.
    entries = {file for file in files if Path(file).name in ("lib.rs", "__init__.py")}

    assert len(listed) == len(set(listed))
    assert set(listed) <= files | {str(Path(file).parent) for file in files}
    assert {file for file in files - entries if Order(listed, []).place(file) is None} == set()


@pytest.mark.parametrize(("source", "language"), [*SOURCES, ("benches/pyo3/src", rust)])
def test_no_modules_use_each_other_unless_a_page_owns_it(source: str, language: ModuleType) -> None:
    found = uses(source, language)
    groups = order(ARCHITECTURE, source).owned if (source, language) in SOURCES else []

    assert circle(found, groups) == ()
    for group in groups:
        assert is_one_circle(found, group), f"these no longer use each other: {sorted(group)}"


# ---------------------------------------------------------------- the test can fail

PAGE = """
A module uses those before it.

```text layout
src/a.rs    the first
src/b       a folder
src/c.rs    the last
```

(`b` and `c.rs` use each other: a reason.)

```text layout
src/d.rs    another list
docs        with something else
```
"""


def test_a_use_of_a_module_below_is_found() -> None:
    listed = order(PAGE, "src")

    assert listed.against({("src/c.rs", "src/a.rs")}) == set()
    assert listed.against({("src/a.rs", "src/c.rs")}) == {("src/a.rs", "src/c.rs")}


def test_a_folder_stands_for_the_modules_in_it() -> None:
    listed = order(PAGE, "src")

    assert listed.against({("src/b/x.rs", "src/a.rs"), ("src/b/x.rs", "src/b/y.rs")}) == set()
    assert listed.against({("src/a.rs", "src/b/x.rs")}) == {("src/a.rs", "src/b/x.rs")}


def test_a_module_that_is_not_listed_is_found() -> None:
    assert order(PAGE, "src").against({("src/d.rs", "src/a.rs")}) == {("src/d.rs", "src/a.rs")}


def test_a_page_may_own_recursion() -> None:
    assert order(PAGE, "src").owned == [{"src/b", "src/c.rs"}]
    assert order(PAGE, "src").against({("src/b", "src/c.rs")}) == set()


def test_a_circle_is_found_also_through_a_group() -> None:
    uses = [("a", "b"), ("b", "c"), ("c", "a")]

    assert circle([("a", "b"), ("b", "c"), ("a", "c")]) == ()
    assert set(circle(uses)) == {"a", "b", "c"}
    assert circle(uses, [{"a", "b", "c"}]) == ()
    assert circle([*uses, ("b", "a")], [{"a", "b"}]) != ()


def test_a_group_whose_modules_do_not_reach_each_other_is_found() -> None:
    assert is_one_circle([("a", "b"), ("b", "c"), ("c", "a")], {"a", "b", "c"})
    assert not is_one_circle([("a", "b"), ("b", "c")], {"a", "b", "c"})


CRATE = {
    "lib.rs": 'mod a; mod b; #[path = "other.rs"] mod named; macro_rules! m { () => {} }',
    "a.rs": """
        //! Not [`crate::b`].
        mod inner;
        use crate::b::{self, Thing, deep::{Other as O, *}};
        fn f<'a>(c: char) { let _ = ('"', "crate::named", r#"crate::named"#); inner::g(); }
        #[cfg(test)]
        mod tests { use crate::named; fn g() {} }
    """,
    "a/inner.rs": "fn g() { super::f(); crate::m!(); mod own { use super::g; } }",
    "b.rs": "pub mod deep; fn f() { crate::named::g(); m(|| self::deep::h()); }",
    "b/deep.rs": "macro_rules! n { () => { $crate::a::f() } }",
    "other.rs": "use crate::b; fn g() { crate::Handed::on() }",
}
USES_IN_CRATE = {
    *(("a.rs", "b.rs"), ("a.rs", "b/deep.rs"), ("a.rs", "a/inner.rs"), ("a/inner.rs", "a.rs")),
    *(("b.rs", "other.rs"), ("b.rs", "b/deep.rs"), ("other.rs", "b.rs"), ("other.rs", "lib.rs")),
}

PACKAGE = {
    "__init__.py": "from package.a import f",
    "a.py": """
from typing import TYPE_CHECKING
from package import b
if TYPE_CHECKING:
    from package.c import typed
def f():
    import package.c.d as d
    from .c import e
    """,
    "b.py": "from package.c.e import name\nimport package_beside\nfrom collections import abc",
    "c/__init__.py": "from .d import f",
    "c/d.py": "from .. import a\nfrom ..b import g\nfrom package import f",
    "c/e.py": "import typing",
}
USES_IN_PACKAGE = {
    *(("a.py", "b.py"), ("a.py", "c/d.py"), ("a.py", "c/e.py"), ("b.py", "c/e.py")),
    *(("c/__init__.py", "c/d.py"), ("c/d.py", "a.py"), ("c/d.py", "b.py")),
    ("c/d.py", "__init__.py"),
}


@pytest.mark.parametrize(
    ("read", "files", "expected"),
    [(rust.uses, CRATE, USES_IN_CRATE), (python.uses, PACKAGE, USES_IN_PACKAGE)],
    ids=["rust", "python"],
)
def test_uses_are_read_from_the_sources(
    read: Callable[[Path], set[tuple[Path, Path]]],
    files: dict[str, str],
    expected: set[tuple[str, str]],
    tmp_path: Path,
) -> None:
    source = tmp_path / "package"
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)

    found = {(a.relative_to(source), b.relative_to(source)) for a, b in read(source)}

    assert {(a.as_posix(), b.as_posix()) for a, b in found} == expected
