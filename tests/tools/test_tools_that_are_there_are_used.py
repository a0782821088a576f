"""A machine that has every tool is left as it is."""

import json
import re
import subprocess

import pytest

from .conftest import ROOT


def test_nothing_is_said_or_installed_where_nothing_is_missing(machine):
    done = machine.tools()

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert [] == machine.installs()


def test_it_works_from_any_directory(machine, tmp_path):
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    machine.drop("valgrind")

    done = machine.run(str(machine.root / ".ci/tools"), "rust", cwd=elsewhere)

    assert "missing: valgrind" in done.stderr
    assert [] == list(elsewhere.iterdir())


def test_a_target_asks_for_its_own_tools_only(machine):
    machine.drop("valgrind", "go", "node", "c++")

    done = machine.tools("demo", "wheel")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_help_installs_nothing(machine):
    machine.drop("python3", "cargo", "cc", "valgrind", "go", "node")
    machine.user(0)
    machine.put("apt-get")

    done = machine.run("make", "help")

    assert 0 == done.returncode
    assert "make test" in done.stdout
    assert [] == machine.installs()


def test_the_wheel_is_built_with_the_projects_own_python():
    """The system's may lack cffi, and is not to be given it."""
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "wheel"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    (build,) = (line for line in done.stdout.splitlines() if " maturin build " in line)
    assert f" --interpreter {ROOT}/.venv/bin/python " in build


def test_every_target_in_the_list_is_one_of_the_makefile(machine):
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    lines = machine.tools("--list").stdout.splitlines()

    named = {target for line in lines for target in line.split("|")[2].split()}
    assert len(named) > 5
    assert set() == named - targets - {"*"}


def test_the_rust_that_the_tests_need_is_the_one_their_libraries_ask_for():
    """Newer than the crates' own, which no user of the crates is asked for."""
    done = subprocess.run(
        ["cargo", "metadata", "--format-version=1", "--locked"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    versions = (package["rust_version"] or "0" for package in json.loads(done.stdout)["packages"])
    newest = max(tuple(map(int, version.split("."))) for version in versions)

    (line,) = (
        line
        for line in subprocess.run(
            [ROOT / ".ci/tools", "--list"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        if line.startswith("rust ")
    )

    assert f" Rust {newest[0]}.{newest[1]} or later" in line


@pytest.mark.parametrize(
    ("tool", "prints"),
    [("go", "go version go1.24 linux/amd64"), ("node", "v20.0.0"), ("python3", "Python 3.9.0")],
)
def test_the_oldest_that_will_do_is_enough(machine, tool, prints):
    machine.put(tool, prints)

    done = machine.tools()

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
