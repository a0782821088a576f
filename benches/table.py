"""Writes the results of a run into benches/README.md, as ratios to the floor.

python benches/table.py target/bench/results.json
"""

from __future__ import annotations

import sys
from pathlib import Path

from results import OURS, Results
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
        "A target is judged by the worst of its figures, which stands first with its place.",
        "### Python",
        times(results, "Python"),
        "### Rust",
        times(results, "Rust"),
        "### C",
        times(results, "C"),
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
        f"{said['system']}; {said['python']}, {said['rust']}.",
        "Ratios are to the floor that took turns with the subject; "
        "a dash is what a subject has no way to write, or could not do in reasonable time.",
    ]
    lines += [
        f"Of {one['subject']} not all is here: {one['reason']}." for one in results.unavailable
    ]
    return "\n".join(lines)


def times(results: Results, language: str) -> str:
    """Operations in rows, subjects in columns."""
    figures = [
        figure
        for figure in results.figures
        if figure["language"] == language
        and "ratio" in figure
        and ", beside " not in figure["operation"]
    ]
    cells = {(f["operation"], f["fixture"], f["subject"]): f for f in figures}
    others = [
        subject
        for subject in results.subjects(language)
        if subject != OURS and any(f["subject"] == subject for f in figures)
    ]
    floor = "The same in Rust" if language == "C" else "Floor"
    rows = []
    operations = list(dict.fromkeys(f["operation"] for f in figures))
    places = {(f["operation"], f["fixture"]) for f in figures}
    for operation, fixture in sorted(places, key=lambda at: (operations.index(at[0]), rung(at[1]))):
        ours = cells.get((operation, fixture, OURS))
        row = ["–"] * 3
        if ours:
            row = [written(ours["floor_ns"]), written(ours["ns"]), f"**{written(ours['ratio'])}**"]
        theirs = [cells.get((operation, fixture, subject)) for subject in others]
        rows.append(
            [operation, fixture, *row, *(written(one["ratio"]) if one else "–" for one in theirs)]
        )
    names = [titled(results, language, subject) for subject in [OURS, *others]]
    head = ["Operation", "With", f"{floor}, ns", f"{OURS}, ns", *names]
    return table(head, rows, numbers_from=2)


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
        "The dearest by the cheapest; of ours by what took turns with it, of others by the time."
    )
    return (
        table(["", "Subject", "Other keys", "Most by least"], rows, numbers_from=2) + "\n\n" + about
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
        "What is left is told of what is allocated; the system is given back less, and later."
    )
    return table(head, rows, numbers_from=3) + "\n\n" + about


def threads(results: Results) -> str:
    rows = [
        [figure["subject"], written(figure["ns"]), f"{figure['speedup']:.2f}"]
        for figure in results.figures
        if figure["operation"] == "two threads reading"
    ]
    about = (
        "The counted reference is there to fail: where it does not fall far below 2, "
        "the threads took turns on one processor, and the others say nothing."
    )
    head = ["Subject", "One thread, ns", "Two threads by one"]
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
