"""Says in words where a document or a message is not what its schema asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jsonschema.exceptions import ValidationError

_TYPES = {"string": "text", "object": "an object", "array": "a list", "integer": "a whole number"}


def first(errors: Iterable[ValidationError]) -> str | None:
    """The first of the errors that a validator finds, in words, or None."""
    error = next(iter(errors), None)
    return None if error is None else explain(error)


def explain(error: ValidationError) -> str:
    """Where something is wrong, and what."""
    while error.validator in ("oneOf", "anyOf") and error.context:
        inner = _meant(error)
        if inner is None:
            return _placed(error, _no_alternative(error))
        error = inner
    return _placed(error, _fault(error))


def _placed(error: ValidationError, fault: str) -> str:
    """With the path to what is wrong: places in lists are counted from 1."""
    parts = [str(part + 1) if isinstance(part, int) else part for part in error.absolute_path]
    return f"{' '.join(parts)}: {fault}" if parts else fault


def _meant(error: ValidationError) -> ValidationError | None:
    """The fault in the alternative that was meant, by the field that is there."""
    instance = error.instance
    if not isinstance(instance, dict):
        return None
    assert error.context is not None
    for inner in error.context:
        required = _branch(error, inner).get("required", [])
        deeper = len(inner.absolute_path) > len(error.absolute_path)
        if deeper or (required and set(required) <= set(instance)):
            return inner
    return None


def _branch(error: ValidationError, inner: ValidationError) -> dict[str, Any]:
    """The alternative in which a fault was found."""
    at, branches = inner.schema_path[0], _asked(error)
    branch = branches[at] if isinstance(at, int) else {}
    return branch if isinstance(branch, dict) else {}


def _asked(error: ValidationError) -> Any:
    """What the keyword of the schema says that was not met."""
    return error.validator_value


def _no_alternative(error: ValidationError) -> str:
    branches = _asked(error)
    names = sorted({name for branch in branches for name in branch.get("required", [])})
    if any("$ref" in branch for branch in branches):
        names.append("the tag of a value")
    beside = f", which have one field of {', '.join(names)}" if names else ""
    return f"{_shown(error.instance)} is not one of the forms that may stand here{beside}"


def _fault(error: ValidationError) -> str:
    instance: Any = error.instance
    asked, schema = _asked(error), error.schema
    shown = _shown(instance)
    if error.validator == "required":
        missing = [name for name in asked if name not in instance]
        return f"the field {missing[0]} is missing"
    if error.validator == "additionalProperties":
        known = schema.get("properties", {}) if isinstance(schema, dict) else {}
        extra = [name for name in instance if name not in known]
        return f"there is no field {extra[0]}; the fields are {', '.join(known) or 'none'}"
    if error.validator in ("minProperties", "maxProperties"):
        return f"{shown} has {len(instance)} fields, and should have {asked}"
    if error.validator == "type":
        return f"{shown} is not {_TYPES.get(str(asked), str(asked))}"
    if error.validator in ("const", "enum"):
        alternatives = [asked] if error.validator == "const" else asked
        return f"{shown} is not {' or '.join(map(_shown, alternatives))}"
    if error.validator == "pattern":
        return f"{shown} is not spelled as it should be, which is {asked}"
    if error.validator in ("minItems", "minLength"):
        return f"{shown} is too short"
    if error.validator in ("maxItems", "items"):
        return f"{shown} has too many parts"
    if error.validator == "uniqueItems":
        return f"{shown} has a part twice"
    if error.validator == "minimum":
        return f"{shown} is less than {asked}"
    return f"{shown} is not as it should be ({error.validator})"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 120 else f"{text[:120]} ..."
