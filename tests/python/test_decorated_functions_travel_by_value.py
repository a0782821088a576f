"""AUTO 2: cloudpickle sends decorated functions and classes by value, or says that it does not.

Worker processes of joblib, ray or spark get functions of ``__main__`` that way.
"""

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


# What does not travel says so when it is sent, not when it arrives.


def coroutine_function():
    async def f(x=1):
        return x

    return f


def generator_function():
    def f(x=1):
        yield x

    return f


def async_generator_function():
    async def f(x=1):
        yield x

    return f


@pytest.mark.parametrize("make", [coroutine_function, generator_function, async_generator_function])
def test_what_runs_later_asks_for_a_module_to_be_imported_from(make):
    decorated = auto_param("n")(make())

    with pytest.raises(AttributeError, match="define it in a module that can be imported"):
        cloudpickle.dumps(decorated)


def test_a_function_with_a_scope():
    @param_scope("a=007")
    def f():
        return param_scope.a | ""

    assert "007" == sent(f)()
