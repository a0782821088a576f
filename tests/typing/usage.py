"""What users' type checkers see: every line here is checked, none is run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, Callable

from typing_extensions import assert_type

from hyperparameter import (
    as_dict,
    auto_param,
    converter,
    frozen,
    items,
    keys,
    param_scope,
    required,
    untyped,
)


class Thing:
    pass


def reads_are_of_the_type_of_their_default() -> None:
    assert_type(param_scope.a.b | 0.1, float)
    assert_type(param_scope.a.b | 1, int)
    assert_type(param_scope.a.b | "text", str)
    assert_type(param_scope.a.b | b"", bytes)
    assert_type(param_scope.a.b | Thing(), Thing)
    assert_type(param_scope.a.b(True), bool)
    assert_type(param_scope.a.b(0.1), float)
    assert_type(param_scope["a.b"] | 0.1, float)
    assert_type(param_scope["a.b"](0.1), float)
    assert_type(param_scope.a["b"].c | 0.1, float)
    assert_type(param_scope.a | [1, 2], list[int])


def reads_without_a_typed_default_are_any() -> None:
    assert_type(param_scope.a.b | None, Any)
    assert_type(param_scope.a.b(None), Any)
    assert_type(param_scope.a.b(), Any)
    assert_type(param_scope["a.b"](), Any)


def turns_are_of_the_type_of_their_default() -> None:
    assert_type(param_scope.a | param_scope.b | 1, int)
    assert_type(param_scope.a | param_scope.b | param_scope.c | "x", str)
    assert_type(param_scope.a | param_scope.b | None, Any)


def scopes_read_like_param_scope() -> None:
    with param_scope("a=1", {"b": 2}, c=3, **{"d.e": 4}) as ps:
        assert_type(ps.a | 1, int)
        assert_type(ps.a.b | 0.1, float)
        assert_type(ps["a.b"] | "text", str)
        assert_type(ps.a.b(True), bool)
        assert_type(ps.a(), Any)
        assert_type(ps.a | None, Any)
        assert_type(ps.a | param_scope.b | 1, int)
        assert_type(param_scope.b | ps.a | 1, int)
        assert_type("a" in ps, bool)
        ps.a = 1
        ps.a.b = "text"
        ps["a.b"] = [1]
        ps.a["b"] = None
    assert_type("a.b" in param_scope, bool)
    param_scope.a = 1
    param_scope.c.b = {"c": 1}
    param_scope["a.b"] = None


def functions_are_typed() -> None:
    assert_type(keys(), list[str])
    assert_type(keys("a"), list[str])
    assert_type(keys(param_scope.a), list[str])
    assert_type(items(), list[tuple[str, Any]])
    assert_type(as_dict(nested=True), dict[str, Any])
    frozen()
    with param_scope(untyped({"a": "1"})):
        pass


def converters_are_of_their_type() -> None:
    converter(Thing, lambda text: Thing(), lambda thing: repr(thing))


# Decorators keep signatures.


@auto_param("n")
def bound(x: int, y: float = 0.5) -> str:
    return f"{x} {y}"


@auto_param
def bare(x: int = 1) -> int:
    return x


@auto_param()
def called(x: int = 1) -> int:
    return x


@auto_param("n")
async def coroutine(x: int = 1) -> str:
    return str(x)


@auto_param("n")
def generator(x: int = 1) -> Iterator[int]:
    yield x


@auto_param("n")
async def async_generator(x: int = 1) -> AsyncIterator[int]:
    yield x


@auto_param("n")
class Bound:
    def __init__(self, x: int = 1) -> None:
        self.x = x


@auto_param("n")
@dataclass
class Data:
    x: int = 1


class Methods:
    @auto_param("n")
    def method(self, x: int = 1) -> int:
        return x

    @auto_param("n")
    @staticmethod
    def static(x: int = 1) -> int:
        return x

    @staticmethod
    @auto_param("n")
    def static_outside(x: int = 1) -> int:
        return x

    @auto_param("n")
    @classmethod
    def of_class(cls, x: int = 1) -> int:
        return x

    @auto_param
    async def coroutine(self, x: int = 1) -> int:
        return x


# `required` fits every type, so that a call without the argument is accepted.


@auto_param("n")
def filled(x: int = required, *, name: str = required, thing: Thing = required) -> int:
    return x


@auto_param("n")
@dataclass
class Filled:
    x: int = required
    y: float = 0.5


@auto_param("n", endpoint=True)
async def endpoint(q: str, top_k: int = 5) -> str:
    return q


def what_is_required_may_be_left_to_parameters() -> None:
    assert_type(filled(), int)
    assert_type(filled(1, name="a"), int)
    assert_type(Filled(), Filled)
    assert_type(Filled().x, int)
    assert_type(asyncio.run(endpoint("q")), str)


@param_scope(a=1)
def scoped(x: int = 1) -> str:
    return str(x)


@param_scope("a=1")
async def scoped_coroutine(x: int = 1) -> str:
    return str(x)


@param_scope(a=1)
def scoped_generator(x: int = 1) -> Iterator[int]:
    yield x


def decorated_callables_keep_their_types() -> None:
    assert_type(bound(1), str)
    assert_type(bound(1, y=0.5), str)
    assert_type(bare(), int)
    assert_type(called(x=1), int)
    assert_type(generator(), Iterator[int])
    assert_type(async_generator(), AsyncIterator[int])
    assert_type(asyncio.run(coroutine()), str)
    assert_type(Bound(), Bound)
    assert_type(Bound().x, int)
    assert_type(Data(x=1).x, int)
    assert_type(Methods().method(), int)
    assert_type(Methods.static(), int)
    assert_type(Methods.static_outside(), int)
    assert_type(Methods.of_class(), int)
    assert_type(asyncio.run(Methods().coroutine()), int)
    assert_type(scoped(), str)
    assert_type(asyncio.run(scoped_coroutine()), str)
    assert_type(scoped_generator(), Iterator[int])
    kept: Callable[[int], str] = bound
    kept(1)


# Wrong uses are rejected: an ignore that is not needed is an error too.


def wrong_uses_are_rejected() -> None:
    text: str = param_scope.a | 1  # type: ignore[assignment]
    number: int = param_scope.a("text")  # type: ignore[assignment]
    turn: str = param_scope.a | param_scope.b | 1  # type: ignore[assignment]
    param_scope.a(1, 2)  # type: ignore[call-overload]
    param_scope.a(default=1)  # type: ignore[call-overload]
    param_scope(["a=1"])  # type: ignore[arg-type]
    param_scope(5)  # type: ignore[arg-type]
    _ = param_scope[1]  # type: ignore[index]
    untyped({"a": 1})  # type: ignore[dict-item]
    bound("text")  # type: ignore[arg-type]
    bound(1, z=2)  # type: ignore[call-arg]
    Bound(x="text")  # type: ignore[arg-type]
    filled("text")  # type: ignore[arg-type]
    filled(name=1)  # type: ignore[arg-type]
    auto_param(5)  # type: ignore[call-overload]
    keys(5)  # type: ignore[arg-type]
    converter(Thing, lambda text: 5, str)  # type: ignore[arg-type, return-value]
    converter(Thing, len, str)  # type: ignore[arg-type]
    print(text, number, turn)
