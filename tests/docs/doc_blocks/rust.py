"""Compiles the ``rust`` blocks of all pages as the programs of one crate."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from doc_blocks.pages import PLANTED, ROOT, Block, blocks_of, pages
from doc_blocks.programs import compare, run

_MANIFEST = """\
[package]
name = "doc-blocks"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
axum = { version = "0.8", default-features = false, features = ["http1", "query", "tokio"] }
hyperparameter = { path = "../../crates/hyperparameter", features = ["serde"] }
serde = { version = "1", features = ["derive"] }
hyperparameter-tower = { path = "../../crates/hyperparameter-tower" }
tokio = { version = "1", features = ["macros", "rt-multi-thread", "sync", "time"] }
tower = { version = "0.5", default-features = false, features = ["util"] }

# Not a member of the workspace that it lies in.
[workspace]
"""

_BODY_OF_MAIN = """\
fn main() -> Result<(), Box<dyn std::error::Error>> {
%s
Ok(())
}
"""


def check(block: Block, folder: Path) -> None:
    """Runs the block's program."""
    program, messages = _build()[block.name]

    assert program is not None, messages
    assert messages == "", messages

    compare(block, run([program], folder), fragment=not _is_whole(block.text))


def _is_whole(text: str) -> bool:
    return "fn main()" in text


@cache
def _build() -> dict[str, tuple[str | None, str]]:
    """By block, the program, if it compiled, and what the compiler said."""
    every = [block for page in [*pages(), PLANTED] for block in blocks_of(page)]
    blocks = [block for block in every if block.tag == "rust"]
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    crate = ROOT / "target" / "doc-blocks"
    shutil.rmtree(crate / "src", ignore_errors=True)
    (crate / "src" / "bin").mkdir(parents=True)
    _write(crate / "Cargo.toml", _MANIFEST)
    # The versions that the workspace has locked, so that nothing is built twice.
    shutil.copy(ROOT / "Cargo.lock", crate / "Cargo.lock")
    for block in blocks:
        whole = block.text if _is_whole(block.text) else _BODY_OF_MAIN % block.text
        _write(crate / "src" / "bin" / f"{block.name}.rs", whole)

    command = ["cargo", "build", "--bins", "--keep-going", "--message-format=json", "--quiet"]
    done = subprocess.run(
        command,
        cwd=crate,
        env={**os.environ, "CARGO_TARGET_DIR": str(target)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    programs: dict[str, str | None] = dict.fromkeys((block.name for block in blocks), None)
    said = dict.fromkeys(programs, "")
    for line in done.stdout.splitlines():
        message = json.loads(line)
        name = message.get("target", {}).get("name")
        if name not in programs:
            continue
        if message["reason"] == "compiler-artifact":
            programs[name] = message["executable"]
        elif message["reason"] == "compiler-message":
            said[name] += message["message"]["rendered"]
    return {
        name: (programs[name], said[name] or ("" if programs[name] else done.stderr))
        for name in programs
    }


def _write(path: Path, text: str) -> None:
    # Left alone when unchanged, for cargo rebuilds what is newer.
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
