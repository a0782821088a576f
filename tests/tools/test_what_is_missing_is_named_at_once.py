"""Where nothing may be installed, all that is missing is named before anything runs."""

import os

import pytest


def test_all_of_it_is_named_with_one_command(machine):
    machine.drop("valgrind", "c++", "nm", "objdump")
    machine.put("apt-get")

    done = machine.tools("test", "rust", "costs")

    assert 1 == done.returncode
    assert [
        "missing: c++ (a C++ compiler, which has to take the C header)",
        "missing: valgrind (finds memory errors, counts instructions)",
        "missing: nm (lists exported symbols)",
        "missing: objdump (tells which instructions a read runs)",
        "get it with: su -c 'apt-get install g++ valgrind binutils'",
    ] == done.stderr.splitlines()
    assert [] == machine.installs()


def test_it_takes_less_than_a_second(machine):
    machine.drop("valgrind", "c++", "cargo", "go", "node")
    before = os.times()

    done = machine.run("make", "test", "integrations")

    # Of the processor: other tests may run beside this one.
    after = os.times()
    assert after.children_user + after.children_system < (
        1 + before.children_user + before.children_system
    )
    assert "missing: valgrind" in done.stderr
    assert [] == machine.installs()


def test_a_sudo_that_asks_for_a_password_is_left_to_the_person(machine):
    machine.drop("valgrind")
    machine.put("apt-get")
    machine.put("sudo", first="exit 1")

    done = machine.tools("costs")

    assert "get it with: sudo apt-get install valgrind" in done.stderr
    assert [] == machine.installs()


def test_nothing_is_installed_while_something_else_cannot_be(machine):
    machine.drop("go", "gofmt", "rustc-1.85")

    done = machine.tools("ports", "msrv")

    assert 1 == done.returncode
    assert [
        "missing: rustc (rustc 1.85, the oldest that is supported)",
        "get it from: https://rustup.rs",
    ] == done.stderr.splitlines()
    assert [] == machine.installs()


def test_without_the_known_package_manager_the_packages_are_named(machine):
    machine.drop("valgrind", "c++")

    done = machine.tools("rust")

    assert "get it from: this system's packages (Debian's names: g++ valgrind)" in done.stderr


@pytest.mark.parametrize(
    ("tool", "prints", "says"),
    [
        ("python3", "Python 3.8.18", "python (Python 3.9 or later; make PYTHON=... names another)"),
        ("cargo", "cargo 1.84.1", "cargo (Rust 1.85 or later)"),
        ("cargo", "cargo 1.88.0", "rust (Rust 1.89 or later, for the tests)"),
    ],
)
def test_a_tool_that_is_too_old_is_named_with_its_version(machine, tool, prints, says):
    machine.put(tool, prints)

    done = machine.tools("rust")

    version = prints.split()[1].rpartition(".")[0]
    assert f"missing: {says}; {machine.programs / tool} is {version}" in done.stderr


def test_a_library_is_missed_by_its_header(machine):
    machine.put("cc", first="! grep -q jansson || exit 1")

    done = machine.tools("conformance")

    assert "missing: jansson (JSON, for the port in C)" in done.stderr
    assert "libjansson-dev" in done.stderr


@pytest.mark.parametrize(
    ("prints", "command"),
    [("cargo 1.80.0", "rustup update stable"), ("", "rustup default stable")],
    ids=["an old toolchain", "no toolchain"],
)
def test_the_toolchain_is_left_to_its_owner(machine, prints, command):
    machine.put("cargo", prints)
    machine.put("rustup")

    done = machine.tools("demo")

    assert f"get it with: {command}" in done.stderr
    assert [] == [line for line in machine.calls.read_text().splitlines() if "rustup" in line]


def test_the_venv_module_is_that_of_the_python_which_was_named(machine):
    machine.put("apt-get")
    machine.put("python3.12", "Python 3.12.1", first='case "$*" in *ensurepip*) exit 1 ;; esac')

    done = machine.run("make", "tools", "PYTHON=python3.12")

    assert "missing: venv (the venv module of python3.12)" in done.stderr
    assert "apt-get install python3.12-venv" in done.stderr
