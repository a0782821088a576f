"""What one run of the benches found: gathered into one file, and read from it.

python benches/results.py target/bench      writes target/bench/results.json

Every figure says its language, operation, fixture, subject and version. One of a
time has ``ns``, ``floor_ns`` and ``ratio``, the median of ratios of rounds in
a row; what is no time has names of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OURS = "hyperparameter"
#: The language of what was measured by a second interpreter, the newest that is installed.
NEWEST = "newest Python"
#: Names that the manifest of the Rust benches gives to what they measure.
CRATES = {
    OURS: "hyperparameter",
    "hyperparameter (crates.io)": "namesake",
    "config": "config",
    "figment": "figment",
}


@dataclass
class Results:
    environment: dict[str, object]
    figures: list[dict]
    #: What could not be measured at all: subjects, each with its reason.
    unavailable: list[dict[str, str]]

    def of(self, language: str, operation: str, subject: str = OURS) -> dict[str, dict]:
        """The figures of one operation, by what was set around it."""
        return {
            figure["fixture"]: figure
            for figure in self.figures
            if (figure["language"], figure["operation"], figure["subject"])
            == (language, operation, subject)
        }

    def subjects(self, language: str) -> list[str]:
        """Ours first, the others in the order in which they were measured."""
        found = dict.fromkeys(
            figure["subject"] for figure in self.figures if figure["language"] == language
        )
        return sorted(found, key=lambda subject: subject != OURS)

    def on(self, language: str) -> str:
        """Which interpreter that was, if it was not the one of the whole run."""
        return f", {self.environment.get('newest')}" if language == NEWEST else ""

    @staticmethod
    def read(path: Path) -> Results:
        return Results(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(vars(self), indent=1) + "\n", encoding="utf-8")


def gathered(folder: Path) -> Results:
    """The results of a run that left its parts in the folder."""
    runs = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "python").glob("*.json"))
    ]
    python = _interpreter(runs[0])
    figures = [
        {
            "language": "Python" if _interpreter(run) == python else NEWEST,
            **benchmark["extra_info"],
        }
        for run in runs
        for benchmark in run["benchmarks"]
    ]
    versions = _versions_of_crates()
    figures += [
        {**figure, "version": versions.get(figure["subject"], "")}
        for figure in _lines(folder / "rust" / "figures.jsonl")
    ]
    others = [_interpreter(run) for run in runs if _interpreter(run) != python]
    environment = {**_environment(runs[0]), "newest": others[0] if others else None}
    results = Results(environment, figures, _lines(folder / "unavailable.jsonl"))
    for language in ("Python", "Rust", "C"):
        if OURS not in results.subjects(language):
            raise SystemExit(f"no figure of {OURS} in {language}: the benches did not run")
    return results


def _lines(path: Path) -> list[dict]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _environment(run: dict) -> dict[str, object]:
    machine, commit = run["machine_info"], run["commit_info"]
    return {
        "date": run["datetime"][:10],
        "commit": f"commit {commit['id'][:12]}" + (" and changes" if commit.get("dirty") else ""),
        "machine": machine["machine"],
        "system": machine["system"],
        "processor": machine["cpu"].get("brand_raw", ""),
        "processors": machine["cpu"].get("count"),
        "python": _interpreter(run),
        "rust": _output("rustc", "--version"),
    }


def _interpreter(run: dict) -> str:
    machine = run["machine_info"]
    return f"{machine['python_implementation']} {machine['python_version']}"


def _versions_of_crates() -> dict[str, str]:
    manifest = Path(__file__).with_name("rust") / "Cargo.toml"
    found = json.loads(
        _output(
            "cargo", "metadata", "--format-version=1", "--locked", f"--manifest-path={manifest}"
        )
    )
    versions = {package["id"]: package["version"] for package in found["packages"]}
    root = found["resolve"]["root"]
    (node,) = (node for node in found["resolve"]["nodes"] if node["id"] == root)
    version_of = {dependency["name"]: versions[dependency["pkg"]] for dependency in node["deps"]}
    return {subject: version_of[crate] for subject, crate in CRATES.items()}


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    below = Path(sys.argv[1])
    gathered(below).write(below / "results.json")
