"""The targets of the operations, and whether a run reached them.

A target is judged by the worst of its figures. It takes all figures that it
names: where one is missing, it counts as not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Optional

from results import NEWEST, Results

#: How much slower than over few keys a cost is that counts as flat.
FLAT = 1.10
SCOPE = "override, read, restore"
NAMESAKES = ("hyperparameter 0.5.12 (PyPI)", "hyperparameter 0.6.0 (PyPI)")


class Figure(NamedTuple):
    value: float
    where: str


Figures = Optional[list[Figure]]


@dataclass(frozen=True)
class Target:
    language: str
    operation: str
    #: What is asked, in words that say the bound.
    asks: str
    bound: float
    #: None where a figure is missing.
    figures: Callable[[Results], Figures]
    at_least: bool = False
    unit: str = ""
    #: What else has to be known to judge the figure.
    beside: Callable[[Results], str] = lambda results: ""

    def verdict(self, results: Results) -> str:
        worst = self.worst(results)
        if worst is None:
            return "not measured"
        met = worst.value >= self.bound if self.at_least else worst.value <= self.bound
        return "met" if met else "missed"

    def worst(self, results: Results) -> Figure | None:
        found = self.figures(results)
        return min(found, key=self._goodness) if found else None

    def reached(self, results: Results) -> str:
        """The worst figure and where it was found, and the best one, if it differs."""
        found = self.figures(results)
        if not found:
            return "not measured"
        worst, best = (written(choose(found, key=self._goodness).value) for choose in (min, max))
        where = self.worst(results).where
        if best != worst:
            where += f"; best {best}{self.unit}"
        return f"{worst}{self.unit} ({where}{self.beside(results)})"

    def _goodness(self, figure: Figure) -> float:
        return figure.value if self.at_least else -figure.value


def written(value: float) -> str:
    """Three digits, or all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def of_operations(
    language: str,
    operations: Sequence[str],
    value: Callable[[dict], float],
    also: Sequence[str] = (),
) -> Callable[[Results], Figures]:
    """A figure for each of the operations in each of their fixtures.

    ``also`` names languages that may be missing: not everyone has two interpreters.
    """

    def figures(results: Results) -> Figures:
        found = {operation: results.of(language, operation) for operation in operations}
        if not all(found.values()):
            return None
        several = len(operations) > 1
        return [
            Figure(
                value(figure),
                (f"{operation}, " if several else "") + fixture + results.on(spoken),
            )
            for operation in operations
            for spoken in (language, *also)
            for fixture, figure in results.of(spoken, operation).items()
        ]

    return figures


def ratios(language: str, *operations: str) -> Callable[[Results], Figures]:
    """How many times the floor, or what else stands beside it; in Python by both interpreters."""
    also = [NEWEST] if language == "Python" else []
    return of_operations(language, operations, lambda figure: figure["ratio"], also)


def ratios_on(language: str, *operations: str) -> Callable[[Results], Figures]:
    """The same, by one interpreter."""
    return of_operations(language, operations, lambda figure: figure["ratio"])


def faster_than_namesakes(*operations: str) -> Callable[[Results], Figures]:
    """How many times the package of the same name, each as a ratio to its own floor."""

    def figures(results: Results) -> Figures:
        found = []
        for operation in operations:
            ours = results.of("Python", operation)
            compared = [
                Figure(theirs["ratio"] / ours[fixture]["ratio"], f"{operation}, {fixture}, {name}")
                for name in NAMESAKES
                for fixture, theirs in results.of("Python", operation, name).items()
                if fixture in ours
            ]
            if not compared:
                return None
            found += compared
        return found

    return figures


def most_by_least(language: str, operation: str, counts: list[int]) -> Callable[[Results], Figures]:
    """By how many per cent the dearest exceeds the cheapest, with so many other keys.

    Of ratios to what took turns: the machine's drift would pass for a difference.
    """

    def figures(results: Results) -> Figures:
        found = results.of(language, operation)
        fixtures = [f"{count:,} keys" for count in counts]
        if any(fixture not in found for fixture in fixtures):
            return None
        costs = [found[fixture]["ratio"] for fixture in fixtures]
        return [Figure(100 * (max(costs) / min(costs) - 1), f"{fixtures[0]} to {fixtures[-1]}")]

    return figures


def two_threads(results: Results) -> Figures:
    """How many times one thread two get done; only if they did run at once.

    A reference count that both write to costs more then: where it does not, the
    threads took turns on one processor, and nothing was found.
    """
    counted = results.of("Rust", "two threads reading", "a counted reference")
    if not counted or any(figure["speedup"] > 1.5 for figure in counted.values()):
        return None
    return of_operations("Rust", ["two threads reading"], lambda figure: figure["speedup"])(results)


def floor_threads(results: Results) -> str:
    found = results.of("Rust", "two threads reading", "floor")
    return "".join(f"; the floor's own {written(f['speedup'])}" for f in found.values())


def memory(language: str, name: str, scale: float) -> Callable[[Results], Figures]:
    return of_operations(language, ["memory"], lambda figure: figure[name] * scale)


READ = "`param_scope.a.b.c \\| d`, hit or missing, the whole expression"
SET_BLOCK = "a block that sets one key"
LIVE = "100,000 live scopes of two overrides over 100,000 parameters"


def times(bound: float, operation: str, *operations: str, of: str = "the floor") -> Target:
    """A target of Python that is a ratio."""
    return Target(
        "Python", operation, f"at most {bound:g} times {of}", bound, ratios("Python", *operations)
    )


A_NUMBER = "a scope of one number"
SPELLINGS = [
    times(3, "`param_scope[key] \\| d`", "read, computed key", "read, key computed anew"),
    times(4, "`param_scope.task[name].lr \\| d`", "read, one name computed"),
    times(
        3,
        "`param_scope.a.b()`, `param_scope.a.b(d)`",
        "read, required by a call",
        "read, default in a call",
    ),
    times(
        3,
        "`\\| None`, `\\| []`, `\\| ''`, `\\| True`",
        *(f"read, default {default}" for default in ("None", "[]", "''", "True")),
    ),
    times(2, "a value read as another type, from the second read on", "read, converted"),
    times(3, '`"a.b" in param_scope`', "is it set"),
    times(3, "`ps.a.b \\| d`", "read, of a scope by name"),
    times(1.3, "scope of one string, None, bytes, object, list", "scope of one value", of=A_NUMBER),
    times(2, "scope from a dict of 10, of 100 keys", "scope from a dict"),
    times(2, "the same from a fresh dict each time", "scope from a fresh dict"),
    times(
        1.5,
        "the same from a nested dict",
        "scope from a nested dict",
        of="the same from a flat one",
    ),
    times(2.5, "a scope and an assignment in it", "scope and an assignment", of=A_NUMBER),
    times(1.6, "scope of one definition", "scope of one definition", of=A_NUMBER),
    times(
        2.5,
        "scope of 100 definitions, each",
        "scope of 100 definitions, each",
        of='`split("=", 1)` into a dict',
    ),
    times(8, "first read of a key that has to be converted", "first read, converted"),
    times(2, "`keys()`, up to 100,000", "keys()", of="sorting them"),
    times(2.5, "`as_dict()`, up to 100,000 keys", "as_dict()", of="a sorted comprehension"),
    times(
        2,
        "a step of a decorated generator, async generator, coroutine",
        "step of a decorated generator",
        "step of a decorated async generator",
        "step of a decorated coroutine",
        of="entering and leaving the floor's scope by hand",
    ),
    times(
        1.2, "a call decorated by a scope", "call decorated by a scope", of="the `with` statement"
    ),
    times(
        1.05,
        "1,000 tasks created and run in a scope",
        "task created and run in a scope",
        of="without",
    ),
    times(
        1.2,
        "bound call: 3 and 20 arguments, half of them passed, a dataclass",
        "call, 3 bound arguments",
        "call, 3 bound, 2 passed",
        "call, 20 bound arguments",
        "call, 20 bound, 10 passed",
        "making a bound dataclass",
        of="a wrapper written by hand",
    ),
]

DEPTH = [
    Target(
        "Rust",
        operation,
        "at most 1.2 times a chain of hash maps as deep",
        1.2,
        ratios("Rust", f"{measured}, beside a chain"),
    )
    for operation, measured in [
        ("`get x = [key] or d`", "read, computed key"),
        ("`get x = a.b or d`, 8 scopes included", "read, literal"),
        ("`frame.get::<String>(key)`", "read, a String"),
        ("`frame.get::<Vec<f64>>(key)`", "read, a Vec"),
    ]
]
DEPTH += [
    Target(
        "C",
        "a read by string and handle",
        "at most 1.5 times Rust's read by string",
        1.5,
        ratios("C", "read, beside Rust by string", "read, missing, beside Rust by string"),
    ),
    Target(
        "C",
        "a read by a key that was prepared once",
        "at most 1.1 times Rust's read by string",
        1.1,
        ratios(
            "C",
            "read, prepared key, beside Rust by string",
            "read, missing, prepared key, beside Rust by string",
        ),
    ),
]

TARGETS = [
    Target(
        "Python", READ, "at most 2 times the floor", 2, ratios_on("Python", "read", "read, missing")
    ),
    Target(
        "Python",
        READ,
        "at most 1.5 times the floor on CPython 3.12 and later",
        1.5,
        ratios_on(NEWEST, "read", "read, missing"),
    ),
    Target(
        "Python",
        READ,
        "at least 150 times faster than the package of the same name",
        150,
        faster_than_namesakes("read", "read, missing"),
        at_least=True,
    ),
    Target(
        "Python",
        "the same through an accessor kept in a variable",
        "at most 1.3 times the floor",
        1.3,
        ratios("Python", "read, accessor kept", "read, accessor kept, missing"),
    ),
    Target(
        "Python",
        "first read of a key in a fresh scope",
        "at most 8 times the floor",
        8,
        ratios("Python", "first read", "first read, missing"),
    ),
    Target(
        "Python",
        "override one key, read it, restore",
        "at most 2 times the floor",
        2,
        ratios("Python", SCOPE),
    ),
    Target(
        "Python",
        "the same over 10, 1,000, 10,000 and 100,000 other keys",
        "the same within 10 %",
        100 * (FLAT - 1),
        most_by_least("Python", SCOPE, [10, 1_000, 10_000, 100_000]),
        unit=" %",
    ),
    *SPELLINGS,
    Target(
        "Python",
        "call with three bound arguments, from scopes or defaults",
        "at least 20 times faster than the package of the same name",
        20,
        faster_than_namesakes("call, 3 bound arguments"),
        at_least=True,
    ),
    Target(
        "Python",
        "ten `key=value` definitions into a scope, and ten typed reads",
        "at most 20 µs where the floor's read takes 130 ns",
        20,
        of_operations(
            "Python",
            ["10 definitions, 10 typed reads"],
            lambda figure: figure["ratio"] * 130 / 1_000,
        ),
        unit=" µs",
    ),
    Target(
        "Python",
        "`import hyperparameter`",
        "at most 8 ms beyond a bare interpreter and cffi",
        8,
        of_operations("Python", ["import"], lambda figure: figure["beyond_floor_ns"] / 1e6),
        unit=" ms",
    ),
    Target(
        "Rust",
        "`get x = a.b or d`",
        "at most a lookup in a thread-local map with a fast hash",
        1,
        ratios("Rust", "read", "read, missing"),
    ),
    Target(
        "Rust",
        SET_BLOCK,
        "the same within 10 % up to 1,000,000 other keys",
        100 * (FLAT - 1),
        most_by_least(
            "Rust",
            f"{SCOPE}, beside 10 keys",
            [10, 100, 1_000, 10_000, 100_000, 1_000_000],
        ),
        unit=" %",
    ),
    Target(
        "Rust",
        SET_BLOCK,
        "at most 150 ns where that lookup takes 10 ns",
        150,
        of_operations("Rust", [f"{SCOPE}, beside a lookup"], lambda figure: figure["ratio"] * 10),
        unit=" ns",
    ),
    *DEPTH,
    Target(
        "C",
        "a read through the handle, hit or missing",
        "at most 3 times the same read in Rust",
        3,
        ratios("C", "read", "read, missing"),
    ),
    Target(
        "Rust",
        "two threads reading",
        "at least 1.9 times one thread",
        1.9,
        two_threads,
        at_least=True,
        beside=floor_threads,
    ),
    *(
        target
        for language, bound in (("Rust", 100), ("Python", 250))
        for target in (
            Target(
                language,
                LIVE,
                f"the process is under {bound} MB",
                bound,
                memory(language, "resident_bytes", 1e-6),
                unit=" MB",
            ),
            Target(
                language,
                "the same, after release",
                "back within 1 %",
                1,
                memory(language, "left_ratio", 100),
                unit=" %",
            ),
        )
    ),
]
