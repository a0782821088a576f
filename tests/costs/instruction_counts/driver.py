"""Builds the program that runs the operations, and has callgrind watch it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

from instruction_counts.profile import Profile

ROOT = Path(__file__).parents[3]
TARGET = ROOT / "target" / "costs"
CARGO = os.environ.get("CARGO", "cargo")
VALGRIND = os.environ.get("VALGRIND", "valgrind")

# The C library's `memcmp` and `memcpy` for every processor of its kind, not for this one.
TUNABLES = "glibc.cpu.hwcaps=-AVX2,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM"

#: Operation, what is set around it, and whose it is: ``ours`` or ``floor``.
Region = tuple[str, str, str]


@functools.cache
def build() -> tuple[Path, Path]:
    """The program, and the shared library as it is released."""
    # Each in a folder of its own: the program is built with the library's crate too,
    # by another profile, and that library's file would have the same name.
    manifest = ROOT / "tests" / "costs" / "driver" / "Cargo.toml"
    program = _built("driver", "--manifest-path", manifest)
    library = _built(
        "library", "--package=hyperparameter-capi", "--manifest-path", ROOT / "Cargo.toml"
    )
    return program / "hyperparameter-costs", library / "libhyperparameter_capi.so"


def _built(folder: str, *arguments: str | Path) -> Path:
    # The profiles of the two manifests, and nothing of the caller's.
    own = ("RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in own and not name.startswith("CARGO_PROFILE_")
    }
    target = TARGET / folder
    subprocess.run(
        [CARGO, "build", "--quiet", "--release", "--locked", "--target-dir", target, *arguments],
        env=environment,
        check=True,
    )
    return target / "release"


def count() -> dict[Region, Profile]:
    """What each operation did, as callgrind saw it."""
    program, library = build()
    folder = TARGET / "callgrind"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = subprocess.run(
        [
            *(VALGRIND, "--tool=callgrind", "--quiet"),
            *("--toggle-collect=measured", "--dump-after=measured"),
            *("--dump-instr=yes", "--compress-pos=no", "--compress-strings=no"),
            f"--callgrind-out-file={folder / 'out'}",
            *(program, "counted", library),
        ],
        env={"PATH": os.environ["PATH"], "GLIBC_TUNABLES": TUNABLES},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    regions = [line.split("|") for line in done.stdout.splitlines()]
    dumps = sorted(folder.glob("out.*"), key=lambda path: int(path.suffix[1:]))
    # The last one is written at the end of the program.
    if len(dumps) - len(regions) not in (0, 1):
        raise RuntimeError(f"{len(regions)} operations ran, but {len(dumps)} were counted")
    return {
        (operation, fixture, subject): Profile.read(dump, int(times))
        for (operation, fixture, subject, times), dump in zip(regions, dumps)
    }


def writes() -> dict[tuple[str, str], str]:
    """By operation and what is set around it: ``own`` or ``shared``, what it writes to."""
    program, _ = build()
    done = subprocess.run(
        [program, "protected"], stdout=subprocess.PIPE, check=True, text=True, timeout=120
    )
    lines = [line.split("|") for line in done.stdout.splitlines()]
    return {(operation, fixture): memory for operation, fixture, memory in lines}
