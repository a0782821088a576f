"""``manifest``: whether the suite is what its manifest says, or writing the manifest again."""

from __future__ import annotations

import argparse

from hyperparameter_conformance import manifest
from hyperparameter_conformance.commands import Commands
from hyperparameter_conformance.options import UsageError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "manifest", help="compare the suite with its manifest", allow_abbrev=False
    )
    parser.add_argument(
        "--write", action="store_true", help="write the manifest and the list of ids again"
    )
    parser.set_defaults(command=_manifest)


def _manifest(arguments: argparse.Namespace) -> int:
    old = manifest.read() if manifest.MANIFEST.exists() else None
    if manifest.SPECIFICATION.exists():
        text = manifest.SPECIFICATION.read_text(encoding="utf-8")
        new = manifest.build(manifest.version_of(text), manifest.rules_of(text))
    elif old is None or arguments.write:
        raise UsageError(f"there is no specification at {manifest.SPECIFICATION}")
    else:
        new = manifest.build(old["spec"], old["rules"])
    found = ["there is no manifest"] if old is None else manifest.differences(old, new)
    print("\n".join(found) if found else f"version {new['suite']}, {len(new['cases'])} cases")
    if not arguments.write:
        return 1 if found else 0
    lost = [] if old is None else manifest.broken_promises(old, new)
    if lost:
        raise UsageError(
            f"not written: an id keeps its meaning within a version of the suite, and these do "
            f"not: {', '.join(lost)}; give the changed cases new ids, or raise the version"
        )
    manifest.write(new)
    return 0
