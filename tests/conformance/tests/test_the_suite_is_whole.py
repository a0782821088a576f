"""The suite's files agree with each other and with its manifest."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hyperparameter_conformance import __version__, coverage, manifest, protocol, vectors
from hyperparameter_conformance.suite_files import SUITE
from hyperparameter_conformance.vectors import MalformedError
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

CASES = vectors.load()
DOCUMENTS = sorted((SUITE / "vectors").iterdir())
MALFORMED = sorted((SUITE / "planted" / "malformed").iterdir())
SCHEMAS = {
    name: json.loads((SUITE / name).read_text(encoding="utf-8"))
    for name in ("schema.json", "protocol.schema.json")
}
README = (SUITE / "README.md").read_text(encoding="utf-8")
COMMITTED = manifest.read()


def test_the_suite_is_what_its_manifest_says() -> None:
    """Where this fails, write it again: python -m hyperparameter_conformance manifest --write."""
    found = manifest.build(COMMITTED["spec"], COMMITTED["rules"])

    assert manifest.differences(COMMITTED, found) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_the_same_to_a_parser_of_yaml_1_2(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert vectors.parse(text) == YAML(typ="base", pure=True).load(text)


def test_the_manifest_names_the_versions_that_belong_together() -> None:
    assert (COMMITTED["suite"], COMMITTED["protocol"]) == (__version__, protocol.VERSION)


def test_the_list_of_ids_is_that_of_the_manifest() -> None:
    listed = manifest.INDEX.read_text(encoding="utf-8").splitlines()

    assert listed == sorted(COMMITTED["cases"])


def test_another_expectation_is_another_meaning() -> None:
    case = CASES[0]
    changed = {**case, "steps": [*case["steps"], {"freeze": {}}]}

    assert manifest.digest(changed) != manifest.digest(case)


def test_another_title_is_the_same_meaning() -> None:
    assert manifest.digest({**CASES[0], "title": "other words"}) == manifest.digest(CASES[0])


@pytest.mark.parametrize("cases", [{}, {"a-b": "2"}], ids=["removed", "changed"])
def test_an_id_keeps_its_meaning_within_a_version(cases: dict[str, str]) -> None:
    old = {"suite": "1.0.0", "cases": {"a-b": "1"}}

    assert manifest.broken_promises(old, {"suite": "1.0.0", "cases": cases}) == ["a-b"]
    assert manifest.broken_promises(old, {"suite": "2.0.0", "cases": cases}) == []


def test_every_rule_has_a_case_or_a_reason_for_having_none() -> None:
    assert coverage.faults(COMMITTED["rules"], CASES, coverage.excused()) == []


@pytest.mark.parametrize(
    ("cited", "excused", "fault"),
    [
        ("KEY 1", {}, "KEY 2 has no case"),
        ("KEY 1", {"KEY 1": "why", "KEY 2": "why"}, "KEY 1 has cases, and a reason"),
        ("KEY 1", {"KEY 2": "why", "KEY 3": "why"}, "KEY 3 has a reason, but is no rule"),
        ("KEY 9", {"KEY 1": "why", "KEY 2": "why"}, "case-one cites KEY 9, which is no rule"),
    ],
)
def test_what_is_missing_between_rules_and_cases_is_found(
    cited: str, excused: dict[str, str], fault: str
) -> None:
    (found,) = coverage.faults(["KEY 1", "KEY 2"], [{"id": "case-one", "rule": cited}], excused)

    assert found.startswith(fault)


def test_the_readme_names_the_two_hardest_cases_of_each_topic() -> None:
    section = README.split("\n## The cases that are hardest to get right\n")[1].split("\n## ")[0]
    named = re.findall(r"^\| `(.+)` \| .", section, re.MULTILINE)
    topics = {case["id"]: case["topic"] for case in CASES}

    assert Counter(topics[id] for id in named) == dict.fromkeys(topics.values(), 2)


def test_the_readme_states_the_versions() -> None:
    suite, spec = COMMITTED["suite"], COMMITTED["spec"]

    assert f"version {suite} of the suite, for version {spec} of the specification" in README


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_a_malformed_document_is_refused(path: Path) -> None:
    with pytest.raises(MalformedError):
        vectors.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unknown-operation", "cases 1 steps 1: there is no field jump; the fields are enter"),
        ("missing-default", "cases 1 steps 1 read: the field default is missing"),
        ("two-kinds-in-one-value", 'default: {"int": "1", "text": "1"} has 2 fields'),
        ("text-in-null", 'default null: "none" is not ""'),
        ("unknown-warning", 'expect warning: "failure" is not "scope"'),
        ("times-none", 'times: "0" is not spelled as it should be'),
        ("duplicate-id", "the id planted-case is used twice"),
    ],
)
def test_what_is_wrong_with_a_document_is_said_in_words(name: str, words: str) -> None:
    path = SUITE / "planted" / "malformed" / f"{name}.yaml"
    with pytest.raises(MalformedError) as raised:
        vectors.parse(path.read_text(encoding="utf-8"))

    assert words in str(raised.value)


def test_every_case_knows_its_line() -> None:
    for case in CASES[::50]:
        name, _, line = case["where"].rpartition(":")
        lines = (SUITE / name).read_text(encoding="utf-8").splitlines()

        assert lines[int(line) - 1] == f"  - id: {case['id']}"


def test_cases_declare_what_they_need() -> None:
    declared = {case["id"]: set(case.get("needs", [])) for case in CASES}

    assert declared == {case["id"]: vectors.capabilities(case) for case in CASES}


def test_titles_tell_cases_apart() -> None:
    titles = [case["title"] for case in CASES]

    assert [title for title in titles if titles.count(title) > 1] == []


def test_no_expected_value_could_be_the_default() -> None:
    reads = [
        (case["id"], step["read"]) for case in CASES for step in case["steps"] if "read" in step
    ]

    assert [id for id, read in reads if read["expect"] == read["default"]] == []


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_the_schemas_are_schemas(schema: Any) -> None:
    Draft202012Validator.check_schema(schema)


def test_both_schemas_mean_the_same_by_the_same_name() -> None:
    ours, theirs = (schema["$defs"] for schema in SCHEMAS.values())
    shared = set(ours) & set(theirs) - {"step", "question", "float"}

    assert {"value", "source", "pairs", "node", "int", "bytes"} <= shared
    assert {name: ours[name] for name in shared} == {name: theirs[name] for name in shared}


def test_both_schemas_have_the_same_operations_with_the_same_fields() -> None:
    def fields(schema: Any) -> dict[str, set[str]]:
        steps = schema["$defs"]["step"]["properties"].items()
        resolved = ((name, _resolve(schema, step)) for name, step in steps)
        return {name: set(step["properties"]) - {"expect", "without"} for name, step in resolved}

    assert fields(SCHEMAS["schema.json"]) == fields(SCHEMAS["protocol.schema.json"])


def test_every_case_travels_as_the_protocol_says() -> None:
    schema = SCHEMAS["protocol.schema.json"]
    validator = Draft202012Validator({"$ref": "#/$defs/run", "$defs": schema["$defs"]})

    assert [case["id"] for case in CASES if not validator.is_valid(protocol.run(1, case))] == []


def _resolve(schema: Any, part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        return dict(schema["$defs"][part["$ref"].rsplit("/", 1)[1]])
    return part
