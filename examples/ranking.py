"""The ranking that both request servers use, which reads parameters.

``rerank`` has no arguments for settings; it reads them where it needs them. A query
string is untrusted input, so a list says which settings a request may override.
"""

import json
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl

from hyperparameter import param_scope, untyped

MAY_OVERRIDE = {"rerank.use_new", "rerank.threshold"}
MAX_BODY = 1_000_000


@dataclass
class Item:
    id: str
    score: float


def rerank(items):
    use_new = param_scope.rerank.use_new(False)
    threshold = param_scope.rerank.threshold | 0.8
    if use_new:
        return [x for x in items if x.score >= threshold]
    return items


def overrides_of(query):
    """The overrides in a query string; ValueError for one that is not allowed."""
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
    for key, _ in pairs:
        if key not in MAY_OVERRIDE:
            raise ValueError(f"a request may not override {key!r}, only {sorted(MAY_OVERRIDE)}")
    # Marked as untyped, each string is converted to the type of the default it is read with.
    return untyped(dict(pairs))


def ranked(body):
    """The response to a request's body by the current parameters; ValueError if not a list."""
    try:
        content = json.loads(body)
        if not isinstance(content, list):
            raise TypeError("not a list")
        items = [Item(str(x["id"]), float(x["score"])) for x in content]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError('expected a list of {"id": "...", "score": 0.5}') from error
    return [asdict(x) for x in rerank(items)]


def length_of(headers):
    """The length a request announces; ValueError when it has none or too much."""
    text = headers.get("Content-Length", "")
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_BODY:
        raise ValueError(f"expected a Content-Length of at most {MAX_BODY}, not {text!r}")
    return int(text)
