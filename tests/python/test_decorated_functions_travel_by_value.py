"""AUTO 2: what cloudpickle can send of a function, it can send of a decorated one.

Worker processes of joblib, ray or spark get functions of ``__main__`` that way.
"""

import asyncio
import dataclasses

import pytest

from hyperparameter import auto_param, param_scope

cloudpickle = pytest.importorskip("cloudpickle", reason="cloudpickle comes with the examples group")


def sent(value):
    return cloudpickle.loads(cloudpickle.dumps(value))


def test_a_function():
    @auto_param("n")
    def f(x=1, *, y: float = 2):
        return x, y

    again = sent(f)
    with param_scope("n.x=3", "n.y=0.5"):
        bound = again()

    assert ((1, 2), (3, 0.5), (5, 2)) == (again(), bound, again(5))


def test_a_function_with_a_required_parameter():
    @auto_param("n")
    def f(x):
        return x

    with pytest.raises(TypeError, match='"n.x"'):
        sent(f)()


def test_a_function_that_was_called_before():
    @auto_param("n")
    def f(x: int = 1):
        return x

    with param_scope("n.x=3"):
        f()
        bound = sent(f)()

    assert 3 == bound


def test_a_coroutine_function():
    @auto_param("n")
    async def f(x=1):
        return x

    again = sent(f)
    with param_scope("n.x=3"):
        bound = asyncio.run(again())

    assert 3 == bound


def test_a_generator_function():
    @auto_param("n")
    def f(x=1):
        yield x

    again = sent(f)
    with param_scope("n.x=3"):
        bound = list(again())

    assert [3] == bound


def test_a_class():
    @auto_param("n")
    class C:
        def __init__(self, x=1):
            self.x = x

    again = sent(C)
    with param_scope("n.x=3"):
        bound = again().x

    assert 3 == bound


def test_a_dataclass():
    @auto_param("n")
    @dataclasses.dataclass
    class C:
        x: int = 1
        y: list = dataclasses.field(default_factory=list)

    again = sent(C)
    with param_scope("n.x=3"):
        bound = dataclasses.astuple(again())

    assert (3, []) == bound


def test_a_function_that_reads_parameters():
    def f():
        return param_scope.a | 0

    again = sent(f)
    with param_scope(a=3):
        read = again()

    assert 3 == read


def test_a_function_decorated_with_a_scope():
    @param_scope("a=1", {"b": [2]}, c="text")
    def f():
        return param_scope.a | 0, param_scope.b | [], param_scope.c | ""

    assert (1, [2], "text") == sent(f)()
