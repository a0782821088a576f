"""What importing costs, counted in modules of the standard library instead of by a clock."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython",
    reason="what modules of the standard library import in turn is CPython's",
)

#: What takes as long to import as the whole package, or imports what does.
SLOW = {
    "annotationlib",
    "ast",
    "asyncio",
    "collections",
    "contextlib",
    "copy",
    "dataclasses",
    "dis",
    "enum",
    "functools",
    "importlib",
    "inspect",
    "logging",
    "pathlib",
    "pickle",
    "re",
    "threading",
    "tokenize",
    "typing",
    "warnings",
    "weakref",
}
if getattr(sys.flags, "thread_inherit_context", False):  # then its threads have to be told not to
    SLOW -= {"collections", "functools", "threading"}

# Without `site`, whose packages may import anything at the start.
BARE = ("-I", "-S")
START = f"""
    import sys
    sys.path += {sys.path!r}
    import _cffi_backend
    before = set(sys.modules)
    from hyperparameter import auto_param, param_scope
"""


def test_reads_and_scopes_import_nothing_that_is_slow(run_program):
    written = run_program(
        START
        + """
    with param_scope("b.c=2", {"d": {"e": [1]}}, a=1) as ps:
        param_scope.x.y = 0.5
        ps.z = "text"
        assert (1, 2, [1], 0.5, "text", 7) == (
            param_scope.a | 0,
            param_scope.b.c(),
            param_scope.d.e | [0],
            param_scope["x.y"] | 0.0,
            param_scope.none | param_scope.z | "",
            param_scope.none | 7,
        )
    print(*sys.modules)
    print(*before)
        """,
        *BARE,
    )
    after, before = map(set, map(str.split, written.splitlines()))

    assert set() == SLOW & before
    assert {"hyperparameter._kernel.param_scope"} <= after
    assert set() == SLOW & after


def test_the_first_decoration_imports_what_it_needs(run_program):
    written = run_program(
        START
        + """
    assert "inspect" not in sys.modules
    @auto_param("n")
    def bound(x=1, *, y: "int" = 0):
        return x, y
    @param_scope(**{"n.x": 2, "n.y": "3"})
    def scoped():
        return bound()
    print(bound(), scoped(), "inspect" in sys.modules)
        """,
        *BARE,
    )

    assert "(1, 0) (2, 3) True" == written


@pytest.mark.parametrize(
    ("before", "after"), [("pass", "import enum, pathlib"), ("import enum, pathlib", "pass")]
)
def test_members_and_paths_are_read_whenever_their_modules_are_imported(before, after, run_program):
    written = run_program(
        START.replace("import sys", f"import sys; {before}")
        + f"""
    {after}
    import enum, pathlib
    Color = enum.Enum("Color", "RED BLUE")
    with param_scope("color=BLUE", "path=a/b"):
        print(param_scope.color | Color.RED, (param_scope.path | pathlib.PurePosixPath("c")).name)
        """,
        *BARE,
    )

    assert "Color.BLUE b" == written
