"""The messages of the protocol: what is sent, and reading answers without forgiving anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from hyperparameter_conformance import schema_errors
from hyperparameter_conformance.suite_files import SUITE

VERSION = 2

_SCHEMA = json.loads((SUITE / "protocol.schema.json").read_text(encoding="utf-8"))

#: A list of values may nest 128 deep, which takes a reader some 1,300 calls.
_DEPTH = 4_000


class ProtocolError(Exception):
    """An adapter's line that is not the answer it should be."""


@dataclass(frozen=True)
class Identity:
    """What an adapter says of its port."""

    name: str
    language: str
    version: str
    spec: str
    capabilities: frozenset[str]
    host: str = ""


@dataclass(frozen=True)
class Answer:
    """What an adapter says of a case: what it observed, or why it did not."""

    observed: list[dict[str, Any]] | None = None
    skipped: str = ""
    errored: str = ""


def start() -> dict[str, Any]:
    """The first command."""
    return {"cmd": "start", "protocol": VERSION}


def run(seq: int, case: dict[str, Any]) -> dict[str, Any]:
    """The command to run a case: its steps without what is expected of them."""
    steps = [
        {
            operation: {
                name: value for name, value in fields.items() if name not in ("expect", "without")
            }
        }
        for step in case["steps"]
        for operation, fields in step.items()
    ]
    return {"cmd": "run", "seq": seq, "case": {"id": case["id"], "steps": steps}}


def stop() -> dict[str, Any]:
    """The last command."""
    return {"cmd": "stop"}


def encode(message: dict[str, Any]) -> bytes:
    """A message as the line that is sent."""
    return json.dumps(message, ensure_ascii=False).encode() + b"\n"


def read_identity(line: bytes) -> Identity:
    """What an adapter answers to ``start``."""
    message = _read(line, "identity")
    return Identity(
        name=message["name"],
        language=message["language"],
        version=message["version"],
        spec=message["spec"],
        capabilities=frozenset(message["capabilities"]),
        host=message.get("host", ""),
    )


def read_answer(line: bytes, seq: int, steps: int) -> Answer:
    """What an adapter answers to ``run``."""
    message = _decode(line)
    kind = next((kind for kind in ("skipped", "errored") if kind in message), "observed")
    _check(message, kind)
    if message["seq"] != seq:
        raise ProtocolError(f"the answer has seq {message['seq']}, the command had {seq}")
    if kind == "skipped":
        return Answer(skipped=message["skipped"])
    if kind == "errored":
        context = message.get("context")
        beside = f" {json.dumps(context, ensure_ascii=False)}" if context else ""
        return Answer(errored=message["errored"] + beside)
    if len(message["observed"]) != steps:
        raise ProtocolError(f"{len(message['observed'])} steps are observed, the case has {steps}")
    return Answer(observed=message["observed"])


def _read(line: bytes, kind: str) -> dict[str, Any]:
    message = _decode(line)
    version = message.get("protocol")
    if isinstance(version, int) and version != VERSION:
        raise ProtocolError(
            f"the adapter speaks version {version} of the protocol, this runner version {VERSION}"
        )
    _check(message, kind)
    return message


def _decode(line: bytes) -> dict[str, Any]:
    try:
        with _deep():
            message = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
            # JSON can spell half of a surrogate pair, which is no text.
            json.dumps(message, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise ProtocolError("the line nests too deep") from None
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise ProtocolError(f"the line is not Unicode: {error.reason}") from None
    except ValueError as error:
        raise ProtocolError(f"the line is not JSON: {error}") from None
    if not isinstance(message, dict):
        raise ProtocolError("the line is not a JSON object")
    return message


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    message = dict(pairs)
    if len(message) != len(pairs):
        raise ValueError("a field is there twice")
    return message


def _check(message: dict[str, Any], kind: str) -> None:
    validator = Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": _SCHEMA["$defs"]})
    try:
        with _deep():
            fault = schema_errors.first(validator.iter_errors(message))
    except RecursionError:
        raise ProtocolError("the line nests too deep") from None
    if fault is not None:
        raise ProtocolError(f"not an answer ({kind}): {fault}")
    if "seq" in message and type(message["seq"]) is not int:
        raise ProtocolError("not an answer: seq is no integer")


@contextmanager
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
