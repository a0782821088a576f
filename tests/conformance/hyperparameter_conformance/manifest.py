"""The manifest: what belongs to this version of the suite, so that nothing changes unseen.

It holds the versions that belong together, the rules of the specification, a checksum of
each file, and a digest of the steps of each case: an id keeps its meaning.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hyperparameter_conformance import __version__, protocol, vectors
from hyperparameter_conformance.suite_files import SUITE

MANIFEST = SUITE / "manifest.json"
INDEX = SUITE / "index.txt"

#: The specification that the suite is for; an installed suite has the manifest instead.
SPECIFICATION = SUITE.parent.parent / "docs" / "spec.md"

_FILES = ("schema.json", "protocol.schema.json", "vectors/*.yaml", "planted/**/*.yaml")


def read() -> dict[str, Any]:
    """The manifest as it was written last."""
    return dict(json.loads(MANIFEST.read_text(encoding="utf-8")))


def build(spec: str, rules: list[str]) -> dict[str, Any]:
    """The manifest as it should be, for that version of the specification and its rules."""
    return {
        "suite": __version__,
        "spec": spec,
        "protocol": protocol.VERSION,
        "rules": rules,
        "files": {path.relative_to(SUITE).as_posix(): _checksum(path) for path in _files()},
        "cases": {case["id"]: digest(case) for case in vectors.load()},
    }


def write(manifest: dict[str, Any]) -> None:
    """Write the manifest, and the list of ids for runners that need nothing else of it."""
    ids = "".join(f"{id}\n" for id in sorted(manifest["cases"]))
    MANIFEST.write_bytes((json.dumps(manifest, indent=2) + "\n").encode())
    INDEX.write_bytes(ids.encode())


def digest(case: dict[str, Any]) -> str:
    """What a case does and expects, as a digest: neither its words nor its layout count."""
    steps = json.dumps(case["steps"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(steps.encode()).hexdigest()


def version_of(specification: str) -> str:
    """The version that the specification states."""
    (version,) = re.findall(
        r"^This is version ([0-9]+\.[0-9]+) of the specification\b", specification, re.MULTILINE
    )
    return str(version)


def rules_of(specification: str) -> list[str]:
    """The rules that the specification has, in its order."""
    return re.findall(r"^### ([A-Z]+ [0-9]+)$", specification, re.MULTILINE)


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What two manifests do not agree about, one line each."""
    found = [
        f"{name}: {old[name]} in the manifest, {new[name]} in fact"
        for name in ("suite", "spec", "protocol", "rules")
        if old[name] != new[name]
    ]
    for name in ("files", "cases"):
        for key in sorted({*old[name], *new[name]}):
            if key not in new[name]:
                found.append(f"{key} is in the manifest, but does not exist")
            elif key not in old[name]:
                found.append(f"{key} is not in the manifest")
            elif old[name][key] != new[name][key]:
                found.append(f"{key} is not what it was when the manifest was written")
    return found


def broken_promises(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Ids that lost their meaning within one version of the suite."""
    if old["suite"] != new["suite"]:
        return []
    return [id for id, meaning in old["cases"].items() if new["cases"].get(id) != meaning]


def _files() -> Iterable[Path]:
    return (path for pattern in _FILES for path in sorted(SUITE.glob(pattern)))


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
