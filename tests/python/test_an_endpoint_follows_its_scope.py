"""AUTO 6: what a web framework passes by itself, out of the signature, hides no override."""

import asyncio
import warnings
from typing import Annotated, Optional

import pytest

from hyperparameter import auto_param, param_scope, required

fastapi = pytest.importorskip("fastapi", reason="fastapi is of the test group")
httpx = pytest.importorskip("httpx", reason="httpx is of the test group")
pydantic = pytest.importorskip("pydantic", reason="pydantic is of the test group")


class Body(pydantic.BaseModel):
    v: int = 1


def answer(endpoint, query="", overrides=None, method="GET", path="/search", json=None):
    """What a request gets from an application with one endpoint and a scope around requests."""
    app = fastapi.FastAPI()
    app.api_route("/search", methods=[method])(endpoint)

    async def in_scope(scope, receive, send):
        with param_scope(overrides or {}):
            await app(scope, receive, send)

    async def ask():
        transport = httpx.ASGITransport(app=in_scope)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(
                "GET" if path != "/search" else method, path + query, json=json
            )

    reply = asyncio.run(ask())
    return reply.json() if reply.status_code == 200 else reply.status_code


def sync(q: str, top_k: int = 5):
    return [q, top_k]


async def awaiting(q: str, top_k: int = 5):
    return [q, top_k]


def annotated(q: str, top_k: Annotated[int, fastapi.Query(ge=1)] = 5):
    return [q, top_k]


def described(q: str, top_k: int = fastapi.Query(5, ge=1)):
    return [q, top_k]


def postponed(q: "str", top_k: "Annotated[int, fastapi.Query(ge=1)]" = 5):
    return [q, top_k]


ENDPOINTS = [sync, awaiting, annotated, described, postponed]
SET = {"search.top_k": 50}


@pytest.mark.parametrize("function", ENDPOINTS)
def test_an_endpoint_takes_the_client_s_value_then_the_scope_s_then_its_default(function):
    endpoint = auto_param("search", endpoint=True)(function)

    assert ["x", 5] == answer(endpoint, "?q=x")
    assert ["x", 50] == answer(endpoint, "?q=x", SET)
    assert ["x", 7] == answer(endpoint, "?q=x&top_k=7", SET)
    assert ["x", 5] == answer(endpoint, "?q=x&top_k=5", SET)


@pytest.mark.parametrize("function", ENDPOINTS)
def test_the_schema_of_an_endpoint_shows_its_defaults(function):
    before = answer(function, path="/openapi.json")
    after = answer(auto_param("search", endpoint=True)(function), path="/openapi.json")

    assert before == after


def test_an_endpoint_has_defaults_of_every_kind():
    @auto_param("search", endpoint=True)
    def endpoint(
        number: float = 0.5,
        flag: bool = False,
        name: Optional[str] = None,
        body: Body = Body(v=3),  # noqa: B008
        seven: int = fastapi.Depends(lambda: 7),
    ):
        return [number, flag, name, body.v, seven]

    overrides = {"search": {"number": 2.0, "flag": True, "name": "x"}}

    assert [0.5, False, None, 3, 7] == answer(endpoint, method="POST")
    assert [2.0, True, "x", 3, 7] == answer(endpoint, "", overrides, "POST")
    assert [2.0, False, "x", 9, 7] == answer(endpoint, "?flag=no", overrides, "POST", json={"v": 9})


def test_a_dependency_is_an_endpoint_too():
    @auto_param("search", endpoint=True)
    def settings(top_k: int = 5):
        return top_k

    def endpoint(top: int = fastapi.Depends(settings)):
        return top

    assert [5, 50, 7] == [
        answer(endpoint),
        answer(endpoint, "", SET),
        answer(endpoint, "?top_k=7", SET),
    ]


def test_an_endpoint_may_have_an_argument_that_the_scope_has_to_set():
    @auto_param("search", endpoint=True)
    def endpoint(q: str, top_k: int = required):
        return [q, top_k]

    assert ["x", 50] == answer(endpoint, "?q=x", SET)
    assert ["x", 7] == answer(endpoint, "?q=x&top_k=7")
    with pytest.raises(TypeError, match='"search.top_k"'):
        answer(endpoint, "?q=x")
    schema = answer(endpoint, path="/openapi.json")
    top_k = schema["paths"]["/search"]["get"]["parameters"][1]
    assert (False, "integer") == (top_k["required"], top_k["schema"]["type"])
    assert "default" not in top_k["schema"]


@pytest.mark.parametrize("function", [sync, awaiting])
def test_an_endpoint_called_by_hand_is_a_function_like_others(function):
    endpoint = auto_param("search", endpoint=True)(function)

    def call(*args, **kwargs):
        made = endpoint(*args, **kwargs)
        return asyncio.run(made) if asyncio.iscoroutine(made) else made

    with param_scope(SET):
        inside = call("x"), call("x", 7), call(q="x", top_k=5)

    assert (["x", 50], ["x", 7], ["x", 5]) == inside


# Without `endpoint=True` the framework's default wins, and that is said.


@pytest.mark.parametrize("function", [sync, awaiting])
def test_a_default_that_the_framework_passes_over_an_override_is_told(function):
    bound = auto_param("search")(function)
    with pytest.warns(RuntimeWarning) as warned:
        assert ["x", 5] == answer(bound, "?q=x", SET)

    assert (
        "search.top_k is set and not used: the web framework passes the default 5 of top_k "
        'itself; write @auto_param("search", endpoint=True)'
    ) == str(warned[0].message)


def test_nothing_is_told_where_nothing_is_lost():
    bound = auto_param("search")(sync)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ["x", 5] == answer(bound, "?q=x")
        assert ["x", 7] == answer(bound, "?q=x&top_k=7", SET)
        with param_scope(SET):
            assert ["x", 5] == bound(q="x", top_k=5)
            assert ["x", 50] == bound("x")


def test_a_class_is_no_endpoint():
    with pytest.raises(TypeError, match="an endpoint is a function"):
        auto_param("n", endpoint=True)(type("C", (), {"__init__": lambda self, x=1: None}))


def test_a_described_default_is_passed_however_often_the_client_gave_a_value_before():
    @auto_param("s", endpoint=True)
    def search(top_k: int = fastapi.Query(5)):
        return top_k

    assert [3, 3, 3, 5] == [search(top_k=3), search(top_k=3), search(top_k=3), search()]


def test_a_described_default_that_has_no_name_is_passed_beside_names():
    @auto_param("search", endpoint=True)
    def bound(top_k: int = fastapi.Query(5), /, *, page: int = fastapi.Query(1)):
        return top_k, page

    def called():
        return [bound(), bound(page=2), bound(page=2), bound()]

    with param_scope(SET):
        assert [(50, 1), (50, 2), (50, 2), (50, 1)] == called()
    with param_scope(**{"search.page": 3}):
        assert [(5, 3), (5, 2), (5, 2), (5, 3)] == called()
