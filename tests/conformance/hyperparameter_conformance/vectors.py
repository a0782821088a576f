"""The vectors: read as YAML, checked against the schema, refused at the first fault."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from hyperparameter_conformance import schema_errors
from hyperparameter_conformance.suite_files import SUITE

_SCHEMA = Draft202012Validator(json.loads((SUITE / "schema.json").read_text(encoding="utf-8")))


class MalformedError(Exception):
    """A document that is not a document of vectors."""


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Guesses no types, so that every scalar is text, and refuses a key that is there twice.

    libyaml reads the suite in a tenth of the time that a parser in Python takes; a test
    compares what it reads with what a parser of YAML 1.2 does.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            mark = node.start_mark
            raise yaml.constructor.ConstructorError(None, None, "a key is there twice", mark)
        return mapping


def parse(text: str) -> dict[str, Any]:
    """One document of vectors."""
    try:
        document: dict[str, Any] = yaml.load(text, _Loader)
    except Exception as error:
        raise MalformedError(str(error)) from error
    fault = schema_errors.first(_SCHEMA.iter_errors(document))
    if fault is not None:
        raise MalformedError(fault)
    seen: set[str] = set()
    for case in document["cases"]:
        if not case["id"].startswith(document["topic"] + "-"):
            raise MalformedError(
                f"the id {case['id']} does not begin with the topic {document['topic']}"
            )
        if case["id"] in seen:
            raise MalformedError(f"the id {case['id']} is used twice")
        seen.add(case["id"])
    return document


@functools.cache
def load() -> list[dict[str, Any]]:
    """Every case of every vector with its topic and place, in the order of the file names."""
    cases: list[dict[str, Any]] = []
    for path in sorted((SUITE / "vectors").iterdir()):
        try:
            text = path.read_text(encoding="utf-8")
            document = parse(text)
        except MalformedError as error:
            raise MalformedError(f"{path.name}: {error}") from error
        if not re.fullmatch(rf"[0-9]{{2}}-{re.escape(document['topic'])}\.yaml", path.name):
            raise MalformedError(f"{path.name}: the topic is {document['topic']}")
        lines = _lines(text)
        cases.extend(
            {
                **case,
                "topic": document["topic"],
                "where": f"vectors/{path.name}:{lines[case['id']]}",
            }
            for case in document["cases"]
        )
    return cases


def _lines(text: str) -> dict[str, int]:
    """The line of each case in a document, which is that of its id."""
    found = (re.match(r" *- id: (\S+)$", line) for line in text.splitlines())
    return {it[1]: number for number, it in enumerate(found, 1) if it}


def capabilities(case: dict[str, Any]) -> set[str]:
    """What a host must be able to do to run the steps of a case."""
    needs = set()
    for step in case["steps"]:
        if "spawn" in step:
            needs.add(step["spawn"]["kind"] + "s")
        if "freeze" in step or "base" in step:
            needs.add("freeze")
        tags = set(_tags(step))
        if tags & {"define", "untyped"}:
            needs.add("definitions")
        if "object" in tags:
            needs.add("objects")
    return needs


def _tags(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for tag, inner in part.items():
            yield tag
            yield from _tags(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _tags(inner)
