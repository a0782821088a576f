"""Writes the results of a run into benches/README.md, as ratios to the floor.

python benches/table.py target/bench/results.json
"""

from __future__ import annotations

import sys
from pathlib import Path

from results import NEWEST, OURS, Results
from targets import SCOPE, TARGETS, written

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def page_with(page: str, results: Results) -> str:
    """The page with these results between its markers, and all else as it was."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"the page has no {BEGIN} with {END} after it")
    return before + "\n\n".join([BEGIN, *sections(results), END]) + after


def sections(results: Results) -> list[str]:
    return [
        origin(results),
        "### Targets",
        table(
            ["", "Operation", "Target", "Reached", ""],
            [
                [
                    target.language,
                    target.operation,
                    target.asks,
                    target.reached(results),
                    f"**{target.verdict(results)}**",
                ]
                for target in TARGETS
            ],
        ),
        "A target is judged by its worst figure, which is shown first, with where it was measured.",
        *parts(results),
        "### A scope among many keys",
        flatness(results),
        "### Import",
        imports(results),
        "### Memory",
        memory(results),
        "### Two threads",
        threads(results),
    ]


def origin(results: Results) -> str:
    said = results.environment
    lines = [
        f"`make bench`, {said['date']}, {said['commit']}; "
        f"{said['processors']} processors, {said['processor']}, {said['machine']}, "
        f"{said['system']}; {said['python']}"
        + (f" and {said['newest']}" if said.get("newest") else "")
        + f", {said['rust']}.",
        "Ratios are to the floor, measured in alternating rounds. "
        "A dash: the library has no way to write it, or takes too long.",
    ]
    lines += [
        f"Results of {one['subject']} are incomplete: {one['reason']}."
        for one in results.unavailable
    ]
    return "\n".join(lines)


#: How many columns of other libraries a page has room for.
ROOM = 5
#: What stands beside an operation where its table need not say it.
FLOORS = ("the floor", "floor", "the same in Rust")


def parts(results: Results) -> list[str]:
    """The tables of times of every language, each narrow enough to be read."""
    found = []
    for language in ("Python", "Rust", "C"):
        figures = [
            figure
            for figure in results.figures
            if figure["language"] == language and "ratio" in figure
        ]
        by_the_floor = [figure for figure in figures if stands_beside(figure) in FLOORS]
        by_another = [figure for figure in figures if stands_beside(figure) not in FLOORS]
        found += [f"### {language}", ours(results, language, by_the_floor)]
        others = [one for one in results.subjects(language) if one != OURS]
        others = [one for one in others if any(f["subject"] == one for f in by_the_floor)]
        for at in range(0, len(others), ROOM):
            chosen = others[at : at + ROOM]
            found += [
                f"#### {language}: {', '.join(chosen)}",
                compared(results, language, by_the_floor, chosen),
            ]
        if by_another:
            found += [
                f"#### {language}: beside something else",
                ours(results, language, by_another, named=True),
            ]
    return found


def stands_beside(figure: dict) -> str:
    """What the ratio is to; a file of results from before this was told says it in Rust only."""
    return figure.get("beside") or figure.get("floor") or "the floor"


def ours(results: Results, language: str, figures: list[dict], named: bool = False) -> str:
    """This library by what stands beside it; ``named`` if that is not the same in all rows."""
    head = ["Operation", "With"]
    head += ["Beside"] if named else []
    floor = "Beside" if named else "The same in Rust" if language == "C" else "Floor"
    head += [f"{floor}, ns", "Here, ns", "Ratio"]
    newest = results.environment.get("newest") if language == "Python" else None
    if newest:
        head.append(f"Ratio, {newest}")
    rows = []
    for operation, fixture in places(figures):
        figure = results.of(language, operation).get(fixture)
        if figure is None:
            continue
        row = [operation.partition(", beside ")[0], fixture]
        row += [stands_beside(figure)] if named else []
        row += [written(figure[what]) for what in ("floor_ns", "ns")]
        row.append(f"**{written(figure['ratio'])}**")
        if newest:
            other = results.of(NEWEST, operation).get(fixture)
            row.append(written(other["ratio"]) if other else "–")
        rows.append(row)
    return table(head, rows, numbers_from=3 if named else 2)


def compared(results: Results, language: str, figures: list[dict], others: list[str]) -> str:
    """Ratios of this library and of some others, where one of them can do it."""
    rows = []
    for operation, fixture in places(figures):
        found = [results.of(language, operation, one).get(fixture) for one in [OURS, *others]]
        if any(found[1:]):
            ratios = [written(one["ratio"]) if one else "–" for one in found]
            rows.append([operation, fixture, f"**{ratios[0]}**", *ratios[1:]])
    names = [titled(results, language, one) for one in [OURS, *others]]
    return table(["Operation", "With", *names], rows, numbers_from=2)


def places(figures: list[dict]) -> list[tuple[str, str]]:
    """Operations in the order of the run, and with each what was around it."""
    operations = list(dict.fromkeys(figure["operation"] for figure in figures))
    found = {(figure["operation"], figure["fixture"]) for figure in figures}
    return sorted(found, key=lambda at: (operations.index(at[0]), rung(at[1])))


def rung(fixture: str) -> tuple[int, int, str]:
    """Where a fixture stands on the ladder."""
    if fixture.endswith(" keys"):
        return 1, count_of_keys(fixture), ""
    scopes = ["no scope", "one scope", "8 nested", "frozen"]
    return 0, scopes.index(fixture) if fixture in scopes else len(scopes), fixture


def count_of_keys(fixture: str) -> int:
    return int(fixture.removesuffix(" keys").replace(",", ""))


def titled(results: Results, language: str, subject: str) -> str:
    versions = {
        figure.get("version", "")
        for figure in results.figures
        if (figure["language"], figure["subject"]) == (language, subject)
    }
    version = "".join(versions)
    return subject if version in subject else f"{subject} {version}"


def flatness(results: Results) -> str:
    """How much more a scope costs with many other keys than with ten."""
    rows = []
    for language in ("Python", "Rust"):
        for subject in results.subjects(language):
            found = results.of(language, f"{SCOPE}, beside 10 keys", subject)
            costs = costs_by_count(found or results.of(language, SCOPE, subject))
            if len(costs) < 2:
                continue
            of = "ratio" if subject == OURS else "ns"
            values = [figure[of] for figure in costs.values()]
            rows.append(
                [
                    language,
                    subject,
                    f"{min(costs):,} to {max(costs):,}",
                    written(max(values) / min(values)),
                ]
            )
    about = (
        "The slowest divided by the fastest: of this library by the ratio, of others by the time."
    )
    return (
        table(["", "Subject", "Other keys", "Slowest by fastest"], rows, numbers_from=2)
        + "\n\n"
        + about
    )


def costs_by_count(found: dict[str, dict]) -> dict[int, dict]:
    """The figures of fixtures that say how many keys there are."""
    return {
        count_of_keys(fixture): figure
        for fixture, figure in found.items()
        if fixture.endswith(" keys")
    }


def imports(results: Results) -> str:
    rows = [
        [
            titled(results, "Python", subject),
            *(f"{figure[f'beyond_{what}_ns'] / 1e6:.1f}" for what in ("bare", "floor")),
        ]
        for subject in results.subjects("Python")
        for figure in results.of("Python", "import", subject).values()
    ]
    head = ["Subject", "Beyond a bare interpreter, ms", "Beyond one with cffi, ms"]
    return table(head, rows, numbers_from=1)


def memory(results: Results) -> str:
    rows = [
        [
            figure["language"],
            figure["subject"],
            figure["fixture"],
            f"{figure['resident_bytes'] / 1e6:.1f}",
            f"{figure['scopes_bytes'] / 1e6:.1f}",
            f"{100 * figure['left_ratio']:.2f}",
        ]
        for figure in results.figures
        if figure["operation"] == "memory"
    ]
    head = ["", "Subject", "Scopes", "Process, MB", "Scopes, MB", "Left after release, %"]
    about = (
        "100,000 live scopes of two overrides over 100,000 parameters.\n"
        "Left after release is allocated memory; the operating system gets less back, and later."
    )
    return table(head, rows, numbers_from=3) + "\n\n" + about


def threads(results: Results) -> str:
    rows = [
        [figure["subject"], written(figure["ns"]), f"{figure['speedup']:.2f}"]
        for figure in results.figures
        if figure["operation"] == "two threads reading"
    ]
    about = (
        "The counted reference is a control: unless it falls far below 2, "
        "the threads shared one processor and the other rows mean nothing."
    )
    head = ["Subject", "One thread, ns", "Two threads over one"]
    return table(head, rows, numbers_from=1) + "\n\n" + about


def table(head: list[str], rows: list[list[str]], numbers_from: int | None = None) -> str:
    if not rows:
        return "Not measured."
    numbers = len(head) if numbers_from is None else numbers_from
    ruler = ["---" if at < numbers else "---:" for at in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ruler, *rows])


if __name__ == "__main__":
    README.write_text(
        page_with(README.read_text(encoding="utf-8"), Results.read(Path(sys.argv[1]))),
        encoding="utf-8",
    )
